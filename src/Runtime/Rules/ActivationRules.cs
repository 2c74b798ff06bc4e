using System.Numerics;

namespace SourceAutodiff.Rules;

/// <summary>The activation functions of <see cref="SpecialFunctions"/>.</summary>
[DerivativeRules(typeof(SpecialFunctions))]
internal static class ActivationRules<T> where T : IFloatingPointIeee754<T>
{
    private const double RootTwoPi = 2.50662827463100050242;
    private const double SeluScale = 1.0507009873554804934193349852946;
    private const double SeluAlphaScale = 1.7580993408473768599402175208123;
    private const double GeluSlope = 1.5957691216057307117;
    private const double GeluCube = 0.044715;
    private const double GeluThreeCubes = 0.134145;
    private const double SingleSixth = 0.16666667163372039795;

    public static T Sigmoid   (T x, [Result] T y) => y * (T.One - y);
    [TensorOp("Logsigmoid")] public static T LogSigmoid(T x) => SpecialFunctions.Sigmoid(-x);
    [TensorOp("")] public static T Softplus(T x) => SpecialFunctions.Sigmoid(x);

    [Kink("beta x = threshold", "that below")]
    public static (T, T, T) Softplus([Sample(-3, 3)] T x, [Sample(0.5, 2)] T beta, [Sample(1, 2)] T threshold, [Result] T y) =>
        x * beta > threshold ? (T.One, T.Zero, T.Zero)
        : (SpecialFunctions.Sigmoid(x * beta), (x * SpecialFunctions.Sigmoid(x * beta) - y) / beta, T.Zero);

    public static T Gelu(T x) => SpecialFunctions.NormalCdf(x) + x * T.Exp(T.CreateChecked(-0.5) * x * x) / T.CreateChecked(RootTwoPi);
    public static T GeluTanh(T x) =>
        SpecialFunctions.Sigmoid(T.CreateChecked(GeluSlope) * (x + T.CreateChecked(GeluCube) * x * x * x))
        * (T.One + x * (T.One - SpecialFunctions.Sigmoid(T.CreateChecked(GeluSlope) * (x + T.CreateChecked(GeluCube) * x * x * x)))
            * (T.CreateChecked(GeluSlope) * (T.One + T.CreateChecked(GeluThreeCubes) * x * x)));
    public static T Silu(T x) => SpecialFunctions.Sigmoid(x) * (T.One + x * (T.One - SpecialFunctions.Sigmoid(x)));
    public static T Mish(T x) =>
        T.Tanh(SpecialFunctions.Log1p(T.Exp(x)))
        + x * SpecialFunctions.Sigmoid(x) * (T.One - T.Tanh(SpecialFunctions.Log1p(T.Exp(x))) * T.Tanh(SpecialFunctions.Log1p(T.Exp(x))));

    [Kink("x = 0", "alpha for x, 0 for alpha"), TensorOp("")]
    public static (T, T) Elu([Sample(-2, 2)] T x, [Sample(0.5, 2)] T alpha) =>
        x <= T.Zero ? (alpha * T.Exp(x), SpecialFunctions.Expm1(x)) : (T.One, T.Zero);
    [TensorOp("")]
    public static (T, T) Celu([Sample(-2, 2)] T x, [Sample(0.5, 2)] T alpha) =>
        x <= T.Zero ? (T.Exp(x / alpha), SpecialFunctions.Expm1(x / alpha) - x / alpha * T.Exp(x / alpha)) : (T.One, T.Zero);
    [Kink(0, "1.7581, that below")]
    public static T Selu(T x) => x <= T.Zero ? T.CreateChecked(SeluAlphaScale) * T.Exp(x) : T.CreateChecked(SeluScale);
    [TensorOp("Tanhshrink")] public static T TanhShrink(T x) => T.Tanh(x) * T.Tanh(x);
    public static T Softsign(T x) => T.One / ((T.One + T.Abs(x)) * (T.One + T.Abs(x)));

    [Kink(0, "0"), Kink("x is NaN", "1"), TensorOp("Relu", HasIntegers = true)]
    public static T Relu(T x) => x <= T.Zero ? T.Zero : T.One;
    [Kink(0, "0"), Kink(6, "0"), Kink("x is NaN", "1")]
    public static T Relu6([Sample(-2, 8)] T x) => x <= T.Zero || x >= T.CreateChecked(6) ? T.Zero : T.One;
    [Kink("x = 0", "slope for x, 0 for slope"), TensorOp("")]
    public static (T, T) LeakyRelu(T x, [Sample(0.1, 2)] T slope) => x > T.Zero ? (T.One, T.Zero) : (slope, x);
    [Kink("x = min or x = max", "0 for x, 1 for the bound"), Kink("x is NaN", "1 for x")]
    public static (T, T, T) HardTanh([Sample(-3, 3)] T x, [Sample(-2, -1)] T min, [Sample(1, 2)] T max) =>
        (x <= min || x >= max ? T.Zero : T.One, x <= min ? T.One : T.Zero, x >= max ? T.One : T.Zero);

    // libtorch's constant is a sixth in single precision, off by 3e-8, also in double.
    [Kink(-3, "0"), Kink(3, "0"), TensorOp("Hardsigmoid")]
    public static T HardSigmoid([Sample(-5, 5)] T x) => x > T.CreateChecked(-3) && x < T.CreateChecked(3) ? T.CreateChecked(SingleSixth) : T.Zero;
    [Kink(-3, "0"), Kink(3, "1"), TensorOp("Hardswish")]
    public static T HardSwish([Sample(-5, 5)] T x) =>
        x <= T.CreateChecked(-3) ? T.Zero : x < T.CreateChecked(3) ? x / T.CreateChecked(3) + T.CreateChecked(0.5) : T.One;
    [Kink("x = ±lambda", "0"), TensorOp("")]
    public static (T, T) HardShrink(T x, [Sample(0.4, 0.8)] T lambda) => (x >= -lambda && x <= lambda ? T.Zero : T.One, T.Zero);
    [Kink("x = ±lambda", "0"), TensorOp("")]
    public static (T, T) SoftShrink(T x, [Sample(0.4, 0.8)] T lambda) =>
        (x >= -lambda && x <= lambda ? T.Zero : T.One, x > lambda ? -T.One : x < -lambda ? T.One : T.Zero);
    [Kink("x = threshold", "0 for x, 1 for value")]
    public static (T, T, T) Threshold(T x, [Sample(-0.5, 0.5)] T threshold, [Sample(-3, 3)] T value) =>
        x <= threshold ? (T.Zero, T.Zero, T.One) : (T.One, T.Zero, T.Zero);
}
