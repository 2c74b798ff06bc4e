using CurveFit.Models;
using CurveFit.Nist;

namespace CurveFit.Fitting;

/// <summary>Where the optimiser's Jacobians come from.</summary>
public enum DerivativeSource
{
    Generated,
    CentralDifferences,
}

/// <summary>A model with its data: what an optimiser is given.</summary>
public sealed class FitProblem
{
    private readonly CurveModel _model;
    private readonly double[] _x;
    private readonly double[] _y;
    private readonly DerivativeSource _source;
    private readonly double[] _scratch;
    private readonly CentralDifferences _differences;

    public FitProblem(CurveModel model, NistProblem problem, DerivativeSource source)
    {
        _model = model;
        _x = problem.X;
        _y = model.LogResponse ? Array.ConvertAll(problem.Y, Math.Log) : problem.Y;
        _source = source;
        _scratch = new double[_y.Length];
        _differences = new CentralDifferences(model.Parameters, _y.Length);
    }

    public int Parameters => _model.Parameters;

    public int Observations => _y.Length;

    /// <summary>The observed responses; their logarithms where the model is one of the logarithm.</summary>
    public ReadOnlySpan<double> Responses => _y;

    /// <summary>Curve minus response at each observation.</summary>
    public void Residuals(ReadOnlySpan<double> b, Span<double> residuals) => _model.Residuals(_x, _y, b, residuals);

    /// <summary>The derivatives of the residuals, one row for each observation.</summary>
    public void Jacobian(ReadOnlySpan<double> b, Span<double> jacobian)
    {
        if (_source == DerivativeSource.Generated)
            _model.Jacobian(_x, _y, b, _scratch, jacobian);
        else
            _differences.Jacobian(_model.Residuals, _x, _y, b, jacobian);
    }

    public double ResidualSumOfSquares(ReadOnlySpan<double> b)
    {
        Residuals(b, _scratch);
        double sum = 0;
        foreach (double residual in _scratch)
            sum += residual * residual;
        return sum;
    }
}
