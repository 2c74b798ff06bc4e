using SourceAutodiff.Kernels;
using SourceAutodiff.Tensors;

namespace SourceAutodiff;

public sealed partial class Tensor
{
    /// <summary>The elements along a dimension in order, and where they were. NaN counts as larger than any number.</summary>
    /// <param name="dim">The dimension; a negative one counts from the end.</param>
    /// <param name="descending">The largest first.</param>
    /// <param name="stable">Equal elements keep their order. They do in either case.</param>
    /// <returns>The values, and their positions as Int64.</returns>
    public (Tensor Values, Tensor Indices) Sort(int dim = -1, bool descending = false, bool stable = false)
    {
        _ = stable;
        int d = Layout.Dimension(dim, Rank);
        return Chosen("Sort", d, Ordering.Positions(this, d, Rank == 0 ? 1 : Layout.Sizes[d], descending), keepDim: true);
    }

    /// <summary>Where the elements along a dimension are in order, as Int64.</summary>
    /// <param name="dim">The dimension; a negative one counts from the end.</param>
    /// <param name="descending">The largest first.</param>
    /// <param name="stable">Equal elements keep their order. They do in either case.</param>
    public Tensor Argsort(int dim = -1, bool descending = false, bool stable = false)
    {
        _ = stable;
        int d = Layout.Dimension(dim, Rank);
        return Ordering.Positions(this, d, Rank == 0 ? 1 : Layout.Sizes[d], descending);
    }

    /// <summary>The largest or smallest elements along a dimension in order, and where they were.</summary>
    /// <param name="k">How many.</param>
    /// <param name="dim">The dimension; a negative one counts from the end.</param>
    /// <param name="largest">The largest, or the smallest.</param>
    /// <param name="sorted">In order. They are in either case.</param>
    /// <returns>The values, and their positions as Int64.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There are not so many.</exception>
    public (Tensor Values, Tensor Indices) Topk(int k, int dim = -1, bool largest = true, bool sorted = true)
    {
        _ = sorted;
        int d = Layout.Dimension(dim, Rank), size = Rank == 0 ? 1 : Layout.Sizes[d];
        if (k < 0 || k > size) throw new ArgumentOutOfRangeException(nameof(k), $"selected index k out of range: k is {k}, and dimension {d} of {Shape} has {size} elements.");
        return Chosen("Topk", d, Ordering.Positions(this, d, k, largest), keepDim: true);
    }

    /// <summary>The k-th smallest element along a dimension, and where it was.</summary>
    /// <param name="k">1 for the smallest.</param>
    /// <param name="dim">The dimension that goes; a negative one counts from the end.</param>
    /// <param name="keepDim">It stays, with size 1.</param>
    /// <returns>The values, and their positions as Int64.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There are not so many.</exception>
    public (Tensor Values, Tensor Indices) Kthvalue(int k, int dim = -1, bool keepDim = false)
    {
        int d = Layout.Dimension(dim, Rank), size = Rank == 0 ? 1 : Layout.Sizes[d];
        if (k < 1 || k > size) throw new ArgumentOutOfRangeException(nameof(k), $"kthvalue(): selected number k out of range for dimension {d}: k is {k}, and it has {size} elements.");
        return Chosen("Kthvalue", d, Ordering.Ranked(this, d, k - 1, stopsAtNaN: false), keepDim);
    }

    /// <summary>The median of all elements; the lower one of two. NaN if there is one. The gradient is shared by all elements that are equal to it.</summary>
    public Tensor Median()
    {
        if (ElementCount == 0) return Full([], DType.IsFloatingPoint() ? double.NaN : (Scalar)long.MinValue, DType);
        Tensor flat = Detach().Reshape(-1);
        Tensor at = Ordering.Ranked(flat, 0, (ElementCount - 1) / 2, stopsAtNaN: true);
        return Tape.Record(Along.Take(flat, 0, at).View([]), "Median", this, (node, grad) => Shared(grad, node.Saved(0), node.Saved(1), []), this, Along.Take(flat, 0, at).View([]));
    }

    /// <summary>The median along a dimension, the lower one of two, and where it was. NaN if there is one.</summary>
    /// <param name="dim">The dimension that goes; a negative one counts from the end.</param>
    /// <param name="keepDim">It stays, with size 1.</param>
    /// <returns>The values, and their positions as Int64.</returns>
    public (Tensor Values, Tensor Indices) Median(int dim, bool keepDim = false)
    {
        int d = Layout.Dimension(dim, Rank), size = Rank == 0 ? 1 : Layout.Sizes[d];
        if (size == 0) throw new ArgumentException($"median(): Expected reduction dim {d} to have non-zero size.", nameof(dim));
        return Chosen("Median", d, Ordering.Ranked(this, d, (size - 1) / 2, stopsAtNaN: true), keepDim);
    }

    /// <summary>The largest element so far along a dimension, and where it was: the last of equals.</summary>
    /// <param name="dim">The dimension; a negative one counts from the end.</param>
    /// <returns>The values, and their positions as Int64.</returns>
    public (Tensor Values, Tensor Indices) Cummax(int dim)
    {
        int d = Layout.Dimension(dim, Rank);
        return Chosen("Cummax", d, Ordering.RunningExtreme(this, d, isLargest: true), keepDim: true);
    }

    /// <summary>The smallest element so far along a dimension, and where it was: the last of equals.</summary>
    /// <param name="dim">The dimension; a negative one counts from the end.</param>
    /// <returns>The values, and their positions as Int64.</returns>
    public (Tensor Values, Tensor Indices) Cummin(int dim)
    {
        int d = Layout.Dimension(dim, Rank);
        return Chosen("Cummin", d, Ordering.RunningExtreme(this, d, isLargest: false), keepDim: true);
    }

    /// <summary>The value below which a fraction of all elements lies; between two elements it is interpolated.</summary>
    /// <param name="q">The fraction, from 0 to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The fraction is not from 0 to 1.</exception>
    public Tensor Quantile(double q) => Reshape(-1).Quantile(q, 0);

    /// <summary>The value below which a fraction of the elements along a dimension lies; between two elements it is interpolated. NaN if there is one.</summary>
    /// <param name="q">The fraction, from 0 to 1.</param>
    /// <param name="dim">The dimension that goes; a negative one counts from the end.</param>
    /// <param name="keepDim">It stays, with size 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The fraction is not from 0 to 1.</exception>
    /// <exception cref="InvalidOperationException">The elements are not Float32 or Float64, or there are none.</exception>
    public Tensor Quantile(double q, int dim, bool keepDim = false)
    {
        if (DType is not (DType.Float32 or DType.Float64)) throw new InvalidOperationException($"quantile() input tensor must be either float or double dtype, but it is {DType.Name()}. Convert it with To(DType.Float32).");
        if (q is not (>= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(q), $"quantile() q values must be in the range [0, 1], but got {q}");
        if (ElementCount == 0) throw new InvalidOperationException($"quantile() input tensor must be non-empty, but its shape is {Shape}.");
        if (Rank == 0) return Reshape(1).Quantile(q, 0);
        int d = Layout.Dimension(dim, Rank), size = Layout.Sizes[d];
        Tensor sorted = Sort(d).Values;
        double rank = q * (size - 1);
        int below = (int)rank, above = (int)Math.Ceiling(rank);
        Tensor last = sorted.Slice(d, size - 1, size);
        Tensor value = sorted.Slice(d, below, below + 1).Lerp(sorted.Slice(d, above, above + 1), rank - below);
        if (HasNaN()) value = Where(last.IsNaN(), last, value);
        return keepDim ? value : value.Squeeze(d);
    }

    /// <summary>The values below which fractions of all elements lie.</summary>
    /// <param name="q">The fractions, from 0 to 1, with at most one dimension; it is that of the result.</param>
    /// <exception cref="ArgumentException">The fractions have more dimensions, are of another type, or not from 0 to 1.</exception>
    public Tensor Quantile(Tensor q) => Reshape(-1).Quantile(q, 0);

    /// <summary>The values below which fractions of the elements along a dimension lie; between two elements they are interpolated. NaN where there is one.</summary>
    /// <param name="q">The fractions, from 0 to 1, with at most one dimension; it becomes the first of the result. Their gradient is that of the interpolation.</param>
    /// <param name="dim">The dimension that goes; a negative one counts from the end.</param>
    /// <param name="keepDim">It stays, with size 1.</param>
    /// <exception cref="ArgumentException">The fractions have more dimensions, are of another type, or not from 0 to 1.</exception>
    /// <exception cref="InvalidOperationException">The elements are not Float32 or Float64, or there are none.</exception>
    public Tensor Quantile(Tensor q, int dim, bool keepDim = false)
    {
        ArgumentNullException.ThrowIfNull(q);
        if (DType is not (DType.Float32 or DType.Float64)) throw new InvalidOperationException($"quantile() input tensor must be either float or double dtype, but it is {DType.Name()}. Convert it with To(DType.Float32).");
        if (q.Rank > 1) throw new ArgumentException($"quantile() q must be a scalar or 1D tensor, but its shape is {q.Shape}", nameof(q));
        if (q.DType != DType) throw new ArgumentException($"quantile() q tensor must be same dtype as the input tensor, but they are {q.DType.Name()} and {DType.Name()}", nameof(q));
        if (!((q.Detach() >= 0) & (q.Detach() <= 1)).All().Item<bool>()) throw new ArgumentException("quantile() q values must be in the range [0, 1]", nameof(q));
        if (ElementCount == 0) throw new InvalidOperationException($"quantile() input tensor must be non-empty, but its shape is {Shape}.");
        if (Rank == 0) return Reshape(1).Quantile(q, 0);
        int d = Layout.Dimension(dim, Rank), last = Layout.Sizes[d] - 1;
        Tensor sorted = Sort(d).Values, rank = q.Reshape(-1) * last, below = rank.Detach().Floor();
        int[] alone = [.. Enumerable.Repeat(1, Rank)];
        alone[d] = -1;
        Tensor low = sorted.IndexSelect(d, below.To(DType.Int64)), high = sorted.IndexSelect(d, rank.Detach().Ceil().To(DType.Int64));
        Tensor value = low.Lerp(high, (rank - below).Reshape(alone));
        Tensor largest = sorted.Slice(d, last, last + 1);
        if (HasNaN()) value = Where(largest.IsNaN(), largest, value);

        // The fractions first, and 1 in their place.
        value = value.Unsqueeze(0).Transpose(0, d + 1);
        if (!keepDim) value = value.Squeeze(d + 1);
        return q.Rank == 0 ? value.Squeeze(0) : value;
    }

    /// <summary>The differences of neighbours along a dimension.</summary>
    /// <param name="n">How often differences are taken.</param>
    /// <param name="dim">The dimension; a negative one counts from the end.</param>
    public Tensor Diff(int n = 1, int dim = -1)
    {
        if (Rank == 0) throw new InvalidOperationException("diff expects input to be at least one-dimensional");
        if (n < 0) throw new ArgumentOutOfRangeException(nameof(n), $"order must be non-negative but got {n}");
        Tensor result = this;
        for (int i = 0; i < n && result.Layout.Sizes[Layout.Dimension(dim, Rank)] > 0; i++)
        {
            Tensor next = result.Slice(dim, 1), before = result.Slice(dim, 0, -1);
            result = DType == DType.Bool ? next ^ before : next - before;
        }

        return result;
    }

    /// <summary>The integral along a dimension by the trapezoidal rule, at even distances.</summary>
    /// <param name="y">The values.</param>
    /// <param name="dx">The distance.</param>
    /// <param name="dim">The dimension that goes; a negative one counts from the end.</param>
    public static Tensor Trapezoid(Tensor y, double dx = 1, int dim = -1)
    {
        ArgumentNullException.ThrowIfNull(y);
        return (y.Slice(dim, 1) + y.Slice(dim, 0, -1)).Sum(dim) * (dx / 2);
    }

    /// <summary>The integral along a dimension by the trapezoidal rule.</summary>
    /// <param name="y">The values.</param>
    /// <param name="x">Where they are; broadcast, a vector along the dimension.</param>
    /// <param name="dim">The dimension that goes; a negative one counts from the end.</param>
    public static Tensor Trapezoid(Tensor y, Tensor x, int dim = -1)
    {
        ArgumentNullException.ThrowIfNull(y);
        ArgumentNullException.ThrowIfNull(x);
        if (x.Rank == 1 && y.Rank > 1)
        {
            int[] sizes = [.. Enumerable.Repeat(1, y.Rank)];
            sizes[Layout.Dimension(dim, y.Rank)] = x.ElementCount;
            x = x.View(sizes);
        }

        return (x.Diff(1, dim) * (y.Slice(dim, 1) + y.Slice(dim, 0, -1))).Sum(dim) / 2;
    }

    /// <summary>The elements at positions along a dimension. The gradient goes to them.</summary>
    private (Tensor Values, Tensor Indices) Chosen(string name, int dim, Tensor index, bool keepDim)
    {
        int[] whole = Layout.Sizes;
        bool goes = !keepDim && Rank > 0;
        Tensor values = Along.Take(this, dim, index), places = index;
        if (goes) (values, places) = (values.Squeeze(dim), index.Squeeze(dim));
        values = Tape.Record(values, name, this, (node, grad) => Given(goes ? grad.Unsqueeze(dim) : grad, dim, node.Saved(0), whole), index);
        return (values, places);
    }

    /// <summary>Each element added to the place that an index names. The gradient is taken from there.</summary>
    internal static Tensor Given(Tensor grad, int dim, Tensor index, int[] sizes) =>
        Tape.Record(Along.Give(grad, dim, index, sizes), "ScatterAdd", grad, (node, back) => Taken(back, dim, node.Saved(0)), index);

    /// <summary>The elements that an index names along a dimension. The gradient is added to them.</summary>
    internal static Tensor Taken(Tensor x, int dim, Tensor index)
    {
        int[] sizes = x.Layout.Sizes;
        return Tape.Record(Along.Take(x, dim, index), "Gather", x, (node, grad) => Given(grad, dim, node.Saved(0), sizes), index);
    }
}
