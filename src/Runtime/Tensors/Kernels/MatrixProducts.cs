using System.Numerics;
using System.Numerics.Tensors;
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
        Tensor c = Tensor.Empty([.. a.Layout.Sizes[..^1], b.Layout.Sizes[^1]], type);
        MultiplyTo(a.Converted(type), b.Converted(type), c, accumulate: false);
        return c.Converted(a.DType);
    }

    /// <summary>The product plus a tensor that can be stretched to its shape.</summary>
    public static Tensor MultiplyAdd(Tensor a, Tensor b, Tensor added)
    {
        DType type = ComputedIn(a.DType);
        Tensor c = Tensor.Empty([.. a.Layout.Sizes[..^1], b.Layout.Sizes[^1]], type);
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
        else Run<long>(a, b, c, accumulate);
    }

    private static void Run<T>(Tensor a, Tensor b, Tensor c, bool accumulate) where T : unmanaged, INumber<T>
    {
        (Layout x, Layout y, Layout z) = (a.Layout, b.Layout, c.Layout);
        (int m, int k, int n) = (x.Sizes[^2], x.Sizes[^1], y.Sizes[^1]);
        int batches = x.Rank == 3 ? x.Sizes[0] : 1;
        (int stepX, int stepY) = x.Rank == 3 ? (x.Strides[0], y.Strides[0]) : (0, 0);
        for (int i = 0; i < batches && k > 0; i++)
        {
            Multiply(
                m, n, k, a.Items<T>().AsSpan(x.Offset + (i * stepX)), x.Strides[^2], x.Strides[^1], b.Items<T>().AsSpan(y.Offset + (i * stepY)), y.Strides[^2], y.Strides[^1],
                c.Items<T>().AsSpan(z.Offset + (i * m * n)), n, accumulate);
        }
    }

    private static void Multiply<T>(int m, int n, int k, ReadOnlySpan<T> a, int aRow, int aColumn, ReadOnlySpan<T> b, int bRow, int bColumn, Span<T> c, int cRow, bool accumulate) where T : unmanaged, INumber<T>
    {
        for (int i = 0; i < m; i++)
        {
            Span<T> row = c.Slice(i * cRow, n);
            if (!accumulate) row.Clear();
            if (bColumn == 1)
            {
                for (int p = 0; p < k; p++) TensorPrimitives.MultiplyAdd(b.Slice(p * bRow, n), a[(i * aRow) + (p * aColumn)], row, row);
            }
            else if (bRow == 1 && aColumn == 1)
            {
                for (int j = 0; j < n; j++) row[j] += TensorPrimitives.Dot(a.Slice(i * aRow, k), b.Slice(j * bColumn, k));
            }
            else
            {
                for (int p = 0; p < k; p++)
                {
                    T factor = a[(i * aRow) + (p * aColumn)];
                    for (int j = 0; j < n; j++) row[j] += factor * b[(p * bRow) + (j * bColumn)];
                }
            }
        }
    }
}
