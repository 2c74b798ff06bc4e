using System.Numerics;

namespace SourceAutodiff.Factors;

/// <summary>A = L Lᵀ for symmetric positive-definite matrices, row by row in memory.</summary>
internal static class CholeskyFactor
{
    /// <summary>L takes the place of the matrix, of which only the lower triangle is read.</summary>
    /// <returns>The order of the first leading minor that is not positive; 0 if there is none.</returns>
    public static int Factor<T>(Span<T> a, int n) where T : IFloatingPointIeee754<T>
    {
        for (int j = 0; j < n; j++)
        {
            T diagonal = a[(j * n) + j];
            for (int k = 0; k < j; k++) diagonal -= a[(j * n) + k] * a[(j * n) + k];
            if (!(diagonal > T.Zero)) return j + 1;
            diagonal = a[(j * n) + j] = T.Sqrt(diagonal);
            for (int i = j + 1; i < n; i++)
            {
                T sum = a[(i * n) + j];
                for (int k = 0; k < j; k++) sum -= a[(i * n) + k] * a[(j * n) + k];
                a[(i * n) + j] = sum / diagonal;
            }

            a.Slice((j * n) + j + 1, n - j - 1).Clear();
        }

        return 0;
    }
}
