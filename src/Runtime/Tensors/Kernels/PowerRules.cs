using System.Numerics;
using SourceAutodiff.Tensors;

namespace SourceAutodiff.Kernels;

/// <summary>A power with a number as the exponent. The common ones are computed without <c>Pow</c>, as libtorch does.</summary>
internal readonly struct PowerRule(double exponent) : IUnaryRule
{
    public static string Name => "Pow";

    public static Uses Uses => Uses.Left;

    public T Value<T>(T x) where T : IFloatingPointIeee754<T> => Power(x, exponent);

    public T Partial<T>(T x, T y) where T : IFloatingPointIeee754<T> => exponent == 0 ? T.Zero : T.CreateChecked(exponent) * Power(x, exponent - 1);

    public Tensor? Backward(Tensor grad, Tensor x, Tensor y) =>
        exponent == 0 ? Tensor.ZerosLike(grad) : GradModes.IsRecording ? grad * (x.Pow(exponent - 1) * exponent) : Unary.Chain(grad, x, y, this);

    private static T Power<T>(T x, double exponent) where T : IFloatingPointIeee754<T> => exponent switch
    {
        2 => x * x,
        1 => x,
        0 => T.One,
        3 => x * x * x,
        -1 => T.One / x,
        -2 => T.One / (x * x),
        0.5 => T.Sqrt(x),
        -0.5 => T.One / T.Sqrt(x),
        _ => T.Pow(x, T.CreateChecked(exponent)),
    };
}

/// <summary>A power with a number as the base.</summary>
internal readonly struct BasePowerRule(double number) : IUnaryRule
{
    public static string Name => "Pow";

    public static Uses Uses => Uses.Left | Uses.Result;

    public T Value<T>(T x) where T : IFloatingPointIeee754<T> => T.Pow(T.CreateChecked(number), x);

    public T Partial<T>(T x, T y) where T : IFloatingPointIeee754<T> => number == 0 && x >= T.Zero ? T.Zero : y * T.CreateChecked(Math.Log(number));

    public Tensor? Backward(Tensor grad, Tensor x, Tensor y) =>
        !GradModes.IsRecording ? Unary.Chain(grad, x, y, this)
        : number == 0 ? grad * Tensor.Where(x >= 0, 0.0, y * double.NegativeInfinity)
        : grad * (y * Math.Log(number));
}

/// <summary>
/// A power of two tensors. The base's gradient is 0 where the exponent is 0, and the exponent's is 0 where the base is 0 and the exponent is not negative: the limits, where the
/// formulas give NaN.
/// </summary>
internal readonly struct TensorPowerRule : IBinaryRule
{
    public static string Name => "Pow";

    public static Uses UsesLeft => Uses.Left | Uses.Right;

    public static Uses UsesRight => Uses.Left | Uses.Right | Uses.Result;

    public T Value<T>(T a, T b) where T : IFloatingPointIeee754<T> => T.Pow(a, b);

    public T PartialLeft<T>(T a, T b, T y) where T : IFloatingPointIeee754<T> => b == T.Zero ? T.Zero : b * T.Pow(a, b - T.One);

    public T PartialRight<T>(T a, T b, T y) where T : IFloatingPointIeee754<T> => a == T.Zero && b >= T.Zero ? T.Zero : y * T.Log(a);

    public Tensor? BackwardLeft(Tensor grad, Tensor a, Tensor b, Tensor y) =>
        GradModes.IsRecording ? Tensor.Where(b.Eq(0), 0.0, grad * (b * a.Pow(b - 1))) : Binary.Chain(grad, a, b, y, isLeft: true, this);

    public Tensor? BackwardRight(Tensor grad, Tensor a, Tensor b, Tensor y) =>
        GradModes.IsRecording ? grad * Tensor.Where(a.Eq(0) & (b >= 0), 0.0, y * a.Log()) : Binary.Chain(grad, a, b, y, isLeft: false, this);
}

/// <summary>1 / √x.</summary>
internal readonly struct RsqrtRule : IUnaryRule
{
    public static string Name => "Rsqrt";

    public static Uses Uses => Uses.Result;

    public T Value<T>(T x) where T : IFloatingPointIeee754<T> => T.One / T.Sqrt(x);

    public T Partial<T>(T x, T y) where T : IFloatingPointIeee754<T> => T.CreateChecked(-0.5) * y * y * y;

    public Tensor? Backward(Tensor grad, Tensor x, Tensor y) => GradModes.IsRecording ? grad * (y * y * y * -0.5) : Unary.Chain(grad, x, y, this);
}
