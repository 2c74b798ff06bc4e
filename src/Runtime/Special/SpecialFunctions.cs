using System.Numerics;

namespace SourceAutodiff;

/// <summary>
/// Special functions of mathematics, statistics and machine learning, for every floating-point type. Each has a derivative rule (docs/ops.md), so it can be
/// called in <c>[Differentiable]</c> methods.
/// </summary>
/// <remarks>
/// Computed in double and rounded to the type at hand: the accuracy that is given with each function is that of double, and a float is off by no more than its
/// own rounding. At poles, infinities and the ends of their domains the functions are what libtorch's are. None of them throws.
/// </remarks>
public static partial class SpecialFunctions
{
    // The comparisons of types are constants to the compiler at run time, and what is boxed here never is.
    private static double ToDouble<T>(T x)
        where T : IFloatingPointIeee754<T> =>
        typeof(T) == typeof(double) ? (double)(object)x : typeof(T) == typeof(float) ? (float)(object)x : double.CreateTruncating(x);

    private static T FromDouble<T>(double x)
        where T : IFloatingPointIeee754<T> =>
        typeof(T) == typeof(double) ? (T)(object)x : typeof(T) == typeof(float) ? (T)(object)(float)x : T.CreateTruncating(x);
}
