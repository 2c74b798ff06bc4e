using CurveFit.Models;

namespace CurveFit.Fitting;

/// <summary>The Jacobian that one has without derivatives: two runs of the model for each parameter, half of the digits.</summary>
public sealed class CentralDifferences(int parameters, int observations)
{
    private static readonly double s_relativeStep = Math.Cbrt(double.BitIncrement(1) - 1);

    private readonly double[] _b = new double[parameters];
    private readonly double[] _above = new double[observations];
    private readonly double[] _below = new double[observations];

    public void Jacobian(
        ResidualFunction residuals, ReadOnlySpan<double> x, ReadOnlySpan<double> y, ReadOnlySpan<double> b, Span<double> jacobian)
    {
        b.CopyTo(_b);
        for (int k = 0; k < parameters; k++)
        {
            double step = s_relativeStep * (b[k] == 0 ? 1 : Math.Abs(b[k]));
            double above = b[k] + step;
            double below = b[k] - step;
            _b[k] = above;
            residuals(x, y, _b, _above);
            _b[k] = below;
            residuals(x, y, _b, _below);
            _b[k] = b[k];
            for (int i = 0; i < observations; i++)
                jacobian[i * parameters + k] = (_above[i] - _below[i]) / (above - below);
        }
    }
}
