using System.Numerics;
using SourceAutodiff.Tensors;

namespace SourceAutodiff.Kernels;

/// <summary>(a - b)².</summary>
internal readonly struct SquaredErrorRule : IBinaryRule
{
    public static string Name => "MseLoss";

    public static Uses UsesLeft => Uses.Left | Uses.Right;

    public static Uses UsesRight => Uses.Left | Uses.Right;

    public T Value<T>(T a, T b) where T : IFloatingPointIeee754<T> => (a - b) * (a - b);

    public T PartialLeft<T>(T a, T b, T y) where T : IFloatingPointIeee754<T> => (a - b) * T.CreateChecked(2);

    public T PartialRight<T>(T a, T b, T y) where T : IFloatingPointIeee754<T> => (b - a) * T.CreateChecked(2);

    public Tensor? BackwardLeft(Tensor grad, Tensor a, Tensor b, Tensor y) => GradModes.IsRecording ? grad * ((a - b) * 2) : Binary.Chain(grad, a, b, y, isLeft: true, this);

    public Tensor? BackwardRight(Tensor grad, Tensor a, Tensor b, Tensor y) => GradModes.IsRecording ? grad * ((b - a) * 2) : Binary.Chain(grad, a, b, y, isLeft: false, this);
}

/// <summary>Half of the square of the difference, divided by <paramref name="scale"/>, up to a width, and a straight line from there: the Huber loss and smooth L1.</summary>
internal readonly struct HuberRule(double width, double scale) : IBinaryRule
{
    public static string Name => "HuberLoss";

    public static Uses UsesLeft => Uses.Left | Uses.Right;

    public static Uses UsesRight => Uses.Left | Uses.Right;

    public T Value<T>(T a, T b) where T : IFloatingPointIeee754<T>
    {
        (T size, T bound, T half) = (T.Abs(a - b), T.CreateChecked(width), T.CreateChecked(0.5));
        return (size < bound ? half * size * size : bound * (size - (half * bound))) / T.CreateChecked(scale);
    }

    public T PartialLeft<T>(T a, T b, T y) where T : IFloatingPointIeee754<T>
    {
        (T apart, T bound) = (a - b, T.CreateChecked(width));
        return (apart >= bound ? bound : apart <= -bound ? -bound : apart) / T.CreateChecked(scale);
    }

    public T PartialRight<T>(T a, T b, T y) where T : IFloatingPointIeee754<T> => -PartialLeft(a, b, y);

    public Tensor? BackwardLeft(Tensor grad, Tensor a, Tensor b, Tensor y) =>
        GradModes.IsRecording ? grad * ((a - b).Hardtanh(-width, width) / scale) : Binary.Chain(grad, a, b, y, isLeft: true, this);

    public Tensor? BackwardRight(Tensor grad, Tensor a, Tensor b, Tensor y) =>
        GradModes.IsRecording ? -grad * ((a - b).Hardtanh(-width, width) / scale) : Binary.Chain(grad, a, b, y, isLeft: false, this);
}

/// <summary>-b ln a - (1 - b) ln(1 - a), with logarithms not below -100, as libtorch has it.</summary>
internal readonly struct CrossEntropyRule : IBinaryRule
{
    // In single precision, as libtorch has it.
    private const double Tiny = 9.999999960041972e-13;

    public static string Name => "BinaryCrossEntropy";

    public static Uses UsesLeft => Uses.Left | Uses.Right;

    public static Uses UsesRight => Uses.Left;

    public T Value<T>(T a, T b) where T : IFloatingPointIeee754<T> =>
        ((b - T.One) * T.Max(SpecialFunctions.Log1p(-a), T.CreateChecked(-100))) - (b * T.Max(T.Log(a), T.CreateChecked(-100)));

    public T PartialLeft<T>(T a, T b, T y) where T : IFloatingPointIeee754<T> => (a - b) / T.Max((T.One - a) * a, T.CreateChecked(Tiny));

    public T PartialRight<T>(T a, T b, T y) where T : IFloatingPointIeee754<T> => T.Log(T.One - a) - T.Log(a);

    public Tensor? BackwardLeft(Tensor grad, Tensor a, Tensor b, Tensor y) =>
        GradModes.IsRecording ? grad * ((a - b) / ((1 - a) * a).ClampMin(Tiny)) : Binary.Chain(grad, a, b, y, isLeft: true, this);

    public Tensor? BackwardRight(Tensor grad, Tensor a, Tensor b, Tensor y) =>
        GradModes.IsRecording ? grad * ((1 - a).Log() - a.Log()) : Binary.Chain(grad, a, b, y, isLeft: false, this);
}

/// <summary>The cross entropy of the sigmoid of a: max(a, 0) - a b + ln(1 + exp(-|a|)).</summary>
internal readonly struct LogitCrossEntropyRule : IBinaryRule
{
    public static string Name => "BinaryCrossEntropyWithLogits";

    public static Uses UsesLeft => Uses.Left | Uses.Right;

    public static Uses UsesRight => Uses.Left;

    public T Value<T>(T a, T b) where T : IFloatingPointIeee754<T> => T.Max(a, T.Zero) - (a * b) + SpecialFunctions.Log1p(T.Exp(-T.Abs(a)));

    public T PartialLeft<T>(T a, T b, T y) where T : IFloatingPointIeee754<T> => SpecialFunctions.Sigmoid(a) - b;

    public T PartialRight<T>(T a, T b, T y) where T : IFloatingPointIeee754<T> => -a;

    public Tensor? BackwardLeft(Tensor grad, Tensor a, Tensor b, Tensor y) => GradModes.IsRecording ? grad * (a.Sigmoid() - b) : Binary.Chain(grad, a, b, y, isLeft: true, this);

    public Tensor? BackwardRight(Tensor grad, Tensor a, Tensor b, Tensor y) => GradModes.IsRecording ? -grad * a : Binary.Chain(grad, a, b, y, isLeft: false, this);
}

/// <summary>ln(1 + exp(-a b)).</summary>
internal readonly struct SoftMarginRule : IBinaryRule
{
    public static string Name => "SoftMarginLoss";

    public static Uses UsesLeft => Uses.Left | Uses.Right;

    public static Uses UsesRight => Uses.Left | Uses.Right;

    public T Value<T>(T a, T b) where T : IFloatingPointIeee754<T> => -SpecialFunctions.LogSigmoid(a * b);

    public T PartialLeft<T>(T a, T b, T y) where T : IFloatingPointIeee754<T> => -b * SpecialFunctions.Sigmoid(-(a * b));

    public T PartialRight<T>(T a, T b, T y) where T : IFloatingPointIeee754<T> => -a * SpecialFunctions.Sigmoid(-(a * b));

    public Tensor? BackwardLeft(Tensor grad, Tensor a, Tensor b, Tensor y) => GradModes.IsRecording ? -grad * (b * (-(a * b)).Sigmoid()) : Binary.Chain(grad, a, b, y, isLeft: true, this);

    public Tensor? BackwardRight(Tensor grad, Tensor a, Tensor b, Tensor y) => GradModes.IsRecording ? -grad * (a * (-(a * b)).Sigmoid()) : Binary.Chain(grad, a, b, y, isLeft: false, this);
}
