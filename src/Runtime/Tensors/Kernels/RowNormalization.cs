using System.Numerics;
using System.Numerics.Tensors;
using SourceAutodiff.Tensors;

namespace SourceAutodiff.Kernels;

/// <summary>Rows with mean 0 and variance 1, in two passes over a row that stays in the cache; and their gradients, in two more. Not recorded.</summary>
internal static class RowNormalization
{
    /// <summary>Whether the dimensions are rows in memory, and weight and bias are as long as a row.</summary>
    public static bool Applies(Tensor x, int[] dims, Tensor? weight, Tensor? bias)
    {
        if (x.DType is not (DType.Float32 or DType.Float64) || x.ElementCount == 0) return false;
        for (int i = 0; i < dims.Length; i++)
        {
            if (dims[i] != x.Rank - dims.Length + i) return false;
        }

        return IsRow(x, dims, weight) && IsRow(x, dims, bias);
    }

    /// <summary>The result, and mean and 1 / deviation of each row.</summary>
    public static (Tensor Result, Tensor Mean, Tensor Scale) Values(Tensor x, Tensor? weight, Tensor? bias, int[] dims, double eps)
    {
        int[] kept = Reducing.Kept(x.Layout.Sizes, dims);
        Tensor result = Tensor.EmptyLike(x, x.DType), mean = Tensor.Empty(kept, x.DType), scale = Tensor.Empty(kept, x.DType);
        if (x.DType == DType.Float32) Values<float>(x.Plain(), weight?.Plain(), bias?.Plain(), result, mean, scale, Size(x, dims), eps);
        else Values<double>(x.Plain(), weight?.Plain(), bias?.Plain(), result, mean, scale, Size(x, dims), eps);
        return (result, mean, scale);
    }

    /// <summary>The gradients of the argument and of the weight; each only if it is asked for.</summary>
    public static (Tensor? Grad, Tensor? OfWeight) Chain(Tensor grad, Tensor x, Tensor mean, Tensor scale, Tensor? weight, int[] dims, bool needsInput, bool needsWeight)
    {
        Tensor? result = needsInput ? Tensor.EmptyLike(x, x.DType) : null, ofWeight = needsWeight ? Tensor.Empty(weight!.Layout.Sizes, x.DType) : null;
        if (x.DType == DType.Float32) Chain<float>(grad.Plain(), x.Plain(), mean, scale, weight?.Plain(), result, ofWeight, Size(x, dims));
        else Chain<double>(grad.Plain(), x.Plain(), mean, scale, weight?.Plain(), result, ofWeight, Size(x, dims));
        return (result, ofWeight);
    }

    private static bool IsRow(Tensor x, int[] dims, Tensor? tensor) =>
        tensor is null || (tensor.DType == x.DType && tensor.Layout.Sizes.AsSpan().SequenceEqual(x.Layout.Sizes.AsSpan(x.Rank - dims.Length)));

    private static int Size(Tensor x, int[] dims) => Layout.CountOf(x.Layout.Sizes.AsSpan(x.Rank - dims.Length));

    private static ReadOnlySpan<T> Items<T>(Tensor? tensor) where T : unmanaged => tensor is null ? default : tensor.Items<T>().AsSpan(tensor.Layout.Offset, tensor.ElementCount);

    private static void Values<T>(Tensor x, Tensor? weight, Tensor? bias, Tensor result, Tensor mean, Tensor scale, int size, double eps) where T : unmanaged, IFloatingPointIeee754<T>
    {
        ReadOnlySpan<T> from = Items<T>(x), w = Items<T>(weight), b = Items<T>(bias);
        Span<T> to = result.Items<T>(), means = mean.Items<T>(), scales = scale.Items<T>();
        T count = T.CreateChecked(size), added = T.CreateChecked(eps);
        for (int row = 0; row < means.Length; row++)
        {
            ReadOnlySpan<T> line = from.Slice(row * size, size);
            Span<T> y = to.Slice(row * size, size);
            means[row] = TensorPrimitives.Sum(line) / count;
            TensorPrimitives.Subtract(line, means[row], y);
            scales[row] = T.One / T.Sqrt((TensorPrimitives.SumOfSquares<T>(y) / count) + added);
            TensorPrimitives.Multiply(y, scales[row], y);
            if (!w.IsEmpty && !b.IsEmpty) TensorPrimitives.MultiplyAdd(y, w, b, y);
            else if (!w.IsEmpty) TensorPrimitives.Multiply(y, w, y);
            else if (!b.IsEmpty) TensorPrimitives.Add(y, b, y);
        }
    }

    private static void Chain<T>(Tensor grad, Tensor x, Tensor mean, Tensor scale, Tensor? weight, Tensor? result, Tensor? ofWeight, int size) where T : unmanaged, IFloatingPointIeee754<T>
    {
        ReadOnlySpan<T> grads = Items<T>(grad), from = Items<T>(x), means = Items<T>(mean), scales = Items<T>(scale), w = Items<T>(weight);
        T[] unit = new T[size], weighted = w.IsEmpty ? [] : new T[size];
        T count = T.CreateChecked(size);
        for (int row = 0; row < means.Length; row++)
        {
            ReadOnlySpan<T> g = grads.Slice(row * size, size);
            TensorPrimitives.Subtract(from.Slice(row * size, size), means[row], unit);
            TensorPrimitives.Multiply(unit, scales[row], unit);
            if (ofWeight is not null) TensorPrimitives.MultiplyAdd(g, unit, ofWeight.Items<T>(), ofWeight.Items<T>());
            if (result is null) continue;
            ReadOnlySpan<T> h = g;
            if (!w.IsEmpty)
            {
                TensorPrimitives.Multiply(g, w, weighted);
                h = weighted;
            }

            Span<T> y = result.Items<T>().AsSpan(row * size, size);
            T along = TensorPrimitives.Dot(h, unit) / count;
            TensorPrimitives.Subtract(h, TensorPrimitives.Sum(h) / count, y);
            TensorPrimitives.MultiplyAdd(unit, -along, y, y);
            TensorPrimitives.Multiply(y, scales[row], y);
        }
    }
}
