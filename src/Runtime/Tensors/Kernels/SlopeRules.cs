using System.Numerics;
using SourceAutodiff.Tensors;

namespace SourceAutodiff.Kernels;

/// <summary>The element, times a slope where it is not positive.</summary>
internal readonly struct LeakyReluRule(double slope) : IUnaryRule
{
    public static string Name => "LeakyRelu";

    public static Uses Uses => Uses.Left;

    public T Value<T>(T x) where T : IFloatingPointIeee754<T> => SpecialFunctions.LeakyRelu(x, T.CreateChecked(slope));

    public T Partial<T>(T x, T y) where T : IFloatingPointIeee754<T> => x > T.Zero ? T.One : T.CreateChecked(slope);

    public Tensor? Backward(Tensor grad, Tensor x, Tensor y) => GradModes.IsRecording ? Tensor.Where(x > 0, grad, grad * slope) : Unary.Chain(grad, x, y, this);
}

/// <summary>The element, and α (exp(x) - 1) where it is not positive.</summary>
internal readonly struct EluRule(double alpha) : IUnaryRule
{
    public static string Name => "Elu";

    public static Uses Uses => Uses.Left;

    public T Value<T>(T x) where T : IFloatingPointIeee754<T> => SpecialFunctions.Elu(x, T.CreateChecked(alpha));

    public T Partial<T>(T x, T y) where T : IFloatingPointIeee754<T> => x <= T.Zero ? T.CreateChecked(alpha) * T.Exp(x) : T.One;

    public Tensor? Backward(Tensor grad, Tensor x, Tensor y) => GradModes.IsRecording ? Tensor.Where(x <= 0, grad * (x.Exp() * alpha), grad) : Unary.Chain(grad, x, y, this);
}

/// <summary>The element, and α (exp(x / α) - 1) where it is not positive.</summary>
internal readonly struct CeluRule(double alpha) : IUnaryRule
{
    public static string Name => "Celu";

    public static Uses Uses => Uses.Left;

    public T Value<T>(T x) where T : IFloatingPointIeee754<T> => SpecialFunctions.Celu(x, T.CreateChecked(alpha));

    public T Partial<T>(T x, T y) where T : IFloatingPointIeee754<T> => x <= T.Zero ? T.Exp(x / T.CreateChecked(alpha)) : T.One;

    public Tensor? Backward(Tensor grad, Tensor x, Tensor y) => GradModes.IsRecording ? Tensor.Where(x <= 0, grad * (x / alpha).Exp(), grad) : Unary.Chain(grad, x, y, this);
}

/// <summary>The element, and 0 where its size is at most λ.</summary>
internal readonly struct HardshrinkRule(double lambda) : IUnaryRule
{
    public static string Name => "Hardshrink";

    public static Uses Uses => Uses.Left;

    public T Value<T>(T x) where T : IFloatingPointIeee754<T> => SpecialFunctions.HardShrink(x, T.CreateChecked(lambda));

    public T Partial<T>(T x, T y) where T : IFloatingPointIeee754<T> => x >= T.CreateChecked(-lambda) && x <= T.CreateChecked(lambda) ? T.Zero : T.One;

    public Tensor? Backward(Tensor grad, Tensor x, Tensor y) => GradModes.IsRecording ? Tensor.Where((x >= -lambda) & (x <= lambda), 0.0, grad) : Unary.Chain(grad, x, y, this);
}

/// <summary>The element moved towards 0 by λ, and 0 where its size is at most that.</summary>
internal readonly struct SoftshrinkRule(double lambda) : IUnaryRule
{
    public static string Name => "Softshrink";

    public static Uses Uses => Uses.Left;

    public T Value<T>(T x) where T : IFloatingPointIeee754<T> => SpecialFunctions.SoftShrink(x, T.CreateChecked(lambda));

    public T Partial<T>(T x, T y) where T : IFloatingPointIeee754<T> => x >= T.CreateChecked(-lambda) && x <= T.CreateChecked(lambda) ? T.Zero : T.One;

    public Tensor? Backward(Tensor grad, Tensor x, Tensor y) => GradModes.IsRecording ? Tensor.Where((x >= -lambda) & (x <= lambda), 0.0, grad) : Unary.Chain(grad, x, y, this);
}

/// <summary>The logarithm of the odds of the element, which is kept ε away from 0 and 1.</summary>
internal readonly struct LogitBoundRule(double eps) : IUnaryRule
{
    public static string Name => "Logit";

    public static Uses Uses => Uses.Left;

    public T Value<T>(T x) where T : IFloatingPointIeee754<T> => SpecialFunctions.Logit(x, T.CreateChecked(eps));

    public T Partial<T>(T x, T y) where T : IFloatingPointIeee754<T> => x < T.CreateChecked(eps) || x > T.CreateChecked(1 - eps) ? T.Zero : T.One / (x * (T.One - x));

    public Tensor? Backward(Tensor grad, Tensor x, Tensor y) => GradModes.IsRecording ? Tensor.Where((x < eps) | (x > 1 - eps), 0.0, grad / (x * (1 - x))) : Unary.Chain(grad, x, y, this);
}
