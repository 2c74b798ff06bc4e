using System.Numerics;
using SourceAutodiff.Tensors;

namespace SourceAutodiff.Kernels;

/// <summary>Comparisons of two tensors, element by element, in their common type. The result is boolean and never recorded.</summary>
internal static class Comparing
{
    public static Tensor Apply<TOp>(Tensor a, Tensor b) where TOp : struct, ICompareOp
    {
        DType type = DTypes.Promote(a, b);
        type = type == DType.Float32 || type.IsHalfPrecision() ? DType.Float32 : type == DType.Float64 ? type : DType.Int64;
        Tensor x = a.Converted(type), y = b.Converted(type), result = Binary.Target(a, b, DType.Bool);
        if (type == DType.Float32) Run<float, TOp>(x, y, result);
        else if (type == DType.Float64) Run<double, TOp>(x, y, result);
        else Run<long, TOp>(x, y, result);
        return result;
    }

    private static void Run<T, TOp>(Tensor a, Tensor b, Tensor y) where T : unmanaged, INumber<T> where TOp : struct, ICompareOp
    {
        int[] sizes = y.Layout.Sizes;
        Walk.Rows(
            new MapRow<T, TOp>(a.Items<T>(), b.Items<T>(), y.Items<bool>()), sizes, [a.Layout.Offset, b.Layout.Offset, 0],
            a.Layout.StridesFor(sizes), b.Layout.StridesFor(sizes), y.Layout.Strides);
    }

    internal interface ICompareOp
    {
        static abstract bool Value<T>(T a, T b) where T : INumber<T>;
    }

    private readonly struct MapRow<T, TOp>(T[] a, T[] b, bool[] y) : IRowAction where T : INumber<T> where TOp : struct, ICompareOp
    {
        public void Row(int count, ReadOnlySpan<int> offsets, ReadOnlySpan<int> strides)
        {
            (int i, int j, int k) = (offsets[0], offsets[1], offsets[2]);
            for (; count > 0; count--, i += strides[0], j += strides[1], k += strides[2]) y[k] = TOp.Value(a[i], b[j]);
        }
    }

    internal readonly struct Less : ICompareOp
    {
        public static bool Value<T>(T a, T b) where T : INumber<T> => a < b;
    }

    internal readonly struct LessOrEqual : ICompareOp
    {
        public static bool Value<T>(T a, T b) where T : INumber<T> => a <= b;
    }

    internal readonly struct Equal : ICompareOp
    {
        public static bool Value<T>(T a, T b) where T : INumber<T> => a == b;
    }

    internal readonly struct NotEqual : ICompareOp
    {
        public static bool Value<T>(T a, T b) where T : INumber<T> => a != b;
    }
}
