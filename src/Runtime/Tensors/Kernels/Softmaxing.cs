using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SourceAutodiff.Residuals;
using SourceAutodiff.Tensors;

namespace SourceAutodiff.Kernels;

/// <summary>Softmax and its logarithm along a dimension, and their gradients: row by row, or some rows at a time where the dimension is not the last. Not recorded.</summary>
internal static class Softmaxing
{
    /// <summary>With fewer neighbours, the dimension is moved to the end.</summary>
    private const int SmallestInner = 8;

    public static Tensor Values(Tensor x, int dim, bool isLog)
    {
        DType type = x.DType.IsHalfPrecision() ? DType.Float32 : x.DType;
        bool moves = Moves(x, dim);
        Tensor from = Arranged(x.Converted(type), dim, moves), result = Tensor.UnwrittenLike(from, type);
        if (type == DType.Float32) Values<float>(from, result, moves ? x.Rank - 1 : dim, isLog);
        else Values<double>(from, result, moves ? x.Rank - 1 : dim, isLog);
        return Back(result, dim, moves).Converted(x.DType);
    }

    /// <summary>The gradient of the argument from that of the result and the result.</summary>
    public static Tensor Chain(Tensor grad, Tensor y, int dim, bool isLog)
    {
        DType type = grad.DType.IsHalfPrecision() ? DType.Float32 : grad.DType;
        bool moves = Moves(y, dim);
        Tensor g = Arranged(grad.Converted(type), dim, moves), from = Arranged(y.Converted(type), dim, moves), result = Tensor.UnwrittenLike(from, type);
        if (type == DType.Float32) Chain<float>(g, from, result, moves ? y.Rank - 1 : dim, isLog);
        else Chain<double>(g, from, result, moves ? y.Rank - 1 : dim, isLog);
        return Back(result, dim, moves).Converted(grad.DType);
    }

    private static bool Moves(Tensor x, int dim) => Along.Split(x.Layout.Sizes, dim).Inner is > 1 and < SmallestInner;

    private static Tensor Arranged(Tensor x, int dim, bool moves) => moves ? x.Detach().Transpose(dim, -1).Plain() : x.Plain();

    private static Tensor Back(Tensor x, int dim, bool moves) => moves ? x.Transpose(dim, -1).Copied() : x;

    private static ReadOnlySpan<T> Items<T>(Tensor tensor) where T : unmanaged => tensor.Items<T>().AsSpan(tensor.Layout.Offset, tensor.ElementCount);

    private static void Values<T>(Tensor xs, Tensor ys, int dim, bool isLog) where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (xs.ElementCount == 0) return;
        (_, int size, int inner) = Along.Split(xs.Layout.Sizes, dim);
        ReadOnlySpan<T> from = Items<T>(xs);
        Span<T> to = ys.Items<T>();
        using ResidualScope<T> scope = ResidualMemory.Enter<T>();
        Span<T> scratch = scope.Rent(inner > 1 ? 3 * inner : isLog ? size : 0);
        for (int at = 0; at < xs.ElementCount; at += size * inner)
        {
            ReadOnlySpan<T> x = from.Slice(at, size * inner);
            Span<T> y = to.Slice(at, size * inner);
            if (inner > 1) RowsAtOnce(x, y, scratch, isLog);
            else if (typeof(T) == typeof(float) && SoftmaxSingles.IsWorthIt(size)) SoftmaxSingles.Values(Singles(x), Singles(y), isLog);
            else Row(x, y, scratch, isLog);
        }
    }

    private static void Row<T>(ReadOnlySpan<T> x, Span<T> y, Span<T> exponentials, bool isLog) where T : unmanaged, IFloatingPointIeee754<T>
    {
        TensorPrimitives.Subtract(x, TensorPrimitives.Max(x), y);
        if (isLog)
        {
            TensorPrimitives.Exp(y, exponentials);
            TensorPrimitives.Subtract(y, T.Log(TensorPrimitives.Sum<T>(exponentials)), y);
        }
        else
        {
            TensorPrimitives.Exp<T>(y, y);
            TensorPrimitives.Divide(y, TensorPrimitives.Sum<T>(y), y);
        }
    }

    private static void RowsAtOnce<T>(ReadOnlySpan<T> x, Span<T> y, Span<T> scratch, bool isLog) where T : unmanaged, IFloatingPointIeee754<T>
    {
        int inner = scratch.Length / 3;
        Span<T> largest = scratch[..inner], sums = scratch.Slice(inner, inner), exponentials = scratch.Slice(2 * inner, inner);
        x[..inner].CopyTo(largest);
        for (int at = inner; at < x.Length; at += inner) TensorPrimitives.Max(x.Slice(at, inner), largest, largest);
        sums.Clear();
        for (int at = 0; at < x.Length; at += inner)
        {
            Span<T> row = y.Slice(at, inner), powers = isLog ? exponentials : row;
            TensorPrimitives.Subtract(x.Slice(at, inner), largest, row);
            Exp(row, powers);
            TensorPrimitives.Add(sums, powers, sums);
        }

        if (isLog) TensorPrimitives.Log<T>(sums, sums);
        for (int at = 0; at < x.Length; at += inner)
        {
            Span<T> row = y.Slice(at, inner);
            if (isLog) TensorPrimitives.Subtract(row, sums, row);
            else TensorPrimitives.Divide(row, sums, row);
        }
    }

    private static void Chain<T>(Tensor grads, Tensor ys, Tensor results, int dim, bool isLog) where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (ys.ElementCount == 0) return;
        (_, int size, int inner) = Along.Split(ys.Layout.Sizes, dim);
        ReadOnlySpan<T> from = Items<T>(grads), values = Items<T>(ys);
        Span<T> to = results.Items<T>();
        using ResidualScope<T> scope = ResidualMemory.Enter<T>();
        Span<T> scratch = scope.Rent(inner > 1 ? inner : 0);
        for (int at = 0; at < ys.ElementCount; at += size * inner)
        {
            ReadOnlySpan<T> g = from.Slice(at, size * inner), y = values.Slice(at, size * inner);
            Span<T> result = to.Slice(at, size * inner);
            if (inner > 1) ChainAtOnce(g, y, result, scratch, isLog);
            else if (typeof(T) == typeof(float) && SoftmaxSingles.IsWorthIt(size)) SoftmaxSingles.Chain(Singles(g), Singles(y), Singles(result), isLog);
            else ChainRow(g, y, result, isLog);
        }
    }

    private static void ChainRow<T>(ReadOnlySpan<T> g, ReadOnlySpan<T> y, Span<T> result, bool isLog) where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (isLog)
        {
            TensorPrimitives.Exp(y, result);
            TensorPrimitives.MultiplyAdd(result, -TensorPrimitives.Sum(g), g, result);
        }
        else
        {
            TensorPrimitives.Subtract(g, TensorPrimitives.Dot(g, y), result);
            TensorPrimitives.Multiply(result, y, result);
        }
    }

    private static void ChainAtOnce<T>(ReadOnlySpan<T> g, ReadOnlySpan<T> y, Span<T> result, Span<T> sums, bool isLog) where T : unmanaged, IFloatingPointIeee754<T>
    {
        int inner = sums.Length;
        sums.Clear();
        for (int at = 0; at < g.Length; at += inner)
        {
            if (isLog) TensorPrimitives.Add(sums, g.Slice(at, inner), sums);
            else TensorPrimitives.MultiplyAdd(g.Slice(at, inner), y.Slice(at, inner), sums, sums);
        }

        for (int at = 0; at < g.Length; at += inner)
        {
            Span<T> row = result.Slice(at, inner);
            if (isLog)
            {
                Exp(y.Slice(at, inner), row);
                TensorPrimitives.Multiply(row, sums, row);
                TensorPrimitives.Subtract(g.Slice(at, inner), row, row);
            }
            else
            {
                TensorPrimitives.Subtract(g.Slice(at, inner), sums, row);
                TensorPrimitives.Multiply(row, y.Slice(at, inner), row);
            }
        }
    }

    /// <summary>Of numbers up to 0.</summary>
    private static void Exp<T>(ReadOnlySpan<T> x, Span<T> y) where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float) && SoftmaxSingles.IsWorthIt(x.Length)) SoftmaxSingles.Exponentials(Singles(x), Singles(y));
        else TensorPrimitives.Exp(x, y);
    }

    private static ReadOnlySpan<float> Singles<T>(ReadOnlySpan<T> span) => MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<T, float>(ref MemoryMarshal.GetReference(span)), span.Length);

    private static Span<float> Singles<T>(Span<T> span) => MemoryMarshal.CreateSpan(ref Unsafe.As<T, float>(ref MemoryMarshal.GetReference(span)), span.Length);
}
