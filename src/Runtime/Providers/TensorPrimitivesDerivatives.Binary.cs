using System.Numerics;
using System.Numerics.Tensors;
using SourceAutodiff.Rules;

namespace SourceAutodiff.Providers;

public static partial class TensorPrimitivesDerivatives
{
    /// <summary>The backward method of <see cref="TensorPrimitives.Max{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomBackward(typeof(TensorPrimitives), nameof(TensorPrimitives.Max))]
    public static void MaxBackward<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> destination, Span<T> gradX, Span<T> gradY, Span<T> gradDestination)
        where T : IFloatingPointIeee754<T> => Elementwise.Backward(x.Length, x, y, gradX, gradY, gradDestination, static (x, y) => SelectionRules<T>.Max(x, y));

    /// <summary>The jvp of <see cref="TensorPrimitives.Max{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomJvp(typeof(TensorPrimitives), nameof(TensorPrimitives.Max))]
    public static void MaxJvp<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> xTangent, ReadOnlySpan<T> y, ReadOnlySpan<T> yTangent, Span<T> destination, Span<T> destinationTangent)
        where T : IFloatingPointIeee754<T>
    {
        Elementwise.Jvp(x.Length, x, xTangent, y, yTangent, destinationTangent, static (x, y) => SelectionRules<T>.Max(x, y));
        TensorPrimitives.Max(x, y, destination);
    }

    /// <summary>The backward method of <see cref="TensorPrimitives.Max{T}(ReadOnlySpan{T}, T, Span{T})"/>.</summary>
    [CustomBackward(typeof(TensorPrimitives), nameof(TensorPrimitives.Max))]
    public static void MaxBackward<T>(ReadOnlySpan<T> x, T y, Span<T> destination, Span<T> gradX, ref T gradY, Span<T> gradDestination)
        where T : IFloatingPointIeee754<T> => Elementwise.Backward(x.Length, x, new ReadOnlySpan<T>(in y), gradX, new Span<T>(ref gradY), gradDestination, static (x, y) => SelectionRules<T>.Max(x, y));

    /// <summary>The jvp of <see cref="TensorPrimitives.Max{T}(ReadOnlySpan{T}, T, Span{T})"/>.</summary>
    [CustomJvp(typeof(TensorPrimitives), nameof(TensorPrimitives.Max))]
    public static void MaxJvp<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> xTangent, T y, T yTangent, Span<T> destination, Span<T> destinationTangent)
        where T : IFloatingPointIeee754<T>
    {
        Elementwise.Jvp(x.Length, x, xTangent, new ReadOnlySpan<T>(in y), new ReadOnlySpan<T>(in yTangent), destinationTangent, static (x, y) => SelectionRules<T>.Max(x, y));
        TensorPrimitives.Max(x, y, destination);
    }

    /// <summary>The backward method of <see cref="TensorPrimitives.Min{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomBackward(typeof(TensorPrimitives), nameof(TensorPrimitives.Min))]
    public static void MinBackward<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> destination, Span<T> gradX, Span<T> gradY, Span<T> gradDestination)
        where T : IFloatingPointIeee754<T> => Elementwise.Backward(x.Length, x, y, gradX, gradY, gradDestination, static (x, y) => SelectionRules<T>.Min(x, y));

    /// <summary>The jvp of <see cref="TensorPrimitives.Min{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomJvp(typeof(TensorPrimitives), nameof(TensorPrimitives.Min))]
    public static void MinJvp<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> xTangent, ReadOnlySpan<T> y, ReadOnlySpan<T> yTangent, Span<T> destination, Span<T> destinationTangent)
        where T : IFloatingPointIeee754<T>
    {
        Elementwise.Jvp(x.Length, x, xTangent, y, yTangent, destinationTangent, static (x, y) => SelectionRules<T>.Min(x, y));
        TensorPrimitives.Min(x, y, destination);
    }

    /// <summary>The backward method of <see cref="TensorPrimitives.Min{T}(ReadOnlySpan{T}, T, Span{T})"/>.</summary>
    [CustomBackward(typeof(TensorPrimitives), nameof(TensorPrimitives.Min))]
    public static void MinBackward<T>(ReadOnlySpan<T> x, T y, Span<T> destination, Span<T> gradX, ref T gradY, Span<T> gradDestination)
        where T : IFloatingPointIeee754<T> => Elementwise.Backward(x.Length, x, new ReadOnlySpan<T>(in y), gradX, new Span<T>(ref gradY), gradDestination, static (x, y) => SelectionRules<T>.Min(x, y));

    /// <summary>The jvp of <see cref="TensorPrimitives.Min{T}(ReadOnlySpan{T}, T, Span{T})"/>.</summary>
    [CustomJvp(typeof(TensorPrimitives), nameof(TensorPrimitives.Min))]
    public static void MinJvp<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> xTangent, T y, T yTangent, Span<T> destination, Span<T> destinationTangent)
        where T : IFloatingPointIeee754<T>
    {
        Elementwise.Jvp(x.Length, x, xTangent, new ReadOnlySpan<T>(in y), new ReadOnlySpan<T>(in yTangent), destinationTangent, static (x, y) => SelectionRules<T>.Min(x, y));
        TensorPrimitives.Min(x, y, destination);
    }

    /// <summary>The backward method of <see cref="TensorPrimitives.Pow{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomBackward(typeof(TensorPrimitives), nameof(TensorPrimitives.Pow))]
    public static void PowBackward<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> destination, Span<T> gradX, Span<T> gradY, Span<T> gradDestination)
        where T : IFloatingPointIeee754<T> => Elementwise.Backward(x.Length, x, y, gradX, gradY, gradDestination, static (x, y) => ExponentialRules<T>.Pow(x, y, T.Pow(x, y)));

    /// <summary>The jvp of <see cref="TensorPrimitives.Pow{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomJvp(typeof(TensorPrimitives), nameof(TensorPrimitives.Pow))]
    public static void PowJvp<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> xTangent, ReadOnlySpan<T> y, ReadOnlySpan<T> yTangent, Span<T> destination, Span<T> destinationTangent)
        where T : IFloatingPointIeee754<T>
    {
        Elementwise.Jvp(x.Length, x, xTangent, y, yTangent, destinationTangent, static (x, y) => ExponentialRules<T>.Pow(x, y, T.Pow(x, y)));
        TensorPrimitives.Pow(x, y, destination);
    }

    /// <summary>The backward method of <see cref="TensorPrimitives.Pow{T}(ReadOnlySpan{T}, T, Span{T})"/>.</summary>
    [CustomBackward(typeof(TensorPrimitives), nameof(TensorPrimitives.Pow))]
    public static void PowBackward<T>(ReadOnlySpan<T> x, T y, Span<T> destination, Span<T> gradX, ref T gradY, Span<T> gradDestination)
        where T : IFloatingPointIeee754<T> => Elementwise.Backward(x.Length, x, new ReadOnlySpan<T>(in y), gradX, new Span<T>(ref gradY), gradDestination, static (x, y) => ExponentialRules<T>.Pow(x, y, T.Pow(x, y)));

    /// <summary>The jvp of <see cref="TensorPrimitives.Pow{T}(ReadOnlySpan{T}, T, Span{T})"/>.</summary>
    [CustomJvp(typeof(TensorPrimitives), nameof(TensorPrimitives.Pow))]
    public static void PowJvp<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> xTangent, T y, T yTangent, Span<T> destination, Span<T> destinationTangent)
        where T : IFloatingPointIeee754<T>
    {
        Elementwise.Jvp(x.Length, x, xTangent, new ReadOnlySpan<T>(in y), new ReadOnlySpan<T>(in yTangent), destinationTangent, static (x, y) => ExponentialRules<T>.Pow(x, y, T.Pow(x, y)));
        TensorPrimitives.Pow(x, y, destination);
    }

    /// <summary>The backward method of <see cref="TensorPrimitives.Pow{T}(T, ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomBackward(typeof(TensorPrimitives), nameof(TensorPrimitives.Pow))]
    public static void PowBackward<T>(T x, ReadOnlySpan<T> y, Span<T> destination, ref T gradX, Span<T> gradY, Span<T> gradDestination)
        where T : IFloatingPointIeee754<T> => Elementwise.Backward(y.Length, new ReadOnlySpan<T>(in x), y, new Span<T>(ref gradX), gradY, gradDestination, static (x, y) => ExponentialRules<T>.Pow(x, y, T.Pow(x, y)));

    /// <summary>The jvp of <see cref="TensorPrimitives.Pow{T}(T, ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomJvp(typeof(TensorPrimitives), nameof(TensorPrimitives.Pow))]
    public static void PowJvp<T>(T x, T xTangent, ReadOnlySpan<T> y, ReadOnlySpan<T> yTangent, Span<T> destination, Span<T> destinationTangent)
        where T : IFloatingPointIeee754<T>
    {
        Elementwise.Jvp(y.Length, new ReadOnlySpan<T>(in x), new ReadOnlySpan<T>(in xTangent), y, yTangent, destinationTangent, static (x, y) => ExponentialRules<T>.Pow(x, y, T.Pow(x, y)));
        TensorPrimitives.Pow(x, y, destination);
    }

    /// <summary>The backward method of <see cref="TensorPrimitives.Atan2{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomBackward(typeof(TensorPrimitives), nameof(TensorPrimitives.Atan2))]
    public static void Atan2Backward<T>(ReadOnlySpan<T> y, ReadOnlySpan<T> x, Span<T> destination, Span<T> gradY, Span<T> gradX, Span<T> gradDestination)
        where T : IFloatingPointIeee754<T> => Elementwise.Backward(y.Length, y, x, gradY, gradX, gradDestination, static (y, x) => TrigonometricRules<T>.Atan2(y, x));

    /// <summary>The jvp of <see cref="TensorPrimitives.Atan2{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomJvp(typeof(TensorPrimitives), nameof(TensorPrimitives.Atan2))]
    public static void Atan2Jvp<T>(ReadOnlySpan<T> y, ReadOnlySpan<T> yTangent, ReadOnlySpan<T> x, ReadOnlySpan<T> xTangent, Span<T> destination, Span<T> destinationTangent)
        where T : IFloatingPointIeee754<T>
    {
        Elementwise.Jvp(y.Length, y, yTangent, x, xTangent, destinationTangent, static (y, x) => TrigonometricRules<T>.Atan2(y, x));
        TensorPrimitives.Atan2(y, x, destination);
    }

    /// <summary>The backward method of <see cref="TensorPrimitives.Atan2{T}(ReadOnlySpan{T}, T, Span{T})"/>.</summary>
    [CustomBackward(typeof(TensorPrimitives), nameof(TensorPrimitives.Atan2))]
    public static void Atan2Backward<T>(ReadOnlySpan<T> y, T x, Span<T> destination, Span<T> gradY, ref T gradX, Span<T> gradDestination)
        where T : IFloatingPointIeee754<T> => Elementwise.Backward(y.Length, y, new ReadOnlySpan<T>(in x), gradY, new Span<T>(ref gradX), gradDestination, static (y, x) => TrigonometricRules<T>.Atan2(y, x));

    /// <summary>The jvp of <see cref="TensorPrimitives.Atan2{T}(ReadOnlySpan{T}, T, Span{T})"/>.</summary>
    [CustomJvp(typeof(TensorPrimitives), nameof(TensorPrimitives.Atan2))]
    public static void Atan2Jvp<T>(ReadOnlySpan<T> y, ReadOnlySpan<T> yTangent, T x, T xTangent, Span<T> destination, Span<T> destinationTangent)
        where T : IFloatingPointIeee754<T>
    {
        Elementwise.Jvp(y.Length, y, yTangent, new ReadOnlySpan<T>(in x), new ReadOnlySpan<T>(in xTangent), destinationTangent, static (y, x) => TrigonometricRules<T>.Atan2(y, x));
        TensorPrimitives.Atan2(y, x, destination);
    }

    /// <summary>The backward method of <see cref="TensorPrimitives.Atan2{T}(T, ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomBackward(typeof(TensorPrimitives), nameof(TensorPrimitives.Atan2))]
    public static void Atan2Backward<T>(T y, ReadOnlySpan<T> x, Span<T> destination, ref T gradY, Span<T> gradX, Span<T> gradDestination)
        where T : IFloatingPointIeee754<T> => Elementwise.Backward(x.Length, new ReadOnlySpan<T>(in y), x, new Span<T>(ref gradY), gradX, gradDestination, static (y, x) => TrigonometricRules<T>.Atan2(y, x));

    /// <summary>The jvp of <see cref="TensorPrimitives.Atan2{T}(T, ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomJvp(typeof(TensorPrimitives), nameof(TensorPrimitives.Atan2))]
    public static void Atan2Jvp<T>(T y, T yTangent, ReadOnlySpan<T> x, ReadOnlySpan<T> xTangent, Span<T> destination, Span<T> destinationTangent)
        where T : IFloatingPointIeee754<T>
    {
        Elementwise.Jvp(x.Length, new ReadOnlySpan<T>(in y), new ReadOnlySpan<T>(in yTangent), x, xTangent, destinationTangent, static (y, x) => TrigonometricRules<T>.Atan2(y, x));
        TensorPrimitives.Atan2(y, x, destination);
    }

    /// <summary>The backward method of <see cref="TensorPrimitives.Hypot{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomBackward(typeof(TensorPrimitives), nameof(TensorPrimitives.Hypot))]
    public static void HypotBackward<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> destination, Span<T> gradX, Span<T> gradY, Span<T> gradDestination)
        where T : IFloatingPointIeee754<T> => Elementwise.Backward(x.Length, x, y, gradX, gradY, gradDestination, static (x, y) => ExponentialRules<T>.Hypot(x, y, T.Hypot(x, y)));

    /// <summary>The jvp of <see cref="TensorPrimitives.Hypot{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomJvp(typeof(TensorPrimitives), nameof(TensorPrimitives.Hypot))]
    public static void HypotJvp<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> xTangent, ReadOnlySpan<T> y, ReadOnlySpan<T> yTangent, Span<T> destination, Span<T> destinationTangent)
        where T : IFloatingPointIeee754<T>
    {
        Elementwise.Jvp(x.Length, x, xTangent, y, yTangent, destinationTangent, static (x, y) => ExponentialRules<T>.Hypot(x, y, T.Hypot(x, y)));
        TensorPrimitives.Hypot(x, y, destination);
    }

    /// <summary>The backward method of <see cref="TensorPrimitives.CopySign{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomBackward(typeof(TensorPrimitives), nameof(TensorPrimitives.CopySign))]
    public static void CopySignBackward<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> destination, Span<T> gradX, Span<T> gradY, Span<T> gradDestination)
        where T : IFloatingPointIeee754<T> => Elementwise.Backward(x.Length, x, y, gradX, gradY, gradDestination, static (x, y) => SelectionRules<T>.CopySign(x, y));

    /// <summary>The jvp of <see cref="TensorPrimitives.CopySign{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomJvp(typeof(TensorPrimitives), nameof(TensorPrimitives.CopySign))]
    public static void CopySignJvp<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> xTangent, ReadOnlySpan<T> y, ReadOnlySpan<T> yTangent, Span<T> destination, Span<T> destinationTangent)
        where T : IFloatingPointIeee754<T>
    {
        Elementwise.Jvp(x.Length, x, xTangent, y, yTangent, destinationTangent, static (x, y) => SelectionRules<T>.CopySign(x, y));
        TensorPrimitives.CopySign(x, y, destination);
    }

    /// <summary>The backward method of <see cref="TensorPrimitives.CopySign{T}(ReadOnlySpan{T}, T, Span{T})"/>.</summary>
    [CustomBackward(typeof(TensorPrimitives), nameof(TensorPrimitives.CopySign))]
    public static void CopySignBackward<T>(ReadOnlySpan<T> x, T y, Span<T> destination, Span<T> gradX, ref T gradY, Span<T> gradDestination)
        where T : IFloatingPointIeee754<T> => Elementwise.Backward(x.Length, x, new ReadOnlySpan<T>(in y), gradX, new Span<T>(ref gradY), gradDestination, static (x, y) => SelectionRules<T>.CopySign(x, y));

    /// <summary>The jvp of <see cref="TensorPrimitives.CopySign{T}(ReadOnlySpan{T}, T, Span{T})"/>.</summary>
    [CustomJvp(typeof(TensorPrimitives), nameof(TensorPrimitives.CopySign))]
    public static void CopySignJvp<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> xTangent, T y, T yTangent, Span<T> destination, Span<T> destinationTangent)
        where T : IFloatingPointIeee754<T>
    {
        Elementwise.Jvp(x.Length, x, xTangent, new ReadOnlySpan<T>(in y), new ReadOnlySpan<T>(in yTangent), destinationTangent, static (x, y) => SelectionRules<T>.CopySign(x, y));
        TensorPrimitives.CopySign(x, y, destination);
    }
}
