using SourceAutodiff.Tensors;

namespace SourceAutodiff.Kernels;

/// <summary>
/// What <c>x[i, j]</c> with tensors as indices names, as NumPy has it: the index tensors are broadcast, and their dimensions stand where the indexed ones were, or in
/// front if these are not next to each other. The dimensions behind the last indexed one are runs of memory.
/// </summary>
internal sealed class IndexingPlan
{
    /// <summary>Of the result.</summary>
    public required int[] Sizes { get; init; }

    public required int[] Starts { get; init; }

    public required int Run { get; init; }

    /// <param name="whole">Of the tensor that is indexed.</param>
    /// <param name="indices">Integers, or masks, which stand for as many dimensions as they have; null for a whole dimension.</param>
    public static IndexingPlan For(int[] whole, ReadOnlySpan<Tensor?> indices)
    {
        Tensor?[] named = Unmasked(whole, indices);
        int[] dims = [.. Enumerable.Range(0, named.Length).Where(i => named[i] is not null)];
        if (dims.Length == 0) throw new ArgumentException("at least one index tensor has to be given");
        (int[] shape, int[] places) = Join(whole, named, dims);
        int last = dims[^1] + 1;
        int[] strides = new Layout(whole).Strides, around = [.. Enumerable.Range(0, last).Where(i => named[i] is null)];
        int[] sizes = [.. around.Select(i => whole[i])], starts = IndexingPlaces.Of(sizes, [.. around.Select(i => strides[i])], 0);
        bool isTogether = last - dims[0] == dims.Length;
        int before = isTogether ? dims[0] : 0;
        return new IndexingPlan
        {
            Sizes = [.. sizes[..before], .. shape, .. sizes[before..], .. whole[last..]],
            Starts = isTogether ? Pairs(starts, places) : Pairs(places, starts),
            Run = Layout.CountOf(whole.AsSpan(last)),
        };
    }

    private static int[] Pairs(int[] outer, int[] inner)
    {
        if (outer.Length == 1 && outer[0] == 0) return inner;
        if (inner.Length == 1 && inner[0] == 0) return outer;
        var sums = new int[outer.Length * inner.Length];
        for (int i = 0; i < outer.Length; i++)
        {
            for (int j = 0; j < inner.Length; j++) sums[(i * inner.Length) + j] = outer[i] + inner[j];
        }

        return sums;
    }

    /// <summary>The common shape of the indices, and the place that each combination of them names.</summary>
    private static (int[] Shape, int[] Places) Join(int[] whole, Tensor?[] named, int[] dims)
    {
        int[] shape = [], strides = new Layout(whole).Strides;
        foreach (int d in dims) shape = Common(shape, named[d]!, named);
        var places = new int[Layout.CountOf(shape)];
        foreach (int d in dims)
        {
            long[] positions = named[d]!.Converted(DType.Int64).ExpandTo(shape).ToArray<long>();
            for (int i = 0; i < places.Length; i++)
            {
                long at = positions[i] < 0 ? positions[i] + whole[d] : positions[i];
                if (at < 0 || at >= whole[d]) throw new ArgumentOutOfRangeException(nameof(named), $"index {positions[i]} is out of bounds for dimension {d} with size {whole[d]}");
                places[i] += (int)at * strides[d];
            }
        }

        return (shape, places);
    }

    private static int[] Common(int[] shape, Tensor index, Tensor?[] all)
    {
        int[] sizes = index.Layout.Sizes;
        for (int i = 1; i <= Math.Min(shape.Length, sizes.Length); i++)
        {
            if (shape[^i] == sizes[^i] || shape[^i] == 1 || sizes[^i] == 1) continue;
            throw new ArgumentException($"shape mismatch: indexing tensors could not be broadcast together with shapes {string.Join(", ", all.Where(t => t is not null).Select(t => t!.Shape.ToString()))}");
        }

        return Layout.Broadcast(shape, sizes);
    }

    /// <summary>With the positions that masks name in their place.</summary>
    private static Tensor?[] Unmasked(int[] whole, ReadOnlySpan<Tensor?> indices)
    {
        var named = new List<Tensor?>();
        foreach (Tensor? index in indices)
        {
            if (index is null || index.DType is DType.Int64 or DType.Int32)
            {
                named.Add(index);
                continue;
            }

            if (index.DType is not (DType.Bool or DType.UInt8)) throw new ArgumentException($"tensors used as indices must be long, int, byte or bool tensors, and this one is of {index.DType}. Convert it with To(DType.Int64).", nameof(indices));
            if (index.Rank == 0) throw new ArgumentException("a mask without dimensions cannot be an index. Use Tensor.Where or MaskedFill.", nameof(indices));
            int at = named.Count;
            for (int i = 0; i < index.Rank; i++)
            {
                if (at + i < whole.Length && index.Layout.Sizes[i] != whole[at + i]) throw new ArgumentException($"The shape of the mask {index.Shape} at index {i} does not match the shape of the indexed tensor {Layout.Text(whole)} at index {at + i}", nameof(indices));
            }

            named.AddRange(index.NonZero().Unbind(1));
        }

        if (named.Count > whole.Length) throw new ArgumentException($"too many indices for tensor of dimension {whole.Length} (got {named.Count})", nameof(indices));
        return [.. named];
    }
}
