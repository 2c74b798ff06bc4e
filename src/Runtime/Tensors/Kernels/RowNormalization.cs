using System.Numerics;
using System.Runtime.Intrinsics;
using SourceAutodiff.Tensors;

namespace SourceAutodiff.Kernels;

/// <summary>Rows with mean 0 and variance 1, in three passes over a row that stays in the cache; and their gradients, in two more. Not recorded.</summary>
internal static unsafe class RowNormalization
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
        Tensor result = Tensor.UnwrittenLike(x, x.DType), mean = Tensor.Empty(kept, x.DType), scale = Tensor.Empty(kept, x.DType);
        (Tensor from, Tensor? w, Tensor? b) = (x.Plain(), weight?.Plain(), bias?.Plain());
        if (x.DType == DType.Float32) Values<float>(from, w, b, result, mean, scale, Size(x, dims), eps);
        else Values<double>(from, w, b, result, mean, scale, Size(x, dims), eps);
        return (result, mean, scale);
    }

    /// <summary>The gradients of the argument, the weight and the bias; each only if it is asked for.</summary>
    public static (Tensor? Grad, Tensor? OfWeight, Tensor? OfBias) Chain(Tensor grad, Tensor x, Tensor mean, Tensor scale, Tensor? weight, int[] dims, bool needsInput, bool needsWeight, bool needsBias)
    {
        int[] row = x.Layout.Sizes[(x.Rank - dims.Length)..];
        Tensor? result = needsInput ? Tensor.UnwrittenLike(x, x.DType) : null, ofWeight = needsWeight ? Tensor.Empty(row, x.DType) : null, ofBias = needsBias ? Tensor.Empty(row, x.DType) : null;
        (Tensor g, Tensor from, Tensor? w) = (grad.Plain(), x.Plain(), weight?.Plain());
        if (x.DType == DType.Float32) Chain<float>(g, from, mean, scale, w, result, ofWeight, ofBias, Size(x, dims));
        else Chain<double>(g, from, mean, scale, w, result, ofWeight, ofBias, Size(x, dims));
        return (result, ofWeight, ofBias);
    }

    private static bool IsRow(Tensor x, int[] dims, Tensor? tensor) =>
        tensor is null || (tensor.DType == x.DType && tensor.Layout.Sizes.AsSpan().SequenceEqual(x.Layout.Sizes.AsSpan(x.Rank - dims.Length)));

    private static int Size(Tensor x, int[] dims) => Layout.CountOf(x.Layout.Sizes.AsSpan(x.Rank - dims.Length));

    private static Span<T> Items<T>(Tensor? tensor) where T : unmanaged => tensor is null ? default : tensor.Items<T>().AsSpan(tensor.Layout.Offset, tensor.ElementCount);

    private static void Values<T>(Tensor x, Tensor? weight, Tensor? bias, Tensor result, Tensor mean, Tensor scale, int size, double eps) where T : unmanaged, IFloatingPointIeee754<T>
    {
        fixed (T* from = Items<T>(x), w = Items<T>(weight), b = Items<T>(bias), to = Items<T>(result), means = Items<T>(mean), scales = Items<T>(scale))
        {
            var rows = new Rows<T> { Count = mean.ElementCount, Size = size, X = from, Weight = w, Bias = b, Y = to, Means = means, Scales = scales, Eps = T.CreateChecked(eps) };
            if (Vector512.IsHardwareAccelerated) Values<T, Vector512<T>, Registers512<T>>(rows);
            else if (Vector256.IsHardwareAccelerated) Values<T, Vector256<T>, Registers256<T>>(rows);
            else if (Vector128.IsHardwareAccelerated) Values<T, Vector128<T>, Registers128<T>>(rows);
            else Values<T, T, Registers1<T>>(rows);
        }
    }

    private static void Chain<T>(Tensor grad, Tensor x, Tensor mean, Tensor scale, Tensor? weight, Tensor? result, Tensor? ofWeight, Tensor? ofBias, int size) where T : unmanaged, IFloatingPointIeee754<T>
    {
        fixed (T* g = Items<T>(grad), from = Items<T>(x), w = Items<T>(weight), to = Items<T>(result), means = Items<T>(mean), scales = Items<T>(scale), byWeight = Items<T>(ofWeight), byBias = Items<T>(ofBias))
        {
            var rows = new Rows<T> { Count = mean.ElementCount, Size = size, X = from, Weight = w, Y = to, Means = means, Scales = scales, Grad = g, OfWeight = byWeight, OfBias = byBias };
            if (Vector512.IsHardwareAccelerated) Chain<T, Vector512<T>, Registers512<T>>(rows);
            else if (Vector256.IsHardwareAccelerated) Chain<T, Vector256<T>, Registers256<T>>(rows);
            else if (Vector128.IsHardwareAccelerated) Chain<T, Vector128<T>, Registers128<T>>(rows);
            else Chain<T, T, Registers1<T>>(rows);
        }
    }

    private static void Values<T, TVector, TRegisters>(in Rows<T> rows) where T : unmanaged, IFloatingPointIeee754<T> where TRegisters : IRegisters<TVector, T>
    {
        T count = T.CreateChecked(rows.Size);
        for (int row = 0; row < rows.Count; row++)
        {
            T* x = rows.X + (row * (nint)rows.Size);
            T mean = RowMoments<T, TVector, TRegisters>.Sum(x, rows.Size) / count;
            T scale = T.One / T.Sqrt((RowMoments<T, TVector, TRegisters>.Spread(x, mean, rows.Size) / count) + rows.Eps);
            RowMoments<T, TVector, TRegisters>.Scale(x, mean, scale, rows.Weight, rows.Bias, rows.Y + (row * (nint)rows.Size), rows.Size);
            rows.Means[row] = mean;
            rows.Scales[row] = scale;
        }
    }

    private static void Chain<T, TVector, TRegisters>(in Rows<T> rows) where T : unmanaged, IFloatingPointIeee754<T> where TRegisters : IRegisters<TVector, T>
    {
        T count = T.CreateChecked(rows.Size);
        for (int row = 0; row < rows.Count; row++)
        {
            T* g = rows.Grad + (row * (nint)rows.Size), x = rows.X + (row * (nint)rows.Size);
            (T mean, T scale) = (rows.Means[row], rows.Scales[row]);
            (T grads, T products) = RowMoments<T, TVector, TRegisters>.Products(g, x, mean, scale, rows.Weight, rows.OfWeight, rows.OfBias, rows.Size);
            if (rows.Y is null) continue;
            RowMoments<T, TVector, TRegisters>.Chain(g, rows.Weight, x, mean, scale, -scale * scale * scale * products / count, -scale * grads / count, rows.Y + (row * (nint)rows.Size), rows.Size);
        }
    }

    private struct Rows<T> where T : unmanaged
    {
        public int Count;
        public int Size;
        public T* X;
        public T* Weight;
        public T* Bias;
        public T* Y;
        public T* Means;
        public T* Scales;
        public T* Grad;
        public T* OfWeight;
        public T* OfBias;
        public T Eps;
    }
}
