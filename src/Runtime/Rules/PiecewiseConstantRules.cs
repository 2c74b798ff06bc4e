using System.Numerics;

namespace SourceAutodiff.Rules;

/// <summary>Steps: the derivative is zero, at the jumps too. Naming them here says that the zero is meant.</summary>
[DerivativeRules(typeof(Math), typeof(MathF), typeof(double), typeof(float))]
internal static class PiecewiseConstantRules<T> where T : IFloatingPointIeee754<T>
{
    [TensorOp("Floor", HasIntegers = true)] public static T Floor   (T x) => T.Zero;
    [TensorOp("Ceil", HasIntegers = true)]  public static T Ceiling (T x) => T.Zero;
    [TensorOp("Trunc", HasIntegers = true)] public static T Truncate(T x) => T.Zero;

    [TensorOp("Round", HasIntegers = true)]
    public static T Round        (T x)                                                         => T.Zero;
    public static T Round        (T x, [Sample(0, 2)] int digits)                              => T.Zero;
    public static T RoundMidpoint(T x, [Sample(0, 2)] MidpointRounding mode)                   => T.Zero;
    public static T Round        (T x, [Sample(0, 2)] int digits, [Sample(0, 2)] MidpointRounding mode) => T.Zero;

    [Discrete(typeof(int))] public static T Sign (T x) => T.Zero;
    [Discrete(typeof(int))] public static T ILogB(T x) => T.Zero;

    [Discrete(typeof(bool))] public static T IsEvenInteger     (T x) => T.Zero;
    [Discrete(typeof(bool))] public static T IsFinite          (T x) => T.Zero;
    [Discrete(typeof(bool))] public static T IsInfinity        (T x) => T.Zero;
    [Discrete(typeof(bool))] public static T IsInteger         (T x) => T.Zero;
    [Discrete(typeof(bool))] public static T IsNaN             (T x) => T.Zero;
    [Discrete(typeof(bool))] public static T IsNegative        (T x) => T.Zero;
    [Discrete(typeof(bool))] public static T IsNegativeInfinity(T x) => T.Zero;
    [Discrete(typeof(bool))] public static T IsNormal          (T x) => T.Zero;
    [Discrete(typeof(bool))] public static T IsOddInteger      (T x) => T.Zero;
    [Discrete(typeof(bool))] public static T IsPositive        (T x) => T.Zero;
    [Discrete(typeof(bool))] public static T IsPositiveInfinity(T x) => T.Zero;
    [Discrete(typeof(bool))] public static T IsPow2            (T x) => T.Zero;
    [Discrete(typeof(bool))] public static T IsRealNumber      (T x) => T.Zero;
    [Discrete(typeof(bool))] public static T IsSubnormal       (T x) => T.Zero;
    [Discrete(typeof(bool))] public static T IsZero            (T x) => T.Zero;
}
