using System.Numerics;
using SourceAutodiff.Special;

namespace SourceAutodiff;

/// <content>The activation functions of neural networks that are smooth, with libtorch's values.</content>
public static partial class SpecialFunctions
{
    /// <summary>The logistic function, <c>1 / (1 + exp(-x))</c>.</summary>
    /// <remarks>By that formula. All x; within 2 ulp.</remarks>
    public static T Sigmoid<T>(T x)
        where T : IFloatingPointIeee754<T> =>
        FromDouble<T>(ElementaryFunctions.Sigmoid(ToDouble(x)));

    /// <summary>The logarithm of the logistic function, <c>-ln(1 + exp(-x))</c>.</summary>
    /// <remarks><c>min(x, 0) - Log1p(exp(-|x|))</c>, which does not overflow. All x; within 2 ulp.</remarks>
    public static T LogSigmoid<T>(T x)
        where T : IFloatingPointIeee754<T> =>
        FromDouble<T>(ElementaryFunctions.LogSigmoid(ToDouble(x)));

    /// <summary><c>ln(1 + exp(x))</c>.</summary>
    /// <remarks><c>max(x, 0) + Log1p(exp(-|x|))</c>, which does not overflow. All x; within 2 ulp.</remarks>
    public static T Softplus<T>(T x)
        where T : IFloatingPointIeee754<T> =>
        FromDouble<T>(ElementaryFunctions.Softplus(ToDouble(x)));

    /// <summary><c>ln(1 + exp(beta x)) / beta</c>, and x itself where beta x is above the threshold.</summary>
    /// <remarks>From <see cref="Softplus{T}(T)"/>.</remarks>
    /// <param name="x">The argument.</param>
    /// <param name="beta">The steepness.</param>
    /// <param name="threshold">Where the function becomes x; libtorch takes 20.</param>
    public static T Softplus<T>(T x, T beta, T threshold)
        where T : IFloatingPointIeee754<T> =>
        FromDouble<T>(ElementaryFunctions.Softplus(ToDouble(x), ToDouble(beta), ToDouble(threshold)));

    /// <summary>The Gaussian error linear unit, <c>x Φ(x)</c>.</summary>
    /// <remarks>From <see cref="NormalCdf"/>. All x but -∞, where it is NaN; within 6 ulp.</remarks>
    public static T Gelu<T>(T x)
        where T : IFloatingPointIeee754<T> =>
        FromDouble<T>(ElementaryFunctions.Gelu(ToDouble(x)));

    /// <summary>The usual approximation of <see cref="Gelu"/>, <c>½ x (1 + tanh(√(2/π) (x + 0.044715 x³)))</c>.</summary>
    /// <remarks>By the sigmoid of twice the tangent's argument. All x but -∞, where it is NaN; within 6 ulp from -2 on, the more the smaller the value (130 ulp at -10).</remarks>
    public static T GeluTanh<T>(T x)
        where T : IFloatingPointIeee754<T> =>
        FromDouble<T>(ElementaryFunctions.GeluTanh(ToDouble(x)));

    /// <summary>The sigmoid linear unit, <c>x / (1 + exp(-x))</c>.</summary>
    /// <remarks>By that formula. All x but -∞, where it is NaN; within 2 ulp.</remarks>
    public static T Silu<T>(T x)
        where T : IFloatingPointIeee754<T> =>
        FromDouble<T>(ElementaryFunctions.Silu(ToDouble(x)));

    /// <summary><c>x tanh(ln(1 + exp x))</c>.</summary>
    /// <remarks>As a rational function of <c>exp x</c>. All x but -∞, where it is NaN; within 3 ulp.</remarks>
    public static T Mish<T>(T x)
        where T : IFloatingPointIeee754<T> =>
        FromDouble<T>(ElementaryFunctions.Mish(ToDouble(x)));

    /// <summary>The exponential linear unit: x above 0, elsewhere <c>alpha (exp(x) - 1)</c>.</summary>
    /// <remarks>From <see cref="Expm1"/>. All x; within 2 ulp.</remarks>
    /// <param name="x">The argument.</param>
    /// <param name="alpha">How far below 0 the function goes.</param>
    public static T Elu<T>(T x, T alpha)
        where T : IFloatingPointIeee754<T> =>
        FromDouble<T>(ElementaryFunctions.Elu(ToDouble(x), ToDouble(alpha)));

    /// <summary>The exponential linear unit with slope 1 at 0: x above 0, elsewhere <c>alpha (exp(x / alpha) - 1)</c>.</summary>
    /// <remarks>From <see cref="Expm1"/>. All x; within 3 ulp.</remarks>
    /// <param name="x">The argument.</param>
    /// <param name="alpha">How far below 0 the function goes.</param>
    public static T Celu<T>(T x, T alpha)
        where T : IFloatingPointIeee754<T> =>
        FromDouble<T>(ElementaryFunctions.Celu(ToDouble(x), ToDouble(alpha)));

    /// <summary>The self-normalising unit, <see cref="Elu"/> with alpha 1.6733 times 1.0507.</summary>
    /// <remarks>The constants of G. Klambauer et al., Self-normalizing neural networks (2017), as libtorch has them. All x; within 3 ulp.</remarks>
    public static T Selu<T>(T x)
        where T : IFloatingPointIeee754<T> =>
        FromDouble<T>(ElementaryFunctions.Selu(ToDouble(x)));

    /// <summary><c>x - tanh x</c>.</summary>
    /// <remarks>By that formula, as in libtorch: near 0 the two cancel.</remarks>
    public static T TanhShrink<T>(T x)
        where T : IFloatingPointIeee754<T> =>
        x - FromDouble<T>(Math.Tanh(ToDouble(x)));
}
