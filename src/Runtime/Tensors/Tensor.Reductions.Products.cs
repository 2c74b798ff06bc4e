using SourceAutodiff.Kernels;
using SourceAutodiff.Tensors;

namespace SourceAutodiff;

public sealed partial class Tensor
{
    /// <summary>The product of all elements; of integers and booleans as Int64. The gradient is exact where elements are zero, too.</summary>
    public Tensor Prod()
    {
        if (!DType.IsFloatingPoint()) return Reducing.Apply<Reducing.Product>(this, Reducing.Dimensions([], Rank), keepDim: false, DType.Int64);
        Tensor result = Reducing.Apply<Reducing.Product>(this, Reducing.Dimensions([], Rank), keepDim: false, DType);
        return Tape.Record(
            result, "Prod", this, (node, grad) =>
            {
                Tensor x = node.Saved(0), y = node.Saved(1);
                int zeros = (int)x.Eq(0).Sum().Item<long>();
                return zeros == 0 ? grad * (y / x) : zeros > 1 ? ZerosLike(x) : ProductOfOthers(grad, x.Reshape(-1), 0).Reshape(x.Layout.Sizes);
            }, this, result);
    }

    /// <summary>The products along a dimension; of integers and booleans as Int64. The gradient is exact where elements are zero, too.</summary>
    /// <param name="dim">The dimension that goes; a negative one counts from the end.</param>
    /// <param name="keepDim">It stays, with size 1.</param>
    public Tensor Prod(int dim, bool keepDim = false)
    {
        int[] gone = Reducing.Dimensions([dim], Rank), sizes = Layout.Sizes;
        int d = Layout.Dimension(dim, Rank);
        Tensor result = Reducing.Apply<Reducing.Product>(this, gone, keepDim, DType.IsFloatingPoint() ? DType : DType.Int64);
        return Tape.Record(
            result, "Prod", this, (node, grad) =>
            {
                Tensor x = node.Saved(0);
                grad = Spread(grad, gone, keepDim, sizes);
                return x.Eq(0).Any().Item<bool>() ? ProductOfOthers(grad, x, d) : grad * Spread(node.Saved(1), gone, keepDim, sizes) / x;
            }, this, result);
    }

    /// <summary>The sums of all elements up to each one along a dimension; of integers and booleans as Int64.</summary>
    /// <param name="dim">The dimension; a negative one counts from the end.</param>
    public Tensor Cumsum(int dim)
    {
        int d = Layout.Dimension(dim, Rank);
        return Summed(DType.IsFloatingPoint() ? this : To(DType.Int64), d, isReversed: false);
    }

    /// <summary>The products of all elements up to each one along a dimension; of integers and booleans as Int64.</summary>
    /// <param name="dim">The dimension; a negative one counts from the end.</param>
    public Tensor Cumprod(int dim)
    {
        int d = Layout.Dimension(dim, Rank);
        Tensor x = DType.IsFloatingPoint() ? this : To(DType.Int64);

        // The product before an element times the sum over those after it of the gradient times what lies between: no division, so zeros need no care.
        return Tape.Record(Scanning.Products(x, d), "Cumprod", x, (node, grad) => Shifted(node.Saved(0), d, 1).Cumprod(d) * Recurrence(grad, node.Saved(0), d, isReversed: true), x);
    }

    /// <summary>The logarithms of the sums of the exponentials of all elements up to each one along a dimension, without overflow.</summary>
    /// <param name="dim">The dimension; a negative one counts from the end.</param>
    /// <exception cref="InvalidOperationException">The elements are integers or booleans.</exception>
    public Tensor Logcumsumexp(int dim)
    {
        int d = Layout.Dimension(dim, Rank);
        if (!DType.IsFloatingPoint()) throw new InvalidOperationException($"\"logcumsumexp_out_cpu\" not implemented for '{DType.Title()}'. Convert the tensor with To(DType.Float32) first.");
        Tensor sums = Scanning.LogSums(this, d);
        return Tape.Record(
            sums, "Logcumsumexp", this, (node, grad) =>
            {
                Tensor x = node.Saved(0), y = node.Saved(1);
                if (x.ElementCount == 0 || x.Rank == 0) return grad;
                int size = x.Layout.Sizes[d];
                Tensor decay = Padded((y.Slice(d, 0, size - 1) - y.Slice(d, 1)).Exp(), x.Layout.Sizes, d, 1, 1);
                return (x - y).Exp() * Recurrence(grad, decay, d, isReversed: true);
            }, this, sums);
    }

    /// <summary>Sums that run in one direction; their gradient's run in the other.</summary>
    private static Tensor Summed(Tensor x, int dim, bool isReversed) =>
        Tape.Record(Scanning.Sums(x, dim, isReversed), "Cumsum", x, (_, grad) => Summed(grad, dim, !isReversed));

    /// <summary>See <see cref="Scanning.Recurrence"/>.</summary>
    private static Tensor Recurrence(Tensor x, Tensor factor, int dim, bool isReversed)
    {
        Tensor result = Scanning.Recurrence(x, factor, dim, isReversed);
        return Tape.Record(
            result, "Recurrence", [x, factor], (node, grad) =>
            {
                Tensor back = Recurrence(grad, node.Saved(0), dim, !isReversed);
                return [back, !node.Needs(1) ? null : isReversed ? Shifted(back, dim, 0) * node.Saved(1) : back * Shifted(node.Saved(1), dim, 0)];
            }, factor, result);
    }

    /// <summary>The elements one position further along a dimension, and a number at the first.</summary>
    private static Tensor Shifted(Tensor x, int dim, double first)
    {
        if (x.Rank == 0 || x.ElementCount == 0) return Full(x.Shape, first, x.DType);
        int size = x.Layout.Sizes[dim];
        Tensor moved = size == 1 ? ZerosLike(x) : Padded(x.Slice(dim, 0, size - 1), x.Layout.Sizes, dim, 1, 1);
        if (first == 0) return moved;
        int[] one = [.. Enumerable.Repeat(1, x.Rank)];
        one[dim] = size;
        Tensor start = Zeros(one, x.DType);
        Copying.Fill(new Tensor(start.Storage, new Layout([1]), x.DType), first);
        return moved + start;
    }

    /// <summary>A gradient times the product of all others along a dimension: of those before and of those after, without division.</summary>
    private static Tensor ProductOfOthers(Tensor grad, Tensor x, int dim)
    {
        if (x.Rank == 0) return grad;
        return grad * (Shifted(x, dim, 1).Cumprod(dim) * Turned(Shifted(Turned(x, dim), dim, 1).Cumprod(dim), dim));
    }

    /// <summary>The elements along a dimension in the opposite order.</summary>
    private static Tensor Turned(Tensor x, int dim) => x.IndexSelect(dim, From([.. Enumerable.Range(0, x.Layout.Sizes[dim]).Reverse().Select(i => (long)i)]));
}
