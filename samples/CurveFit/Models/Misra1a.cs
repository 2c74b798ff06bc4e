using SourceAutodiff;

namespace CurveFit.Models;

public static partial class NistModels
{
    /// <summary>Monomolecular adsorption: volume against pressure. <c>y = b1·(1 − exp(−b2·x))</c></summary>
    [Differentiable(Derivatives.Jacobian)]
    public static void Misra1a(
        [NoGradient] ReadOnlySpan<double> x, [NoGradient] ReadOnlySpan<double> y, ReadOnlySpan<double> b, Span<double> residuals)
    {
        for (int i = 0; i < y.Length; i++)
            residuals[i] = b[0] * (1 - Math.Exp(-b[1] * x[i])) - y[i];
    }
}
