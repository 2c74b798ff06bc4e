using SourceAutodiff;

namespace CurveFit.Models;

public static partial class NistModels
{
    /// <summary>Thermal expansion of copper against temperature; cubic over cubic, in Horner's form. <c>y = (b1 + b2·x + b3·x² + b4·x³) / (1 + b5·x + b6·x² + b7·x³)</c></summary>
    [Differentiable(Derivatives.Jacobian)]
    public static void Hahn1(
        [NoGradient] ReadOnlySpan<double> x, [NoGradient] ReadOnlySpan<double> y, ReadOnlySpan<double> b, Span<double> residuals)
    {
        for (int i = 0; i < y.Length; i++)
        {
            double t = x[i];
            double numerator = b[0] + t * (b[1] + t * (b[2] + t * b[3]));
            double denominator = 1 + t * (b[4] + t * (b[5] + t * b[6]));
            residuals[i] = numerator / denominator - y[i];
        }
    }
}
