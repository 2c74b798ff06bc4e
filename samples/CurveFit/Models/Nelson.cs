using SourceAutodiff;

namespace CurveFit.Models;

public static partial class NistModels
{
    /// <summary>Dielectric breakdown strength against time in weeks and temperature; the rows of <c>x</c> hold both. <c>log y = b1 − b2·x1·exp(−b3·x2)</c></summary>
    [Differentiable(Derivatives.Jacobian)]
    public static void Nelson(
        [NoGradient] ReadOnlySpan<double> x, [NoGradient] ReadOnlySpan<double> logY, ReadOnlySpan<double> b, Span<double> residuals)
    {
        for (int i = 0; i < logY.Length; i++)
        {
            double time = x[2 * i];
            double temperature = x[2 * i + 1];
            residuals[i] = b[0] - b[1] * time * Math.Exp(-b[2] * temperature) - logY[i];
        }
    }
}
