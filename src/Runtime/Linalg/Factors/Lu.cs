using System.Numerics;

namespace SourceAutodiff.Factors;

/// <summary>P A = L U with partial pivoting, for square matrices row by row in memory.</summary>
internal static class Lu
{
    /// <summary>L (below the diagonal, which is 1) and U take the place of the matrix.</summary>
    /// <param name="a">The matrix.</param>
    /// <param name="n">Its size.</param>
    /// <param name="pivots">For each column the row that it changed places with.</param>
    /// <returns>The first diagonal element of U that is zero, counted from 1; 0 if there is none.</returns>
    public static int Factor<T>(Span<T> a, int n, Span<int> pivots) where T : IFloatingPointIeee754<T>
    {
        int singular = 0;
        for (int k = 0; k < n; k++)
        {
            int pivot = k;
            for (int i = k + 1; i < n; i++)
            {
                if (T.Abs(a[(i * n) + k]) > T.Abs(a[(pivot * n) + k])) pivot = i;
            }

            pivots[k] = pivot;
            if (pivot != k) Swap(a.Slice(k * n, n), a.Slice(pivot * n, n));
            if (a[(k * n) + k] == T.Zero)
            {
                if (singular == 0) singular = k + 1;
                continue;
            }

            for (int i = k + 1; i < n; i++)
            {
                T factor = a[(i * n) + k] /= a[(k * n) + k];
                for (int j = k + 1; j < n; j++) a[(i * n) + j] -= factor * a[(k * n) + j];
            }
        }

        return singular;
    }

    /// <summary>The solution takes the place of the right side.</summary>
    /// <param name="lu">From <see cref="Factor"/>.</param>
    /// <param name="n">Its size.</param>
    /// <param name="pivots">From <see cref="Factor"/>.</param>
    /// <param name="b">The right side, n rows.</param>
    /// <param name="columns">Of the right side.</param>
    public static void Solve<T>(ReadOnlySpan<T> lu, int n, ReadOnlySpan<int> pivots, Span<T> b, int columns) where T : IFloatingPointIeee754<T>
    {
        for (int k = 0; k < n; k++)
        {
            if (pivots[k] != k) Swap(b.Slice(k * columns, columns), b.Slice(pivots[k] * columns, columns));
        }

        Triangular.Solve(lu, n, b, columns, isUpper: false, isUnit: true);
        Triangular.Solve(lu, n, b, columns, isUpper: true, isUnit: false);
    }

    private static void Swap<T>(Span<T> x, Span<T> y)
    {
        for (int i = 0; i < x.Length; i++) (x[i], y[i]) = (y[i], x[i]);
    }
}
