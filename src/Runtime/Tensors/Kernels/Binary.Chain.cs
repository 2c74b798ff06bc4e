using System.Numerics;
using System.Runtime.CompilerServices;
using SourceAutodiff.Tensors;

namespace SourceAutodiff.Kernels;

/// <summary>Gradients of elementwise functions of two tensors, for when they are not recorded.</summary>
internal static partial class Binary
{
    /// <summary>The gradient of the left or the right argument in one pass.</summary>
    /// <param name="grad">The gradient of the result.</param>
    /// <param name="a">The left argument, if it is saved.</param>
    /// <param name="b">The right argument, if it is saved.</param>
    /// <param name="y">The result, if it is saved.</param>
    /// <param name="isLeft">Which one's.</param>
    /// <param name="rule">Of the operation.</param>
    /// <param name="isKept">Else <paramref name="grad"/> is nobody's any more, and written over.</param>
    public static Tensor Chain<TRule>(Tensor grad, Tensor? a, Tensor? b, Tensor? y, bool isLeft, TRule rule, bool isKept = true) where TRule : struct, IBinaryRule
    {
        DType type = grad.DType.IsHalfPrecision() ? DType.Float32 : grad.DType;
        Tensor any = y ?? a ?? b ?? grad, g = grad.Converted(type), result = isKept || type != grad.DType ? Tensor.UnwrittenLike(grad, type) : grad;
        if (type == DType.Float32) Chain<float, TRule>(g, (a ?? any).Converted(type), (b ?? any).Converted(type), (y ?? any).Converted(type), result, isLeft, rule);
        else Chain<double, TRule>(g, (a ?? any).Converted(type), (b ?? any).Converted(type), (y ?? any).Converted(type), result, isLeft, rule);
        return result.Converted(grad.DType);
    }

    private static void Chain<T, TRule>(Tensor g, Tensor a, Tensor b, Tensor y, Tensor result, bool isLeft, TRule rule) where T : unmanaged, IFloatingPointIeee754<T> where TRule : struct, IBinaryRule
    {
        int[] sizes = result.Layout.Sizes;
        Walk.Rows(
            new ChainRow<T, TRule>(g.Items<T>(), a.Items<T>(), b.Items<T>(), y.Items<T>(), result.Items<T>(), isLeft, rule), sizes,
            [g.Layout.Offset, a.Layout.Offset, b.Layout.Offset, y.Layout.Offset, 0],
            g.Layout.Strides, a.Layout.StridesFor(sizes), b.Layout.StridesFor(sizes), y.Layout.StridesFor(sizes), result.Layout.Strides);
    }

    private readonly struct ChainRow<T, TRule>(T[] grad, T[] a, T[] b, T[] y, T[] result, bool isLeft, TRule rule) : IRowAction where T : IFloatingPointIeee754<T> where TRule : struct, IBinaryRule
    {
        public void Row(int count, ReadOnlySpan<int> offsets, ReadOnlySpan<int> strides)
        {
            int done = TRule.HasVectors && strides[0] == 1 && strides[4] == 1 ? Vectors(count, offsets, strides) : 0;
            (int g, int r) = (offsets[0] + (done * strides[0]), offsets[4] + (done * strides[4]));
            (int i, int j, int k) = (offsets[1] + (done * strides[1]), offsets[2] + (done * strides[2]), offsets[3] + (done * strides[3]));
            for (count -= done; count > 0; count--, g += strides[0], i += strides[1], j += strides[2], k += strides[3], r += strides[4])
            {
                result[r] = grad[g] * (isLeft ? rule.PartialLeft(a[i], b[j], y[k]) : rule.PartialRight(a[i], b[j], y[k]));
            }
        }

        /// <summary>As many as fill whole vectors; none if an operand jumps. Slow until it is optimized, so that is done at once.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private int Vectors(int count, ReadOnlySpan<int> offsets, ReadOnlySpan<int> strides)
        {
            int end = count - (count % Vector<T>.Count);
            Uses uses = TRule.UsesLeft | TRule.UsesRight;
            if (!VectorOperand<T>.TryTake(a, offsets[1], strides[1], end, (uses & Uses.Left) != 0, out VectorOperand<T> x)) return 0;
            if (!VectorOperand<T>.TryTake(b, offsets[2], strides[2], end, (uses & Uses.Right) != 0, out VectorOperand<T> z)) return 0;
            if (!VectorOperand<T>.TryTake(y, offsets[3], strides[3], end, (uses & Uses.Result) != 0, out VectorOperand<T> v)) return 0;
            ReadOnlySpan<T> from = grad.AsSpan(offsets[0], end);
            Span<T> to = result.AsSpan(offsets[4], end);
            for (int n = 0; n < end; n += Vector<T>.Count)
            {
                Vector<T> p = isLeft ? TRule.PartialLeft(x.At(n), z.At(n), v.At(n)) : TRule.PartialRight(x.At(n), z.At(n), v.At(n));
                (new Vector<T>(from[n..]) * p).CopyTo(to[n..]);
            }

            return end;
        }
    }
}
