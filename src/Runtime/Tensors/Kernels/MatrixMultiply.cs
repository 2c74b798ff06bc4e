using System.Numerics;

namespace SourceAutodiff.Kernels;

/// <summary>Products of matrices, of matrices and vectors, and of many matrices at once. Strides are counted in elements and may be anything that is not negative.</summary>
/// <remarks>
/// Sums run in the order of the inner dimension, in blocks, and with one rounding for product and sum where the machine has that: a result does not depend on the number
/// of threads, nor on where in the matrix it stands. Nothing is allocated once the memory of the thread (<see cref="Residuals.ResidualMemory"/>) has grown to what is
/// needed, but for the few objects that several threads take.
/// </remarks>
internal static unsafe partial class MatrixMultiply
{
    /// <summary>Below this many operations each, further threads cost more than they bring.</summary>
    private const double OperationsPerThread = 2e6;

    /// <summary>How many threads a product may take.</summary>
    public static int Threads { get; set; } = Environment.ProcessorCount;

    /// <summary>c becomes a b, or c + a b. It must not overlap either.</summary>
    /// <param name="m">The rows of a and c.</param>
    /// <param name="n">The columns of b and c.</param>
    /// <param name="k">The columns of a and rows of b. If it is 0, the product is.</param>
    /// <param name="a">The left matrix.</param>
    /// <param name="aRowStride">From a row of a to the next.</param>
    /// <param name="aColumnStride">From a column of a to the next.</param>
    /// <param name="b">The right matrix.</param>
    /// <param name="bRowStride">From a row of b to the next.</param>
    /// <param name="bColumnStride">From a column of b to the next.</param>
    /// <param name="c">The product, its rows without gaps.</param>
    /// <param name="cRowStride">From a row of c to the next.</param>
    /// <param name="accumulate">Whether the product is added to what c has.</param>
    public static void Multiply<T>(
        int m, int n, int k, ReadOnlySpan<T> a, int aRowStride, int aColumnStride, ReadOnlySpan<T> b, int bRowStride, int bColumnStride, Span<T> c, int cRowStride, bool accumulate)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        MultiplyBatch(1, m, n, k, a, 0, aRowStride, aColumnStride, b, 0, bRowStride, bColumnStride, c, 0, cRowStride, accumulate);

    /// <summary>The same for many products of one shape, whose matrices follow each other at the strides given. A stride of 0 takes one matrix for all.</summary>
    /// <param name="count">How many products.</param>
    /// <param name="m">The rows of a and c.</param>
    /// <param name="n">The columns of b and c.</param>
    /// <param name="k">The columns of a and rows of b.</param>
    /// <param name="a">The left matrices.</param>
    /// <param name="aStride">From a left matrix to the next.</param>
    /// <param name="aRowStride">From a row of a to the next.</param>
    /// <param name="aColumnStride">From a column of a to the next.</param>
    /// <param name="b">The right matrices.</param>
    /// <param name="bStride">From a right matrix to the next.</param>
    /// <param name="bRowStride">From a row of b to the next.</param>
    /// <param name="bColumnStride">From a column of b to the next.</param>
    /// <param name="c">The products.</param>
    /// <param name="cStride">From a product to the next; they must not overlap.</param>
    /// <param name="cRowStride">From a row of c to the next.</param>
    /// <param name="accumulate">Whether the products are added to what c has.</param>
    public static void MultiplyBatch<T>(
        int count, int m, int n, int k, ReadOnlySpan<T> a, int aStride, int aRowStride, int aColumnStride, ReadOnlySpan<T> b, int bStride, int bRowStride, int bColumnStride,
        Span<T> c, int cStride, int cRowStride, bool accumulate)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (count <= 0 || m <= 0 || n <= 0) return;
        Check(c.Length, count, cStride, m, cRowStride, n, 1, nameof(c));
        if (k > 0)
        {
            Check(a.Length, count, aStride, m, aRowStride, k, aColumnStride, nameof(a));
            Check(b.Length, count, bStride, k, bRowStride, n, bColumnStride, nameof(b));
        }

        fixed (T* pa = a, pb = b, pc = c)
        {
            var product = new Product<T>
            {
                Rows = m, Columns = n, Depth = Math.Max(0, k), A = pa, ARow = aRowStride, AColumn = aColumnStride, B = pb, BRow = bRowStride, BColumn = bColumnStride,
                C = pc, CRow = cRowStride, Accumulate = accumulate, Count = count, AStride = aStride, BStride = bStride, CStride = cStride,
            };
            product.Way = WayOf(product);
            double operations = 2.0 * count * m * n * k;
            if (operations < 2 * OperationsPerThread || Threads < 2) All(product);
            else Threaded.Run(product, (int)Math.Min(Threads, operations / OperationsPerThread));
        }
    }

    private static Way WayOf<T>(in Product<T> product) where T : unmanaged
    {
        if (product.Depth == 0) return Way.Nothing;
        if (product.Rows == 1 || (product.Rows <= Sizes.RowsByThemselves && product.BColumn != 1 && product.BRow == 1 && product.Depth >= Sizes.DepthOfRows)) return Way.Rows;
        int lanes = Sizes.NarrowestBytes / sizeof(T);
        if (product.Columns == 1 || (product.Columns < lanes && product.AColumn == 1 && product.Depth >= 8 * lanes)) return Way.Columns;
        return Way.Tiles;
    }

    private static void All<T>(in Product<T> batch) where T : unmanaged, IFloatingPointIeee754<T>
    {
        Product<T> product = batch;
        for (int i = 0; i < batch.Count; i++, product.A += batch.AStride, product.B += batch.BStride, product.C += batch.CStride)
        {
            if (product.Way == Way.Tiles) Tiled(product);
            else if (product.Way == Way.Rows) VectorTimesMatrix(product);
            else if (product.Way == Way.Columns) MatrixTimesVector(product);
            else Nothing(product);
        }
    }

    private static void Nothing<T>(in Product<T> product) where T : unmanaged
    {
        if (product.Accumulate) return;
        for (int row = 0; row < product.Rows; row++) new Span<T>(product.C + (row * product.CRow), product.Columns).Clear();
    }

    private static void Check(int length, int count, long stride, int rows, long rowStride, int columns, long columnStride, string name)
    {
        long last = ((count - 1) * stride) + ((rows - 1) * rowStride) + ((columns - 1) * columnStride);
        if (stride < 0 || rowStride < 0 || columnStride < 0 || last >= length)
            throw new ArgumentException($"'{name}' has {length} elements, too few for {rows} × {columns} with the strides {rowStride} and {columnStride}.", name);
    }
}
