using MathNet.Numerics.LinearAlgebra;

namespace CurveFit.Fitting;

/// <summary>
/// Levenberg–Marquardt as a trust-region method, after Moré (1978): a step minimises the linearised sum of squares among the steps that are
/// no longer than a radius, measured in units of the Jacobian's column norms, and the radius follows how well the last prediction held.
/// </summary>
public sealed class TrustRegion : IOptimizer
{
    private const int MaximumIterations = 5000;
    private const double Epsilon = 2.220446049250313e-16;

    public string Name => "trust-region";

    public FitResult Fit(FitProblem problem, ReadOnlySpan<double> start)
    {
        int n = problem.Parameters;
        double[] b = start.ToArray();
        var residuals = new double[problem.Observations];
        var jacobian = new double[problem.Observations * n];
        double sum = SumOfSquares(problem, b, residuals);
        double responses = Norm(problem.Responses);
        var scale = new double[n];
        double radius = 0;
        double lastFinalStep = double.PositiveInfinity;

        for (int iteration = 1; iteration <= MaximumIterations; iteration++)
        {
            problem.Jacobian(b, jacobian);
            if (!double.IsFinite(sum) || !Array.TrueForAll(jacobian, double.IsFinite))
                return new FitResult(b, sum, iteration, "the model or its Jacobian is not finite");
            UpdateScale(scale, jacobian);
            double size = ScaledNorm(scale, b);
            if (iteration == 1)
                radius = size > 0 ? size : 1;

            // Differences of sums below this are rounding of the residuals, which the sum no longer resolves.
            double noise = 4 * Epsilon * Math.Sqrt(sum) * (Math.Sqrt(sum) + responses);
            var linear = new ScaledLeastSquares(jacobian, residuals, scale);
            while (true)
            {
                (double[] step, double length, double predicted) = linear.Step(radius);
                double[] trial = [.. b.Zip(step, (value, change) => value + change)];
                var trialResiduals = new double[residuals.Length];
                double trialSum = SumOfSquares(problem, trial, trialResiduals);

                bool final = predicted <= noise;
                if (final && (length <= Epsilon * size || length > 0.9 * lastFinalStep || !(trialSum <= sum + noise)))
                    return new FitResult(b, sum, iteration, "converged");

                double ratio = final ? 1 : (sum - trialSum) / predicted;
                radius = NextRadius(radius, length, ratio);
                if (ratio > 1e-4)
                {
                    (b, residuals, sum) = (trial, trialResiduals, trialSum);
                    if (final)
                        lastFinalStep = length;
                    break;
                }

                if (radius <= Epsilon * size)
                    return new FitResult(b, sum, iteration, "no step makes the sum of squares smaller");
            }
        }

        return new FitResult(b, sum, MaximumIterations, "too many iterations");
    }

    private static double NextRadius(double radius, double length, double ratio) => ratio switch
    {
        < 0.25 or double.NaN => 0.25 * Math.Min(radius, length),
        > 0.75 => Math.Max(radius, 2 * length),
        _ => radius,
    };

    /// <summary>The largest norm so far of each column: a parameter's natural unit, whatever it is measured in.</summary>
    private static void UpdateScale(double[] scale, double[] jacobian)
    {
        int n = scale.Length;
        for (int k = 0; k < n; k++)
        {
            double sum = 0;
            for (int i = k; i < jacobian.Length; i += n)
                sum += jacobian[i] * jacobian[i];
            scale[k] = Math.Max(scale[k], Math.Sqrt(sum));
        }
    }

    /// <summary>The residuals and their sum of squares, infinite where the model is not a number: such a step is never taken.</summary>
    private static double SumOfSquares(FitProblem problem, double[] b, double[] residuals)
    {
        problem.Residuals(b, residuals);
        double norm = Norm(residuals);
        return double.IsNaN(norm) ? double.PositiveInfinity : norm * norm;
    }

    private static double ScaledNorm(double[] scale, double[] b) => Norm([.. scale.Zip(b, (unit, value) => unit * value)]);

    private static double Norm(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (double value in values)
            sum += value * value;
        return Math.Sqrt(sum);
    }
}
