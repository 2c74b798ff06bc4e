using System.Numerics;

namespace SourceAutodiff;

/// <content>The activation functions of neural networks that are made of lines, in the arithmetic of T, with libtorch's values.</content>
public static partial class SpecialFunctions
{
    /// <summary>The rectified linear unit: x above 0, elsewhere 0. Keeps -0 and NaN.</summary>
    /// <remarks>Exact.</remarks>
    public static T Relu<T>(T x)
        where T : IFloatingPointIeee754<T> =>
        x < T.Zero ? T.Zero : x;

    /// <summary>x between 0 and 6, elsewhere the nearer of these.</summary>
    /// <remarks>Exact.</remarks>
    public static T Relu6<T>(T x)
        where T : IFloatingPointIeee754<T> =>
        HardTanh(x, T.Zero, T.CreateTruncating(6));

    /// <summary>x above 0, elsewhere x times the slope. With a slope that is learned, this is PReLU.</summary>
    /// <remarks>One rounding.</remarks>
    /// <param name="x">The argument.</param>
    /// <param name="slope">The slope below 0.</param>
    public static T LeakyRelu<T>(T x, T slope)
        where T : IFloatingPointIeee754<T> =>
        x > T.Zero ? x : x * slope;

    /// <summary>x between the bounds, elsewhere the nearer one.</summary>
    /// <remarks>Exact.</remarks>
    /// <param name="x">The argument.</param>
    /// <param name="min">The lower bound.</param>
    /// <param name="max">The upper bound.</param>
    public static T HardTanh<T>(T x, T min, T max)
        where T : IFloatingPointIeee754<T> =>
        x < min ? min : x > max ? max : x;

    /// <summary>The sigmoid's caricature, <c>(x + 3) / 6</c> between 0 and 1.</summary>
    /// <remarks>Two roundings.</remarks>
    public static T HardSigmoid<T>(T x)
        where T : IFloatingPointIeee754<T> =>
        Relu6(x + T.CreateTruncating(3)) / T.CreateTruncating(6);

    /// <summary>x times <see cref="HardSigmoid"/>.</summary>
    /// <remarks>Three roundings.</remarks>
    public static T HardSwish<T>(T x)
        where T : IFloatingPointIeee754<T> =>
        x * Relu6(x + T.CreateTruncating(3)) / T.CreateTruncating(6);

    /// <summary>0 where x is no larger than lambda, elsewhere x.</summary>
    /// <remarks>Exact.</remarks>
    /// <param name="x">The argument.</param>
    /// <param name="lambda">Up to where x is taken for 0.</param>
    public static T HardShrink<T>(T x, T lambda)
        where T : IFloatingPointIeee754<T> =>
        x >= -lambda && x <= lambda ? T.Zero : x;

    /// <summary>x moved towards 0 by lambda, 0 where it is no larger.</summary>
    /// <remarks>One rounding.</remarks>
    /// <param name="x">The argument.</param>
    /// <param name="lambda">How far x is moved.</param>
    public static T SoftShrink<T>(T x, T lambda)
        where T : IFloatingPointIeee754<T> =>
        x > lambda ? x - lambda : x < -lambda ? x + lambda : x * T.Zero;

    /// <summary><c>x / (1 + |x|)</c>.</summary>
    /// <remarks>Two roundings.</remarks>
    public static T Softsign<T>(T x)
        where T : IFloatingPointIeee754<T> =>
        x / (T.One + T.Abs(x));

    /// <summary>x above the threshold, elsewhere the value.</summary>
    /// <remarks>Exact.</remarks>
    /// <param name="x">The argument.</param>
    /// <param name="threshold">Where x begins.</param>
    /// <param name="value">What stands below.</param>
    public static T Threshold<T>(T x, T threshold, T value)
        where T : IFloatingPointIeee754<T> =>
        x <= threshold ? value : x;
}
