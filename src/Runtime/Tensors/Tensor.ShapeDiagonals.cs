using SourceAutodiff.Kernels;
using SourceAutodiff.Tensors;

namespace SourceAutodiff;

public sealed partial class Tensor
{
    /// <summary>A diagonal of two dimensions, as the last dimension. A view.</summary>
    /// <param name="offset">Above (positive) or below the main diagonal.</param>
    /// <param name="dim1">The rows; a negative one counts from the end.</param>
    /// <param name="dim2">The columns; a negative one counts from the end.</param>
    /// <exception cref="ArgumentException">The dimensions are the same.</exception>
    public Tensor Diagonal(int offset = 0, int dim1 = 0, int dim2 = 1)
    {
        (int a, int b) = (Layout.Dimension(dim1, Rank), Layout.Dimension(dim2, Rank));
        if (a == b) throw new ArgumentException($"diagonal dimensions cannot be identical {dim1}, {dim2}");
        int[] whole = Layout.Sizes;
        Layout inside = DiagonalOf(new Layout(whole), offset, a, b);
        return Views.Create(this, DiagonalOf(Layout, offset, a, b), "Diagonal", grad => Zeros(whole, grad.DType).AsStridedScatter(grad, inside.Sizes, inside.Strides, inside.Offset));
    }

    /// <summary>The last dimension on a diagonal of two new ones; zero elsewhere.</summary>
    /// <param name="offset">Above (positive) or below the main diagonal.</param>
    /// <param name="dim1">The rows in the result; a negative one counts from the end.</param>
    /// <param name="dim2">The columns in the result; a negative one counts from the end.</param>
    /// <exception cref="ArgumentException">The dimensions are the same.</exception>
    public Tensor DiagEmbed(int offset = 0, int dim1 = -2, int dim2 = -1)
    {
        int rank = Rank + 1;
        (int a, int b) = (Layout.Dimension(dim1, rank), Layout.Dimension(dim2, rank));
        if (Rank == 0) throw new ArgumentException("diag_embed() needs at least one dimension; this tensor has none.");
        if (a == b) throw new ArgumentException($"diagonal dimensions cannot be identical {dim1}, {dim2}");
        int size = Layout.Sizes[^1] + Math.Abs(offset);
        var sizes = new int[rank];
        for (int i = 0, next = 0; i < rank; i++) sizes[i] = i == a || i == b ? size : Layout.Sizes[next++];
        Tensor result = Empty(sizes, DType);
        if (ElementCount > 0) Copying.Copy(this, new Tensor(result.Storage, DiagonalOf(result.Layout, offset, a, b), DType));
        return Tape.Record(result, "DiagEmbed", this, (_, grad) => grad.Diagonal(offset, a, b));
    }

    /// <summary>Of a row of numbers, the matrix with them on a diagonal; of a matrix, a diagonal as a copy.</summary>
    /// <param name="diagonal">Above (positive) or below the main diagonal.</param>
    /// <exception cref="InvalidOperationException">There are more dimensions.</exception>
    public Tensor Diag(int diagonal = 0)
    {
        if (Rank == 1) return DiagEmbed(diagonal);
        if (Rank != 2) throw new InvalidOperationException($"diag(): Supports 1D or 2D tensors. Got {Rank}D");
        int[] whole = Layout.Sizes;
        Layout inside = DiagonalOf(new Layout(whole), diagonal, 0, 1);
        Tensor result = new Tensor(Storage, DiagonalOf(Layout, diagonal, 0, 1), DType).Copied();
        if (!Tape.Records(this) || !DType.IsFloatingPoint()) return result;
        return result.Record(new OpNode("DiagonalBackward0_copy", [this], [result], [], (_, grads) => [grads[0] is { } grad ? Zeros(whole, grad.DType).AsStridedScatter(grad, inside.Sizes, inside.Strides, inside.Offset) : null]), 0);
    }

    /// <summary>The lower triangles of the matrices in the last two dimensions; zero above a diagonal.</summary>
    /// <param name="diagonal">The last one that stays: above (positive) or below the main diagonal.</param>
    /// <exception cref="InvalidOperationException">There are fewer than two dimensions.</exception>
    public Tensor Tril(int diagonal = 0) => Tape.Record(Triangle(diagonal, isLower: true), "Tril", this, (_, grad) => grad.Tril(diagonal));

    /// <summary>The upper triangles of the matrices in the last two dimensions; zero below a diagonal.</summary>
    /// <param name="diagonal">The first one that stays: above (positive) or below the main diagonal.</param>
    /// <exception cref="InvalidOperationException">There are fewer than two dimensions.</exception>
    public Tensor Triu(int diagonal = 0) => Tape.Record(Triangle(diagonal, isLower: false), "Triu", this, (_, grad) => grad.Triu(diagonal));

    private Tensor Triangle(int diagonal, bool isLower)
    {
        if (Rank < 2) throw new InvalidOperationException($"{(isLower ? "tril" : "triu")}: input tensor must have at least 2 dimensions, but its shape is {Shape}");
        Tensor result = Copied();
        (int rows, int columns) = (Layout.Sizes[^2], Layout.Sizes[^1]);
        for (int r = 0; r < rows; r++)
        {
            int edge = (int)Math.Clamp(r + (long)diagonal + (isLower ? 1 : 0), 0, columns);
            (int from, int count) = isLower ? (edge, columns - edge) : (0, edge);
            if (count > 0) Copying.Fill(new Tensor(result.Storage, new Layout([ElementCount / (rows * columns), count], [rows * columns, 1], (r * columns) + from), DType), 0);
        }

        return result;
    }

    private static Layout DiagonalOf(Layout whole, int offset, int dim1, int dim2)
    {
        (int rows, int columns) = (whole.Sizes[dim1], whole.Sizes[dim2]);
        int length = Math.Max(offset >= 0 ? Math.Min(rows, columns - offset) : Math.Min(rows + offset, columns), 0);
        int start = length == 0 ? 0 : offset >= 0 ? offset * whole.Strides[dim2] : -offset * whole.Strides[dim1];
        int[] rest = [.. Enumerable.Range(0, whole.Rank).Where(i => i != dim1 && i != dim2)];
        return new Layout([.. rest.Select(i => whole.Sizes[i]), length], [.. rest.Select(i => whole.Strides[i]), whole.Strides[dim1] + whole.Strides[dim2]], whole.Offset + start);
    }
}
