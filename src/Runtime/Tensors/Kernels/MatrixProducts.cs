using System.Numerics;
using SourceAutodiff.Tensors;

namespace SourceAutodiff.Kernels;

/// <summary>Products of matrices and of batches of them, in any layout; not recorded. Integers are multiplied as Int64 and wrap, half precision as single.</summary>
internal static class MatrixProducts
{
    /// <param name="a">[m, k], or a batch of them.</param>
    /// <param name="b">[k, n], or a batch of as many.</param>
    public static Tensor Multiply(Tensor a, Tensor b)
    {
        DType type = ComputedIn(a.DType);
        int[] sizes = [.. a.Layout.Sizes[..^1], b.Layout.Sizes[^1]];
        Tensor c = type.IsFloatingPoint() ? Tensor.Unwritten(sizes, type) : Tensor.Empty(sizes, type);
        MultiplyTo(a.Converted(type), b.Converted(type), c, accumulate: false);
        return c.Converted(a.DType);
    }

    /// <summary>The product plus a tensor that can be stretched to its shape.</summary>
    public static Tensor MultiplyAdd(Tensor a, Tensor b, Tensor added)
    {
        DType type = ComputedIn(a.DType);
        Tensor c = Tensor.Unwritten([.. a.Layout.Sizes[..^1], b.Layout.Sizes[^1]], type);
        Copying.Copy(added, c);
        MultiplyTo(a.Converted(type), b.Converted(type), c, accumulate: true);
        return c.Converted(a.DType);
    }

    private static DType ComputedIn(DType type) => type.IsHalfPrecision() ? DType.Float32 : type.IsFloatingPoint() ? type : DType.Int64;

    private static void MultiplyTo(Tensor a, Tensor b, Tensor c, bool accumulate)
    {
        if (c.ElementCount == 0) return;
        if (c.DType == DType.Float32) Run<float>(a, b, c, accumulate);
        else if (c.DType == DType.Float64) Run<double>(a, b, c, accumulate);
        else RunIntegers(a, b, c);
    }

    private static void Run<T>(Tensor a, Tensor b, Tensor c, bool accumulate) where T : unmanaged, IFloatingPointIeee754<T>
    {
        (Layout x, Layout y, Layout z) = (a.Layout, b.Layout, c.Layout);
        (int m, int k, int n) = (x.Sizes[^2], x.Sizes[^1], y.Sizes[^1]);
        (int count, int stepX, int stepY) = x.Rank == 3 ? (x.Sizes[0], x.Strides[0], y.Strides[0]) : (1, 0, 0);
        MatrixMultiply.MultiplyBatch(
            count, m, n, k, a.Items<T>().AsSpan(x.Offset), stepX, x.Strides[^2], x.Strides[^1], b.Items<T>().AsSpan(y.Offset), stepY, y.Strides[^2], y.Strides[^1],
            c.Items<T>().AsSpan(z.Offset), m * n, n, accumulate);
    }

    /// <summary>Adds to what is in <paramref name="c"/>.</summary>
    private static void RunIntegers(Tensor a, Tensor b, Tensor c)
    {
        (Layout x, Layout y) = (a.Layout, b.Layout);
        (int m, int k, int n) = (x.Sizes[^2], x.Sizes[^1], y.Sizes[^1]);
        (int count, int stepX, int stepY) = x.Rank == 3 ? (x.Sizes[0], x.Strides[0], y.Strides[0]) : (1, 0, 0);
        (long[] left, long[] right, long[] product) = (a.Items<long>(), b.Items<long>(), c.Items<long>());
        for (int i = 0; i < count * m; i++)
        {
            int row = x.Offset + (i / m * stepX) + (i % m * x.Strides[^2]), matrix = y.Offset + (i / m * stepY);
            for (int p = 0; p < k; p++)
            {
                long factor = left[row + (p * x.Strides[^1])];
                for (int j = 0; j < n; j++) product[c.Layout.Offset + (i * n) + j] += unchecked(factor * right[matrix + (p * y.Strides[^2]) + (j * y.Strides[^1])]);
            }
        }
    }
}
