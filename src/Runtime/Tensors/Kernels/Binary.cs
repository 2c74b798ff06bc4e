using System.Numerics;
using SourceAutodiff.Tensors;

namespace SourceAutodiff.Kernels;

/// <summary>Elementwise functions of two tensors, which are stretched to a common shape and converted to a common type.</summary>
internal static partial class Binary
{
    /// <summary>The values, recorded. Integers and booleans are taken as single precision.</summary>
    public static Tensor Apply<TRule>(Tensor a, Tensor b, TRule rule = default) where TRule : struct, IBinaryRule
    {
        DType type = DTypes.Promote(a, b);
        if (!type.IsFloatingPoint()) type = DType.Float32;
        Tensor result = !a.IsSingle || !b.IsSingle ? Values(a, b, type, rule)
            : type == DType.Float32 ? Tensor.Single(rule.Value(a.ReadAs<float>(), b.ReadAs<float>()), type)
            : Tensor.Single(rule.Value(a.ReadAs<double>(), b.ReadAs<double>()), type);
        return Tape.Records(a, b) ? result.Record(new BinaryNode<TRule>(rule, a, b, result), 0) : result;
    }

    /// <summary>The values of a tensor and a number beside it.</summary>
    public static Tensor Apply<TRule>(Tensor a, Scalar b) where TRule : struct, IBinaryRule => Apply<TRule>(a, b, isLeft: true);

    /// <inheritdoc cref="Apply{TRule}(Tensor, Scalar)"/>
    public static Tensor Apply<TRule>(Scalar a, Tensor b) where TRule : struct, IBinaryRule => Apply<TRule>(b, a, isLeft: false);

    private static Tensor Apply<TRule>(Tensor x, Scalar number, bool isLeft) where TRule : struct, IBinaryRule
    {
        if (!x.IsSingle || x.DType == DType.Int64) return isLeft ? Apply<TRule>(x, Tensor.Number(number)) : Apply<TRule>(Tensor.Number(number), x);
        Tensor result = x.DType == DType.Float32 ? OfNumber<float, TRule>(x, number, isLeft) : OfNumber<double, TRule>(x, number, isLeft);
        return Tape.Records(x) ? result.Record(new NumberNode<TRule>(default, x, number, isLeft, result), 0) : result;
    }

    private static Tensor OfNumber<T, TRule>(Tensor x, Scalar number, bool isLeft) where T : unmanaged, IFloatingPointIeee754<T> where TRule : struct, IBinaryRule
    {
        (T value, T other) = (x.Read<T>(), Elements.FromScalar<T>(number));
        return Tensor.Single(isLeft ? default(TRule).Value(value, other) : default(TRule).Value(other, value), x.DType);
    }

    private static Tensor Values<TRule>(Tensor a, Tensor b, DType type, TRule rule) where TRule : struct, IBinaryRule
    {
        DType computed = type.IsHalfPrecision() ? DType.Float32 : type;
        (Tensor x, Tensor y, Tensor result) = (a.Converted(computed), b.Converted(computed), Target(a, b, computed));
        if (computed == DType.Float32) Run<float, TRule>(x, y, result, rule);
        else Run<double, TRule>(x, y, result, rule);
        return result.Converted(type);
    }

    /// <summary>Adds to memory that lies row by row and that only the caller looks at.</summary>
    public static void AddTo(Tensor sum, Tensor added)
    {
        if (sum.DType == DType.Float32) Run<float, AddRule>(sum, added, sum, default);
        else if (sum.DType == DType.Float64) Run<double, AddRule>(sum, added, sum, default);
        else Copying.Copy(sum + added, sum);
    }

    /// <summary>For a result of the common shape; an argument's layout is used again if it can be.</summary>
    public static Tensor Target(Tensor a, Tensor b, DType type)
    {
        int[] sizes = Layout.Broadcast(a.Layout.Sizes, b.Layout.Sizes);
        return ReferenceEquals(sizes, a.Layout.Sizes) ? Tensor.UnwrittenLike(a, type)
            : sizes.AsSpan().SequenceEqual(b.Layout.Sizes) ? Tensor.UnwrittenLike(b, type)
            : Tensor.Unwritten(sizes, type);
    }

    private static void Run<T, TRule>(Tensor a, Tensor b, Tensor y, TRule rule) where T : unmanaged, IFloatingPointIeee754<T> where TRule : struct, IBinaryRule
    {
        int[] sizes = y.Layout.Sizes;
        var row = new MapRow<T, TRule>(a.Items<T>(), b.Items<T>(), y.Items<T>(), rule);
        if (a.Layout.IsContiguous && b.Layout.IsContiguous && a.Layout.Count == b.Layout.Count && a.Layout.Count == y.Layout.Count)
        {
            if (y.Layout.Count > 0) row.Row(y.Layout.Count, [a.Layout.Offset, b.Layout.Offset, 0], [1, 1, 1]);
            return;
        }

        Walk.Rows(
            row, sizes, [a.Layout.Offset, b.Layout.Offset, 0],
            a.Layout.StridesFor(sizes), b.Layout.StridesFor(sizes), y.Layout.Strides);
    }

    private readonly struct MapRow<T, TRule>(T[] a, T[] b, T[] y, TRule rule) : IRowAction where T : IFloatingPointIeee754<T> where TRule : struct, IBinaryRule
    {
        public void Row(int count, ReadOnlySpan<int> offsets, ReadOnlySpan<int> strides)
        {
            (int i, int j, int k, int di, int dj, int dk) = (offsets[0], offsets[1], offsets[2], strides[0], strides[1], strides[2]);
            if (dk == 1 && count > 1)
            {
                bool isDone = (di, dj) switch
                {
                    (1, 1) => TRule.TryMap(a.AsSpan(i, count), b.AsSpan(j, count), y.AsSpan(k, count)),
                    (1, 0) => TRule.TryMap(a.AsSpan(i, count), b[j], y.AsSpan(k, count)),
                    (0, 1) => TRule.TryMap(a[i], b.AsSpan(j, count), y.AsSpan(k, count)),
                    _ => false,
                };
                if (isDone) return;
            }

            for (; count > 0; count--, i += di, j += dj, k += dk) y[k] = rule.Value(a[i], b[j]);
        }
    }
}
