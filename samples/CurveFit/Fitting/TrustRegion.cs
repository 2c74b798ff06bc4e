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
        var here = new Iterate(problem, start.ToArray());
        if (!here.Differentiate(problem))
            return Result(0, "at the start, the model or its Jacobian is not finite");

        double responses = Norm(problem.Responses);
        var scale = new double[problem.Parameters];
        double radius = 0;
        double lastFinalStep = double.PositiveInfinity;
        for (int iteration = 1; iteration <= MaximumIterations; iteration++)
        {
            UpdateScale(scale, here.Jacobian);
            double size = Norm([.. scale.Zip(here.Parameters, (unit, value) => unit * value)]);
            if (iteration == 1)
                radius = size > 0 ? size : 1;

            // Differences of sums below this are rounding of the residuals: the sum cannot judge a step any more.
            double noise = 4 * Epsilon * Math.Sqrt(here.SumOfSquares) * (Math.Sqrt(here.SumOfSquares) + responses);
            var linear = new ScaledLeastSquares(here.Jacobian, here.Residuals, scale);
            bool accepted;
            do
            {
                (double[] step, double length, double predicted) = linear.Step(radius);
                var trial = new Iterate(problem, [.. here.Parameters.Zip(step, (value, change) => value + change)]);

                // Final steps go on as long as they shrink, which brings out the digits that the sum does not resolve.
                bool final = predicted <= noise;
                if (final && (length <= Epsilon * size || length > 0.9 * lastFinalStep || trial.SumOfSquares > here.SumOfSquares + noise))
                    return Result(iteration, "converged");

                double ratio = final ? 1 : (here.SumOfSquares - trial.SumOfSquares) / predicted;
                accepted = ratio > 1e-4 && trial.Differentiate(problem);
                radius = NextRadius(radius, length, accepted ? ratio : 0);
                if (accepted)
                    here = trial;
                if (final)
                    lastFinalStep = length;
                if (radius <= Epsilon * size)
                    return Result(iteration, "no step makes the sum of squares smaller");
            }
            while (!accepted);
        }

        return Result(MaximumIterations, "too many iterations");

        FitResult Result(int iterations, string stopped) => new(here.Parameters, here.SumOfSquares, iterations, stopped);
    }

    private static double NextRadius(double radius, double length, double ratio) => ratio switch
    {
        < 0.25 => 0.25 * Math.Min(radius, length),
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

    private static double Norm(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (double value in values)
            sum += value * value;
        return Math.Sqrt(sum);
    }
}
