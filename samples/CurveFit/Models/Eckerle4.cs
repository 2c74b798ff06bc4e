using SourceAutodiff;

namespace CurveFit.Models;

public static partial class NistModels
{
    /// <summary>Circular interference transmittance against wavelength. <c>y = (b1/b2)·exp(−½·((x − b3)/b2)²)</c></summary>
    [Differentiable(Derivatives.Jacobian)]
    public static void Eckerle4(
        [NoGradient] ReadOnlySpan<double> x, [NoGradient] ReadOnlySpan<double> y, ReadOnlySpan<double> b, Span<double> residuals)
    {
        for (int i = 0; i < y.Length; i++)
        {
            double z = (x[i] - b[2]) / b[1];
            residuals[i] = b[0] / b[1] * Math.Exp(-0.5 * z * z) - y[i];
        }
    }
}
