using SourceAutodiff;

namespace CurveFit.Models;

public static partial class NistModels
{
    /// <summary>Electron mobility in a semiconductor against the logarithm of the density; cubic over cubic. <c>y = (b1 + b2·x + b3·x² + b4·x³) / (1 + b5·x + b6·x² + b7·x³)</c></summary>
    [Differentiable(Derivatives.Jacobian)]
    public static void Thurber(
        [NoGradient] ReadOnlySpan<double> x, [NoGradient] ReadOnlySpan<double> y, ReadOnlySpan<double> b, Span<double> residuals)
    {
        for (int i = 0; i < y.Length; i++)
        {
            double t = x[i];
            double square = t * t;
            double cube = square * t;
            double numerator = b[0] + b[1] * t + b[2] * square + b[3] * cube;
            double denominator = 1 + b[4] * t + b[5] * square + b[6] * cube;
            residuals[i] = numerator / denominator - y[i];
        }
    }
}
