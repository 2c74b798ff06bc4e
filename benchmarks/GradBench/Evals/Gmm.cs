namespace SourceAutodiff.GradBench.Evals;

/// <summary>The log posterior of a mixture of Gaussians with a Wishart prior.</summary>
public static partial class Gmm
{
    /// <param name="x">n·d points, row by row.</param>
    /// <param name="d">Dimensions.</param>
    /// <param name="k">Components.</param>
    /// <param name="n">Points.</param>
    /// <param name="m">The prior's degrees of freedom above d.</param>
    /// <param name="gamma">The prior's precision.</param>
    /// <param name="alpha">k log weights.</param>
    /// <param name="mu">k·d means.</param>
    /// <param name="q">k·d logarithms of the diagonals of the inverse covariances' factors.</param>
    /// <param name="l">k·d(d−1)/2 entries below the diagonals, column by column.</param>
    [Differentiable]
    public static double Objective(
        [NoGradient] ReadOnlySpan<double> x, int d, int k, int n, int m, [NoGradient] double gamma,
        ReadOnlySpan<double> alpha, ReadOnlySpan<double> mu, ReadOnlySpan<double> q, ReadOnlySpan<double> l)
    {
        int lower = d * (d - 1) / 2;
        double[] diagonal = new double[k * d];
        double[] sumQ = new double[k];
        for (int c = 0; c < k; c++)
        {
            double sum = 0;
            for (int j = 0; j < d; j++)
            {
                sum += q[(c * d) + j];
                diagonal[(c * d) + j] = Math.Exp(q[(c * d) + j]);
            }

            sumQ[c] = sum;
        }

        double[] centered = new double[d];
        double[] product = new double[d];
        double[] terms = new double[k];
        double total = 0;
        for (int i = 0; i < n; i++)
        {
            for (int c = 0; c < k; c++)
            {
                for (int j = 0; j < d; j++)
                {
                    centered[j] = x[(i * d) + j] - mu[(c * d) + j];
                    product[j] = diagonal[(c * d) + j] * centered[j];
                }

                int next = c * lower;
                for (int column = 0; column < d; column++)
                {
                    for (int row = column + 1; row < d; row++)
                    {
                        product[row] += l[next] * centered[column];
                        next++;
                    }
                }

                double norm = 0;
                for (int j = 0; j < d; j++) norm += product[j] * product[j];
                terms[c] = alpha[c] + sumQ[c] - (0.5 * norm);
            }

            total += LogSumExp(terms);
        }

        double prior = 0;
        for (int c = 0; c < k; c++)
        {
            double frobenius = 0;
            for (int j = 0; j < d; j++) frobenius += diagonal[(c * d) + j] * diagonal[(c * d) + j];
            for (int j = 0; j < lower; j++) frobenius += l[(c * lower) + j] * l[(c * lower) + j];
            prior += (0.5 * gamma * gamma * frobenius) - (m * sumQ[c]);
        }

        return (-0.5 * n * d * Math.Log(2 * Math.PI)) + total - (n * LogSumExp(alpha)) + (k * WishartConstant(d, m, gamma)) - prior;
    }

    private static double LogSumExp(ReadOnlySpan<double> v)
    {
        double max = v[0];
        for (int i = 1; i < v.Length; i++) max = Math.Max(max, v[i]);
        double sum = 0;
        for (int i = 0; i < v.Length; i++) sum += Math.Exp(v[i] - max);
        return max + Math.Log(sum);
    }

    private static double WishartConstant(int d, int m, double gamma)
    {
        int freedom = d + m + 1;
        double logGamma = 0.25 * d * (d - 1) * Math.Log(Math.PI);
        for (int j = 1; j <= d; j++) logGamma += LogGamma(0.5 * (freedom + 1 - j));
        return (freedom * d * (Math.Log(gamma) - (0.5 * Math.Log(2)))) - logGamma;
    }

    /// <summary>Stirling's series after shifting the argument above 10.</summary>
    private static double LogGamma(double x)
    {
        double shift = 0;
        while (x < 10)
        {
            shift += Math.Log(x);
            x += 1;
        }

        double r = 1 / (x * x);
        double series = (1.0 / 12 - (r * (1.0 / 360 - (r * (1.0 / 1260 - (r / 1680)))))) / x;
        return ((x - 0.5) * Math.Log(x)) - x + (0.5 * Math.Log(2 * Math.PI)) + series - shift;
    }
}
