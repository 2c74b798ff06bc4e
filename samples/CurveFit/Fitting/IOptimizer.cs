namespace CurveFit.Fitting;

/// <summary>Finds parameters that minimise the residual sum of squares.</summary>
public interface IOptimizer
{
    string Name { get; }

    FitResult Fit(FitProblem problem, ReadOnlySpan<double> start);
}
