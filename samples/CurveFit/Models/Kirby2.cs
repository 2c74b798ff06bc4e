using SourceAutodiff;

namespace CurveFit.Models;

public static partial class NistModels
{
    /// <summary>Line width standards of a scanning electron microscope; quadratic over quadratic. <c>y = (b1 + b2·x + b3·x²) / (1 + b4·x + b5·x²)</c></summary>
    [Differentiable(Derivatives.Jacobian)]
    public static void Kirby2(
        [NoGradient] ReadOnlySpan<double> x, [NoGradient] ReadOnlySpan<double> y, ReadOnlySpan<double> b, Span<double> residuals)
    {
        for (int i = 0; i < y.Length; i++)
        {
            double t = x[i];
            residuals[i] = (b[0] + b[1] * t + b[2] * t * t) / (1 + b[3] * t + b[4] * t * t) - y[i];
        }
    }
}
