using SourceAutodiff.Tensors;

namespace SourceAutodiff.Kernels;

/// <summary>Elements of a tensor that lies row by row, named by strides; they may be named more than once.</summary>
internal static class Strided
{
    /// <summary>The gradient of the whole from that of the part: each element gets all that it was named for.</summary>
    public static Tensor Sum(Tensor grad, int[] whole, int[] sizes, int[] strides, int offset)
    {
        Tensor places = Places(sizes, strides, offset);
        return Tensor.Zeros([Layout.CountOf(whole)], grad.DType).IndexAdd(0, places, grad.Reshape(-1)).View(whole);
    }

    /// <summary>The places in memory, in the order of the part.</summary>
    public static Tensor Places(int[] sizes, int[] strides, int offset)
    {
        var layout = new Layout(sizes);
        var places = new long[layout.Count];
        Walk.Rows(new PlaceRow(places), sizes, [offset, 0], strides, layout.Strides);
        return Tensor.Wrap(places, [places.Length]);
    }

    private readonly struct PlaceRow(long[] places) : IRowAction
    {
        public void Row(int count, ReadOnlySpan<int> offsets, ReadOnlySpan<int> strides)
        {
            for (int i = 0; i < count; i++) places[offsets[1] + (i * strides[1])] = offsets[0] + (i * strides[0]);
        }
    }
}
