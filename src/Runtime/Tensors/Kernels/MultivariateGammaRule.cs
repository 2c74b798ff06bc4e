using System.Numerics;
using SourceAutodiff.Tensors;

namespace SourceAutodiff.Kernels;

/// <summary>ln Γ_p: the multivariate gamma function, and its derivatives.</summary>
internal readonly struct MultivariateGammaRule(int n, int p) : IUnaryRule
{
    public static string Name => "Mvlgamma";

    public static Uses Uses => Uses.Left;

    public T Value<T>(T x) where T : IFloatingPointIeee754<T> => n == 0 ? SpecialFunctions.MultivariateLogGamma(x, p) : SpecialFunctions.MultivariatePolygamma(n - 1, x, p);

    public T Partial<T>(T x, T y) where T : IFloatingPointIeee754<T> => SpecialFunctions.MultivariatePolygamma(n, x, p);

    public Tensor? Backward(Tensor grad, Tensor x, Tensor y) =>
        GradModes.IsRecording ? grad * Unary.Apply(x, new MultivariateGammaRule(n + 1, p)) : Unary.Chain(grad, x, y, this);
}
