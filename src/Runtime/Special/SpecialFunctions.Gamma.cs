using System.Numerics;
using SourceAutodiff.Special;

namespace SourceAutodiff;

/// <content>The logarithm of the gamma function, its derivatives and the zeta function.</content>
public static partial class SpecialFunctions
{
    /// <summary>The logarithm of the gamma function's absolute value, <c>ln |Γ(x)|</c>.</summary>
    /// <remarks>Abramowitz and Stegun 6.1.33, 6.1.41 and 6.1.17. All x, +∞ at 0, -1, -2, …; within 4 ulp for positive x, 5e-16 of the larger of 1 and the value for negative x.</remarks>
    public static T LogGamma<T>(T x)
        where T : IFloatingPointIeee754<T> =>
        FromDouble<T>(GammaFunctions.LogGamma(ToDouble(x)));

    /// <summary>The derivative of <c>ln Γ(x)</c>, ψ(x).</summary>
    /// <remarks>Abramowitz and Stegun 6.3.18 and 6.3.7, Chebyshev's series from 1 to 2. All x, -∞ at 0 (+∞ at -0), NaN at -1, -2, …; within 3 ulp for positive x, 1e-15 of the larger of 1 and the value for negative x.</remarks>
    public static T Digamma<T>(T x)
        where T : IFloatingPointIeee754<T> =>
        FromDouble<T>(GammaFunctions.Digamma(ToDouble(x)));

    /// <summary>The derivative of digamma, ψ′(x).</summary>
    /// <remarks>Abramowitz and Stegun 6.4.12 and 6.4.7. All x, +∞ at 0, as libtorch a huge number at -1, -2, …; within 4 ulp.</remarks>
    public static T Trigamma<T>(T x)
        where T : IFloatingPointIeee754<T> =>
        FromDouble<T>(GammaFunctions.Trigamma(ToDouble(x)));

    /// <summary>The n-th derivative of digamma, <c>(-1)ⁿ⁺¹ n! ζ(n + 1, x)</c>.</summary>
    /// <remarks>Abramowitz and Stegun 6.4.10. All x, infinite at 0, -1, -2, …; within 5 ulp for positive x. NaN for negative n.</remarks>
    /// <param name="n">The order of the derivative; 0 is digamma itself.</param>
    /// <param name="x">The argument.</param>
    public static T Polygamma<T>(int n, T x)
        where T : IFloatingPointIeee754<T> =>
        FromDouble<T>(GammaFunctions.Polygamma(n, ToDouble(x)));

    /// <summary>Hurwitz's zeta function, <c>Σ (q + k)⁻ˣ</c> over k = 0, 1, 2, …; Riemann's with q = 1.</summary>
    /// <remarks>Euler and Maclaurin's formula, NIST Digital Library of Mathematical Functions 25.11.5. x above 1; +∞ at x = 1 and at q = 0, -1, -2, …; NaN below, and for negative q where x is no whole number; within 6 ulp for positive q.</remarks>
    /// <param name="x">The exponent.</param>
    /// <param name="q">The first term's base.</param>
    public static T Zeta<T>(T x, T q)
        where T : IFloatingPointIeee754<T> =>
        FromDouble<T>(ZetaFunction.Zeta(ToDouble(x), ToDouble(q)));

    /// <summary>The n-th derivative of Hurwitz's zeta function with respect to its exponent, <c>Σ (-ln(q + k))ⁿ (q + k)⁻ˣ</c>.</summary>
    /// <remarks>As <see cref="Zeta"/>. x above 1, positive q, n up to 32, elsewhere NaN; within 6 ulp.</remarks>
    /// <param name="n">The order of the derivative; 0 is zeta itself.</param>
    /// <param name="x">The exponent.</param>
    /// <param name="q">The first term's base.</param>
    public static T ZetaDerivative<T>(int n, T x, T q)
        where T : IFloatingPointIeee754<T> =>
        FromDouble<T>(ZetaFunction.Derivative(n, ToDouble(x), ToDouble(q)));

    /// <summary>The logarithm of the multivariate gamma function, <c>p (p - 1)/4 ln π + Σ ln |Γ(x - j/2)|</c> over j = 0, …, p - 1.</summary>
    /// <remarks>Sum of <see cref="LogGamma"/>.</remarks>
    /// <param name="x">The argument; the function is meant for x above (p - 1)/2.</param>
    /// <param name="p">The dimension.</param>
    public static T MultivariateLogGamma<T>(T x, int p)
        where T : IFloatingPointIeee754<T> =>
        FromDouble<T>(GammaFunctions.MultivariateLogGamma(ToDouble(x), p));

    /// <summary>The derivatives of <see cref="MultivariateLogGamma"/>: <c>Σ ψ⁽ⁿ⁾(x - j/2)</c> over j = 0, …, p - 1.</summary>
    /// <remarks>Sum of <see cref="Polygamma"/>.</remarks>
    /// <param name="n">The order of the derivative; 0 is the first derivative of the logarithm.</param>
    /// <param name="x">The argument.</param>
    /// <param name="p">The dimension.</param>
    public static T MultivariatePolygamma<T>(int n, T x, int p)
        where T : IFloatingPointIeee754<T> =>
        FromDouble<T>(GammaFunctions.MultivariatePolygamma(n, ToDouble(x), p));
}
