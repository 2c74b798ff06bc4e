using SourceAutodiff;

namespace CurveFit.Models;

public static partial class NistModels
{
    /// <summary>Osborne's sum of two exponentials. <c>y = b1 + b2·exp(−x·b4) + b3·exp(−x·b5)</c></summary>
    [Differentiable(Derivatives.Jacobian)]
    public static void Mgh17(
        [NoGradient] ReadOnlySpan<double> x, [NoGradient] ReadOnlySpan<double> y, ReadOnlySpan<double> b, Span<double> residuals)
    {
        for (int i = 0; i < y.Length; i++)
            residuals[i] = b[0] + b[1] * Math.Exp(-x[i] * b[3]) + b[2] * Math.Exp(-x[i] * b[4]) - y[i];
    }
}
