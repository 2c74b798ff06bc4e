using System.Numerics;

namespace SourceAutodiff.Rules;

/// <summary>Circular functions and their inverses, in radians and in multiples of π.</summary>
[DerivativeRules(typeof(Math), typeof(MathF), typeof(double), typeof(float))]
internal static class TrigonometricRules<T> where T : IFloatingPointIeee754<T>
{
    [TensorOp("Sin", Vectorized = "Sin")] public static T Sin  (T x)                               => T.Cos(x);
    [TensorOp("Cos", Vectorized = "Cos")] public static T Cos  (T x)                               => -T.Sin(x);
    public static T Tan  ([Sample(-1.3, 1.3)] T x, [Result] T y) => T.One + y * y;
    public static T SinPi(T x)                               => T.Pi * T.CosPi(x);
    public static T CosPi(T x)                               => -T.Pi * T.SinPi(x);
    public static T TanPi([Sample(-0.4, 0.4)] T x, [Result] T y) => T.Pi * (T.One + y * y);

    // (1 - x) (1 + x) keeps its digits near the ends, where 1 - x² loses them.
    [Kink(-1, "+∞"), Kink(1, "+∞")]
    public static T Asin  ([Sample(-0.9, 0.9)] T x) => T.One / T.Sqrt((T.One - x) * (T.One + x));
    [Kink(-1, "-∞"), Kink(1, "-∞")]
    public static T Acos  ([Sample(-0.9, 0.9)] T x) => -T.One / T.Sqrt((T.One - x) * (T.One + x));
    [Kink(-1, "+∞"), Kink(1, "+∞")]
    public static T AsinPi([Sample(-0.9, 0.9)] T x) => T.One / (T.Pi * T.Sqrt((T.One - x) * (T.One + x)));
    [Kink(-1, "-∞"), Kink(1, "-∞")]
    public static T AcosPi([Sample(-0.9, 0.9)] T x) => -T.One / (T.Pi * T.Sqrt((T.One - x) * (T.One + x)));
    public static T Atan  (T x)                     => T.One / (T.One + x * x);
    public static T AtanPi(T x)                     => T.One / (T.Pi * (T.One + x * x));

    // By the ratio of the smaller to the larger: x² + y² would overflow or vanish long before the result does.
    [Kink("x = y = 0", "0 and 0")]
    public static (T, T) Atan2([Sample(-2, 2)] T y, [Sample(0.2, 2)] T x) =>
        T.Abs(x) < T.Abs(y) ? (x / y / (y + x * (x / y)), -T.One / (y + x * (x / y)))
        : x == T.Zero ? (T.Zero, T.Zero)
        : (T.One / (x + y * (y / x)), -(y / x) / (x + y * (y / x)));

    [Kink("x = y = 0", "0 and 0")]
    public static (T, T) Atan2Pi([Sample(-2, 2)] T y, [Sample(0.2, 2)] T x) =>
        T.Abs(x) < T.Abs(y) ? (x / y / (T.Pi * (y + x * (x / y))), -T.One / (T.Pi * (y + x * (x / y))))
        : x == T.Zero ? (T.Zero, T.Zero)
        : (T.One / (T.Pi * (x + y * (y / x))), -(y / x) / (T.Pi * (x + y * (y / x))));

    public static T DegreesToRadians([Sample(-90, 90)] T degrees) => T.Pi / T.CreateChecked(180);
    public static T RadiansToDegrees(T radians)                   => T.CreateChecked(180) / T.Pi;
}
