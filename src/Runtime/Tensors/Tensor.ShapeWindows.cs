using SourceAutodiff.Kernels;
using SourceAutodiff.Tensors;

namespace SourceAutodiff;

public sealed partial class Tensor
{
    /// <summary>Windows along a dimension, as a new last dimension. A view: windows that overlap share memory.</summary>
    /// <param name="dimension">The dimension, which then counts the windows; a negative one counts from the end.</param>
    /// <param name="size">How many positions a window has.</param>
    /// <param name="step">From one window to the next.</param>
    /// <exception cref="ArgumentException">The size is negative or larger than the dimension, or the step is not positive.</exception>
    public Tensor Unfold(int dimension, int size, int step)
    {
        int d = Layout.Dimension(dimension, Rank), whole = Rank == 0 ? 1 : Layout.Sizes[d];
        if (size < 0) throw new ArgumentException($"size is {size} but must be >= 0", nameof(size));
        if (size > whole) throw new ArgumentException($"maximum size for tensor at dimension {d} is {whole} but size is {size}", nameof(size));
        if (step <= 0) throw new ArgumentException($"step is {step} but must be > 0", nameof(step));
        int[] before = Layout.Sizes;
        Layout inside = Windows(new Layout(before), d, size, step);
        return Views.Create(this, Windows(Layout, d, size, step), "Unfold", grad => Strided.Sum(grad, before, inside.Sizes, inside.Strides, 0));
    }

    private static Layout Windows(Layout whole, int d, int size, int step)
    {
        if (whole.Rank == 0) return new Layout([size], [1], whole.Offset);
        int[] sizes = [.. With(whole.Sizes, d, ((whole.Sizes[d] - size) / step) + 1), size];
        return new Layout(sizes, [.. With(whole.Strides, d, whole.Strides[d] * step), whole.Strides[d]], whole.Offset);
    }
}
