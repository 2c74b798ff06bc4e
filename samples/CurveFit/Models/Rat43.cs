using SourceAutodiff;

namespace CurveFit.Models;

public static partial class NistModels
{
    /// <summary>Growth of onions: a sigmoid. <c>y = b1 / (1 + exp(b2 − b3·x))^(1/b4)</c></summary>
    [Differentiable(Derivatives.Jacobian)]
    public static void Rat43(
        [NoGradient] ReadOnlySpan<double> x, [NoGradient] ReadOnlySpan<double> y, ReadOnlySpan<double> b, Span<double> residuals)
    {
        for (int i = 0; i < y.Length; i++)
            residuals[i] = b[0] / Math.Pow(1 + Math.Exp(b[1] - b[2] * x[i]), 1 / b[3]) - y[i];
    }
}
