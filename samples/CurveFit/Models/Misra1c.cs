using SourceAutodiff;

namespace CurveFit.Models;

public static partial class NistModels
{
    /// <summary>Monomolecular adsorption, another law for the same data as Misra1a. <c>y = b1·(1 − (1 + 2·b2·x)^(−½))</c></summary>
    [Differentiable(Derivatives.Jacobian)]
    public static void Misra1c(
        [NoGradient] ReadOnlySpan<double> x, [NoGradient] ReadOnlySpan<double> y, ReadOnlySpan<double> b, Span<double> residuals)
    {
        for (int i = 0; i < y.Length; i++)
            residuals[i] = b[0] * (1 - 1 / Math.Sqrt(1 + 2 * b[1] * x[i])) - y[i];
    }
}
