using System.Numerics;
using System.Numerics.Tensors;
using SourceAutodiff.Tensors;

namespace SourceAutodiff.Kernels;

/// <summary>Softmax and its logarithm along a dimension, and their gradients, row by row. Not recorded.</summary>
internal static class Softmaxing
{
    public static Tensor Values(Tensor x, int dim, bool isLog)
    {
        DType type = x.DType.IsHalfPrecision() ? DType.Float32 : x.DType;
        Tensor from = Rows(x.Converted(type), dim), result = Tensor.UnwrittenLike(from, type);
        if (type == DType.Float32) Values<float>(from, result, isLog);
        else Values<double>(from, result, isLog);
        return Back(result, dim).Converted(x.DType);
    }

    /// <summary>The gradient of the argument from that of the result and the result.</summary>
    public static Tensor Chain(Tensor grad, Tensor y, int dim, bool isLog)
    {
        DType type = grad.DType.IsHalfPrecision() ? DType.Float32 : grad.DType;
        Tensor g = Rows(grad.Converted(type), dim), from = Rows(y.Converted(type), dim), result = Tensor.UnwrittenLike(from, type);
        if (type == DType.Float32) Chain<float>(g, from, result, isLog);
        else Chain<double>(g, from, result, isLog);
        return Back(result, dim).Converted(grad.DType);
    }

    /// <summary>With the dimension last, row by row.</summary>
    private static Tensor Rows(Tensor x, int dim) => dim >= x.Rank - 1 ? x.Plain() : x.Detach().Transpose(dim, -1).Plain();

    private static Tensor Back(Tensor x, int dim)
    {
        if (dim >= x.Rank - 1) return x;
        return x.Transpose(dim, -1).Copied();
    }

    private static void Values<T>(Tensor xs, Tensor ys, bool isLog) where T : unmanaged, IFloatingPointIeee754<T>
    {
        int size = xs.Rank == 0 ? 1 : xs.Layout.Sizes[^1];
        ReadOnlySpan<T> from = xs.Items<T>().AsSpan(xs.Layout.Offset);
        Span<T> to = ys.Items<T>();
        T[] exponentials = isLog ? new T[size] : [];
        for (int at = 0; at < xs.ElementCount; at += size)
        {
            ReadOnlySpan<T> x = from.Slice(at, size);
            Span<T> y = to.Slice(at, size);
            TensorPrimitives.Subtract(x, TensorPrimitives.Max(x), y);
            if (isLog)
            {
                TensorPrimitives.Exp<T>(y, exponentials);
                TensorPrimitives.Subtract(y, T.Log(TensorPrimitives.Sum<T>(exponentials)), y);
            }
            else
            {
                TensorPrimitives.Exp<T>(y, y);
                TensorPrimitives.Divide(y, TensorPrimitives.Sum<T>(y), y);
            }
        }
    }

    private static void Chain<T>(Tensor grads, Tensor ys, Tensor results, bool isLog) where T : unmanaged, IFloatingPointIeee754<T>
    {
        int size = ys.Rank == 0 ? 1 : ys.Layout.Sizes[^1];
        ReadOnlySpan<T> from = grads.Items<T>().AsSpan(grads.Layout.Offset), values = ys.Items<T>().AsSpan(ys.Layout.Offset);
        Span<T> to = results.Items<T>();
        for (int at = 0; at < ys.ElementCount; at += size)
        {
            ReadOnlySpan<T> g = from.Slice(at, size), y = values.Slice(at, size);
            Span<T> result = to.Slice(at, size);
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
    }
}
