using System.Numerics;
using System.Numerics.Tensors;
using SourceAutodiff.Rules;

namespace SourceAutodiff.Providers;

public static partial class TensorPrimitivesDerivatives
{
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
}
