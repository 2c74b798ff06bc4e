using System.Numerics;
using SourceAutodiff.Tensors;

namespace SourceAutodiff.Kernels;

/// <summary>The n-th derivative of digamma. By hand, for the number in it.</summary>
internal readonly struct PolygammaRule(int n) : IUnaryRule
{
    public static string Name => "Polygamma";

    public static Uses Uses => Uses.Left;

    public T Value<T>(T x) where T : IFloatingPointIeee754<T> => SpecialFunctions.Polygamma(n, x);

    public T Partial<T>(T x, T y) where T : IFloatingPointIeee754<T> => SpecialFunctions.Polygamma(n + 1, x);

    public Tensor? Backward(Tensor grad, Tensor x, Tensor y) => GradModes.IsRecording ? grad * Lift.Polygamma(n + 1, x) : Unary.Chain(grad, x, y, this);
}

internal static partial class Lift
{
    public static Tensor Trigamma(Tensor x) => Polygamma(1, x);

    public static Tensor Polygamma(int n, Tensor x) => Unary.Apply(x, new PolygammaRule(n));
}
