using System.Numerics;
using System.Numerics.Tensors;
using SourceAutodiff.Rules;

namespace SourceAutodiff.Providers;

public static partial class TensorPrimitivesDerivatives
{
    /// <summary>The backward method of <see cref="TensorPrimitives.Sin{T}(ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomBackward(typeof(TensorPrimitives), nameof(TensorPrimitives.Sin))]
    public static void SinBackward<T>(ReadOnlySpan<T> x, Span<T> destination, Span<T> gradX, Span<T> gradDestination)
        where T : IFloatingPointIeee754<T> => Elementwise.Backward(x, gradX, gradDestination, static x => TrigonometricRules<T>.Sin(x));

    /// <summary>The jvp of <see cref="TensorPrimitives.Sin{T}(ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomJvp(typeof(TensorPrimitives), nameof(TensorPrimitives.Sin))]
    public static void SinJvp<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> xTangent, Span<T> destination, Span<T> destinationTangent)
        where T : IFloatingPointIeee754<T>
    {
        Elementwise.Jvp(x, xTangent, destinationTangent, static x => TrigonometricRules<T>.Sin(x));
        TensorPrimitives.Sin(x, destination);
    }

    /// <summary>The backward method of <see cref="TensorPrimitives.Cos{T}(ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomBackward(typeof(TensorPrimitives), nameof(TensorPrimitives.Cos))]
    public static void CosBackward<T>(ReadOnlySpan<T> x, Span<T> destination, Span<T> gradX, Span<T> gradDestination)
        where T : IFloatingPointIeee754<T> => Elementwise.Backward(x, gradX, gradDestination, static x => TrigonometricRules<T>.Cos(x));

    /// <summary>The jvp of <see cref="TensorPrimitives.Cos{T}(ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomJvp(typeof(TensorPrimitives), nameof(TensorPrimitives.Cos))]
    public static void CosJvp<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> xTangent, Span<T> destination, Span<T> destinationTangent)
        where T : IFloatingPointIeee754<T>
    {
        Elementwise.Jvp(x, xTangent, destinationTangent, static x => TrigonometricRules<T>.Cos(x));
        TensorPrimitives.Cos(x, destination);
    }

    /// <summary>The backward method of <see cref="TensorPrimitives.SinPi{T}(ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomBackward(typeof(TensorPrimitives), nameof(TensorPrimitives.SinPi))]
    public static void SinPiBackward<T>(ReadOnlySpan<T> x, Span<T> destination, Span<T> gradX, Span<T> gradDestination)
        where T : IFloatingPointIeee754<T> => Elementwise.Backward(x, gradX, gradDestination, static x => TrigonometricRules<T>.SinPi(x));

    /// <summary>The jvp of <see cref="TensorPrimitives.SinPi{T}(ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomJvp(typeof(TensorPrimitives), nameof(TensorPrimitives.SinPi))]
    public static void SinPiJvp<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> xTangent, Span<T> destination, Span<T> destinationTangent)
        where T : IFloatingPointIeee754<T>
    {
        Elementwise.Jvp(x, xTangent, destinationTangent, static x => TrigonometricRules<T>.SinPi(x));
        TensorPrimitives.SinPi(x, destination);
    }

    /// <summary>The backward method of <see cref="TensorPrimitives.CosPi{T}(ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomBackward(typeof(TensorPrimitives), nameof(TensorPrimitives.CosPi))]
    public static void CosPiBackward<T>(ReadOnlySpan<T> x, Span<T> destination, Span<T> gradX, Span<T> gradDestination)
        where T : IFloatingPointIeee754<T> => Elementwise.Backward(x, gradX, gradDestination, static x => TrigonometricRules<T>.CosPi(x));

    /// <summary>The jvp of <see cref="TensorPrimitives.CosPi{T}(ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomJvp(typeof(TensorPrimitives), nameof(TensorPrimitives.CosPi))]
    public static void CosPiJvp<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> xTangent, Span<T> destination, Span<T> destinationTangent)
        where T : IFloatingPointIeee754<T>
    {
        Elementwise.Jvp(x, xTangent, destinationTangent, static x => TrigonometricRules<T>.CosPi(x));
        TensorPrimitives.CosPi(x, destination);
    }

    /// <summary>The backward method of <see cref="TensorPrimitives.Asin{T}(ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomBackward(typeof(TensorPrimitives), nameof(TensorPrimitives.Asin))]
    public static void AsinBackward<T>(ReadOnlySpan<T> x, Span<T> destination, Span<T> gradX, Span<T> gradDestination)
        where T : IFloatingPointIeee754<T> => Elementwise.Backward(x, gradX, gradDestination, static x => TrigonometricRules<T>.Asin(x));

    /// <summary>The jvp of <see cref="TensorPrimitives.Asin{T}(ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomJvp(typeof(TensorPrimitives), nameof(TensorPrimitives.Asin))]
    public static void AsinJvp<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> xTangent, Span<T> destination, Span<T> destinationTangent)
        where T : IFloatingPointIeee754<T>
    {
        Elementwise.Jvp(x, xTangent, destinationTangent, static x => TrigonometricRules<T>.Asin(x));
        TensorPrimitives.Asin(x, destination);
    }

    /// <summary>The backward method of <see cref="TensorPrimitives.Acos{T}(ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomBackward(typeof(TensorPrimitives), nameof(TensorPrimitives.Acos))]
    public static void AcosBackward<T>(ReadOnlySpan<T> x, Span<T> destination, Span<T> gradX, Span<T> gradDestination)
        where T : IFloatingPointIeee754<T> => Elementwise.Backward(x, gradX, gradDestination, static x => TrigonometricRules<T>.Acos(x));

    /// <summary>The jvp of <see cref="TensorPrimitives.Acos{T}(ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomJvp(typeof(TensorPrimitives), nameof(TensorPrimitives.Acos))]
    public static void AcosJvp<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> xTangent, Span<T> destination, Span<T> destinationTangent)
        where T : IFloatingPointIeee754<T>
    {
        Elementwise.Jvp(x, xTangent, destinationTangent, static x => TrigonometricRules<T>.Acos(x));
        TensorPrimitives.Acos(x, destination);
    }

    /// <summary>The backward method of <see cref="TensorPrimitives.Atan{T}(ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomBackward(typeof(TensorPrimitives), nameof(TensorPrimitives.Atan))]
    public static void AtanBackward<T>(ReadOnlySpan<T> x, Span<T> destination, Span<T> gradX, Span<T> gradDestination)
        where T : IFloatingPointIeee754<T> => Elementwise.Backward(x, gradX, gradDestination, static x => TrigonometricRules<T>.Atan(x));

    /// <summary>The jvp of <see cref="TensorPrimitives.Atan{T}(ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomJvp(typeof(TensorPrimitives), nameof(TensorPrimitives.Atan))]
    public static void AtanJvp<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> xTangent, Span<T> destination, Span<T> destinationTangent)
        where T : IFloatingPointIeee754<T>
    {
        Elementwise.Jvp(x, xTangent, destinationTangent, static x => TrigonometricRules<T>.Atan(x));
        TensorPrimitives.Atan(x, destination);
    }

    /// <summary>The backward method of <see cref="TensorPrimitives.AsinPi{T}(ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomBackward(typeof(TensorPrimitives), nameof(TensorPrimitives.AsinPi))]
    public static void AsinPiBackward<T>(ReadOnlySpan<T> x, Span<T> destination, Span<T> gradX, Span<T> gradDestination)
        where T : IFloatingPointIeee754<T> => Elementwise.Backward(x, gradX, gradDestination, static x => TrigonometricRules<T>.AsinPi(x));

    /// <summary>The jvp of <see cref="TensorPrimitives.AsinPi{T}(ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomJvp(typeof(TensorPrimitives), nameof(TensorPrimitives.AsinPi))]
    public static void AsinPiJvp<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> xTangent, Span<T> destination, Span<T> destinationTangent)
        where T : IFloatingPointIeee754<T>
    {
        Elementwise.Jvp(x, xTangent, destinationTangent, static x => TrigonometricRules<T>.AsinPi(x));
        TensorPrimitives.AsinPi(x, destination);
    }

    /// <summary>The backward method of <see cref="TensorPrimitives.AcosPi{T}(ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomBackward(typeof(TensorPrimitives), nameof(TensorPrimitives.AcosPi))]
    public static void AcosPiBackward<T>(ReadOnlySpan<T> x, Span<T> destination, Span<T> gradX, Span<T> gradDestination)
        where T : IFloatingPointIeee754<T> => Elementwise.Backward(x, gradX, gradDestination, static x => TrigonometricRules<T>.AcosPi(x));

    /// <summary>The jvp of <see cref="TensorPrimitives.AcosPi{T}(ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomJvp(typeof(TensorPrimitives), nameof(TensorPrimitives.AcosPi))]
    public static void AcosPiJvp<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> xTangent, Span<T> destination, Span<T> destinationTangent)
        where T : IFloatingPointIeee754<T>
    {
        Elementwise.Jvp(x, xTangent, destinationTangent, static x => TrigonometricRules<T>.AcosPi(x));
        TensorPrimitives.AcosPi(x, destination);
    }

    /// <summary>The backward method of <see cref="TensorPrimitives.AtanPi{T}(ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomBackward(typeof(TensorPrimitives), nameof(TensorPrimitives.AtanPi))]
    public static void AtanPiBackward<T>(ReadOnlySpan<T> x, Span<T> destination, Span<T> gradX, Span<T> gradDestination)
        where T : IFloatingPointIeee754<T> => Elementwise.Backward(x, gradX, gradDestination, static x => TrigonometricRules<T>.AtanPi(x));

    /// <summary>The jvp of <see cref="TensorPrimitives.AtanPi{T}(ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomJvp(typeof(TensorPrimitives), nameof(TensorPrimitives.AtanPi))]
    public static void AtanPiJvp<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> xTangent, Span<T> destination, Span<T> destinationTangent)
        where T : IFloatingPointIeee754<T>
    {
        Elementwise.Jvp(x, xTangent, destinationTangent, static x => TrigonometricRules<T>.AtanPi(x));
        TensorPrimitives.AtanPi(x, destination);
    }

    /// <summary>The backward method of <see cref="TensorPrimitives.DegreesToRadians{T}(ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomBackward(typeof(TensorPrimitives), nameof(TensorPrimitives.DegreesToRadians))]
    public static void DegreesToRadiansBackward<T>(ReadOnlySpan<T> x, Span<T> destination, Span<T> gradX, Span<T> gradDestination)
        where T : IFloatingPointIeee754<T> => Elementwise.Backward(x, gradX, gradDestination, static x => TrigonometricRules<T>.DegreesToRadians(x));

    /// <summary>The jvp of <see cref="TensorPrimitives.DegreesToRadians{T}(ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomJvp(typeof(TensorPrimitives), nameof(TensorPrimitives.DegreesToRadians))]
    public static void DegreesToRadiansJvp<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> xTangent, Span<T> destination, Span<T> destinationTangent)
        where T : IFloatingPointIeee754<T>
    {
        Elementwise.Jvp(x, xTangent, destinationTangent, static x => TrigonometricRules<T>.DegreesToRadians(x));
        TensorPrimitives.DegreesToRadians(x, destination);
    }

    /// <summary>The backward method of <see cref="TensorPrimitives.RadiansToDegrees{T}(ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomBackward(typeof(TensorPrimitives), nameof(TensorPrimitives.RadiansToDegrees))]
    public static void RadiansToDegreesBackward<T>(ReadOnlySpan<T> x, Span<T> destination, Span<T> gradX, Span<T> gradDestination)
        where T : IFloatingPointIeee754<T> => Elementwise.Backward(x, gradX, gradDestination, static x => TrigonometricRules<T>.RadiansToDegrees(x));

    /// <summary>The jvp of <see cref="TensorPrimitives.RadiansToDegrees{T}(ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomJvp(typeof(TensorPrimitives), nameof(TensorPrimitives.RadiansToDegrees))]
    public static void RadiansToDegreesJvp<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> xTangent, Span<T> destination, Span<T> destinationTangent)
        where T : IFloatingPointIeee754<T>
    {
        Elementwise.Jvp(x, xTangent, destinationTangent, static x => TrigonometricRules<T>.RadiansToDegrees(x));
        TensorPrimitives.RadiansToDegrees(x, destination);
    }

    /// <summary>The backward method of <see cref="TensorPrimitives.Tan{T}(ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomBackward(typeof(TensorPrimitives), nameof(TensorPrimitives.Tan))]
    public static void TanBackward<T>(ReadOnlySpan<T> x, Span<T> destination, Span<T> gradX, Span<T> gradDestination)
        where T : IFloatingPointIeee754<T> => Elementwise.Backward(x, gradX, gradDestination, static x => TrigonometricRules<T>.Tan(x, T.Tan(x)));

    /// <summary>The jvp of <see cref="TensorPrimitives.Tan{T}(ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomJvp(typeof(TensorPrimitives), nameof(TensorPrimitives.Tan))]
    public static void TanJvp<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> xTangent, Span<T> destination, Span<T> destinationTangent)
        where T : IFloatingPointIeee754<T>
    {
        Elementwise.Jvp(x, xTangent, destinationTangent, static x => TrigonometricRules<T>.Tan(x, T.Tan(x)));
        TensorPrimitives.Tan(x, destination);
    }

    /// <summary>The backward method of <see cref="TensorPrimitives.TanPi{T}(ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomBackward(typeof(TensorPrimitives), nameof(TensorPrimitives.TanPi))]
    public static void TanPiBackward<T>(ReadOnlySpan<T> x, Span<T> destination, Span<T> gradX, Span<T> gradDestination)
        where T : IFloatingPointIeee754<T> => Elementwise.Backward(x, gradX, gradDestination, static x => TrigonometricRules<T>.TanPi(x, T.TanPi(x)));

    /// <summary>The jvp of <see cref="TensorPrimitives.TanPi{T}(ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomJvp(typeof(TensorPrimitives), nameof(TensorPrimitives.TanPi))]
    public static void TanPiJvp<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> xTangent, Span<T> destination, Span<T> destinationTangent)
        where T : IFloatingPointIeee754<T>
    {
        Elementwise.Jvp(x, xTangent, destinationTangent, static x => TrigonometricRules<T>.TanPi(x, T.TanPi(x)));
        TensorPrimitives.TanPi(x, destination);
    }
}
