using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.Optimization;

namespace CurveFit.Fitting;

/// <summary>MathNet.Numerics' Levenberg–Marquardt minimiser.</summary>
public sealed class MathNetOptimizer : IOptimizer
{
    public string Name => "mathnet";

    public FitResult Fit(FitProblem problem, ReadOnlySpan<double> start)
    {
        Vector<double> responses = Vector<double>.Build.DenseOfArray(problem.Responses.ToArray());
        Vector<double> Curve(Vector<double> b, Vector<double> x)
        {
            var residuals = new double[problem.Observations];
            problem.Residuals(b.AsArray(), residuals);
            return responses + Vector<double>.Build.Dense(residuals);
        }

        Matrix<double> Derivatives(Vector<double> b, Vector<double> x)
        {
            var jacobian = new double[problem.Observations * problem.Parameters];
            problem.Jacobian(b.AsArray(), jacobian);
            return Matrix<double>.Build.DenseOfRowMajor(problem.Observations, problem.Parameters, jacobian);
        }

        // The minimiser passes its x back to the model and does nothing else with it; the problem holds the real one.
        IObjectiveModel objective = ObjectiveFunction.NonlinearModel(Curve, Derivatives, observedX: responses, observedY: responses);
        var minimizer = new LevenbergMarquardtMinimizer(gradientTolerance: 0, stepTolerance: 1e-16, functionTolerance: 0, maximumIterations: 2000);
        double[] initial = start.ToArray();
        try
        {
            NonlinearMinimizationResult result = minimizer.FindMinimum(objective, initial);
            double[] fitted = result.MinimizingPoint.ToArray();
            return new FitResult(fitted, problem.ResidualSumOfSquares(fitted), result.Iterations, result.ReasonForExit.ToString());
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            return new FitResult(initial, problem.ResidualSumOfSquares(initial), 0, error.Message);
        }
    }
}
