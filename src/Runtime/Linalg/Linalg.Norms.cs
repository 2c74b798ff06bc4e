using SourceAutodiff.Kernels;
using SourceAutodiff.Tensors;

namespace SourceAutodiff;

public static partial class Linalg
{
    /// <summary>The norm of a matrix.</summary>
    /// <param name="a">A tensor of floating-point type.</param>
    /// <param name="ord">"fro": the root of the sum of the squares; "nuc": the sum of the singular values.</param>
    /// <param name="dim">The dimensions of the rows and of the columns; by default the last two.</param>
    /// <param name="keepDim">They stay, with size 1.</param>
    /// <exception cref="ArgumentException">There is no such norm, or the dimensions are not two.</exception>
    public static Tensor MatrixNorm(Tensor a, string ord = "fro", ReadOnlySpan<int> dim = default, bool keepDim = false)
    {
        (int rows, int columns) = MatrixDims(a, dim);
        if (ord is "fro") return Frobenius(a, rows, columns, keepDim);
        return ord is "nuc" ? Kept(Svdvals(a.MoveDim([rows, columns], [-2, -1])).Sum([-1]), rows, columns, keepDim)
            : throw new ArgumentException($"linalg.matrix_norm: Order {ord} not supported. It is \"fro\", \"nuc\", or one of the numbers 1, -1, 2, -2, ∞ and -∞.", nameof(ord));
    }

    /// <summary>The norm of a matrix that belongs to a norm of vectors.</summary>
    /// <param name="a">A tensor of floating-point type.</param>
    /// <param name="ord">2, -2: the largest, the smallest singular value; 1, -1: the largest, the smallest sum of absolute values of a column; ∞, -∞: of a row.</param>
    /// <param name="dim">The dimensions of the rows and of the columns; by default the last two.</param>
    /// <param name="keepDim">They stay, with size 1.</param>
    /// <exception cref="ArgumentException">There is no such norm, or the dimensions are not two.</exception>
    public static Tensor MatrixNorm(Tensor a, double ord, ReadOnlySpan<int> dim = default, bool keepDim = false)
    {
        (int rows, int columns) = MatrixDims(a, dim);
        bool isLargest = ord > 0;
        switch (Math.Abs(ord))
        {
            case 2:
                Tensor values = Svdvals(a.MoveDim([rows, columns], [-2, -1]));
                return Kept(values.Select(-1, isLargest ? 0 : values.Shape[-1] - 1), rows, columns, keepDim);
            case 1 or double.PositiveInfinity:
                int summed = Math.Abs(ord) == 1 ? rows : columns, other = summed == rows ? columns : rows;
                return Kept(Extreme(a.Abs().Sum([summed]), other > summed ? other - 1 : other, isLargest), rows, columns, keepDim);
            default:
                throw new ArgumentException($"linalg.matrix_norm: Order {ord} not supported. It is \"fro\", \"nuc\", or one of the numbers 1, -1, 2, -2, ∞ and -∞.", nameof(ord));
        }
    }

    private static (int Rows, int Columns) MatrixDims(Tensor a, ReadOnlySpan<int> dim)
    {
        DemandMatrix(a, "matrix_norm");
        if (dim.Length is not (0 or 2)) throw new ArgumentException($"linalg.matrix_norm: dim must be a 2-tuple. Got {Layout.Text(dim)}", nameof(dim));
        (int rows, int columns) = dim.Length == 0 ? (a.Rank - 2, a.Rank - 1) : (Layout.Dimension(dim[0], a.Rank), Layout.Dimension(dim[1], a.Rank));
        return rows != columns ? (rows, columns) : throw new ArgumentException($"linalg.matrix_norm: dims must be different. Got ({dim[0]}, {dim[1]})", nameof(dim));
    }

    private static Tensor Kept(Tensor norm, int rows, int columns, bool keepDim) => keepDim ? norm.Unsqueeze(Math.Min(rows, columns)).Unsqueeze(Math.Max(rows, columns)) : norm;

    /// <summary>At zero the gradient is zero.</summary>
    private static Tensor Frobenius(Tensor a, int rows, int columns, bool keepDim)
    {
        int[] dims = [Math.Min(rows, columns), Math.Max(rows, columns)], sizes = a.Layout.Sizes;
        Tensor plain = a.Detach(), norm = (plain * plain).Sum(dims, keepDim).Sqrt();
        return Tape.Record(norm, "LinalgVectorNorm", a, (node, grad) =>
        {
            Tensor length = node.Saved(1), isZero = length.Eq(0);
            Tensor factor = Tensor.Where(isZero, 0.0, grad / Tensor.Where(isZero, 1.0, length));
            return node.Saved(0) * Tensor.Spread(factor, dims, keepDim, sizes);
        }, a, norm);
    }

    /// <summary>The largest or the smallest element along a dimension. Where there are several, the gradient goes to them in equal parts.</summary>
    private static Tensor Extreme(Tensor x, int dim, bool isLargest)
    {
        int[] dims = [dim], sizes = x.Layout.Sizes;
        if (sizes[dim] == 0) throw new ArgumentException($"linalg.matrix_norm: the dimensions have to have at least one element each, but the shape without the summed one is {x.Shape}.");
        Tensor result = isLargest ? Reducing.Apply<Reducing.Maximum>(x, dims, false, x.DType) : Reducing.Apply<Reducing.Minimum>(x, dims, false, x.DType);
        return Tape.Record(result, isLargest ? "Amax" : "Amin", x, (node, grad) =>
        {
            Tensor isIt = node.Saved(0).Detach().Eq(node.Saved(1).Detach().Unsqueeze(dim)).To(grad.DType);
            return isIt * (grad.Unsqueeze(dim) / isIt.Sum(dims, keepDim: true));
        }, x, result);
    }
}
