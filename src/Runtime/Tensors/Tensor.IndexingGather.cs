using SourceAutodiff.Kernels;
using SourceAutodiff.Tensors;

namespace SourceAutodiff;

public sealed partial class Tensor
{
    /// <summary>Elements along a dimension, one for each element of <paramref name="index"/>: <c>result[i, j] = this[index[i, j], j]</c> for dimension 0.</summary>
    /// <param name="dim">The dimension; a negative one counts from the end.</param>
    /// <param name="index">Int64 or Int32, with as many dimensions as this tensor; not larger, but for the dimension. The result has its shape.</param>
    /// <exception cref="ArgumentException">The index is of another type, or its shape does not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such position.</exception>
    public Tensor Gather(int dim, Tensor index)
    {
        ArgumentNullException.ThrowIfNull(index);
        int d = Layout.Dimension(dim, Rank);
        DemandIndex(d, index, "gather", "input");
        int[] places = IndexingPlaces.Along(index, d, Layout.Sizes, "gather"), whole = Layout.Sizes;
        Tensor result = IndexingRuns.Take(this, places, 1, index.Layout.Sizes);
        return Tape.Record(result, "Gather", this, (node, grad) => Zeros(whole, grad.DType).ScatterAdd(d, node.Saved(0), grad), index);
    }

    /// <summary>A copy with elements of <paramref name="src"/> in the places that <paramref name="index"/> names: <c>result[index[i, j], j] = src[i, j]</c> for dimension 0.</summary>
    /// <param name="dim">The dimension; a negative one counts from the end.</param>
    /// <param name="index">Int64 or Int32, with as many dimensions as this tensor. Where it names a place twice, the last one stays.</param>
    /// <param name="src">Of the same type; at least as large as <paramref name="index"/>.</param>
    /// <exception cref="ArgumentException">A type or a shape does not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such position.</exception>
    public Tensor Scatter(int dim, Tensor index, Tensor src)
    {
        (int d, int[] places, src) = Scattered(dim, index, src, "scatter");
        Tensor result = IndexingRuns.Put(this, places, 1, src, index.Layout.Sizes);
        return Tape.Record(result, "Scatter", [this, src], (node, grad) =>
        [
            node.Needs(0) ? grad.Scatter(d, node.Saved(0), 0) : null,
            node.Needs(1) ? grad.Gather(d, node.Saved(0)) : null,
        ], index);
    }

    /// <summary>A copy with a number in the places that <paramref name="index"/> names.</summary>
    /// <param name="dim">The dimension; a negative one counts from the end.</param>
    /// <param name="index">Int64 or Int32, with as many dimensions as this tensor.</param>
    /// <param name="value">Converted to the type of the elements.</param>
    /// <exception cref="ArgumentException">The index is of another type, or its shape does not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such position.</exception>
    public Tensor Scatter(int dim, Tensor index, Scalar value)
    {
        ArgumentNullException.ThrowIfNull(index);
        int d = Layout.Dimension(dim, Rank);
        DemandIndex(d, index, "scatter", "self");
        int[] places = IndexingPlaces.Along(index, d, Layout.Sizes, "scatter");
        Tensor result = IndexingRuns.Put(this, places, 1, Full([], value, DType), index.Layout.Sizes);
        return Tape.Record(result, "Scatter", this, (node, grad) => grad.Scatter(d, node.Saved(0), 0), index);
    }

    /// <summary>A copy to which elements of <paramref name="src"/> are added, in the places that <paramref name="index"/> names: <c>result[index[i, j], j] += src[i, j]</c> for dimension 0.</summary>
    /// <inheritdoc cref="Scatter(int, Tensor, Tensor)"/>
    public Tensor ScatterAdd(int dim, Tensor index, Tensor src)
    {
        (int d, int[] places, src) = Scattered(dim, index, src, "scatter_add");
        Tensor result = IndexingRuns.Add(this, places, 1, src, index.Layout.Sizes);
        return Tape.Record(result, "ScatterAdd", [this, src], (node, grad) => [grad, node.Needs(1) ? grad.Gather(d, node.Saved(0)) : null], index);
    }

    /// <summary>Elements along a dimension, as <see cref="Gather"/> has it, with the other dimensions broadcast; made for the indices that sorting gives.</summary>
    /// <param name="indices">Int64 or Int32.</param>
    /// <param name="dim">The dimension; if it is not given, both are seen as one row of elements.</param>
    /// <exception cref="ArgumentException">The index is of another type, or its shape does not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such position.</exception>
    public Tensor TakeAlongDim(Tensor indices, int? dim = null)
    {
        ArgumentNullException.ThrowIfNull(indices);
        if (dim is not { } named) return Reshape(-1).Gather(0, indices.Reshape(-1));
        if (indices.Rank != Rank) throw new ArgumentException($"torch.take_along_dim(): input and indices should have the same number of dimensions, but got {Rank} dimensions for input, and {indices.Rank} dimensions for indices", nameof(indices));
        int d = Layout.Dimension(named, Rank);
        int[] common = Layout.Broadcast(With(Layout.Sizes, d, 1), With(indices.Layout.Sizes, d, 1));
        return ExpandTo(With(common, d, Layout.Sizes[d])).Gather(d, indices.ExpandTo(With(common, d, indices.Layout.Sizes[d])));
    }

    /// <summary>Elements by their place among all elements, row by row.</summary>
    /// <param name="index">Int64 or Int32; negative ones count from the end. The result has its shape.</param>
    /// <exception cref="ArgumentException">The index is of another type.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such element.</exception>
    public Tensor Take(Tensor index)
    {
        ArgumentNullException.ThrowIfNull(index);
        if (index.DType is not (DType.Int64 or DType.Int32)) throw new ArgumentException($"take(): Expected a long tensor for index, but got {index.DType}. Convert it with To(DType.Int64).", nameof(index));
        int count = ElementCount;
        int[] whole = Layout.Sizes;
        int[] places = Array.ConvertAll(index.Converted(DType.Int64).ToArray<long>(), at => at >= -count && at < count ? (int)(at < 0 ? at + count : at)
            : throw new ArgumentOutOfRangeException(nameof(index), $"out of range: tried to access index {at} on a tensor of {count} elements."));
        Tensor result = IndexingRuns.Take(this, places, 1, index.Layout.Sizes), named = Wrap(Array.ConvertAll(places, place => (long)place), [places.Length]);
        return Tape.Record(result, "Take", this, (node, grad) => Zeros([count], grad.DType).IndexAdd(0, node.Saved(0), grad.Reshape(-1)).View(whole), named);
    }

    private static int[] With(int[] sizes, int dim, int size)
    {
        int[] changed = [.. sizes];
        if (changed.Length > 0) changed[dim] = size;
        return changed;
    }

    private (int Dim, int[] Places, Tensor Source) Scattered(int dim, Tensor index, Tensor src, string name)
    {
        ArgumentNullException.ThrowIfNull(index);
        ArgumentNullException.ThrowIfNull(src);
        int d = Layout.Dimension(dim, Rank);
        if (src.DType != DType) throw new ArgumentException($"{name}(): Expected self.dtype to be equal to src.dtype, but they are {DType} and {src.DType}. Convert one with To.", nameof(src));
        DemandIndex(d, index, name, "self");
        if (index.ElementCount > 0)
        {
            if (src.Rank != index.Rank) throw new ArgumentException("Index tensor must have the same number of dimensions as src tensor", nameof(src));
            for (int i = 0; i < index.Rank; i++)
            {
                if (index.Layout.Sizes[i] > src.Layout.Sizes[i]) throw new ArgumentException($"Expected index {index.Shape} to be no larger than self {Shape} apart from dimension {d} and to be no larger size than src {src.Shape}", nameof(src));
            }
        }

        int[] places = IndexingPlaces.Along(index, d, Layout.Sizes, name);
        for (int i = 0; i < src.Rank && i < index.Rank; i++)
        {
            if (src.Layout.Sizes[i] > index.Layout.Sizes[i]) src = src.Slice(i, 0, index.Layout.Sizes[i]);
        }

        return (d, places, src);
    }

    private void DemandIndex(int dim, Tensor index, string name, string self)
    {
        if (index.ElementCount == 0) return;
        if (Math.Max(index.Rank, 1) != Math.Max(Rank, 1)) throw new ArgumentException($"Index tensor must have the same number of dimensions as {self} tensor: {name}() of {Shape} with an index of {index.Shape}", nameof(index));
        for (int i = 0; i < Math.Min(Rank, index.Rank); i++)
        {
            if (i != dim && index.Layout.Sizes[i] > Layout.Sizes[i]) throw new ArgumentException($"Size does not match at dimension {i} expected index {index.Shape} to be no larger than self {Shape} apart from dimension {dim}", nameof(index));
        }
    }
}
