using System.Numerics;
using SourceAutodiff.Tensors;

namespace SourceAutodiff.Kernels;

/// <summary>-1, 0 or 1; 0 for NaN, as libtorch has it. The gradient is 0.</summary>
internal readonly struct SignRule : IUnaryRule
{
    public static string Name => "Sign";

    public static Uses Uses => Uses.None;

    public T Value<T>(T x) where T : IFloatingPointIeee754<T> => x > T.Zero ? T.One : x < T.Zero ? -T.One : T.Zero;

    public T Partial<T>(T x, T y) where T : IFloatingPointIeee754<T> => T.Zero;

    public Tensor? Backward(Tensor grad, Tensor x, Tensor y) => Tensor.ZerosLike(grad);
}

/// <summary>The part behind the point, with the sign. The gradient is 1, at the jumps too.</summary>
internal readonly struct FractionRule : IUnaryRule
{
    public static string Name => "Frac";

    public static Uses Uses => Uses.None;

    public T Value<T>(T x) where T : IFloatingPointIeee754<T> => x - T.Truncate(x);

    public T Partial<T>(T x, T y) where T : IFloatingPointIeee754<T> => T.One;

    public Tensor? Backward(Tensor grad, Tensor x, Tensor y) => grad;
}

/// <summary>Numbers in place of NaN and the infinities; no gradient goes through those.</summary>
internal readonly struct NanToNumRule(double nan, double? positive, double? negative) : IUnaryRule
{
    public static string Name => "NanToNum";

    public static Uses Uses => Uses.Left;

    public T Value<T>(T x) where T : IFloatingPointIeee754<T> =>
        T.IsNaN(x) ? T.CreateSaturating(nan)
        : T.IsPositiveInfinity(x) ? positive is { } most ? T.CreateSaturating(most) : Largest<T>()
        : T.IsNegativeInfinity(x) ? negative is { } least ? T.CreateSaturating(least) : -Largest<T>()
        : x;

    public T Partial<T>(T x, T y) where T : IFloatingPointIeee754<T> => T.IsFinite(x) ? T.One : T.Zero;

    public Tensor? Backward(Tensor grad, Tensor x, Tensor y) => GradModes.IsRecording ? grad * x.IsFinite() : Unary.Chain(grad, x, y, this);

    private static T Largest<T>() where T : IFloatingPointIeee754<T> => typeof(T) == typeof(double) ? T.CreateChecked(double.MaxValue) : T.CreateChecked(float.MaxValue);
}

/// <summary>Cut off at one or two numbers. The gradient is 1 between them and at them, and 0 outside and for NaN.</summary>
internal readonly struct ClampRule(double? min, double? max) : IUnaryRule
{
    public static string Name => "Clamp";

    public static Uses Uses => Uses.Left;

    public T Value<T>(T x) where T : IFloatingPointIeee754<T>
    {
        if (min is { } low && T.CreateChecked(low) is var l && !(x >= l) && !T.IsNaN(x)) x = l;
        if (max is { } high && T.CreateChecked(high) is var h && !(x <= h) && !T.IsNaN(x)) x = h;
        return x;
    }

    public T Partial<T>(T x, T y) where T : IFloatingPointIeee754<T> =>
        (min is not { } low || x >= T.CreateChecked(low)) && (max is not { } high || x <= T.CreateChecked(high)) ? T.One : T.Zero;

    public Tensor? Backward(Tensor grad, Tensor x, Tensor y)
    {
        if (!GradModes.IsRecording) return Unary.Chain(grad, x, y, this);
        Tensor inside = min is { } low ? x >= low : x <= max!.Value;
        return Tensor.Where(min is not null && max is { } high ? inside & (x <= high) : inside, grad, 0.0);
    }
}

/// <summary>The remainder with the sign of the divisor.</summary>
internal readonly struct FloorRemainderRule : IBinaryRule
{
    public static string Name => "Remainder";

    public static Uses UsesLeft => Uses.None;

    public static Uses UsesRight => Uses.Left | Uses.Right;

    public T Value<T>(T a, T b) where T : IFloatingPointIeee754<T>
    {
        T rest = a % b;
        return rest != T.Zero && (b < T.Zero) != (rest < T.Zero) ? rest + b : rest;
    }

    public T PartialLeft<T>(T a, T b, T y) where T : IFloatingPointIeee754<T> => T.One;

    public T PartialRight<T>(T a, T b, T y) where T : IFloatingPointIeee754<T> => -default(FloorQuotientRule).Value(a, b);

    public Tensor? BackwardLeft(Tensor grad, Tensor a, Tensor b, Tensor y) => grad;

    public Tensor? BackwardRight(Tensor grad, Tensor a, Tensor b, Tensor y) =>
        GradModes.IsRecording ? -grad * a.Div(b, "floor") : Binary.Chain(grad, a, b, y, isLeft: false, this);
}

/// <summary>The quotient rounded down, as libtorch rounds it: from the remainder, so that it is exact. The gradient is 0.</summary>
internal readonly struct FloorQuotientRule : IBinaryRule
{
    public static string Name => "Div";

    public static Uses UsesLeft => Uses.None;

    public static Uses UsesRight => Uses.None;

    public T Value<T>(T a, T b) where T : IFloatingPointIeee754<T>
    {
        if (b == T.Zero) return a / b;
        T rest = a % b, quotient = (a - rest) / b;
        if (rest != T.Zero && (b < T.Zero) != (rest < T.Zero)) quotient -= T.One;
        if (quotient == T.Zero) return T.CopySign(T.Zero, a / b);
        T floor = T.Floor(quotient);
        return quotient - floor > T.CreateChecked(0.5) ? floor + T.One : floor;
    }

    public T PartialLeft<T>(T a, T b, T y) where T : IFloatingPointIeee754<T> => T.Zero;

    public T PartialRight<T>(T a, T b, T y) where T : IFloatingPointIeee754<T> => T.Zero;

    public Tensor? BackwardLeft(Tensor grad, Tensor a, Tensor b, Tensor y) => Tensor.ZerosLike(grad);

    public Tensor? BackwardRight(Tensor grad, Tensor a, Tensor b, Tensor y) => Tensor.ZerosLike(grad);
}

/// <summary>The quotient without its fraction. The gradient is 0.</summary>
internal readonly struct TruncatedQuotientRule : IBinaryRule
{
    public static string Name => "Div";

    public static Uses UsesLeft => Uses.None;

    public static Uses UsesRight => Uses.None;

    public T Value<T>(T a, T b) where T : IFloatingPointIeee754<T> => T.Truncate(a / b);

    public T PartialLeft<T>(T a, T b, T y) where T : IFloatingPointIeee754<T> => T.Zero;

    public T PartialRight<T>(T a, T b, T y) where T : IFloatingPointIeee754<T> => T.Zero;

    public Tensor? BackwardLeft(Tensor grad, Tensor a, Tensor b, Tensor y) => Tensor.ZerosLike(grad);

    public Tensor? BackwardRight(Tensor grad, Tensor a, Tensor b, Tensor y) => Tensor.ZerosLike(grad);
}
