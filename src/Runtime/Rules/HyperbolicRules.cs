using System.Numerics;

namespace SourceAutodiff.Rules;

/// <summary>Hyperbolic functions and their inverses.</summary>
[DerivativeRules(typeof(Math), typeof(MathF), typeof(double), typeof(float))]
internal static class HyperbolicRules<T> where T : IFloatingPointIeee754<T>
{
    public static T Sinh(T x)               => T.Cosh(x);
    public static T Cosh(T x)               => T.Sinh(x);
    public static T Tanh(T x, [Result] T y) => T.One - y * y;

    public static T Asinh(T x) => T.One / T.Sqrt(x * x + T.One);
    [Kink(1, "+∞")]
    public static T Acosh([Sample(1.1, 4)] T x) => T.One / T.Sqrt((x - T.One) * (x + T.One));
    [Kink(-1, "+∞"), Kink(1, "+∞")]
    public static T Atanh([Sample(-0.9, 0.9)] T x) => T.One / ((T.One - x) * (T.One + x));
}
