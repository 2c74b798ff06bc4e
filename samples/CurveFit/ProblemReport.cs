using CurveFit.Fitting;
using CurveFit.Models;
using CurveFit.Nist;

namespace CurveFit;

/// <summary>The fits of one problem.</summary>
public sealed record ProblemReport(CurveModel Model, NistProblem Problem, IReadOnlyList<StartReport> Starts)
{
    public double BestDigits => Starts.Max(start => start.Digits);

    /// <summary>The sum of squares at the certified parameters is the certified one, up to the rounding of either.</summary>
    public bool CertifiedValuesAgree
    {
        get
        {
            var fit = new FitProblem(Model, Problem, DerivativeSource.Generated);
            double found = Math.Sqrt(fit.ResidualSumOfSquares([.. Problem.Certified.Select(certified => certified.Value)]));
            double stated = Math.Sqrt(Problem.ResidualSumOfSquares);
            double responses = Math.Sqrt(Problem.Y.Sum(y => y * y));
            return Math.Abs(found - stated) <= 1e-4 * stated + 1e-8 * responses;
        }
    }

    public static ProblemReport Create(CurveModel model, NistProblem problem, IOptimizer optimizer)
    {
        var generated = new FitProblem(model, problem, DerivativeSource.Generated);
        var central = new FitProblem(model, problem, DerivativeSource.CentralDifferences);
        return new ProblemReport(model, problem, [.. problem.Starts.Select(Fit)]);

        StartReport Fit(double[] start)
        {
            FitResult fit = optimizer.Fit(generated, start);
            double differences = Digits(problem, optimizer.Fit(central, start));
            return new StartReport(fit, Digits(problem, fit), differences, JacobianTiming.Measure(generated, central, fit.Parameters));
        }
    }

    /// <summary>The correct digits of the parameter that has the fewest.</summary>
    public static double Digits(NistProblem problem, FitResult fit) =>
        problem.Certified.Zip(fit.Parameters, (certified, fitted) => certified.CorrectDigits(fitted)).Min();
}

/// <summary>The fit from one start.</summary>
/// <param name="Digits">Correct digits with the generated Jacobian.</param>
/// <param name="DigitsWithDifferences">Correct digits of the same optimiser with central differences.</param>
public sealed record StartReport(FitResult Fit, double Digits, double DigitsWithDifferences, JacobianTiming Timing);
