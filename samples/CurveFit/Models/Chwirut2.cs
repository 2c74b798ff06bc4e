using SourceAutodiff;

namespace CurveFit.Models;

public static partial class NistModels
{
    /// <summary>Ultrasonic response against metal distance. <c>y = exp(−b1·x) / (b2 + b3·x)</c></summary>
    [Differentiable(Derivatives.Jacobian)]
    public static void Chwirut2(
        [NoGradient] ReadOnlySpan<double> x, [NoGradient] ReadOnlySpan<double> y, ReadOnlySpan<double> b, Span<double> residuals)
    {
        for (int i = 0; i < y.Length; i++)
            residuals[i] = Math.Exp(-b[0] * x[i]) / (b[1] + b[2] * x[i]) - y[i];
    }
}
