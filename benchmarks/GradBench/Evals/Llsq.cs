namespace SourceAutodiff.GradBench.Evals;

/// <summary>Least squares of a polynomial against the sign function on [−1, 1].</summary>
public static partial class Llsq
{
    /// <summary>Half the sum of squared differences at <paramref name="n"/> equidistant points.</summary>
    /// <param name="x">The polynomial's coefficients, lowest first.</param>
    [Differentiable]
    public static double Misfit(ReadOnlySpan<double> x, int n)
    {
        double sum = 0;
        for (int i = 0; i < n; i++)
        {
            double t = -1 + (i * 2.0 / (n - 1));
            double difference = t < 0 ? -1 : t > 0 ? 1 : 0;
            double power = 1;
            for (int j = 0; j < x.Length; j++)
            {
                difference -= x[j] * power;
                power *= t;
            }

            sum += difference * difference;
        }

        return 0.5 * sum;
    }
}
