using System.Numerics;

namespace SourceAutodiff.Factors;

/// <summary>
/// Eigenvalues and singular values by Jacobi's plane rotations (Golub and Van Loan, Matrix Computations, 8.5 and 8.6.3): slower than other ways for large matrices, but
/// short, and exact to the last digits also for small values.
/// </summary>
internal static class Jacobi
{
    private const int MostSweeps = 60;

    /// <summary>A = V diag(w) Vᵀ for a symmetric matrix, row by row in memory.</summary>
    /// <param name="a">The matrix; overwritten.</param>
    /// <param name="n">Its size.</param>
    /// <param name="values">w, in rising order.</param>
    /// <param name="vectors">V: the columns are the eigenvectors.</param>
    public static void Eigen<T>(Span<T> a, int n, Span<T> values, Span<T> vectors) where T : IFloatingPointIeee754<T>
    {
        var v = new T[n * n];
        for (int i = 0; i < n; i++) v[(i * n) + i] = T.One;
        for (int sweep = 0; sweep < MostSweeps; sweep++)
        {
            bool isDone = true;
            for (int p = 0; p < n; p++)
            {
                for (int q = p + 1; q < n; q++) isDone &= !Turn(a, v, n, p, q);
            }

            if (isDone) break;
        }

        var order = new int[n];
        var found = new T[n];
        for (int i = 0; i < n; i++) (order[i], found[i]) = (i, a[(i * n) + i]);
        Array.Sort(found, order);
        found.CopyTo(values);
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++) vectors[(i * n) + j] = v[(i * n) + order[j]];
        }
    }

    /// <summary>Makes one element zero.</summary>
    /// <returns>Whether it was not so already.</returns>
    private static bool Turn<T>(Span<T> a, T[] v, int n, int p, int q) where T : IFloatingPointIeee754<T>
    {
        T pq = a[(p * n) + q], pp = a[(p * n) + p], qq = a[(q * n) + q];
        if (!(T.Abs(pq) > T.Epsilon) || (IsLost(pq, pp) && IsLost(pq, qq))) return false;
        (T c, T s) = Rotation(pp, qq, pq);
        for (int k = 0; k < n; k++)
        {
            (T x, T y) = (a[(k * n) + p], a[(k * n) + q]);
            (a[(k * n) + p], a[(k * n) + q]) = ((c * x) - (s * y), (s * x) + (c * y));
        }

        for (int k = 0; k < n; k++)
        {
            (T x, T y) = (a[(p * n) + k], a[(q * n) + k]);
            (a[(p * n) + k], a[(q * n) + k]) = ((c * x) - (s * y), (s * x) + (c * y));
            (x, y) = (v[(k * n) + p], v[(k * n) + q]);
            (v[(k * n) + p], v[(k * n) + q]) = ((c * x) - (s * y), (s * x) + (c * y));
        }

        a[(p * n) + q] = a[(q * n) + p] = T.Zero;
        return true;
    }

    /// <summary>Whether an element is so small beside one of the diagonal that it counts as zero: what it does to the eigenvalues is its square.</summary>
    private static bool IsLost<T>(T element, T diagonal) where T : IFloatingPointIeee754<T> => T.Abs(diagonal) + T.Abs(element) == T.Abs(diagonal);

    /// <summary>The cosine and the sine that make the matrix [[pp, pq], [pq, qq]] diagonal.</summary>
    private static (T C, T S) Rotation<T>(T pp, T qq, T pq) where T : IFloatingPointIeee754<T>
    {
        T tau = (qq - pp) / (pq + pq), root = T.Sqrt(T.One + (tau * tau));
        T t = tau >= T.Zero ? T.One / (tau + root) : T.One / (tau - root), c = T.One / T.Sqrt(T.One + (t * t));
        return (c, t * c);
    }

    /// <summary>A = U diag(s) Vᵀ for a matrix with at least as many rows as columns, by rotations that make its columns orthogonal.</summary>
    /// <param name="columns">The columns of the matrix one after the other, each of m; those of U take their place.</param>
    /// <param name="m">Rows.</param>
    /// <param name="n">Columns.</param>
    /// <param name="values">s, in falling order.</param>
    /// <param name="vectors">The columns of V one after the other.</param>
    public static void Singular<T>(Span<T> columns, int m, int n, Span<T> values, Span<T> vectors) where T : IFloatingPointIeee754<T>
    {
        vectors.Clear();
        for (int i = 0; i < n; i++) vectors[(i * n) + i] = T.One;
        T small = T.BitIncrement(T.One) - T.One;
        for (int sweep = 0; sweep < MostSweeps; sweep++)
        {
            bool isDone = true;
            for (int p = 0; p < n; p++)
            {
                for (int q = p + 1; q < n; q++)
                {
                    Span<T> x = columns.Slice(p * m, m), y = columns.Slice(q * m, m);
                    (T xx, T yy, T xy) = (Dot<T>(x, x), Dot<T>(y, y), Dot<T>(x, y));
                    if (!(T.Abs(xy) > small * T.Sqrt(xx) * T.Sqrt(yy)) || xy == T.Zero) continue;
                    isDone = false;
                    (T c, T s) = Rotation(xx, yy, xy);
                    Turn(x, y, c, s);
                    Turn(vectors.Slice(p * n, n), vectors.Slice(q * n, n), c, s);
                }
            }

            if (isDone) break;
        }

        Order(columns, m, n, values, vectors);
        for (int j = 0; j < n; j++) Normalise(columns, m, j, values[j], values[0] * small * T.CreateChecked(m));
    }

    private static T Dot<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y) where T : IFloatingPointIeee754<T>
    {
        T sum = T.Zero;
        for (int i = 0; i < x.Length; i++) sum += x[i] * y[i];
        return sum;
    }

    private static void Turn<T>(Span<T> x, Span<T> y, T c, T s) where T : IFloatingPointIeee754<T>
    {
        for (int i = 0; i < x.Length; i++) (x[i], y[i]) = ((c * x[i]) - (s * y[i]), (s * x[i]) + (c * y[i]));
    }

    private static void Order<T>(Span<T> columns, int m, int n, Span<T> values, Span<T> vectors) where T : IFloatingPointIeee754<T>
    {
        for (int j = 0; j < n; j++) values[j] = T.Sqrt(Dot<T>(columns.Slice(j * m, m), columns.Slice(j * m, m)));
        for (int j = 0; j < n; j++)
        {
            int largest = j;
            for (int k = j + 1; k < n; k++)
            {
                if (values[k] > values[largest]) largest = k;
            }

            if (largest == j) continue;
            (values[j], values[largest]) = (values[largest], values[j]);
            Swap(columns.Slice(j * m, m), columns.Slice(largest * m, m));
            Swap(vectors.Slice(j * n, n), vectors.Slice(largest * n, n));
        }
    }

    private static void Swap<T>(Span<T> x, Span<T> y)
    {
        for (int i = 0; i < x.Length; i++) (x[i], y[i]) = (y[i], x[i]);
    }

    /// <summary>A column made of length 1; where it is all but zero, any direction that those before it leave.</summary>
    private static void Normalise<T>(Span<T> columns, int m, int j, T length, T nothing) where T : IFloatingPointIeee754<T>
    {
        Span<T> column = columns.Slice(j * m, m);
        for (int axis = 0; !(length > nothing) && axis < m; axis++)
        {
            column.Clear();
            column[axis] = T.One;
            for (int again = 0; again < 2; again++)
            {
                for (int k = 0; k < j; k++)
                {
                    ReadOnlySpan<T> other = columns.Slice(k * m, m);
                    T part = Dot<T>(column, other);
                    for (int i = 0; i < m; i++) column[i] -= part * other[i];
                }
            }

            length = T.Sqrt(Dot<T>(column, column));
            if (length > T.CreateChecked(0.1 / Math.Sqrt(m))) break;
            length = T.Zero;
        }

        for (int i = 0; i < m; i++) column[i] /= length;
    }
}
