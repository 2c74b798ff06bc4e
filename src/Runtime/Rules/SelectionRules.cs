using System.Numerics;

namespace SourceAutodiff.Rules;

/// <summary>Functions that return one of their arguments, perhaps with another sign.</summary>
[DerivativeRules(typeof(Math), typeof(MathF), typeof(double), typeof(float))]
internal static class SelectionRules<T> where T : IFloatingPointIeee754<T>
{
    // Not by T.Sign, which throws on NaN.
    [Kink(0, "0"), Kink("x is NaN", "0"), TensorOp("Abs", HasIntegers = true, Vectorized = "Abs")]
    public static T Abs(T x) => x > T.Zero ? T.One : x < T.Zero ? -T.One : T.Zero;

    [Kink("x = 0", "0")]
    public static (T, T) CopySign(T x, T sign) => (x == T.Zero ? T.Zero : T.CopySign(T.One, x) * T.CopySign(T.One, sign), T.Zero);

    [Kink("x = y", "½ to each"), Kink("x or y is NaN", "1 to each"), TensorOp("Maximum", HasIntegers = true)]
    public static (T, T) Max(T x, T y) => (x == y ? T.CreateChecked(0.5) : x < y ? T.Zero : T.One, x == y ? T.CreateChecked(0.5) : x > y ? T.Zero : T.One);
    [Kink("x = y", "½ to each"), Kink("x or y is NaN", "1 to each"), TensorOp("Minimum", HasIntegers = true)]
    public static (T, T) Min(T x, T y) => (x == y ? T.CreateChecked(0.5) : x > y ? T.Zero : T.One, x == y ? T.CreateChecked(0.5) : x < y ? T.Zero : T.One);
    [Kink("x = y", "½ to each"), Kink("x or y is NaN", "1 to each"), TensorOp("")]
    public static (T, T) MaxNative(T x, T y) => (x == y ? T.CreateChecked(0.5) : x < y ? T.Zero : T.One, x == y ? T.CreateChecked(0.5) : x > y ? T.Zero : T.One);
    [Kink("x = y", "½ to each"), Kink("x or y is NaN", "1 to each"), TensorOp("")]
    public static (T, T) MinNative(T x, T y) => (x == y ? T.CreateChecked(0.5) : x > y ? T.Zero : T.One, x == y ? T.CreateChecked(0.5) : x < y ? T.Zero : T.One);

    [Kink("x = y", "1 and 0"), Kink("x or y is NaN", "1 to the other"), TensorOp("Fmax")]
    public static (T, T) MaxNumber(T x, T y) => (x >= y || T.IsNaN(y) ? T.One : T.Zero, x >= y || T.IsNaN(y) ? T.Zero : T.One);
    [Kink("x = y", "1 and 0"), Kink("x or y is NaN", "1 to the other"), TensorOp("Fmin")]
    public static (T, T) MinNumber(T x, T y) => (x <= y || T.IsNaN(y) ? T.One : T.Zero, x <= y || T.IsNaN(y) ? T.Zero : T.One);

    [Kink("x = y", "½ to each"), Kink("x = -y", "1 to the one that is returned"), Kink("x or y is NaN", "1 to each")]
    public static (T, T) MaxMagnitude(T x, T y, [Result] T m) =>
        (x == y ? T.CreateChecked(0.5) : x == m || T.IsNaN(m) ? T.One : T.Zero, x == y ? T.CreateChecked(0.5) : y == m || T.IsNaN(m) ? T.One : T.Zero);
    [Kink("x = y", "½ to each"), Kink("x = -y", "1 to the one that is returned"), Kink("x or y is NaN", "1 to each")]
    public static (T, T) MinMagnitude(T x, T y, [Result] T m) =>
        (x == y ? T.CreateChecked(0.5) : x == m || T.IsNaN(m) ? T.One : T.Zero, x == y ? T.CreateChecked(0.5) : y == m || T.IsNaN(m) ? T.One : T.Zero);
    [Kink("x = y", "1 and 0"), Kink("x = -y", "1 to the one that is returned"), Kink("x or y is NaN", "1 to the other")]
    public static (T, T) MaxMagnitudeNumber(T x, T y, [Result] T m) => (x == m || T.IsNaN(y) ? T.One : T.Zero, x == m || T.IsNaN(y) ? T.Zero : T.One);
    [Kink("x = y", "1 and 0"), Kink("x = -y", "1 to the one that is returned"), Kink("x or y is NaN", "1 to the other")]
    public static (T, T) MinMagnitudeNumber(T x, T y, [Result] T m) => (x == m || T.IsNaN(y) ? T.One : T.Zero, x == m || T.IsNaN(y) ? T.Zero : T.One);

    [Kink("x = min or x = max", "1 for x, 0 for the bounds"), Kink("x is NaN", "0")]
    public static (T, T, T) Clamp([Sample(-3, 3)] T x, [Sample(-2, -1)] T min, [Sample(1, 2)] T max) =>
        (x >= min && x <= max ? T.One : T.Zero, x < min ? T.One : T.Zero, x > max ? T.One : T.Zero);
    [Kink("x = min or x = max", "1 for x, 0 for the bounds"), Kink("x is NaN", "0")]
    public static (T, T, T) ClampNative([Sample(-3, 3)] T x, [Sample(-2, -1)] T min, [Sample(1, 2)] T max) =>
        (x >= min && x <= max ? T.One : T.Zero, x < min ? T.One : T.Zero, x > max ? T.One : T.Zero);
}
