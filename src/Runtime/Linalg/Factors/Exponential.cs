namespace SourceAutodiff.Factors;

/// <summary>The exponential of a matrix, row by row in memory: scaled down by a power of two, its series, and squared up again.</summary>
internal static class Exponential
{
    // The norm is at most 1/2 then, so what is left out is below 0.5^18 / 18! < 1e-21.
    private const int Terms = 17;

    public static double[] Of(ReadOnlySpan<double> a, int n)
    {
        double norm = 0;
        for (int j = 0; j < n; j++)
        {
            double sum = 0;
            for (int i = 0; i < n; i++) sum += Math.Abs(a[(i * n) + j]);
            norm = sum > norm || double.IsNaN(sum) ? sum : norm;
        }

        double[] result = new double[n * n];
        if (!double.IsFinite(norm))
        {
            Array.Fill(result, double.NaN);
            return result;
        }

        int halvings = norm > 0.5 ? Math.ILogB(norm) + 2 : 0;
        double[] small = new double[n * n];
        for (int i = 0; i < small.Length; i++) small[i] = Math.ScaleB(a[i], -halvings);
        for (int i = 0; i < n; i++) result[(i * n) + i] = 1;
        for (int k = Terms; k > 0; k--)
        {
            // 1 + A/k (1 + A/(k+1) (…)).
            result = Product(small, result, n);
            for (int i = 0; i < result.Length; i++) result[i] /= k;
            for (int i = 0; i < n; i++) result[(i * n) + i] += 1;
        }

        for (int i = 0; i < halvings; i++) result = Product(result, result, n);
        return result;
    }

    private static double[] Product(double[] a, double[] b, int n)
    {
        var c = new double[n * n];
        for (int i = 0; i < n; i++)
        {
            for (int k = 0; k < n; k++)
            {
                double factor = a[(i * n) + k];
                if (factor == 0) continue;
                for (int j = 0; j < n; j++) c[(i * n) + j] += factor * b[(k * n) + j];
            }
        }

        return c;
    }
}
