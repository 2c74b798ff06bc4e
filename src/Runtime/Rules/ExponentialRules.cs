using System.Numerics;

namespace SourceAutodiff.Rules;

/// <summary>Exponentials, logarithms, powers and roots.</summary>
[DerivativeRules(typeof(Math), typeof(MathF), typeof(double), typeof(float))]
internal static class ExponentialRules<T> where T : IFloatingPointIeee754<T>
{
    private const double Ln2 = 0.69314718055994530942;
    private const double Ln10 = 2.30258509299404568402;

    [TensorOp("Exp", Vectorized = "Exp")] public static T Exp    (T x, [Result] T y) => y;
    public static T Exp2   (T x, [Result] T y) => y * T.CreateChecked(Ln2);
    public static T Exp10  (T x, [Result] T y) => y * T.CreateChecked(Ln10);
    [TensorOp("")] public static T ExpM1  (T x, [Result] T y) => y + T.One;
    public static T Exp2M1 (T x, [Result] T y) => (y + T.One) * T.CreateChecked(Ln2);
    public static T Exp10M1(T x, [Result] T y) => (y + T.One) * T.CreateChecked(Ln10);

    [Kink(0, "+∞"), TensorOp("Log", Vectorized = "Log")] public static T Log    ([Sample(0.2, 4)] T x)  => T.One / x;
    [Kink(0, "+∞")]  public static T Log2   ([Sample(0.2, 4)] T x)  => T.One / (x * T.CreateChecked(Ln2));
    [Kink(0, "+∞")]  public static T Log10  ([Sample(0.2, 4)] T x)  => T.One / (x * T.CreateChecked(Ln10));
    [Kink(-1, "+∞"), TensorOp("")] public static T LogP1  ([Sample(-0.8, 3)] T x) => T.One / (x + T.One);
    [Kink(-1, "+∞")] public static T Log2P1 ([Sample(-0.8, 3)] T x) => T.One / ((x + T.One) * T.CreateChecked(Ln2));
    [Kink(-1, "+∞")] public static T Log10P1([Sample(-0.8, 3)] T x) => T.One / ((x + T.One) * T.CreateChecked(Ln10));

    public static (T, T) Log([Sample(0.2, 4)] T x, [Sample(1.5, 4)] T newBase, [Result] T y) =>
        (T.One / (x * T.Log(newBase)), -y / (newBase * T.Log(newBase)));

    // The base's partial takes the result where that has all its digits, which saves a second power.
    // The exponent's partial is y ln x also where it is NaN (a negative base): only there the function is defined at isolated exponents.
    [Kink("y = 0", "0 for the base"), Kink("x = 0, y ≥ 0", "0 for the exponent"), TensorOp("")]
    public static (T, T) Pow([Sample(0.2, 3)] T x, T y, [Result] T p) =>
        (y == T.Zero ? T.Zero : T.IsNormal(p) ? y * (p / x) : y * T.Pow(x, y - T.One), x == T.Zero && y >= T.Zero ? T.Zero : p * T.Log(x));

    [Kink(0, "+∞"), TensorOp("Sqrt", Vectorized = "Sqrt")] public static T Sqrt([Sample(0.2, 4)] T x, [Result] T y) => T.CreateChecked(0.5) / y;
    [Kink(0, "+∞")] public static T Cbrt([Sample(0.2, 4)] T x, [Result] T y) => T.One / (T.CreateChecked(3) * y * y);

    [Kink("x = 0", "+∞ for n > 1, 1 for n = 1, -∞ for n < 0")]
    public static T RootN([Sample(0.2, 4)] T x, [Sample(2, 5)] int n, [Result] T y) =>
        x == T.Zero ? T.Pow(y, T.One - T.CreateChecked(n)) / T.CreateChecked(n) : y / (T.CreateChecked(n) * x);

    [Kink("x = y = 0", "NaN")]
    public static (T, T) Hypot(T x, T y, [Result] T h) => (x / h, y / h);

    // The derivatives of what is estimated, not of the estimate, which is a staircase on some processors.
    [Kink(0, "-∞"), TensorOp("")] public static T ReciprocalEstimate    ([Sample(0.2, 4)] T x) => -T.One / (x * x);
    [Kink(0, "-∞"), TensorOp("")] public static T ReciprocalSqrtEstimate([Sample(0.2, 4)] T x) => T.CreateChecked(-0.5) / (x * T.Sqrt(x));
}
