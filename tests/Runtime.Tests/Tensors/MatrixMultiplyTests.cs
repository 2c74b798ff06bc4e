using System.Numerics;
using SourceAutodiff.Kernels;

namespace SourceAutodiff.Runtime.Tests.Tensors;

/// <summary>Products of matrices against three loops in double precision. What lies between the elements of a matrix is NaN, so that nothing can be read there unnoticed.</summary>
[Collection(nameof(MatrixMultiply))]
public class MatrixMultiplyTests
{
    private const double Untouched = 1234;

    /// <summary>A matrix somewhere in memory.</summary>
    private sealed record Matrix<T>(T[] Items, int RowStride, int ColumnStride) where T : INumberBase<T>
    {
        public double this[int row, int column] => double.CreateTruncating(Items[(row * RowStride) + (column * ColumnStride)]);

        public static Matrix<T> Random(Random random, int rows, int columns, bool isTransposed, int gap, int step)
        {
            int rowStride = isTransposed ? step : (columns * step) + gap, columnStride = isTransposed ? (rows * step) + gap : step;
            var items = new T[Math.Max(1, ((Math.Max(rows, 1) - 1) * rowStride) + ((Math.Max(columns, 1) - 1) * columnStride) + 1 + gap)];
            Array.Fill(items, T.CreateTruncating(double.NaN));
            for (int i = 0; i < rows; i++)
            {
                for (int j = 0; j < columns; j++) items[(i * rowStride) + (j * columnStride)] = T.CreateTruncating((random.NextDouble() * 2) - 1);
            }

            return new Matrix<T>(items, rowStride, columnStride);
        }
    }

    private static void Verify<T>(Random random, int m, int n, int k, bool transposesA, bool transposesB, bool accumulate, double tolerance, int gap = 0, int step = 1)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Matrix<T> a = Matrix<T>.Random(random, m, k, transposesA, gap, step), b = Matrix<T>.Random(random, k, n, transposesB, gap, step);
        T[] before = [.. Enumerable.Range(0, m * (n + gap)).Select(i => T.CreateTruncating(i % (n + gap) < n ? random.NextDouble() : Untouched))];
        T[] c = [.. before];
        MatrixMultiply.Multiply<T>(m, n, k, a.Items, a.RowStride, a.ColumnStride, b.Items, b.RowStride, b.ColumnStride, c, n + gap, accumulate);
        for (int i = 0; i < m; i++)
        {
            for (int j = 0; j < n + gap; j++)
            {
                double expected = accumulate || j >= n ? double.CreateTruncating(before[(i * (n + gap)) + j]) : 0, size = 1;
                for (int p = 0; p < k && j < n; p++)
                {
                    expected += a[i, p] * b[p, j];
                    size += Math.Abs(a[i, p] * b[p, j]);
                }

                double actual = double.CreateTruncating(c[(i * (n + gap)) + j]);
                Assert.True(
                    Math.Abs(actual - expected) <= tolerance * size,
                    $"{m}×{k} times {k}×{n} of {typeof(T).Name}, transposed {transposesA} {transposesB}, accumulate {accumulate}, gap {gap}, step {step}, at {i}, {j}: expected {expected:R}, got {actual:R}");
            }
        }
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void Products_of_all_small_shapes(bool transposesA, bool transposesB)
    {
        var random = new Random(5);
        for (int i = 0; i < 700; i++)
        {
            (int m, int n, int k) = (random.Next(1, 71), random.Next(1, 71), random.Next(1, 71));
            (bool accumulate, int gap, int step) = (i % 2 == 0, random.Next(3), i % 7 == 0 ? 2 : 1);
            Verify<float>(random, m, n, k, transposesA, transposesB, accumulate, 2e-6, gap, step);
            Verify<double>(random, m, n, k, transposesA, transposesB, accumulate, 4e-15, gap, step);
        }
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(2, 3, 1)]
    [InlineData(3, 2, 500)]
    [InlineData(4, 150, 200)]
    [InlineData(2, 31, 128)]
    [InlineData(300, 2, 100)]
    [InlineData(45, 3, 333)]
    [InlineData(97, 130, 700)]
    [InlineData(25, 700, 641)]
    [InlineData(300, 61, 330)]
    [InlineData(500, 17, 64)]
    [InlineData(13, 1100, 321)]
    [InlineData(260, 1030, 350)]
    public void Products_of_larger_shapes(int m, int n, int k)
    {
        var random = new Random(6);
        for (int i = 0; i < 4; i++)
        {
            Verify<float>(random, m, n, k, i % 2 == 1, i / 2 == 1, i == 2, 2e-6, gap: i);
            Verify<double>(random, m, n, k, i % 2 == 1, i / 2 == 1, i == 1, 4e-15, gap: i);
        }
    }

    [Fact]
    public void Products_with_vectors()
    {
        var random = new Random(7);
        for (int i = 0; i < 400; i++)
        {
            int length = i % 20 == 0 ? random.Next(300, 1000) : random.Next(1, 140);
            (int m, int n) = i % 2 == 0 ? (length, 1) : (1, length);
            Verify<float>(random, m, n, random.Next(1, 140), i % 4 < 2, i % 8 < 4, i % 3 == 0, 2e-6, i % 5, 1 + (i % 11 / 10));
            Verify<double>(random, m, n, random.Next(1, 140), i % 4 < 2, i % 8 < 4, i % 3 == 0, 4e-15, i % 5, 1 + (i % 11 / 10));
        }
    }

    [Fact]
    public void Types_that_registers_do_not_have()
    {
        var random = new Random(8);
        foreach ((int m, int n, int k) in new[] { (1, 5, 7), (6, 1, 7), (13, 14, 15), (3, 40, 2) })
        {
            for (int i = 0; i < 4; i++) Verify<Half>(random, m, n, k, i % 2 == 1, i / 2 == 1, i == 3, 1e-2);
        }
    }

    [Theory]
    [InlineData(0, 3, 3)]
    [InlineData(3, 0, 3)]
    [InlineData(3, 3, 0)]
    [InlineData(1, 3, 0)]
    [InlineData(0, 0, 0)]
    public void Empty_matrices(int m, int n, int k)
    {
        double[] c = [1, 2, 3, 4, 5, 6, 7, 8, 9];
        MatrixMultiply.Multiply<double>(m, n, k, [], k, 1, [], n, 1, c.AsSpan(0, m * n), n, accumulate: true);
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8, 9], c);
        MatrixMultiply.Multiply<double>(m, n, k, [], k, 1, [], n, 1, c.AsSpan(0, m * n), n, accumulate: false);
        Assert.Equal([.. Enumerable.Repeat(0.0, m * n), .. Enumerable.Range(1 + (m * n), 9 - (m * n))], c);
    }

    [Fact]
    public void A_stride_of_zero_repeats()
    {
        double[] c = new double[6];
        MatrixMultiply.Multiply<double>(2, 3, 4, [1, 2, 3, 4], 0, 1, [10], 0, 0, c, 3, accumulate: false);
        Assert.Equal(Enumerable.Repeat(100.0, 6), c);
    }

    [Theory]
    [InlineData(30, 40, 50)]
    [InlineData(30, 1, 50)]
    [InlineData(1, 40, 50)]
    public void What_is_no_number_stays_in_its_row_and_column(int m, int n, int k)
    {
        foreach (double value in new[] { double.NaN, double.PositiveInfinity })
        {
            var (a, b, c) = (new double[m * k], new double[k * n], new double[m * n]);
            a[((m / 2) * k) + 3] = value;
            b[(5 * n) + (n / 2)] = value;
            MatrixMultiply.Multiply<double>(m, n, k, a, k, 1, b, n, 1, c, n, accumulate: false);
            for (int i = 0; i < c.Length; i++) Assert.Equal(i / n == m / 2 || i % n == n / 2, double.IsNaN(c[i]));
        }
    }

    [Theory]
    [InlineData(1, 203, 205, 207)]
    [InlineData(1, 1, 3000, 1500)]
    [InlineData(1, 3000, 1, 1500)]
    [InlineData(1, 4000, 3, 400)]
    [InlineData(200, 4, 60, 130)]
    [InlineData(3, 133, 97, 301)]
    [InlineData(40, 33, 65, 47)]
    public void More_threads_give_the_same_bits(int count, int m, int n, int k)
    {
        var random = new Random(9);
        float[] a = [.. Enumerable.Range(0, count * m * k).Select(_ => random.NextSingle())], b = [.. Enumerable.Range(0, count * k * n).Select(_ => random.NextSingle())];
        int threads = MatrixMultiply.Threads;
        try
        {
            float[] expected = Product(1);
            foreach (int more in new[] { 2, 3, 8 }) Assert.Equal(expected, Product(more));
        }
        finally
        {
            MatrixMultiply.Threads = threads;
        }

        float[] Product(int number)
        {
            MatrixMultiply.Threads = number;
            var c = new float[count * m * n];
            MatrixMultiply.MultiplyBatch<float>(count, m, n, k, a, m * k, k, 1, b, k * n, n, 1, c, m * n, n, accumulate: false);
            return c;
        }
    }

    [Fact]
    public void A_batch_is_the_products_one_after_the_other()
    {
        double[] a = [1, 2, 3, 4, 5, 6, 7, 8], b = [1, 0, 2, 1], c = new double[8];
        MatrixMultiply.MultiplyBatch<double>(2, 2, 2, 2, a, 4, 2, 1, b, 0, 2, 1, c, 4, 2, accumulate: false);
        Assert.Equal([5, 2, 11, 4, 17, 6, 23, 8], c);
    }

    [Theory]
    [InlineData(100, false)]
    [InlineData(100, true)]
    [InlineData(500, true)]
    public void Nothing_is_allocated_twice(int n, bool isTransposed)
    {
        int threads = MatrixMultiply.Threads;
        MatrixMultiply.Threads = 1;
        float[] a = new float[n * n], c = new float[n * n];
        for (int i = 0; i < 3; i++) Multiply();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Multiply();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        MatrixMultiply.Threads = threads;

        void Multiply() => MatrixMultiply.Multiply<float>(n, n, n, a, n, 1, a, isTransposed ? 1 : n, isTransposed ? n : 1, c, n, accumulate: false);
    }

    [Fact]
    public void What_does_not_fit_is_named()
    {
        float[] four = new float[4];
        Assert.Equal("a", Assert.Throws<ArgumentException>(() => MatrixMultiply.Multiply<float>(2, 2, 3, four, 3, 1, four, 1, 1, four, 2, false)).ParamName);
        Assert.Equal("b", Assert.Throws<ArgumentException>(() => MatrixMultiply.Multiply<float>(2, 2, 2, four, 2, 1, four, 2, -1, four, 2, false)).ParamName);
        Assert.Equal("c", Assert.Throws<ArgumentException>(() => MatrixMultiply.Multiply<float>(2, 2, 2, four, 2, 1, four, 2, 1, four, 3, false)).ParamName);
    }
}
