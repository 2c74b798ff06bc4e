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

    /// <summary>The same where the whole does not lie row by row: by way of the memory. An element that the whole shows more than once gets its share each time.</summary>
    public static Tensor Sum(Tensor grad, Layout whole, Layout part, int length)
    {
        Tensor shown = Places(whole.Sizes, whole.Strides, whole.Offset), memory = Tensor.Zeros([length], grad.DType);
        Tensor counts = memory.IndexAdd(0, shown, Tensor.Ones([whole.Count], grad.DType)).IndexSelect(0, shown);
        Tensor sums = memory.IndexAdd(0, Places(part.Sizes, part.Strides, part.Offset), grad.Reshape(-1)).IndexSelect(0, shown);
        return (sums / counts).View(whole.Sizes);
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
