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

    /// <summary>The backward method of <see cref="TensorPrimitives.Sinh{T}(ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomBackward(typeof(TensorPrimitives), nameof(TensorPrimitives.Sinh))]
    public static void SinhBackward<T>(ReadOnlySpan<T> x, Span<T> destination, Span<T> gradX, Span<T> gradDestination)
        where T : IFloatingPointIeee754<T> => Elementwise.Backward(x, gradX, gradDestination, static x => HyperbolicRules<T>.Sinh(x));

    /// <summary>The jvp of <see cref="TensorPrimitives.Sinh{T}(ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomJvp(typeof(TensorPrimitives), nameof(TensorPrimitives.Sinh))]
    public static void SinhJvp<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> xTangent, Span<T> destination, Span<T> destinationTangent)
        where T : IFloatingPointIeee754<T>
    {
        Elementwise.Jvp(x, xTangent, destinationTangent, static x => HyperbolicRules<T>.Sinh(x));
        TensorPrimitives.Sinh(x, destination);
    }

    /// <summary>The backward method of <see cref="TensorPrimitives.Cosh{T}(ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomBackward(typeof(TensorPrimitives), nameof(TensorPrimitives.Cosh))]
    public static void CoshBackward<T>(ReadOnlySpan<T> x, Span<T> destination, Span<T> gradX, Span<T> gradDestination)
        where T : IFloatingPointIeee754<T> => Elementwise.Backward(x, gradX, gradDestination, static x => HyperbolicRules<T>.Cosh(x));

    /// <summary>The jvp of <see cref="TensorPrimitives.Cosh{T}(ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomJvp(typeof(TensorPrimitives), nameof(TensorPrimitives.Cosh))]
    public static void CoshJvp<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> xTangent, Span<T> destination, Span<T> destinationTangent)
        where T : IFloatingPointIeee754<T>
    {
        Elementwise.Jvp(x, xTangent, destinationTangent, static x => HyperbolicRules<T>.Cosh(x));
        TensorPrimitives.Cosh(x, destination);
    }

    /// <summary>The backward method of <see cref="TensorPrimitives.Asinh{T}(ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomBackward(typeof(TensorPrimitives), nameof(TensorPrimitives.Asinh))]
    public static void AsinhBackward<T>(ReadOnlySpan<T> x, Span<T> destination, Span<T> gradX, Span<T> gradDestination)
        where T : IFloatingPointIeee754<T> => Elementwise.Backward(x, gradX, gradDestination, static x => HyperbolicRules<T>.Asinh(x));

    /// <summary>The jvp of <see cref="TensorPrimitives.Asinh{T}(ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomJvp(typeof(TensorPrimitives), nameof(TensorPrimitives.Asinh))]
    public static void AsinhJvp<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> xTangent, Span<T> destination, Span<T> destinationTangent)
        where T : IFloatingPointIeee754<T>
    {
        Elementwise.Jvp(x, xTangent, destinationTangent, static x => HyperbolicRules<T>.Asinh(x));
        TensorPrimitives.Asinh(x, destination);
    }

    /// <summary>The backward method of <see cref="TensorPrimitives.Acosh{T}(ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomBackward(typeof(TensorPrimitives), nameof(TensorPrimitives.Acosh))]
    public static void AcoshBackward<T>(ReadOnlySpan<T> x, Span<T> destination, Span<T> gradX, Span<T> gradDestination)
        where T : IFloatingPointIeee754<T> => Elementwise.Backward(x, gradX, gradDestination, static x => HyperbolicRules<T>.Acosh(x));

    /// <summary>The jvp of <see cref="TensorPrimitives.Acosh{T}(ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomJvp(typeof(TensorPrimitives), nameof(TensorPrimitives.Acosh))]
    public static void AcoshJvp<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> xTangent, Span<T> destination, Span<T> destinationTangent)
        where T : IFloatingPointIeee754<T>
    {
        Elementwise.Jvp(x, xTangent, destinationTangent, static x => HyperbolicRules<T>.Acosh(x));
        TensorPrimitives.Acosh(x, destination);
    }

    /// <summary>The backward method of <see cref="TensorPrimitives.Atanh{T}(ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomBackward(typeof(TensorPrimitives), nameof(TensorPrimitives.Atanh))]
    public static void AtanhBackward<T>(ReadOnlySpan<T> x, Span<T> destination, Span<T> gradX, Span<T> gradDestination)
        where T : IFloatingPointIeee754<T> => Elementwise.Backward(x, gradX, gradDestination, static x => HyperbolicRules<T>.Atanh(x));

    /// <summary>The jvp of <see cref="TensorPrimitives.Atanh{T}(ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomJvp(typeof(TensorPrimitives), nameof(TensorPrimitives.Atanh))]
    public static void AtanhJvp<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> xTangent, Span<T> destination, Span<T> destinationTangent)
        where T : IFloatingPointIeee754<T>
    {
        Elementwise.Jvp(x, xTangent, destinationTangent, static x => HyperbolicRules<T>.Atanh(x));
        TensorPrimitives.Atanh(x, destination);
    }

    /// <summary>The backward method of <see cref="TensorPrimitives.Tanh{T}(ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomBackward(typeof(TensorPrimitives), nameof(TensorPrimitives.Tanh))]
    public static void TanhBackward<T>(ReadOnlySpan<T> x, Span<T> destination, Span<T> gradX, Span<T> gradDestination)
        where T : IFloatingPointIeee754<T> => Elementwise.Backward(x, gradX, gradDestination, static x => HyperbolicRules<T>.Tanh(x, T.Tanh(x)));

    /// <summary>The jvp of <see cref="TensorPrimitives.Tanh{T}(ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomJvp(typeof(TensorPrimitives), nameof(TensorPrimitives.Tanh))]
    public static void TanhJvp<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> xTangent, Span<T> destination, Span<T> destinationTangent)
        where T : IFloatingPointIeee754<T>
    {
        Elementwise.Jvp(x, xTangent, destinationTangent, static x => HyperbolicRules<T>.Tanh(x, T.Tanh(x)));
        TensorPrimitives.Tanh(x, destination);
    }

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

    /// <summary>The backward method of <see cref="TensorPrimitives.Abs{T}(ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomBackward(typeof(TensorPrimitives), nameof(TensorPrimitives.Abs))]
    public static void AbsBackward<T>(ReadOnlySpan<T> x, Span<T> destination, Span<T> gradX, Span<T> gradDestination)
        where T : IFloatingPointIeee754<T> => Elementwise.Backward(x, gradX, gradDestination, static x => SelectionRules<T>.Abs(x));

    /// <summary>The jvp of <see cref="TensorPrimitives.Abs{T}(ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomJvp(typeof(TensorPrimitives), nameof(TensorPrimitives.Abs))]
    public static void AbsJvp<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> xTangent, Span<T> destination, Span<T> destinationTangent)
        where T : IFloatingPointIeee754<T>
    {
        Elementwise.Jvp(x, xTangent, destinationTangent, static x => SelectionRules<T>.Abs(x));
        TensorPrimitives.Abs(x, destination);
    }

    /// <summary>The backward method of <see cref="TensorPrimitives.Negate{T}(ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomBackward(typeof(TensorPrimitives), nameof(TensorPrimitives.Negate))]
    public static void NegateBackward<T>(ReadOnlySpan<T> x, Span<T> destination, Span<T> gradX, Span<T> gradDestination)
        where T : IFloatingPointIeee754<T> => Elementwise.Backward(x, gradX, gradDestination, static x => T.NegativeOne);

    /// <summary>The jvp of <see cref="TensorPrimitives.Negate{T}(ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomJvp(typeof(TensorPrimitives), nameof(TensorPrimitives.Negate))]
    public static void NegateJvp<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> xTangent, Span<T> destination, Span<T> destinationTangent)
        where T : IFloatingPointIeee754<T>
    {
        Elementwise.Jvp(x, xTangent, destinationTangent, static x => T.NegativeOne);
        TensorPrimitives.Negate(x, destination);
    }

    /// <summary>The backward method of <see cref="TensorPrimitives.Reciprocal{T}(ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomBackward(typeof(TensorPrimitives), nameof(TensorPrimitives.Reciprocal))]
    public static void ReciprocalBackward<T>(ReadOnlySpan<T> x, Span<T> destination, Span<T> gradX, Span<T> gradDestination)
        where T : IFloatingPointIeee754<T> => Elementwise.Backward(x, gradX, gradDestination, static x => T.NegativeOne / (x * x));

    /// <summary>The jvp of <see cref="TensorPrimitives.Reciprocal{T}(ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomJvp(typeof(TensorPrimitives), nameof(TensorPrimitives.Reciprocal))]
    public static void ReciprocalJvp<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> xTangent, Span<T> destination, Span<T> destinationTangent)
        where T : IFloatingPointIeee754<T>
    {
        Elementwise.Jvp(x, xTangent, destinationTangent, static x => T.NegativeOne / (x * x));
        TensorPrimitives.Reciprocal(x, destination);
    }

    /// <summary>The backward method of <see cref="TensorPrimitives.ReciprocalSqrt{T}(ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomBackward(typeof(TensorPrimitives), nameof(TensorPrimitives.ReciprocalSqrt))]
    public static void ReciprocalSqrtBackward<T>(ReadOnlySpan<T> x, Span<T> destination, Span<T> gradX, Span<T> gradDestination)
        where T : IFloatingPointIeee754<T> => Elementwise.Backward(x, gradX, gradDestination, static x => T.CreateChecked(-0.5) / (x * T.Sqrt(x)));

    /// <summary>The jvp of <see cref="TensorPrimitives.ReciprocalSqrt{T}(ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomJvp(typeof(TensorPrimitives), nameof(TensorPrimitives.ReciprocalSqrt))]
    public static void ReciprocalSqrtJvp<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> xTangent, Span<T> destination, Span<T> destinationTangent)
        where T : IFloatingPointIeee754<T>
    {
        Elementwise.Jvp(x, xTangent, destinationTangent, static x => T.CreateChecked(-0.5) / (x * T.Sqrt(x)));
        TensorPrimitives.ReciprocalSqrt(x, destination);
    }

    /// <summary>The backward method of <see cref="TensorPrimitives.Sigmoid{T}(ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomBackward(typeof(TensorPrimitives), nameof(TensorPrimitives.Sigmoid))]
    public static void SigmoidBackward<T>(ReadOnlySpan<T> x, Span<T> destination, Span<T> gradX, Span<T> gradDestination)
        where T : IFloatingPointIeee754<T> => Elementwise.Backward(x, gradX, gradDestination, static x => Logistic(x) * Logistic(-x));

    /// <summary>The jvp of <see cref="TensorPrimitives.Sigmoid{T}(ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomJvp(typeof(TensorPrimitives), nameof(TensorPrimitives.Sigmoid))]
    public static void SigmoidJvp<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> xTangent, Span<T> destination, Span<T> destinationTangent)
        where T : IFloatingPointIeee754<T>
    {
        Elementwise.Jvp(x, xTangent, destinationTangent, static x => Logistic(x) * Logistic(-x));
        TensorPrimitives.Sigmoid(x, destination);
    }

    /// <summary>The backward method of <see cref="TensorPrimitives.Floor{T}(ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomBackward(typeof(TensorPrimitives), nameof(TensorPrimitives.Floor))]
    public static void FloorBackward<T>(ReadOnlySpan<T> x, Span<T> destination, Span<T> gradX, Span<T> gradDestination)
        where T : IFloatingPointIeee754<T> => Elementwise.Backward(x, gradX, gradDestination, static x => T.Zero);

    /// <summary>The jvp of <see cref="TensorPrimitives.Floor{T}(ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomJvp(typeof(TensorPrimitives), nameof(TensorPrimitives.Floor))]
    public static void FloorJvp<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> xTangent, Span<T> destination, Span<T> destinationTangent)
        where T : IFloatingPointIeee754<T>
    {
        Elementwise.Jvp(x, xTangent, destinationTangent, static x => T.Zero);
        TensorPrimitives.Floor(x, destination);
    }

    /// <summary>The backward method of <see cref="TensorPrimitives.Ceiling{T}(ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomBackward(typeof(TensorPrimitives), nameof(TensorPrimitives.Ceiling))]
    public static void CeilingBackward<T>(ReadOnlySpan<T> x, Span<T> destination, Span<T> gradX, Span<T> gradDestination)
        where T : IFloatingPointIeee754<T> => Elementwise.Backward(x, gradX, gradDestination, static x => T.Zero);

    /// <summary>The jvp of <see cref="TensorPrimitives.Ceiling{T}(ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomJvp(typeof(TensorPrimitives), nameof(TensorPrimitives.Ceiling))]
    public static void CeilingJvp<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> xTangent, Span<T> destination, Span<T> destinationTangent)
        where T : IFloatingPointIeee754<T>
    {
        Elementwise.Jvp(x, xTangent, destinationTangent, static x => T.Zero);
        TensorPrimitives.Ceiling(x, destination);
    }

    /// <summary>The backward method of <see cref="TensorPrimitives.Round{T}(ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomBackward(typeof(TensorPrimitives), nameof(TensorPrimitives.Round))]
    public static void RoundBackward<T>(ReadOnlySpan<T> x, Span<T> destination, Span<T> gradX, Span<T> gradDestination)
        where T : IFloatingPointIeee754<T> => Elementwise.Backward(x, gradX, gradDestination, static x => T.Zero);

    /// <summary>The jvp of <see cref="TensorPrimitives.Round{T}(ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomJvp(typeof(TensorPrimitives), nameof(TensorPrimitives.Round))]
    public static void RoundJvp<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> xTangent, Span<T> destination, Span<T> destinationTangent)
        where T : IFloatingPointIeee754<T>
    {
        Elementwise.Jvp(x, xTangent, destinationTangent, static x => T.Zero);
        TensorPrimitives.Round(x, destination);
    }

    /// <summary>The backward method of <see cref="TensorPrimitives.Truncate{T}(ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomBackward(typeof(TensorPrimitives), nameof(TensorPrimitives.Truncate))]
    public static void TruncateBackward<T>(ReadOnlySpan<T> x, Span<T> destination, Span<T> gradX, Span<T> gradDestination)
        where T : IFloatingPointIeee754<T> => Elementwise.Backward(x, gradX, gradDestination, static x => T.Zero);

    /// <summary>The jvp of <see cref="TensorPrimitives.Truncate{T}(ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomJvp(typeof(TensorPrimitives), nameof(TensorPrimitives.Truncate))]
    public static void TruncateJvp<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> xTangent, Span<T> destination, Span<T> destinationTangent)
        where T : IFloatingPointIeee754<T>
    {
        Elementwise.Jvp(x, xTangent, destinationTangent, static x => T.Zero);
        TensorPrimitives.Truncate(x, destination);
    }

    /// <summary>Not by its own derivative, which would lose the digits of small values.</summary>
    private static T Logistic<T>(T x)
        where T : IFloatingPointIeee754<T> => T.One / (T.One + T.Exp(-x));
}
