using SourceAutodiff.Tensors;

namespace SourceAutodiff.Kernels;

/// <summary>One of two elements of one type, by a mask.</summary>
internal static class Choosing
{
    public static Tensor Choose(Tensor condition, Tensor a, Tensor b, Tensor result)
    {
        result.DType.Run(new Action(condition, a, b, result));
        return result;
    }

    private readonly struct Action(Tensor condition, Tensor a, Tensor b, Tensor result) : ITypedAction
    {
        public void Run<T>() where T : unmanaged
        {
            int[] sizes = result.Layout.Sizes;
            Walk.Rows(
                new ChooseRow<T>(condition.Items<bool>(), a.Items<T>(), b.Items<T>(), result.Items<T>()), sizes, [condition.Layout.Offset, a.Layout.Offset, b.Layout.Offset, 0],
                condition.Layout.StridesFor(sizes), a.Layout.StridesFor(sizes), b.Layout.StridesFor(sizes), result.Layout.Strides);
        }
    }

    private readonly struct ChooseRow<T>(bool[] condition, T[] a, T[] b, T[] result) : IRowAction
    {
        public void Row(int count, ReadOnlySpan<int> offsets, ReadOnlySpan<int> strides)
        {
            (int c, int i, int j, int k) = (offsets[0], offsets[1], offsets[2], offsets[3]);
            for (; count > 0; count--, c += strides[0], i += strides[1], j += strides[2], k += strides[3]) result[k] = condition[c] ? a[i] : b[j];
        }
    }
}
