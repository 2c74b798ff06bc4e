using SourceAutodiff.Kernels;
using SourceAutodiff.Tensors;

namespace SourceAutodiff;

public sealed partial class Tensor
{
    /// <summary>The sum of all elements; of integers and booleans as Int64.</summary>
    public Tensor Sum() => Sum([]);

    /// <summary>The sums along dimensions; of integers and booleans as Int64.</summary>
    /// <param name="dims">The dimensions that go; all if none is given. Negative ones count from the end.</param>
    /// <param name="keepDim">They stay, with size 1.</param>
    public Tensor Sum(ReadOnlySpan<int> dims, bool keepDim = false)
    {
        int[] gone = Reducing.Dimensions(dims, Rank), sizes = Layout.Sizes;
        Tensor result = Reducing.Apply<Reducing.Sum>(this, gone, keepDim, DType.IsFloatingPoint() ? DType : DType.Int64);
        return Tape.Record(result, "Sum", this, (_, grad) => Spread(grad, gone, keepDim, sizes));
    }

    /// <summary>Whether any element is true, or not zero.</summary>
    public Tensor Any() => Ne(0).Sum().Ne(0);

    /// <summary>Whether all elements are true, or not zero.</summary>
    public Tensor All() => ~Eq(0).Any();

    /// <summary>A result of a reduction in the shape of what was reduced.</summary>
    internal static Tensor Spread(Tensor reduced, int[] dims, bool keepDim, int[] sizes)
    {
        if (!keepDim && dims.Length > 0) reduced = reduced.View(Reducing.Kept(sizes, dims));
        return reduced.ExpandTo(sizes);
    }
}
