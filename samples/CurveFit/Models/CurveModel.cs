using CurveFit.Nist;

namespace CurveFit.Models;

/// <summary>The residuals of a model, curve minus response, at parameters <paramref name="b"/>: the shape of the annotated methods.</summary>
public delegate void ResidualFunction(ReadOnlySpan<double> x, ReadOnlySpan<double> y, ReadOnlySpan<double> b, Span<double> residuals);

/// <summary>Their derivatives, a row for each residual and a column for each parameter: the shape of the generated methods.</summary>
public delegate void JacobianFunction(
    ReadOnlySpan<double> x, ReadOnlySpan<double> y, ReadOnlySpan<double> b, Span<double> residuals, Span<double> jacobian);

/// <summary>A model of the catalog, with the method that was written and the one that was generated from it.</summary>
public sealed record CurveModel(
    string Name, string Formula, int Parameters, ResidualFunction Residuals, JacobianFunction Jacobian)
{
    public int Predictors { get; init; } = 1;

    /// <summary>The response is the logarithm of what was measured.</summary>
    public bool LogResponse { get; init; }

    /// <exception cref="NistFormatException">The problem has another shape than the model.</exception>
    public void Check(NistProblem problem)
    {
        if (problem.Parameters != Parameters)
            throw Error(problem.Lines.Parameters, $"the problem has {Count(problem.Parameters, "parameter")}, but the model {Name} has {Parameters}");
        if (problem.Predictors != Predictors)
            throw Error(problem.Lines.Predictors, $"the problem has {Count(problem.Predictors, "predictor")}, but the model {Name} has {Predictors}");
        int bad = LogResponse ? Array.FindIndex(problem.Y, y => y <= 0) : -1;
        if (bad >= 0)
            throw Error(problem.Lines.Data + bad, $"the model {Name} takes the logarithm of the response, which is not positive here");

        static string Count(int count, string what) => $"{count} {what}{(count == 1 ? "" : "s")}";
        NistFormatException Error(int line, string what) => new(problem.File, line, what);
    }
}
