using SourceAutodiff.Tensors;

namespace SourceAutodiff.Kernels;

/// <summary>Where elements are that index tensors name: their places in a tensor that is seen row by row.</summary>
internal static class IndexingPlaces
{
    /// <summary>For each element of an index tensor: its own place, but for one dimension, where the element says the position.</summary>
    public static int[] Along(Tensor index, int dim, int[] whole, string name)
    {
        if (index.DType is not (DType.Int64 or DType.Int32)) throw new ArgumentException($"{name}(): Expected dtype int32/int64 for index, but got {index.DType}. Convert it with To(DType.Int64).", nameof(index));
        if (whole.Length == 0) whole = [1];
        int[] sizes = index.Rank == 0 ? [1] : index.Layout.Sizes, strides = [.. new Layout(whole).Strides];
        (int size, int step) = (whole[dim], strides[dim]);
        strides[dim] = 0;
        int[] places = Of(sizes, strides, 0);
        long[] named = index.Converted(DType.Int64).ToArray<long>();
        for (int i = 0; i < places.Length; i++)
        {
            if (named[i] < 0 || named[i] >= size) throw new ArgumentOutOfRangeException(nameof(index), $"index {named[i]} is out of bounds for dimension {dim} with size {size}: {name}() of a tensor of shape {Layout.Text(whole)}");
            places[i] += (int)named[i] * step;
        }

        return places;
    }

    /// <summary>Whole positions of a dimension: the starts of their runs, and how long these are.</summary>
    public static (int[] Starts, int Run) Positions(int[] whole, int dim, int[] positions)
    {
        if (whole.Length == 0) return (new int[positions.Length], 1);
        (int outer, int size, int inner) = (Layout.CountOf(whole.AsSpan(0, dim)), whole[dim], Layout.CountOf(whole.AsSpan(dim + 1)));
        var starts = new int[outer * positions.Length];
        for (int o = 0; o < outer; o++)
        {
            for (int k = 0; k < positions.Length; k++) starts[(o * positions.Length) + k] = ((o * size) + positions[k]) * inner;
        }

        return (starts, inner);
    }

    /// <summary>The places of all elements of a layout, in their order.</summary>
    public static int[] Of(int[] sizes, int[] strides, int offset)
    {
        var layout = new Layout(sizes);
        var places = new int[layout.Count];
        Walk.Rows(new PlaceRow(places), sizes, [offset, 0], strides, layout.Strides);
        return places;
    }

    private readonly struct PlaceRow(int[] places) : IRowAction
    {
        public void Row(int count, ReadOnlySpan<int> offsets, ReadOnlySpan<int> strides)
        {
            for (int i = 0; i < count; i++) places[offsets[1] + (i * strides[1])] = offsets[0] + (i * strides[0]);
        }
    }
}
