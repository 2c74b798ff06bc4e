using SourceAutodiff;

namespace CurveFit.Models;

public static partial class NistModels
{
    /// <summary>Kowalik and Osborne's rational problem; linear over quadratic. <c>y = b1·(x² + x·b2) / (x² + x·b3 + b4)</c></summary>
    [Differentiable(Derivatives.Jacobian)]
    public static void Mgh09(
        [NoGradient] ReadOnlySpan<double> x, [NoGradient] ReadOnlySpan<double> y, ReadOnlySpan<double> b, Span<double> residuals)
    {
        for (int i = 0; i < y.Length; i++)
        {
            double square = x[i] * x[i];
            residuals[i] = b[0] * (square + x[i] * b[1]) / (square + x[i] * b[2] + b[3]) - y[i];
        }
    }
}
