using System.Numerics;

namespace SourceAutodiff.Rules;

/// <summary>The special functions of <see cref="SpecialFunctions"/>: error, gamma, zeta and Bessel functions, and what is made of exponentials and logarithms.</summary>
[DerivativeRules(typeof(SpecialFunctions))]
internal static class SpecialRules<T> where T : IFloatingPointIeee754<T>
{
    private const double Ln2 = 0.69314718055994530942;
    private const double RootHalf = 0.70710678118654752440;
    private const double RootPi = 1.77245385090551602730;
    private const double RootTwoPi = 2.50662827463100050242;
    private const double Tiny = 2.2204460492503131e-16;

    public static T Erf (T x) => T.CreateChecked(2) / T.CreateChecked(RootPi) * T.Exp(-x * x);
    public static T Erfc(T x) => T.CreateChecked(-2) / T.CreateChecked(RootPi) * T.Exp(-x * x);

    // The two terms cancel for large x; from 100 on, the asymptotic series has all digits.
    public static T Erfcx(T x, [Result] T y) =>
        x > T.CreateChecked(100)
            ? -(T.One - (T.CreateChecked(1.5) - (T.CreateChecked(3.75) - T.CreateChecked(13.125) / (x * x)) / (x * x)) / (x * x)) / (T.CreateChecked(RootPi) * x * x)
            : T.CreateChecked(2) * x * y - T.CreateChecked(2) / T.CreateChecked(RootPi);

    [Kink(-1, "+∞"), Kink(1, "+∞")]
    public static T Erfinv([Sample(-0.9, 0.9)] T x, [Result] T y) => T.CreateChecked(RootPi) / T.CreateChecked(2) * T.Exp(y * y);

    [TensorOp("Ndtr")]    public static T NormalCdf   (T x) => T.Exp(T.CreateChecked(-0.5) * x * x) / T.CreateChecked(RootTwoPi);
    [TensorOp("LogNdtr")] public static T LogNormalCdf(T x) => T.CreateChecked(2) / (T.CreateChecked(RootTwoPi) * SpecialFunctions.Erfcx(-x * T.CreateChecked(RootHalf)));
    [Kink(0, "+∞"), Kink(1, "+∞"), TensorOp("Ndtri")]
    public static T NormalQuantile([Sample(0.05, 0.95)] T p, [Result] T y) => T.CreateChecked(RootTwoPi) * T.Exp(T.CreateChecked(0.5) * y * y);

    [Kink(0, "-∞"), Kink("x = -1, -2, …", "NaN"), TensorOp("Lgamma")]
    public static T LogGamma([Sample(0.3, 4)] T x) => SpecialFunctions.Digamma(x);
    [Kink(0, "+∞"), Kink("x = -1, -2, …", "π² / sin² of the rounded πx: huge")]
    public static T Digamma([Sample(0.3, 4)] T x) => SpecialFunctions.Trigamma(x);
    [Kink("x = 0, -1, -2, …", "-∞"), TensorOp("")]
    public static T Trigamma([Sample(0.3, 4)] T x) => SpecialFunctions.Polygamma(2, x);
    [Kink("x = 0, -1, -2, …", "-∞ for odd n; for even n +∞, or for n = 0 that of Digamma")]
    public static T Polygamma([Sample(0, 4)] int n, [Sample(0.4, 4)] T x) => SpecialFunctions.Polygamma(n + 1, x);

    public static T MultivariateLogGamma([Sample(1.5, 4)] T x, [Sample(1, 3)] int p)                      => SpecialFunctions.MultivariatePolygamma(0, x, p);
    public static T MultivariatePolygamma([Sample(0, 3)] int n, [Sample(1.5, 4)] T x, [Sample(1, 3)] int p) => SpecialFunctions.MultivariatePolygamma(n + 1, x, p);

    [Kink("q = 0, -1, -2, …", "NaN for x, -∞ for q"), TensorOp("")]
    public static (T, T) Zeta([Sample(1.5, 4)] T x, [Sample(0.4, 3)] T q) => (SpecialFunctions.ZetaDerivative(1, x, q), -x * SpecialFunctions.Zeta(x + T.One, q));
    public static (T, T) ZetaDerivative([Sample(0, 2)] int n, [Sample(1.7, 4)] T x, [Sample(0.5, 3)] T q) =>
        (SpecialFunctions.ZetaDerivative(n + 1, x, q),
         n == 0 ? -x * SpecialFunctions.Zeta(x + T.One, q)
                : -x * SpecialFunctions.ZetaDerivative(n, x + T.One, q) - T.CreateChecked(n) * SpecialFunctions.ZetaDerivative(n - 1, x + T.One, q));

    [TensorOp("I0")] public static T BesselI0(T x) => SpecialFunctions.BesselI1(x);
    [Kink(0, "0"), TensorOp("I0e")]
    public static T BesselI0e(T x, [Result] T y) =>
        x > T.Zero ? SpecialFunctions.BesselI1e(x) - y : x < T.Zero ? SpecialFunctions.BesselI1e(x) + y : SpecialFunctions.BesselI1e(x);

    // The choice is made once more in the divisor: of tensors both branches are computed, and the derivative of 0 / 0 would be NaN.
    [Kink("x is NaN", "½"), TensorOp("I1")]
    public static T BesselI1(T x, [Result] T y) =>
        T.Abs(x) > T.CreateChecked(Tiny) ? SpecialFunctions.BesselI0(x) - y / (T.Abs(x) > T.CreateChecked(Tiny) ? x : T.One) : T.CreateChecked(0.5);
    [Kink("x is NaN", "½"), TensorOp("I1e")]
    public static T BesselI1e(T x, [Result] T y) =>
        T.Abs(x) > T.CreateChecked(Tiny)
            ? SpecialFunctions.BesselI0e(x) - y * ((x > T.Zero ? T.One : T.NegativeOne) + T.One / (T.Abs(x) > T.CreateChecked(Tiny) ? x : T.One))
            : T.CreateChecked(0.5);

    public static T Expm1(T x, [Result] T y)                       => y + T.One;
    [Kink(-1, "+∞")] public static T Log1p([Sample(-0.8, 3)] T x)  => T.One / (x + T.One);

    // By the power series near 0, where cosine and quotient are nearly the same.
    public static T Sinc(T x, [Result] T y) =>
        T.Abs(x) < T.CreateChecked(0.1)
            ? T.Pi * (T.Pi * x) / T.CreateChecked(-3)
                * (T.One - T.Pi * x * (T.Pi * x) / T.CreateChecked(10)
                * (T.One - T.Pi * x * (T.Pi * x) / T.CreateChecked(28)
                * (T.One - T.Pi * x * (T.Pi * x) / T.CreateChecked(54)
                * (T.One - T.Pi * x * (T.Pi * x) / T.CreateChecked(88)
                * (T.One - T.Pi * x * (T.Pi * x) / T.CreateChecked(130))))))
            : (T.Cos(T.Pi * x) - y) / (T.Abs(x) < T.CreateChecked(0.1) ? T.One : x);

    [Kink(0, "+∞"), Kink("x < 0", "NaN"), TensorOp("Entr")]
    public static T Entropy([Sample(0.2, 4)] T x) => -(T.Log(x) + T.One);

    [Kink("x = 0, y ≤ 0", "0 for x"), Kink("x = y = 0", "NaN for y"), TensorOp("Xlogy")]
    public static (T, T) XLogY  (T x, [Sample(0.2, 4)] T y)  => (x == T.Zero && y <= T.Zero ? T.Zero : T.Log(y), x / y);
    [Kink("x = 0, y ≤ -1", "0 for x"), Kink("x = 0, y = -1", "NaN for y"), TensorOp("Xlog1py")]
    public static (T, T) XLog1PY(T x, [Sample(-0.8, 3)] T y) => (x == T.Zero && y <= T.NegativeOne ? T.Zero : SpecialFunctions.Log1p(y), x / (y + T.One));

    [Kink("x = y = ±∞", "NaN"), TensorOp("Logaddexp")]
    public static (T, T) LogAddExp (T x, T y) => (SpecialFunctions.Sigmoid(x - y), SpecialFunctions.Sigmoid(y - x));
    [Kink("x = y = ±∞", "NaN"), TensorOp("Logaddexp2")]
    public static (T, T) LogAddExp2(T x, T y) => (SpecialFunctions.Sigmoid(T.CreateChecked(Ln2) * (x - y)), SpecialFunctions.Sigmoid(T.CreateChecked(Ln2) * (y - x)));

    [Kink(0, "+∞"), Kink(1, "+∞"), Kink("x < 0 or x > 1", "NaN")]
    public static T Logit([Sample(0.1, 0.9)] T x) => x < T.Zero || x > T.One ? T.Zero / T.Zero : T.One / (x * (T.One - x));
    [Kink("x = eps or x = 1 - eps", "that of the inside"), TensorOp("")]
    public static (T, T) Logit([Sample(0.02, 0.98)] T x, [Sample(0.1, 0.3)] T eps) =>
        (x < eps || x > T.One - eps ? T.Zero : T.One / (x * (T.One - x)),
         x < eps ? T.One / (eps * (T.One - eps)) : x > T.One - eps ? -T.One / (eps * (T.One - eps)) : T.Zero);
}
