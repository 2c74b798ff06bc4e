using System.Numerics;
using System.Runtime.CompilerServices;
using SourceAutodiff.Tensors;

namespace SourceAutodiff.Kernels;

/// <summary>Elementwise functions of one tensor.</summary>
internal static class Unary
{
    /// <summary>The values, recorded. Integers and booleans are taken as single precision.</summary>
    public static Tensor Apply<TRule>(Tensor x, TRule rule = default) where TRule : struct, IUnaryRule
    {
        Tensor result = Values(x, rule);
        return Tape.Records(x) ? result.Record(new UnaryNode<TRule>(rule, x, result), 0) : result;
    }

    public static Tensor Values<TRule>(Tensor x, TRule rule = default) where TRule : struct, IUnaryRule
    {
        DType type = x.DType.IsFloatingPoint() ? x.DType : DType.Float32;
        if (x.IsSingle) return type == DType.Float32 ? Tensor.Single(rule.Value(x.ReadAs<float>()), type) : Tensor.Single(rule.Value(x.Read<double>()), type);
        DType computed = type.IsHalfPrecision() ? DType.Float32 : type;
        Tensor from = x.Converted(computed), result = Tensor.UnwrittenLike(x, computed);
        if (computed == DType.Float32) Run<float, TRule>(from, result, rule);
        else Run<double, TRule>(from, result, rule);
        return result.Converted(type);
    }

    /// <summary>The gradient of the argument in one pass, for when it is not recorded.</summary>
    /// <param name="grad">The gradient of the result.</param>
    /// <param name="x">The argument, if it is saved.</param>
    /// <param name="y">The result, if it is saved.</param>
    /// <param name="rule">Of the operation.</param>
    /// <param name="isKept">Else <paramref name="grad"/> is nobody's any more, and written over.</param>
    public static Tensor Chain<TRule>(Tensor grad, Tensor? x, Tensor? y, TRule rule, bool isKept = true) where TRule : struct, IUnaryRule
    {
        DType type = grad.DType.IsHalfPrecision() ? DType.Float32 : grad.DType;
        Tensor g = grad.Converted(type), result = isKept || type != grad.DType ? Tensor.UnwrittenLike(grad, type) : grad;
        if (type == DType.Float32) Chain<float, TRule>(g, (x ?? y ?? grad).Converted(type), (y ?? x ?? grad).Converted(type), result, rule);
        else Chain<double, TRule>(g, (x ?? y ?? grad).Converted(type), (y ?? x ?? grad).Converted(type), result, rule);
        return result.Converted(grad.DType);
    }

    private static void Run<T, TRule>(Tensor x, Tensor y, TRule rule) where T : unmanaged, IFloatingPointIeee754<T> where TRule : struct, IUnaryRule
    {
        var row = new MapRow<T, TRule>(x.Items<T>(), y.Items<T>(), rule);
        if (!x.Layout.IsContiguous) Walk.Rows(row, y.Layout.Sizes, [x.Layout.Offset, 0], x.Layout.Strides, y.Layout.Strides);
        else if (y.Layout.Count > 0) row.Row(y.Layout.Count, [x.Layout.Offset, 0], [1, 1]);
    }

    private static void Chain<T, TRule>(Tensor g, Tensor x, Tensor y, Tensor result, TRule rule) where T : unmanaged, IFloatingPointIeee754<T> where TRule : struct, IUnaryRule
    {
        int[] sizes = result.Layout.Sizes;
        Walk.Rows(
            new ChainRow<T, TRule>(g.Items<T>(), x.Items<T>(), y.Items<T>(), result.Items<T>(), rule), sizes, [g.Layout.Offset, x.Layout.Offset, y.Layout.Offset, 0],
            g.Layout.Strides, x.Layout.StridesFor(sizes), y.Layout.StridesFor(sizes), result.Layout.Strides);
    }

    private readonly struct MapRow<T, TRule>(T[] x, T[] y, TRule rule) : IRowAction where T : IFloatingPointIeee754<T> where TRule : struct, IUnaryRule
    {
        public void Row(int count, ReadOnlySpan<int> offsets, ReadOnlySpan<int> strides)
        {
            (int i, int j, int di, int dj) = (offsets[0], offsets[1], strides[0], strides[1]);
            if (di == 1 && dj == 1 && count > 1 && TRule.TryMap(x.AsSpan(i, count), y.AsSpan(j, count))) return;
            for (; count > 0; count--, i += di, j += dj) y[j] = rule.Value(x[i]);
        }
    }

    private readonly struct ChainRow<T, TRule>(T[] grad, T[] x, T[] y, T[] result, TRule rule) : IRowAction where T : IFloatingPointIeee754<T> where TRule : struct, IUnaryRule
    {
        public void Row(int count, ReadOnlySpan<int> offsets, ReadOnlySpan<int> strides)
        {
            int done = TRule.HasVectors && strides[0] == 1 && strides[3] == 1 ? Vectors(count, offsets, strides) : 0;
            (int g, int r) = (offsets[0] + (done * strides[0]), offsets[3] + (done * strides[3]));
            (int i, int j) = (offsets[1] + (done * strides[1]), offsets[2] + (done * strides[2]));
            for (count -= done; count > 0; count--, g += strides[0], i += strides[1], j += strides[2], r += strides[3]) result[r] = grad[g] * rule.Partial(x[i], y[j]);
        }

        /// <summary>As many as fill whole vectors; none if an operand jumps. Slow until it is optimized, so that is done at once.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private int Vectors(int count, ReadOnlySpan<int> offsets, ReadOnlySpan<int> strides)
        {
            int end = count - (count % Vector<T>.Count);
            if (!VectorOperand<T>.TryTake(x, offsets[1], strides[1], end, (TRule.Uses & Uses.Left) != 0, out VectorOperand<T> a)) return 0;
            if (!VectorOperand<T>.TryTake(y, offsets[2], strides[2], end, (TRule.Uses & Uses.Result) != 0, out VectorOperand<T> v)) return 0;
            ReadOnlySpan<T> from = grad.AsSpan(offsets[0], end);
            Span<T> to = result.AsSpan(offsets[3], end);
            for (int n = 0; n < end; n += Vector<T>.Count) (new Vector<T>(from[n..]) * TRule.Partial(a.At(n), v.At(n))).CopyTo(to[n..]);
            return end;
        }
    }
}
