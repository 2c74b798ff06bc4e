using System.Numerics;
using SourceAutodiff.Tensors;

namespace SourceAutodiff.Kernels;

/// <summary>1 / x, which no function of the framework is.</summary>
internal readonly struct ReciprocalRule : IUnaryRule
{
    public static string Name => "Reciprocal";

    public static Uses Uses => Uses.Result;

    public T Value<T>(T x) where T : IFloatingPointIeee754<T> => T.One / x;

    public T Partial<T>(T x, T y) where T : IFloatingPointIeee754<T> => -(y * y);

    public Tensor? Backward(Tensor grad, Tensor x, Tensor y) => GradModes.IsRecording ? -grad * (y * y) : Unary.Chain(grad, x, y, this);
}
