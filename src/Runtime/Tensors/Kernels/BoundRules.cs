using System.Numerics;
using SourceAutodiff.Tensors;

namespace SourceAutodiff.Kernels;

/// <summary>The element between two numbers, which are taken outside. No gradient goes through outside, nor at the numbers: unlike <see cref="ClampRule"/>.</summary>
internal readonly struct HardtanhRule(double min, double max) : IUnaryRule
{
    public static string Name => "Hardtanh";

    public static Uses Uses => Uses.Left;

    public T Value<T>(T x) where T : IFloatingPointIeee754<T> => SpecialFunctions.HardTanh(x, T.CreateChecked(min), T.CreateChecked(max));

    public T Partial<T>(T x, T y) where T : IFloatingPointIeee754<T> => x <= T.CreateChecked(min) || x >= T.CreateChecked(max) ? T.Zero : T.One;

    public Tensor? Backward(Tensor grad, Tensor x, Tensor y) =>
        GradModes.IsRecording ? Tensor.Where((x <= min) | (x >= max), 0.0, grad) : Unary.Chain(grad, x, y, this);
}

/// <summary>The element where it is above a number, and another number elsewhere.</summary>
internal readonly struct ThresholdRule(double threshold, double value) : IUnaryRule
{
    public static string Name => "Threshold";

    public static Uses Uses => Uses.Left;

    public T Value<T>(T x) where T : IFloatingPointIeee754<T> => x <= T.CreateChecked(threshold) ? T.CreateChecked(value) : x;

    public T Partial<T>(T x, T y) where T : IFloatingPointIeee754<T> => x <= T.CreateChecked(threshold) ? T.Zero : T.One;

    public Tensor? Backward(Tensor grad, Tensor x, Tensor y) => GradModes.IsRecording ? Tensor.Where(x <= threshold, 0.0, grad) : Unary.Chain(grad, x, y, this);
}

/// <summary>ln(1 + exp(βx)) / β, and x itself above a threshold, where they are the same but for rounding.</summary>
internal readonly struct SharpSoftplusRule(double beta, double threshold) : IUnaryRule
{
    public static string Name => "Softplus";

    public static Uses Uses => Uses.Left;

    public T Value<T>(T x) where T : IFloatingPointIeee754<T> => SpecialFunctions.Softplus(x, T.CreateChecked(beta), T.CreateChecked(threshold));

    public T Partial<T>(T x, T y) where T : IFloatingPointIeee754<T> =>
        x * T.CreateChecked(beta) > T.CreateChecked(threshold) ? T.One : SpecialFunctions.Sigmoid(x * T.CreateChecked(beta));

    public Tensor? Backward(Tensor grad, Tensor x, Tensor y) =>
        GradModes.IsRecording ? grad * Tensor.Where(x * beta > threshold, 1.0, (x * beta).Sigmoid()) : Unary.Chain(grad, x, y, this);
}

/// <summary>The element where it is positive, and elsewhere its multiple by a weight that is learned.</summary>
internal readonly struct PreluRule : IBinaryRule
{
    public static string Name => "PreluKernel";

    public static Uses UsesLeft => Uses.Left | Uses.Right;

    public static Uses UsesRight => Uses.Left;

    public T Value<T>(T a, T b) where T : IFloatingPointIeee754<T> => a > T.Zero ? a : b * a;

    public T PartialLeft<T>(T a, T b, T y) where T : IFloatingPointIeee754<T> => a > T.Zero ? T.One : b;

    public T PartialRight<T>(T a, T b, T y) where T : IFloatingPointIeee754<T> => a > T.Zero ? T.Zero : a;

    public Tensor? BackwardLeft(Tensor grad, Tensor a, Tensor b, Tensor y) =>
        GradModes.IsRecording ? Tensor.Where(a > 0, grad, b * grad) : Binary.Chain(grad, a, b, y, isLeft: true, this);

    public Tensor? BackwardRight(Tensor grad, Tensor a, Tensor b, Tensor y) =>
        GradModes.IsRecording ? Tensor.Where(a > 0, 0.0, a * grad) : Binary.Chain(grad, a, b, y, isLeft: false, this);
}
