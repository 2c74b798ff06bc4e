using SourceAutodiff;

namespace CurveFit.Models;

public static partial class NistModels
{
    /// <summary>Quantum defects in iodine atoms against the excited energy state. <c>y = b1 − b2·x − arctan(b3/(x − b4))/π</c></summary>
    [Differentiable(Derivatives.Jacobian)]
    public static void Roszman1(
        [NoGradient] ReadOnlySpan<double> x, [NoGradient] ReadOnlySpan<double> y, ReadOnlySpan<double> b, Span<double> residuals)
    {
        for (int i = 0; i < y.Length; i++)
            residuals[i] = b[0] - b[1] * x[i] - Math.Atan(b[2] / (x[i] - b[3])) / Math.PI - y[i];
    }
}
