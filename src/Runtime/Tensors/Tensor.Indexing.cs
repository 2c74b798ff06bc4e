using SourceAutodiff.Kernels;
using SourceAutodiff.Tensors;

namespace SourceAutodiff;

public sealed partial class Tensor
{
    /// <summary>Positions of a dimension, in the order of <paramref name="index"/>, each as often as it is named.</summary>
    /// <param name="dim">The dimension; a negative one counts from the end.</param>
    /// <param name="index">One dimension of Int64 or Int32.</param>
    /// <exception cref="ArgumentException">The index is of another type or shape.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such position.</exception>
    public Tensor IndexSelect(int dim, Tensor index)
    {
        int d = Layout.Dimension(dim, Rank);
        int[] places = Indexing.Places(index, Rank == 0 ? 1 : Layout.Sizes[d], "index_select"), whole = Layout.Sizes;
        Tensor result = Indexing.Select(this, d, places);
        return Tape.Record(result, "IndexSelect", this, (node, grad) => Zeros(whole, grad.DType).IndexAdd(d, node.Saved(0), grad), index);
    }

    /// <summary>A copy to which parts of <paramref name="source"/> are added: its position k of a dimension to position <c>index[k]</c>.</summary>
    /// <param name="dim">The dimension; a negative one counts from the end.</param>
    /// <param name="index">One dimension of Int64 or Int32.</param>
    /// <param name="source">Of the same shape but for the dimension, which is as long as <paramref name="index"/>.</param>
    /// <param name="alpha">What <paramref name="source"/> is multiplied by.</param>
    /// <exception cref="ArgumentException">The index is of another type or shape, or the source of another shape.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such position.</exception>
    public Tensor IndexAdd(int dim, Tensor index, Tensor source, double alpha = 1)
    {
        int d = Layout.Dimension(dim, Rank);
        int[] places = Indexing.Places(index, Rank == 0 ? 1 : Layout.Sizes[d], "index_add");
        Tensor result = Indexing.Add(this, d, places, source, alpha);
        return Tape.Record(
            result, "IndexAdd", [this, source],
            (node, grad) => [grad, node.Needs(1) ? alpha == 1 ? grad.IndexSelect(d, node.Saved(0)) : grad.IndexSelect(d, node.Saved(0)) * alpha : null], index);
    }

    /// <summary>A copy with <paramref name="source"/> in the places of a view of the memory.</summary>
    internal Tensor AsStridedScatter(Tensor source, int[] sizes, int[] strides, int offset)
    {
        Tensor result = Copied();
        if (source.ElementCount > 0) Copying.Copy(source, new Tensor(result.Storage, new Layout(sizes, strides, offset), result.DType));
        return Tape.Record(result, "AsStridedScatter", [this, source], (node, grad) =>
        [
            node.Needs(0) ? grad.AsStridedScatter(Zeros(sizes, grad.DType), sizes, strides, offset) : null,
            node.Needs(1) ? grad.Contiguous().AsStrided(sizes, strides, offset) : null,
        ]);
    }
}
