using SourceAutodiff.Tensors;

namespace SourceAutodiff;

public sealed partial class Tensor
{
    /// <summary>Pieces of a dimension of one length; the last one may be shorter. Views.</summary>
    /// <param name="splitSize">The length of a piece.</param>
    /// <param name="dim">The dimension; a negative one counts from the end.</param>
    /// <exception cref="ArgumentException">The length is negative, or zero for a dimension that is not empty.</exception>
    public Tensor[] Split(int splitSize, int dim = 0)
    {
        if (Rank == 0) throw new ArgumentException("split expects at least a 1-dimensional tensor");
        int d = Layout.Dimension(dim, Rank), size = Layout.Sizes[d];
        if (splitSize < 0) throw new ArgumentException($"split expects split_size be non-negative, but got split_size={splitSize}", nameof(splitSize));
        if (splitSize == 0 && size > 0) throw new ArgumentException($"split_size can only be 0 if dimension size is 0, but got dimension size of {size}", nameof(splitSize));
        int count = splitSize == 0 ? 1 : Math.Max((size + splitSize - 1) / splitSize, 1);
        return Pieces(d, [.. Enumerable.Range(0, count).Select(i => Math.Min(splitSize, size - (i * splitSize)))], "Split");
    }

    /// <summary>Pieces of a dimension of given lengths. Views.</summary>
    /// <param name="splitSizes">The lengths, which add up to the size of the dimension.</param>
    /// <param name="dim">The dimension; a negative one counts from the end.</param>
    /// <exception cref="ArgumentException">They do not add up, or one is negative.</exception>
    public Tensor[] Split(ReadOnlySpan<int> splitSizes, int dim = 0)
    {
        if (Rank == 0) throw new ArgumentException("split_with_sizes expects at least a 1-dimensional tensor");
        int d = Layout.Dimension(dim, Rank), size = Layout.Sizes[d];
        int[] lengths = splitSizes.ToArray();
        if (lengths.Any(length => length < 0)) throw new ArgumentException($"split_with_sizes expects split_sizes have only non-negative entries, but got split_sizes={Layout.Text(splitSizes)}", nameof(splitSizes));
        if (lengths.Sum(length => (long)length) != size) throw new ArgumentException($"split_with_sizes expects split_sizes to sum exactly to {size} (input tensor's size at dimension {d}), but got split_sizes={Layout.Text(splitSizes)}", nameof(splitSizes));
        return lengths.Length == 0 ? [] : Pieces(d, lengths, "SplitWithSizes");
    }

    /// <summary>At most so many pieces of a dimension, of one length but the last. Views.</summary>
    /// <param name="chunks">How many pieces; there are fewer if the size does not divide well.</param>
    /// <param name="dim">The dimension; a negative one counts from the end.</param>
    /// <exception cref="ArgumentException">There is nothing to split, or into nothing.</exception>
    public Tensor[] Chunk(int chunks, int dim = 0)
    {
        if (Rank == 0) throw new ArgumentException("chunk expects at least a 1-dimensional tensor");
        if (chunks <= 0) throw new ArgumentException($"chunk expects `chunks` to be greater than 0, got: {chunks}", nameof(chunks));
        int d = Layout.Dimension(dim, Rank), size = Layout.Sizes[d], length = (size + chunks - 1) / chunks;
        return length == 0 ? Split([.. Enumerable.Repeat(0, chunks)], d) : Split(length, d);
    }

    /// <summary>The positions of a dimension, each without it. Views.</summary>
    /// <param name="dim">The dimension; a negative one counts from the end.</param>
    /// <exception cref="ArgumentException">There is no dimension.</exception>
    public Tensor[] Unbind(int dim = 0)
    {
        if (Rank == 0) throw new ArgumentException("Dimension specified as 0 but tensor has no dimensions");
        int d = Layout.Dimension(dim, Rank), step = Layout.Strides[d];
        int[] sizes = Without(Layout.Sizes, d), strides = Without(Layout.Strides, d);
        Layout[] layouts = [.. Enumerable.Range(0, Layout.Sizes[d]).Select(i => new Layout(sizes, strides, Layout.Offset + (i * step)))];
        return Views.CreateAll(this, layouts, "Unbind", grads => Stack(grads, d));
    }

    /// <summary>Part of a dimension. A view.</summary>
    /// <param name="dim">The dimension; a negative one counts from the end.</param>
    /// <param name="start">The first position; a negative one counts from the end.</param>
    /// <param name="length">How many positions.</param>
    /// <exception cref="ArgumentException">It would reach over the end.</exception>
    public Tensor Narrow(int dim, int start, int length)
    {
        if (Rank == 0) throw new ArgumentException("narrow() cannot be applied to a 0-dim tensor.");
        if (length < 0) throw new ArgumentException($"narrow(): length must be non-negative, but got {length}.", nameof(length));
        int d = Layout.Dimension(dim, Rank), size = Layout.Sizes[d];
        if (start < -size || start > size) throw new ArgumentOutOfRangeException(nameof(start), $"start out of range (expected to be in range of [-{size}, {size}], but got {start})");
        int from = start < 0 ? start + size : start;
        if (length > size - from) throw new ArgumentException($"start ({from}) + length ({length}) exceeds dimension size ({size}).", nameof(length));
        return Slice(d, from, from + length);
    }

    private Tensor[] Pieces(int d, int[] lengths, string name)
    {
        var layouts = new Layout[lengths.Length];
        int start = 0;
        for (int i = 0; i < layouts.Length; i++)
        {
            int offset = lengths[i] == 0 ? Layout.Offset : Layout.Offset + (start * Layout.Strides[d]);
            layouts[i] = new Layout(With(Layout.Sizes, d, lengths[i]), Layout.Strides, offset);
            start += lengths[i];
        }

        return Views.CreateAll(this, layouts, name, grads => Cat(grads, d));
    }
}
