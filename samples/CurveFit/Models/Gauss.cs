using SourceAutodiff;

namespace CurveFit.Models;

public static partial class NistModels
{
    /// <summary>Two Gaussian peaks on a decaying baseline. <c>y = b1·exp(−b2·x) + b3·exp(−(x − b4)²/b5²) + b6·exp(−(x − b7)²/b8²)</c></summary>
    [Differentiable(Derivatives.Jacobian)]
    public static void Gauss(
        [NoGradient] ReadOnlySpan<double> x, [NoGradient] ReadOnlySpan<double> y, ReadOnlySpan<double> b, Span<double> residuals)
    {
        for (int i = 0; i < y.Length; i++)
        {
            double first = (x[i] - b[3]) / b[4];
            double second = (x[i] - b[6]) / b[7];
            double baseline = b[0] * Math.Exp(-b[1] * x[i]);
            double peaks = b[2] * Math.Exp(-first * first) + b[5] * Math.Exp(-second * second);
            residuals[i] = baseline + peaks - y[i];
        }
    }
}
