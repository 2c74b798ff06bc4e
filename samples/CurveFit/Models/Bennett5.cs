using SourceAutodiff;

namespace CurveFit.Models;

public static partial class NistModels
{
    /// <summary>Magnetism of a superconductor against the logarithm of time. <c>y = b1·(b2 + x)^(−1/b3)</c></summary>
    [Differentiable(Derivatives.Jacobian)]
    public static void Bennett5(
        [NoGradient] ReadOnlySpan<double> x, [NoGradient] ReadOnlySpan<double> y, ReadOnlySpan<double> b, Span<double> residuals)
    {
        for (int i = 0; i < y.Length; i++)
            residuals[i] = b[0] * Math.Pow(b[1] + x[i], -1 / b[2]) - y[i];
    }
}
