using SourceAutodiff;

namespace CurveFit.Models;

public static partial class NistModels
{
    /// <summary>A sum of three decaying exponentials. <c>y = b1·exp(−b2·x) + b3·exp(−b4·x) + b5·exp(−b6·x)</c></summary>
    [Differentiable(Derivatives.Jacobian)]
    public static void Lanczos(
        [NoGradient] ReadOnlySpan<double> x, [NoGradient] ReadOnlySpan<double> y, ReadOnlySpan<double> b, Span<double> residuals)
    {
        for (int i = 0; i < y.Length; i++)
        {
            double sum = 0;
            for (int k = 0; k < 6; k += 2)
                sum += b[k] * Math.Exp(-b[k + 1] * x[i]);
            residuals[i] = sum - y[i];
        }
    }
}
