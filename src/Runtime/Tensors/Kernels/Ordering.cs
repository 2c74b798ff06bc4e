using SourceAutodiff.Tensors;

namespace SourceAutodiff.Kernels;

/// <summary>The positions of elements along a dimension in the order of their size. NaN counts as larger than any number, and equal elements keep their order.</summary>
internal static class Ordering
{
    /// <summary>The positions of the first <paramref name="count"/> elements in order.</summary>
    public static Tensor Positions(Tensor x, int dim, int count, bool isDescending)
    {
        int[] sizes = [.. x.Layout.Sizes];
        if (sizes.Length > 0) sizes[dim] = count;
        Tensor result = Tensor.Empty(sizes, DType.Int64);
        x.DType.Run(new SortAction(x.Plain(), dim, count, isDescending, result));
        return result;
    }

    /// <summary>The position of the element with the rank <paramref name="k"/> (from 0) along the dimension, which stays with size 1. The last one of equals, unless the first is asked for.</summary>
    public static Tensor Ranked(Tensor x, int dim, int k, bool stopsAtNaN)
    {
        int[] sizes = [.. x.Layout.Sizes];
        if (sizes.Length > 0) sizes[dim] = 1;
        Tensor result = Tensor.Empty(sizes, DType.Int64);
        x.DType.Run(new RankAction(x.Plain(), dim, k, stopsAtNaN, result));
        return result;
    }

    /// <summary>The position of the largest or smallest element along the dimension, which stays with size 1: the first of equals, and the first NaN if there is one.</summary>
    public static Tensor Extreme(Tensor x, int dim, bool isLargest)
    {
        int[] sizes = [.. x.Layout.Sizes];
        if (sizes.Length > 0) sizes[dim] = 1;
        Tensor result = Tensor.Empty(sizes, DType.Int64);
        x.DType.Run(new ExtremeAction(x.Plain(), dim, isLargest, null, result));
        return result;
    }

    /// <summary>For each element the position of the largest or smallest up to it: the last of equals, and the last NaN if there was one.</summary>
    public static Tensor RunningExtreme(Tensor x, int dim, bool isLargest)
    {
        Tensor result = Tensor.Empty(x.Layout.Sizes, DType.Int64);
        x.DType.Run(new ExtremeAction(x.Plain(), dim, isLargest, result, result));
        return result;
    }

    private static bool IsNaN<T>(T value) where T : unmanaged => Elements.IsReal<T>() && double.IsNaN(Elements.ToDouble(value));

    private static int Compare<T>(T a, T b) where T : unmanaged
    {
        if (!Elements.IsReal<T>()) return Elements.ToInt64(a).CompareTo(Elements.ToInt64(b));
        (double x, double y) = (Elements.ToDouble(a), Elements.ToDouble(b));
        return x < y ? -1 : x > y ? 1 : x == y ? 0 : double.IsNaN(x) ? double.IsNaN(y) ? 0 : 1 : -1;
    }

    private static void Order<T>(ReadOnlySpan<T> from, int start, int step, int[] order, T[] keys, bool isDescending) where T : unmanaged
    {
        for (int i = 0; i < order.Length; i++) (order[i], keys[i]) = (i, from[start + (i * step)]);
        Array.Sort(order, isDescending
            ? (i, j) => Compare(keys[j], keys[i]) is var c and not 0 ? c : i.CompareTo(j)
            : (i, j) => Compare(keys[i], keys[j]) is var c and not 0 ? c : i.CompareTo(j));
    }

    private readonly struct SortAction(Tensor x, int dim, int count, bool isDescending, Tensor result) : ITypedAction
    {
        public void Run<T>() where T : unmanaged
        {
            (int outer, int size, int inner) = Along.Split(x.Layout.Sizes, dim);
            ReadOnlySpan<T> from = x.Items<T>().AsSpan(x.Layout.Offset);
            Span<long> to = result.Items<long>();
            var (order, keys) = (new int[size], new T[size]);
            for (int line = 0; line < outer * inner && size > 0; line++)
            {
                (int o, int i) = (line / inner, line % inner);
                Order(from, (o * size * inner) + i, inner, order, keys, isDescending);
                for (int k = 0; k < count; k++) to[(((o * count) + k) * inner) + i] = order[k];
            }
        }
    }

    private readonly struct RankAction(Tensor x, int dim, int k, bool stopsAtNaN, Tensor result) : ITypedAction
    {
        public void Run<T>() where T : unmanaged
        {
            (int outer, int size, int inner) = Along.Split(x.Layout.Sizes, dim);
            ReadOnlySpan<T> from = x.Items<T>().AsSpan(x.Layout.Offset);
            Span<long> to = result.Items<long>();
            var (order, keys) = (new int[size], new T[size]);
            for (int line = 0; line < outer * inner; line++)
            {
                int start = (line / inner * size * inner) + (line % inner);
                Order(from, start, inner, order, keys, isDescending: false);
                int at = k;
                if (stopsAtNaN && IsNaN(from[start + (order[^1] * inner)]))
                {
                    at = 0;
                    while (!IsNaN(from[start + (order[at] * inner)])) at++;
                }

                to[line] = order[at];
            }
        }
    }

    private readonly struct ExtremeAction(Tensor x, int dim, bool isLargest, Tensor? running, Tensor result) : ITypedAction
    {
        public void Run<T>() where T : unmanaged
        {
            (int outer, int size, int inner) = Along.Split(x.Layout.Sizes, dim);
            ReadOnlySpan<T> from = x.Items<T>().AsSpan(x.Layout.Offset);
            Span<long> to = result.Items<long>();
            bool takesLast = running is not null;
            for (int line = 0; line < outer * inner && size > 0; line++)
            {
                (int start, int best) = ((line / inner * size * inner) + (line % inner), 0);
                for (int k = 0; k < size; k++)
                {
                    (T value, T most) = (from[start + (k * inner)], from[start + (best * inner)]);
                    int order = isLargest || IsNaN(value) || IsNaN(most) ? Compare(value, most) : Compare(most, value);
                    if (order > 0 || (order == 0 && takesLast)) best = k;
                    if (takesLast) to[start + (k * inner)] = best;
                }

                if (!takesLast) to[line] = best;
            }
        }
    }
}
