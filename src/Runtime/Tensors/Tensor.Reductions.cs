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

    /// <summary>The sum along a dimension; of integers and booleans as Int64.</summary>
    /// <param name="dim">The dimension that goes; a negative one counts from the end.</param>
    /// <param name="keepDim">It stays, with size 1.</param>
    public Tensor Sum(int dim, bool keepDim = false) => Sum([dim], keepDim);

    /// <summary>The mean of all elements.</summary>
    /// <exception cref="InvalidOperationException">The elements are integers or booleans.</exception>
    public Tensor Mean() => Mean([]);

    /// <summary>The mean along a dimension.</summary>
    /// <param name="dim">The dimension that goes; a negative one counts from the end.</param>
    /// <param name="keepDim">It stays, with size 1.</param>
    /// <exception cref="InvalidOperationException">The elements are integers or booleans.</exception>
    public Tensor Mean(int dim, bool keepDim = false) => Mean([dim], keepDim);

    /// <summary>The means along dimensions.</summary>
    /// <param name="dims">The dimensions that go; all if none is given. Negative ones count from the end.</param>
    /// <param name="keepDim">They stay, with size 1.</param>
    /// <exception cref="InvalidOperationException">The elements are integers or booleans.</exception>
    public Tensor Mean(ReadOnlySpan<int> dims, bool keepDim = false)
    {
        if (!DType.IsFloatingPoint()) throw new InvalidOperationException($"mean(): could not infer output dtype. Input dtype must be either a floating point or complex dtype. Got: {DType.Title()}. Convert the tensor with To(DType.Float32) first.");
        int[] gone = Reducing.Dimensions(dims, Rank), sizes = Layout.Sizes;
        double count = CountAlong(gone);
        DType type = DType.IsHalfPrecision() ? DType.Float32 : DType;
        Tensor sum = Reducing.Apply<Reducing.Sum>(this, gone, keepDim, type), result = Quietly((sum, count), static x => x.sum / x.count).Converted(DType);
        return Tape.Record(result, "Mean", this, (_, grad) => Spread(grad / count, gone, keepDim, sizes));
    }

    /// <summary>The sum of all elements but NaN.</summary>
    public Tensor Nansum() => Nansum([]);

    /// <summary>The sums along dimensions of all elements but NaN.</summary>
    /// <param name="dims">The dimensions that go; all if none is given. Negative ones count from the end.</param>
    /// <param name="keepDim">They stay, with size 1.</param>
    public Tensor Nansum(ReadOnlySpan<int> dims, bool keepDim = false)
    {
        if (!DType.IsFloatingPoint()) return Sum(dims, keepDim);
        int[] gone = Reducing.Dimensions(dims, Rank), sizes = Layout.Sizes;
        Tensor result = Quietly(this, static x => Where(x.IsNaN(), 0.0, x)).Converted(DType);
        result = Reducing.Apply<Reducing.Sum>(result, gone, keepDim, DType);
        return Tape.Record(result, "Nansum", this, (node, grad) => Where(node.Saved(0).IsNaN(), 0.0, Spread(grad, gone, keepDim, sizes)), this);
    }

    /// <summary>The logarithm of the sum of the exponentials along dimensions, without overflow.</summary>
    /// <param name="dims">The dimensions that go. Negative ones count from the end.</param>
    /// <param name="keepDim">They stay, with size 1.</param>
    public Tensor LogSumExp(ReadOnlySpan<int> dims, bool keepDim = false)
    {
        int[] gone = Reducing.Dimensions(dims, Rank), sizes = Layout.Sizes;
        Tensor x = DType.IsFloatingPoint() ? this : To(DType.Float32);
        Tensor result = Quietly((x, gone, keepDim), static a => LogOfSum(a.x, a.gone, a.keepDim));
        return Tape.Record(
            result, "Logsumexp", x,
            (node, grad) => Spread(grad, gone, keepDim, sizes) * (node.Saved(0) - Spread(node.Saved(1), gone, keepDim, sizes)).Exp(), x, result);
    }

    /// <summary>The logarithm of the sum of the exponentials along a dimension, without overflow.</summary>
    /// <param name="dim">The dimension that goes; a negative one counts from the end.</param>
    /// <param name="keepDim">It stays, with size 1.</param>
    public Tensor LogSumExp(int dim, bool keepDim = false) => LogSumExp([dim], keepDim);

    /// <summary>Whether any element is true, or not zero.</summary>
    public Tensor Any() => Ne(0).Sum().Ne(0).To(OfTruth);

    /// <summary>Whether any element along a dimension is true, or not zero.</summary>
    /// <param name="dim">The dimension that goes; a negative one counts from the end.</param>
    /// <param name="keepDim">It stays, with size 1.</param>
    public Tensor Any(int dim, bool keepDim = false) => Ne(0).Sum(dim, keepDim).Ne(0).To(OfTruth);

    /// <summary>Whether all elements are true, or not zero.</summary>
    public Tensor All() => Eq(0).Sum().Eq(0).To(OfTruth);

    /// <summary>Whether all elements along a dimension are true, or not zero.</summary>
    /// <param name="dim">The dimension that goes; a negative one counts from the end.</param>
    /// <param name="keepDim">It stays, with size 1.</param>
    public Tensor All(int dim, bool keepDim = false) => Eq(0).Sum(dim, keepDim).Eq(0).To(OfTruth);

    /// <summary>How many elements are not zero, as Int64.</summary>
    /// <param name="dims">The dimensions that go; all if none is given. Negative ones count from the end.</param>
    public Tensor CountNonzero(params ReadOnlySpan<int> dims) => Ne(0).Sum(dims);

    // PyTorch keeps bytes here, from the time when they were its booleans.
    private DType OfTruth => DType == DType.UInt8 ? DType.UInt8 : DType.Bool;

    private static Tensor LogOfSum(Tensor x, int[] dims, bool keepDim)
    {
        if (x.ElementCount == 0) return x.Exp().Sum(dims, keepDim).Log();
        Tensor most = Reducing.Apply<Reducing.Maximum>(x, dims, keepDim: true, x.DType);
        most = Where(most.Abs().Eq(double.PositiveInfinity), 0.0, most);
        Tensor sum = (x - most).Exp().Sum(dims, keepDim).Log();
        return sum + (keepDim ? most : most.View(sum.Layout.Sizes));
    }

    private int CountAlong(int[] dims)
    {
        int count = 1;
        foreach (int dim in dims) count *= Layout.Sizes[dim];
        return count;
    }

    /// <summary>A result of a reduction in the shape of what was reduced.</summary>
    internal static Tensor Spread(Tensor reduced, int[] dims, bool keepDim, int[] sizes)
    {
        if (!keepDim && dims.Length > 0) reduced = reduced.View(Reducing.Kept(sizes, dims));
        return reduced.ExpandTo(sizes);
    }
}
