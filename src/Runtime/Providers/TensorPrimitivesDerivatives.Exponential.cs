using System.Numerics;
using System.Numerics.Tensors;
using SourceAutodiff.Rules;

namespace SourceAutodiff.Providers;

public static partial class TensorPrimitivesDerivatives
{
    /// <summary>The backward method of <see cref="TensorPrimitives.Exp{T}(ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomBackward(typeof(TensorPrimitives), nameof(TensorPrimitives.Exp))]
    public static void ExpBackward<T>(ReadOnlySpan<T> x, Span<T> destination, Span<T> gradX, Span<T> gradDestination)
        where T : IFloatingPointIeee754<T> => Elementwise.Backward(x, gradX, gradDestination, static x => ExponentialRules<T>.Exp(x, T.Exp(x)));

    /// <summary>The jvp of <see cref="TensorPrimitives.Exp{T}(ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomJvp(typeof(TensorPrimitives), nameof(TensorPrimitives.Exp))]
    public static void ExpJvp<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> xTangent, Span<T> destination, Span<T> destinationTangent)
        where T : IFloatingPointIeee754<T>
    {
        Elementwise.Jvp(x, xTangent, destinationTangent, static x => ExponentialRules<T>.Exp(x, T.Exp(x)));
        TensorPrimitives.Exp(x, destination);
    }

    /// <summary>The backward method of <see cref="TensorPrimitives.Exp2{T}(ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomBackward(typeof(TensorPrimitives), nameof(TensorPrimitives.Exp2))]
    public static void Exp2Backward<T>(ReadOnlySpan<T> x, Span<T> destination, Span<T> gradX, Span<T> gradDestination)
        where T : IFloatingPointIeee754<T> => Elementwise.Backward(x, gradX, gradDestination, static x => ExponentialRules<T>.Exp2(x, T.Exp2(x)));

    /// <summary>The jvp of <see cref="TensorPrimitives.Exp2{T}(ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomJvp(typeof(TensorPrimitives), nameof(TensorPrimitives.Exp2))]
    public static void Exp2Jvp<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> xTangent, Span<T> destination, Span<T> destinationTangent)
        where T : IFloatingPointIeee754<T>
    {
        Elementwise.Jvp(x, xTangent, destinationTangent, static x => ExponentialRules<T>.Exp2(x, T.Exp2(x)));
        TensorPrimitives.Exp2(x, destination);
    }

    /// <summary>The backward method of <see cref="TensorPrimitives.Exp10{T}(ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomBackward(typeof(TensorPrimitives), nameof(TensorPrimitives.Exp10))]
    public static void Exp10Backward<T>(ReadOnlySpan<T> x, Span<T> destination, Span<T> gradX, Span<T> gradDestination)
        where T : IFloatingPointIeee754<T> => Elementwise.Backward(x, gradX, gradDestination, static x => ExponentialRules<T>.Exp10(x, T.Exp10(x)));

    /// <summary>The jvp of <see cref="TensorPrimitives.Exp10{T}(ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomJvp(typeof(TensorPrimitives), nameof(TensorPrimitives.Exp10))]
    public static void Exp10Jvp<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> xTangent, Span<T> destination, Span<T> destinationTangent)
        where T : IFloatingPointIeee754<T>
    {
        Elementwise.Jvp(x, xTangent, destinationTangent, static x => ExponentialRules<T>.Exp10(x, T.Exp10(x)));
        TensorPrimitives.Exp10(x, destination);
    }

    /// <summary>The backward method of <see cref="TensorPrimitives.ExpM1{T}(ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomBackward(typeof(TensorPrimitives), nameof(TensorPrimitives.ExpM1))]
    public static void ExpM1Backward<T>(ReadOnlySpan<T> x, Span<T> destination, Span<T> gradX, Span<T> gradDestination)
        where T : IFloatingPointIeee754<T> => Elementwise.Backward(x, gradX, gradDestination, static x => ExponentialRules<T>.ExpM1(x, T.ExpM1(x)));

    /// <summary>The jvp of <see cref="TensorPrimitives.ExpM1{T}(ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomJvp(typeof(TensorPrimitives), nameof(TensorPrimitives.ExpM1))]
    public static void ExpM1Jvp<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> xTangent, Span<T> destination, Span<T> destinationTangent)
        where T : IFloatingPointIeee754<T>
    {
        Elementwise.Jvp(x, xTangent, destinationTangent, static x => ExponentialRules<T>.ExpM1(x, T.ExpM1(x)));
        TensorPrimitives.ExpM1(x, destination);
    }

    /// <summary>The backward method of <see cref="TensorPrimitives.Exp2M1{T}(ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomBackward(typeof(TensorPrimitives), nameof(TensorPrimitives.Exp2M1))]
    public static void Exp2M1Backward<T>(ReadOnlySpan<T> x, Span<T> destination, Span<T> gradX, Span<T> gradDestination)
        where T : IFloatingPointIeee754<T> => Elementwise.Backward(x, gradX, gradDestination, static x => ExponentialRules<T>.Exp2M1(x, T.Exp2M1(x)));

    /// <summary>The jvp of <see cref="TensorPrimitives.Exp2M1{T}(ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomJvp(typeof(TensorPrimitives), nameof(TensorPrimitives.Exp2M1))]
    public static void Exp2M1Jvp<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> xTangent, Span<T> destination, Span<T> destinationTangent)
        where T : IFloatingPointIeee754<T>
    {
        Elementwise.Jvp(x, xTangent, destinationTangent, static x => ExponentialRules<T>.Exp2M1(x, T.Exp2M1(x)));
        TensorPrimitives.Exp2M1(x, destination);
    }

    /// <summary>The backward method of <see cref="TensorPrimitives.Exp10M1{T}(ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomBackward(typeof(TensorPrimitives), nameof(TensorPrimitives.Exp10M1))]
    public static void Exp10M1Backward<T>(ReadOnlySpan<T> x, Span<T> destination, Span<T> gradX, Span<T> gradDestination)
        where T : IFloatingPointIeee754<T> => Elementwise.Backward(x, gradX, gradDestination, static x => ExponentialRules<T>.Exp10M1(x, T.Exp10M1(x)));

    /// <summary>The jvp of <see cref="TensorPrimitives.Exp10M1{T}(ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomJvp(typeof(TensorPrimitives), nameof(TensorPrimitives.Exp10M1))]
    public static void Exp10M1Jvp<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> xTangent, Span<T> destination, Span<T> destinationTangent)
        where T : IFloatingPointIeee754<T>
    {
        Elementwise.Jvp(x, xTangent, destinationTangent, static x => ExponentialRules<T>.Exp10M1(x, T.Exp10M1(x)));
        TensorPrimitives.Exp10M1(x, destination);
    }

    /// <summary>The backward method of <see cref="TensorPrimitives.Sqrt{T}(ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomBackward(typeof(TensorPrimitives), nameof(TensorPrimitives.Sqrt))]
    public static void SqrtBackward<T>(ReadOnlySpan<T> x, Span<T> destination, Span<T> gradX, Span<T> gradDestination)
        where T : IFloatingPointIeee754<T> => Elementwise.Backward(x, gradX, gradDestination, static x => ExponentialRules<T>.Sqrt(x, T.Sqrt(x)));

    /// <summary>The jvp of <see cref="TensorPrimitives.Sqrt{T}(ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomJvp(typeof(TensorPrimitives), nameof(TensorPrimitives.Sqrt))]
    public static void SqrtJvp<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> xTangent, Span<T> destination, Span<T> destinationTangent)
        where T : IFloatingPointIeee754<T>
    {
        Elementwise.Jvp(x, xTangent, destinationTangent, static x => ExponentialRules<T>.Sqrt(x, T.Sqrt(x)));
        TensorPrimitives.Sqrt(x, destination);
    }

    /// <summary>The backward method of <see cref="TensorPrimitives.Cbrt{T}(ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomBackward(typeof(TensorPrimitives), nameof(TensorPrimitives.Cbrt))]
    public static void CbrtBackward<T>(ReadOnlySpan<T> x, Span<T> destination, Span<T> gradX, Span<T> gradDestination)
        where T : IFloatingPointIeee754<T> => Elementwise.Backward(x, gradX, gradDestination, static x => ExponentialRules<T>.Cbrt(x, T.Cbrt(x)));

    /// <summary>The jvp of <see cref="TensorPrimitives.Cbrt{T}(ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomJvp(typeof(TensorPrimitives), nameof(TensorPrimitives.Cbrt))]
    public static void CbrtJvp<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> xTangent, Span<T> destination, Span<T> destinationTangent)
        where T : IFloatingPointIeee754<T>
    {
        Elementwise.Jvp(x, xTangent, destinationTangent, static x => ExponentialRules<T>.Cbrt(x, T.Cbrt(x)));
        TensorPrimitives.Cbrt(x, destination);
    }

    /// <summary>The backward method of <see cref="TensorPrimitives.Log{T}(ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomBackward(typeof(TensorPrimitives), nameof(TensorPrimitives.Log))]
    public static void LogBackward<T>(ReadOnlySpan<T> x, Span<T> destination, Span<T> gradX, Span<T> gradDestination)
        where T : IFloatingPointIeee754<T> => Elementwise.Backward(x, gradX, gradDestination, static x => ExponentialRules<T>.Log(x));

    /// <summary>The jvp of <see cref="TensorPrimitives.Log{T}(ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomJvp(typeof(TensorPrimitives), nameof(TensorPrimitives.Log))]
    public static void LogJvp<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> xTangent, Span<T> destination, Span<T> destinationTangent)
        where T : IFloatingPointIeee754<T>
    {
        Elementwise.Jvp(x, xTangent, destinationTangent, static x => ExponentialRules<T>.Log(x));
        TensorPrimitives.Log(x, destination);
    }

    /// <summary>The backward method of <see cref="TensorPrimitives.Log2{T}(ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomBackward(typeof(TensorPrimitives), nameof(TensorPrimitives.Log2))]
    public static void Log2Backward<T>(ReadOnlySpan<T> x, Span<T> destination, Span<T> gradX, Span<T> gradDestination)
        where T : IFloatingPointIeee754<T> => Elementwise.Backward(x, gradX, gradDestination, static x => ExponentialRules<T>.Log2(x));

    /// <summary>The jvp of <see cref="TensorPrimitives.Log2{T}(ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomJvp(typeof(TensorPrimitives), nameof(TensorPrimitives.Log2))]
    public static void Log2Jvp<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> xTangent, Span<T> destination, Span<T> destinationTangent)
        where T : IFloatingPointIeee754<T>
    {
        Elementwise.Jvp(x, xTangent, destinationTangent, static x => ExponentialRules<T>.Log2(x));
        TensorPrimitives.Log2(x, destination);
    }

    /// <summary>The backward method of <see cref="TensorPrimitives.Log10{T}(ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomBackward(typeof(TensorPrimitives), nameof(TensorPrimitives.Log10))]
    public static void Log10Backward<T>(ReadOnlySpan<T> x, Span<T> destination, Span<T> gradX, Span<T> gradDestination)
        where T : IFloatingPointIeee754<T> => Elementwise.Backward(x, gradX, gradDestination, static x => ExponentialRules<T>.Log10(x));

    /// <summary>The jvp of <see cref="TensorPrimitives.Log10{T}(ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomJvp(typeof(TensorPrimitives), nameof(TensorPrimitives.Log10))]
    public static void Log10Jvp<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> xTangent, Span<T> destination, Span<T> destinationTangent)
        where T : IFloatingPointIeee754<T>
    {
        Elementwise.Jvp(x, xTangent, destinationTangent, static x => ExponentialRules<T>.Log10(x));
        TensorPrimitives.Log10(x, destination);
    }

    /// <summary>The backward method of <see cref="TensorPrimitives.LogP1{T}(ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomBackward(typeof(TensorPrimitives), nameof(TensorPrimitives.LogP1))]
    public static void LogP1Backward<T>(ReadOnlySpan<T> x, Span<T> destination, Span<T> gradX, Span<T> gradDestination)
        where T : IFloatingPointIeee754<T> => Elementwise.Backward(x, gradX, gradDestination, static x => ExponentialRules<T>.LogP1(x));

    /// <summary>The jvp of <see cref="TensorPrimitives.LogP1{T}(ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomJvp(typeof(TensorPrimitives), nameof(TensorPrimitives.LogP1))]
    public static void LogP1Jvp<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> xTangent, Span<T> destination, Span<T> destinationTangent)
        where T : IFloatingPointIeee754<T>
    {
        Elementwise.Jvp(x, xTangent, destinationTangent, static x => ExponentialRules<T>.LogP1(x));
        TensorPrimitives.LogP1(x, destination);
    }

    /// <summary>The backward method of <see cref="TensorPrimitives.Log2P1{T}(ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomBackward(typeof(TensorPrimitives), nameof(TensorPrimitives.Log2P1))]
    public static void Log2P1Backward<T>(ReadOnlySpan<T> x, Span<T> destination, Span<T> gradX, Span<T> gradDestination)
        where T : IFloatingPointIeee754<T> => Elementwise.Backward(x, gradX, gradDestination, static x => ExponentialRules<T>.Log2P1(x));

    /// <summary>The jvp of <see cref="TensorPrimitives.Log2P1{T}(ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomJvp(typeof(TensorPrimitives), nameof(TensorPrimitives.Log2P1))]
    public static void Log2P1Jvp<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> xTangent, Span<T> destination, Span<T> destinationTangent)
        where T : IFloatingPointIeee754<T>
    {
        Elementwise.Jvp(x, xTangent, destinationTangent, static x => ExponentialRules<T>.Log2P1(x));
        TensorPrimitives.Log2P1(x, destination);
    }

    /// <summary>The backward method of <see cref="TensorPrimitives.Log10P1{T}(ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomBackward(typeof(TensorPrimitives), nameof(TensorPrimitives.Log10P1))]
    public static void Log10P1Backward<T>(ReadOnlySpan<T> x, Span<T> destination, Span<T> gradX, Span<T> gradDestination)
        where T : IFloatingPointIeee754<T> => Elementwise.Backward(x, gradX, gradDestination, static x => ExponentialRules<T>.Log10P1(x));

    /// <summary>The jvp of <see cref="TensorPrimitives.Log10P1{T}(ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomJvp(typeof(TensorPrimitives), nameof(TensorPrimitives.Log10P1))]
    public static void Log10P1Jvp<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> xTangent, Span<T> destination, Span<T> destinationTangent)
        where T : IFloatingPointIeee754<T>
    {
        Elementwise.Jvp(x, xTangent, destinationTangent, static x => ExponentialRules<T>.Log10P1(x));
        TensorPrimitives.Log10P1(x, destination);
    }
}
