using SourceAutodiff;

namespace CurveFit.Models;

public static partial class NistModels
{
    /// <summary>Energy radiated by a carbon filament lamp against its temperature. <c>y = b1·x^b2</c></summary>
    [Differentiable(Derivatives.Jacobian)]
    public static void DanWood(
        [NoGradient] ReadOnlySpan<double> x, [NoGradient] ReadOnlySpan<double> y, ReadOnlySpan<double> b, Span<double> residuals)
    {
        for (int i = 0; i < y.Length; i++)
            residuals[i] = b[0] * Math.Pow(x[i], b[1]) - y[i];
    }
}
