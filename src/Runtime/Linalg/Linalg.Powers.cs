using SourceAutodiff.Factors;
using SourceAutodiff.Kernels;
using SourceAutodiff.Tensors;

namespace SourceAutodiff;

public static partial class Linalg
{
    /// <summary>A square matrix times itself; for negative numbers its inverse.</summary>
    /// <param name="a">[…, n, n].</param>
    /// <param name="n">The power; 0 gives the identity.</param>
    /// <exception cref="ArgumentException">The matrices are not square.</exception>
    /// <exception cref="InvalidOperationException">A matrix is singular and the power negative.</exception>
    public static Tensor MatrixPower(Tensor a, int n)
    {
        ArgumentNullException.ThrowIfNull(a);
        if (a.Rank < 2 || a.Shape[-2] != a.Shape[-1]) throw new ArgumentException($"linalg.matrix_power: A must be batches of square matrices, but its shape is {a.Shape}", nameof(a));
        if (n == 0) return (a * 0) + Identity(a.Shape[-1], a.DType);
        Tensor square = n < 0 ? Inv(a) : a;
        Tensor? result = null;
        for (long left = Math.Abs((long)n); ; left >>= 1)
        {
            if ((left & 1) != 0) result = result is null ? square : result.Matmul(square);
            if (left <= 1) return n == 1 ? a.Clone() : result!;
            square = square.Matmul(square);
        }
    }

    /// <summary>The exponential of a matrix. The gradient is a block of the exponential of a matrix twice the size (Mathias, A chain rule for matrix functions, 1996).</summary>
    /// <param name="a">[…, n, n].</param>
    /// <exception cref="ArgumentException">The matrices are not square.</exception>
    public static Tensor MatrixExp(Tensor a)
    {
        DemandSquare(a, "matrix_exp");
        int n = a.Shape[-1];
        Tensor from = a.Detach().Converted(DType.Float64).Plain(), values = Tensor.Empty(a.Layout.Sizes, DType.Float64);
        for (int i = 0; i < Count(a); i++) Exponential.Of(from.Items<double>().AsSpan(from.Layout.Offset + (i * n * n), n * n), n).CopyTo(values.Items<double>(), i * n * n);
        return Tape.Record(values.Converted(a.DType), "LinalgMatrixExp", a, (node, grad) =>
        {
            Tensor turned = node.Saved(0).MT(), zeros = Tensor.Zeros(turned.Shape, turned.DType);
            Tensor block = Tensor.Cat([Tensor.Cat([turned, grad], -1), Tensor.Cat([zeros, turned], -1)], -2);
            return MatrixExp(block).Slice(-2, 0, n).Slice(-1, n);
        }, a);
    }

    /// <summary>The product of several matrices, in the order that needs the fewest multiplications.</summary>
    /// <param name="tensors">At least two; the first and the last one may be vectors.</param>
    /// <exception cref="ArgumentException">There are fewer, or the shapes or the types do not fit.</exception>
    public static Tensor MultiDot(IReadOnlyList<Tensor> tensors)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        if (tensors.Count < 2) throw new ArgumentException($"multi_dot(): expected at least 2 tensors but got {tensors.Count}", nameof(tensors));
        Tensor[] chain = [.. tensors];
        bool isRow = chain[0].Rank == 1, isColumn = chain[^1].Rank == 1;
        if (isRow) chain[0] = chain[0].Unsqueeze(0);
        if (isColumn) chain[^1] = chain[^1].Unsqueeze(1);
        for (int i = 0; i < chain.Length; i++)
        {
            if (chain[i].Rank != 2) throw new ArgumentException($"multi_dot(): tensor {i} must be 2D but got {tensors[i].Rank}D", nameof(tensors));
            if (i > 0 && chain[i - 1].Shape[1] != chain[i].Shape[0]) throw new ArgumentException($"multi_dot(): tensors {i - 1} and {i} with shapes {tensors[i - 1].Shape} and {tensors[i].Shape} cannot be multiplied", nameof(tensors));
        }

        Tensor product = Chain(chain, Splits(chain), 0, chain.Length - 1);
        if (isRow) product = product.Squeeze(0);
        return isColumn ? product.Squeeze(-1) : product;
    }

    private static Tensor Chain(Tensor[] chain, int[,] splits, int first, int last) => first == last ? chain[first]
        : Chain(chain, splits, first, splits[first, last]).Mm(Chain(chain, splits, splits[first, last] + 1, last));

    /// <summary>For each part of the chain, where its last product is (Cormen et al., Introduction to Algorithms, 15.2).</summary>
    private static int[,] Splits(Tensor[] chain)
    {
        int count = chain.Length;
        (var costs, var splits) = (new double[count, count], new int[count, count]);
        for (int length = 2; length <= count; length++)
        {
            for (int first = 0; first + length <= count; first++)
            {
                int last = first + length - 1;
                costs[first, last] = double.PositiveInfinity;
                for (int k = first; k < last; k++)
                {
                    double cost = costs[first, k] + costs[k + 1, last] + ((double)chain[first].Shape[0] * chain[k].Shape[1] * chain[last].Shape[1]);
                    if (cost < costs[first, last]) (costs[first, last], splits[first, last]) = (cost, k);
                }
            }
        }

        return splits;
    }
}
