using System.Numerics;

namespace SourceAutodiff.Rules;

/// <summary>What is built from products and sums, and what works on the bits of a number.</summary>
[DerivativeRules(typeof(Math), typeof(MathF), typeof(double), typeof(float))]
internal static class ArithmeticRules<T> where T : IFloatingPointIeee754<T>
{
    public static (T, T, T) FusedMultiplyAdd   (T a, T b, T c) => (b, a, T.One);
    public static (T, T, T) MultiplyAddEstimate(T a, T b, T c) => (b, a, T.One);
    public static (T, T, T) Lerp               (T a, T b, T t) => (T.One - t, t, b - a);

    [TensorOp("")] public static T BitIncrement(T x)                          => T.One;
    [TensorOp("")] public static T BitDecrement(T x)                          => T.One;
    public static T ScaleB(T x, [Sample(-3, 3)] int n)         => T.ScaleB(T.One, n);

    [Kink("x is an odd multiple of y / 2", "that of the quotient taken: 1 and -(x - r) / y")]
    public static (T, T) Ieee754Remainder(T x, [Sample(0.3, 1.1)] T y, [Result] T r) => (T.One, -T.Round((x - r) / y));
}
