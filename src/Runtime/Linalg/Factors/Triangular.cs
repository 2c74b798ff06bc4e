using System.Numerics;

namespace SourceAutodiff.Factors;

/// <summary>Systems with a triangular matrix, row by row in memory.</summary>
internal static class Triangular
{
    /// <summary>The solution takes the place of the right side. What is on the other side of the diagonal is not read.</summary>
    /// <param name="a">The matrix.</param>
    /// <param name="n">Its size.</param>
    /// <param name="b">The right side, n rows.</param>
    /// <param name="columns">Of the right side.</param>
    /// <param name="isUpper">Which triangle.</param>
    /// <param name="isUnit">The diagonal is 1, and not read.</param>
    public static void Solve<T>(ReadOnlySpan<T> a, int n, Span<T> b, int columns, bool isUpper, bool isUnit) where T : IFloatingPointIeee754<T>
    {
        for (int step = 0; step < n; step++)
        {
            int i = isUpper ? n - 1 - step : step, from = isUpper ? i + 1 : 0, to = isUpper ? n : i;
            Span<T> row = b.Slice(i * columns, columns);
            for (int k = from; k < to; k++)
            {
                T factor = a[(i * n) + k];
                if (factor == T.Zero) continue;
                ReadOnlySpan<T> other = b.Slice(k * columns, columns);
                for (int j = 0; j < columns; j++) row[j] -= factor * other[j];
            }

            if (isUnit) continue;
            T diagonal = a[(i * n) + i];
            for (int j = 0; j < columns; j++) row[j] /= diagonal;
        }
    }
}
