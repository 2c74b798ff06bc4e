using SourceAutodiff.Kernels;
using SourceAutodiff.Tensors;

namespace SourceAutodiff;

public sealed partial class Tensor
{
    /// <summary>A copy with parts of <paramref name="source"/> in it: its position k of a dimension in position <c>index[k]</c>.</summary>
    /// <param name="dim">The dimension; a negative one counts from the end.</param>
    /// <param name="index">One dimension of Int64 or Int32.</param>
    /// <param name="source">Of the same type and shape but for the dimension, which is as long as <paramref name="index"/>.</param>
    /// <exception cref="ArgumentException">A type or a shape does not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such position.</exception>
    public Tensor IndexCopy(int dim, Tensor index, Tensor source)
    {
        ArgumentNullException.ThrowIfNull(index);
        ArgumentNullException.ThrowIfNull(source);
        int d = Layout.Dimension(dim, Rank);
        if (source.DType != DType) throw new ArgumentException($"index_copy_(): self and source expected to have the same dtype, but got (self) {DType.Title()} and (source) {source.DType.Title()}", nameof(source));
        int[] positions = Indexing.Places(index, Rank == 0 ? 1 : Layout.Sizes[d], "index_copy"), sizes = With(Layout.Sizes, d, positions.Length);
        if (!source.Layout.Sizes.AsSpan().SequenceEqual(sizes)) throw new ArgumentException($"index_copy_(): Source/destination tensor must have same slice shapes. The source has the shape {source.Shape}; for {positions.Length} positions of dimension {d} of {Shape} it has to be {Layout.Text(sizes)}.", nameof(source));
        (int[] starts, int run) = IndexingPlaces.Positions(Layout.Sizes, d, positions);
        return Tape.Record(IndexingRuns.Put(this, starts, run, source, sizes), "IndexCopy", [this, source], (node, grad) =>
        [
            node.Needs(0) ? grad.IndexFill(d, node.Saved(0), 0) : null,
            node.Needs(1) ? grad.IndexSelect(d, node.Saved(0)) : null,
        ], index);
    }

    /// <summary>A copy with a number in whole positions of a dimension.</summary>
    /// <param name="dim">The dimension; a negative one counts from the end.</param>
    /// <param name="index">One dimension of Int64 or Int32.</param>
    /// <param name="value">Converted to the type of the elements.</param>
    /// <exception cref="ArgumentException">The index is of another type or shape.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such position.</exception>
    public Tensor IndexFill(int dim, Tensor index, Scalar value)
    {
        int d = Layout.Dimension(dim, Rank);
        Tensor result = FilledAt(d, index, Full([], value, DType));
        return Tape.Record(result, "IndexFill", this, (node, grad) => grad.IndexFill(d, node.Saved(0), 0), index);
    }

    /// <summary>A copy with the one element of a tensor in whole positions of a dimension.</summary>
    /// <param name="dim">The dimension; a negative one counts from the end.</param>
    /// <param name="index">One dimension of Int64 or Int32.</param>
    /// <param name="value">Without dimensions; converted to the type of the elements.</param>
    /// <exception cref="ArgumentException">The index is of another type or shape, or the value has dimensions.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such position.</exception>
    public Tensor IndexFill(int dim, Tensor index, Tensor value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (value.Rank != 0) throw new ArgumentException($"index_fill_ only supports a 0-dimensional value tensor, but got tensor with {value.Rank} dimension(s).", nameof(value));
        int d = Layout.Dimension(dim, Rank);
        return Tape.Record(FilledAt(d, index, value), "IndexFill", [this, value], (node, grad) =>
        [
            node.Needs(0) ? grad.IndexFill(d, node.Saved(0), 0) : null,
            node.Needs(1) ? grad.IndexSelect(d, node.Saved(0)).Sum() : null,
        ], index);
    }

    private Tensor FilledAt(int d, Tensor index, Tensor value)
    {
        ArgumentNullException.ThrowIfNull(index);
        int[] positions = Indexing.Places(index, Rank == 0 ? 1 : Layout.Sizes[d], "index_fill_");
        (int[] starts, int run) = IndexingPlaces.Positions(Layout.Sizes, d, positions);
        return IndexingRuns.Put(this, starts, run, value, With(Layout.Sizes, d, positions.Length));
    }
}
