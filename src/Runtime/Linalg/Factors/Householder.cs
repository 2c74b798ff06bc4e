using System.Numerics;

namespace SourceAutodiff.Factors;

/// <summary>A = Q R by reflections, with the signs that LAPACK gives.</summary>
internal static class Householder
{
    /// <param name="a">The matrix, m rows of n; R takes its place (zeros below the diagonal).</param>
    /// <param name="m">Rows.</param>
    /// <param name="n">Columns.</param>
    /// <param name="q">m rows of <paramref name="columns"/>: the first columns of Q.</param>
    /// <param name="columns">How many columns of Q are wanted, at most m.</param>
    public static void Factor<T>(Span<T> a, int m, int n, Span<T> q, int columns) where T : IFloatingPointIeee754<T>
    {
        int count = Math.Min(m, n);
        var vectors = new T[count * m];
        var factors = new T[count];
        for (int k = 0; k < count; k++)
        {
            Span<T> v = vectors.AsSpan(k * m, m);
            factors[k] = Reflector(a, m, n, k, v);
            if (factors[k] == T.Zero) continue;
            Reflect(a, m, n, v, factors[k], k, k);
        }

        for (int i = 0; i < m; i++)
        {
            for (int j = 0; j < columns; j++) q[(i * columns) + j] = i == j ? T.One : T.Zero;
        }

        for (int k = count - 1; k >= 0; k--)
        {
            if (factors[k] != T.Zero) Reflect(q, m, columns, vectors.AsSpan(k * m, m), factors[k], k, 0);
        }

        for (int i = 1; i < m; i++) a.Slice(i * n, Math.Min(i, n)).Clear();
    }

    /// <summary>The vector that takes a column to a multiple of a unit vector; nothing is to do if it is one already.</summary>
    private static T Reflector<T>(ReadOnlySpan<T> a, int m, int n, int k, Span<T> v) where T : IFloatingPointIeee754<T>
    {
        T scale = T.Zero, rest = T.Zero, first = a[(k * n) + k];
        for (int i = k + 1; i < m; i++) scale = T.Max(scale, T.Abs(a[(i * n) + k]));
        if (scale == T.Zero) return T.Zero;
        T largest = T.Max(scale, T.Abs(first));
        for (int i = k; i < m; i++) rest += a[(i * n) + k] / largest * (a[(i * n) + k] / largest);
        T beta = T.Sqrt(rest) * largest;
        if (first > T.Zero || (first == T.Zero && !T.IsNegative(first))) beta = -beta;
        v[k] = T.One;
        for (int i = k + 1; i < m; i++) v[i] = a[(i * n) + k] / (first - beta);
        return (beta - first) / beta;
    }

    /// <summary>A - tau v (vᵀ A), in the rows and columns from the given ones on.</summary>
    private static void Reflect<T>(Span<T> a, int m, int n, ReadOnlySpan<T> v, T tau, int firstRow, int firstColumn) where T : IFloatingPointIeee754<T>
    {
        for (int j = firstColumn; j < n; j++)
        {
            T sum = T.Zero;
            for (int i = firstRow; i < m; i++) sum += v[i] * a[(i * n) + j];
            sum *= tau;
            for (int i = firstRow; i < m; i++) a[(i * n) + j] -= sum * v[i];
        }
    }
}
