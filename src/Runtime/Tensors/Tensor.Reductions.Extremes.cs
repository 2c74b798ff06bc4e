using SourceAutodiff.Kernels;
using SourceAutodiff.Tensors;

namespace SourceAutodiff;

public sealed partial class Tensor
{
    /// <summary>The largest element; NaN if there is one. At ties the gradient is shared evenly.</summary>
    /// <exception cref="InvalidOperationException">There are no elements.</exception>
    public Tensor Max() => Extreme<Reducing.Maximum>("Max", "max", [], keepDim: false);

    /// <summary>The smallest element; NaN if there is one. At ties the gradient is shared evenly.</summary>
    /// <exception cref="InvalidOperationException">There are no elements.</exception>
    public Tensor Min() => Extreme<Reducing.Minimum>("Min", "min", [], keepDim: false);

    /// <summary>The largest elements along a dimension, and where they are: the first of equals, which gets the gradient.</summary>
    /// <param name="dim">The dimension that goes; a negative one counts from the end.</param>
    /// <param name="keepDim">It stays, with size 1.</param>
    /// <returns>The values, and their positions as Int64.</returns>
    /// <exception cref="InvalidOperationException">The dimension has no elements.</exception>
    public (Tensor Values, Tensor Indices) Max(int dim, bool keepDim = false)
    {
        int d = Counted(dim, "max");
        return Chosen("Max", d, Ordering.Extreme(this, d, isLargest: true), keepDim);
    }

    /// <summary>The smallest elements along a dimension, and where they are: the first of equals, which gets the gradient.</summary>
    /// <param name="dim">The dimension that goes; a negative one counts from the end.</param>
    /// <param name="keepDim">It stays, with size 1.</param>
    /// <returns>The values, and their positions as Int64.</returns>
    /// <exception cref="InvalidOperationException">The dimension has no elements.</exception>
    public (Tensor Values, Tensor Indices) Min(int dim, bool keepDim = false)
    {
        int d = Counted(dim, "min");
        return Chosen("Min", d, Ordering.Extreme(this, d, isLargest: false), keepDim);
    }

    /// <summary>The larger of two elements: <see cref="Maximum"/>.</summary>
    /// <param name="other">The shapes are broadcast.</param>
    public Tensor Max(Tensor other) => Maximum(other);

    /// <summary>The smaller of two elements: <see cref="Minimum"/>.</summary>
    /// <param name="other">The shapes are broadcast.</param>
    public Tensor Min(Tensor other) => Minimum(other);

    /// <summary>The largest elements along dimensions; NaN if there is one. At ties the gradient is shared evenly.</summary>
    /// <param name="dims">The dimensions that go; all if none is given. Negative ones count from the end.</param>
    /// <param name="keepDim">They stay, with size 1.</param>
    /// <exception cref="InvalidOperationException">A dimension has no elements.</exception>
    public Tensor Amax(ReadOnlySpan<int> dims = default, bool keepDim = false) => Extreme<Reducing.Maximum>("Amax", "amax", dims, keepDim);

    /// <summary>The smallest elements along dimensions; NaN if there is one. At ties the gradient is shared evenly.</summary>
    /// <param name="dims">The dimensions that go; all if none is given. Negative ones count from the end.</param>
    /// <param name="keepDim">They stay, with size 1.</param>
    /// <exception cref="InvalidOperationException">A dimension has no elements.</exception>
    public Tensor Amin(ReadOnlySpan<int> dims = default, bool keepDim = false) => Extreme<Reducing.Minimum>("Amin", "amin", dims, keepDim);

    /// <summary>The position of the largest element among all, row by row, as Int64.</summary>
    /// <exception cref="InvalidOperationException">There are no elements.</exception>
    public Tensor Argmax() => Detach().Reshape(-1).Argmax(0);

    /// <summary>The positions of the largest elements along a dimension, the first of equals, as Int64.</summary>
    /// <param name="dim">The dimension that goes; a negative one counts from the end.</param>
    /// <param name="keepDim">It stays, with size 1.</param>
    /// <exception cref="InvalidOperationException">The dimension has no elements.</exception>
    public Tensor Argmax(int dim, bool keepDim = false) => Detach().Position(dim, keepDim, isLargest: true, "argmax");

    /// <summary>The position of the smallest element among all, row by row, as Int64.</summary>
    /// <exception cref="InvalidOperationException">There are no elements.</exception>
    public Tensor Argmin() => Detach().Reshape(-1).Argmin(0);

    /// <summary>The positions of the smallest elements along a dimension, the first of equals, as Int64.</summary>
    /// <param name="dim">The dimension that goes; a negative one counts from the end.</param>
    /// <param name="keepDim">It stays, with size 1.</param>
    /// <exception cref="InvalidOperationException">The dimension has no elements.</exception>
    public Tensor Argmin(int dim, bool keepDim = false) => Detach().Position(dim, keepDim, isLargest: false, "argmin");

    private Tensor Extreme<TOp>(string name, string function, ReadOnlySpan<int> dims, bool keepDim) where TOp : struct, IReduceOp
    {
        int[] gone = Reducing.Dimensions(dims, Rank);
        if (gone.Any(d => Layout.Sizes[d] == 0))
        {
            throw new InvalidOperationException(dims.Length == 0
                ? $"{function}(): Expected reduction dim to be specified for input.numel() == 0. Specify the reduction dim with the 'dim' argument; the shape is {Shape}."
                : $"{function}(): Expected reduction dim {gone.First(d => Layout.Sizes[d] == 0)} to have non-zero size; the shape is {Shape}.");
        }

        Tensor result = Reducing.Apply<TOp>(this, gone, keepDim, DType);
        return Tape.Record(result, name, this, (node, grad) => Shared(keepDim ? grad : Spread(grad, gone, keepDim, node.Saved(0).Layout.Sizes), node.Saved(0), keepDim ? node.Saved(1) : Spread(node.Saved(1), gone, keepDim, node.Saved(0).Layout.Sizes), gone, name is "Max" or "Min"), this, result);
    }

    /// <summary>A gradient shared by all elements along dimensions that are equal to the value that was taken.</summary>
    private static Tensor Shared(Tensor grad, Tensor x, Tensor value, int[] dims, bool includesNaN = true)
    {
        (x, value) = (x.Detach(), value.Detach());
        Tensor isTaken = x.Eq(value);
        if (includesNaN && value.DType.IsFloatingPoint() && value.HasNaN()) isTaken |= x.IsNaN() & value.IsNaN();
        return grad * isTaken / isTaken.Sum(dims, keepDim: true);
    }

    private Tensor Position(int dim, bool keepDim, bool isLargest, string name)
    {
        int d = Counted(dim, name);
        Tensor index = Ordering.Extreme(this, d, isLargest);
        return keepDim || Rank == 0 ? index : index.Squeeze(d);
    }

    private int Counted(int dim, string name)
    {
        int d = Layout.Dimension(dim, Rank);
        if (Rank > 0 && Layout.Sizes[d] == 0) throw new InvalidOperationException($"{name}(): Expected reduction dim {d} to have non-zero size; the shape is {Shape}.");
        return d;
    }
}
