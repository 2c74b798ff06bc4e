using System.Numerics;
using System.Numerics.Tensors;
using SourceAutodiff.Rules;

namespace SourceAutodiff.Providers;

public static partial class TensorPrimitivesDerivatives
{
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
        where T : IFloatingPointIeee754<T> => Elementwise.Backward(x, gradX, gradDestination, static x => OperatorRules<T>.Negate(x));

    /// <summary>The jvp of <see cref="TensorPrimitives.Negate{T}(ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomJvp(typeof(TensorPrimitives), nameof(TensorPrimitives.Negate))]
    public static void NegateJvp<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> xTangent, Span<T> destination, Span<T> destinationTangent)
        where T : IFloatingPointIeee754<T>
    {
        Elementwise.Jvp(x, xTangent, destinationTangent, static x => OperatorRules<T>.Negate(x));
        TensorPrimitives.Negate(x, destination);
    }

    /// <summary>The backward method of <see cref="TensorPrimitives.Reciprocal{T}(ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomBackward(typeof(TensorPrimitives), nameof(TensorPrimitives.Reciprocal))]
    public static void ReciprocalBackward<T>(ReadOnlySpan<T> x, Span<T> destination, Span<T> gradX, Span<T> gradDestination)
        where T : IFloatingPointIeee754<T> => Elementwise.Backward(x, gradX, gradDestination, static x => ExponentialRules<T>.ReciprocalEstimate(x));

    /// <summary>The jvp of <see cref="TensorPrimitives.Reciprocal{T}(ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomJvp(typeof(TensorPrimitives), nameof(TensorPrimitives.Reciprocal))]
    public static void ReciprocalJvp<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> xTangent, Span<T> destination, Span<T> destinationTangent)
        where T : IFloatingPointIeee754<T>
    {
        Elementwise.Jvp(x, xTangent, destinationTangent, static x => ExponentialRules<T>.ReciprocalEstimate(x));
        TensorPrimitives.Reciprocal(x, destination);
    }

    /// <summary>The backward method of <see cref="TensorPrimitives.ReciprocalSqrt{T}(ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomBackward(typeof(TensorPrimitives), nameof(TensorPrimitives.ReciprocalSqrt))]
    public static void ReciprocalSqrtBackward<T>(ReadOnlySpan<T> x, Span<T> destination, Span<T> gradX, Span<T> gradDestination)
        where T : IFloatingPointIeee754<T> => Elementwise.Backward(x, gradX, gradDestination, static x => ExponentialRules<T>.ReciprocalSqrtEstimate(x));

    /// <summary>The jvp of <see cref="TensorPrimitives.ReciprocalSqrt{T}(ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomJvp(typeof(TensorPrimitives), nameof(TensorPrimitives.ReciprocalSqrt))]
    public static void ReciprocalSqrtJvp<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> xTangent, Span<T> destination, Span<T> destinationTangent)
        where T : IFloatingPointIeee754<T>
    {
        Elementwise.Jvp(x, xTangent, destinationTangent, static x => ExponentialRules<T>.ReciprocalSqrtEstimate(x));
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
        where T : IFloatingPointIeee754<T> => Elementwise.Backward(x, gradX, gradDestination, static x => PiecewiseConstantRules<T>.Floor(x));

    /// <summary>The jvp of <see cref="TensorPrimitives.Floor{T}(ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomJvp(typeof(TensorPrimitives), nameof(TensorPrimitives.Floor))]
    public static void FloorJvp<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> xTangent, Span<T> destination, Span<T> destinationTangent)
        where T : IFloatingPointIeee754<T>
    {
        Elementwise.Jvp(x, xTangent, destinationTangent, static x => PiecewiseConstantRules<T>.Floor(x));
        TensorPrimitives.Floor(x, destination);
    }

    /// <summary>The backward method of <see cref="TensorPrimitives.Ceiling{T}(ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomBackward(typeof(TensorPrimitives), nameof(TensorPrimitives.Ceiling))]
    public static void CeilingBackward<T>(ReadOnlySpan<T> x, Span<T> destination, Span<T> gradX, Span<T> gradDestination)
        where T : IFloatingPointIeee754<T> => Elementwise.Backward(x, gradX, gradDestination, static x => PiecewiseConstantRules<T>.Ceiling(x));

    /// <summary>The jvp of <see cref="TensorPrimitives.Ceiling{T}(ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomJvp(typeof(TensorPrimitives), nameof(TensorPrimitives.Ceiling))]
    public static void CeilingJvp<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> xTangent, Span<T> destination, Span<T> destinationTangent)
        where T : IFloatingPointIeee754<T>
    {
        Elementwise.Jvp(x, xTangent, destinationTangent, static x => PiecewiseConstantRules<T>.Ceiling(x));
        TensorPrimitives.Ceiling(x, destination);
    }

    /// <summary>The backward method of <see cref="TensorPrimitives.Round{T}(ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomBackward(typeof(TensorPrimitives), nameof(TensorPrimitives.Round))]
    public static void RoundBackward<T>(ReadOnlySpan<T> x, Span<T> destination, Span<T> gradX, Span<T> gradDestination)
        where T : IFloatingPointIeee754<T> => Elementwise.Backward(x, gradX, gradDestination, static x => PiecewiseConstantRules<T>.Round(x));

    /// <summary>The jvp of <see cref="TensorPrimitives.Round{T}(ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomJvp(typeof(TensorPrimitives), nameof(TensorPrimitives.Round))]
    public static void RoundJvp<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> xTangent, Span<T> destination, Span<T> destinationTangent)
        where T : IFloatingPointIeee754<T>
    {
        Elementwise.Jvp(x, xTangent, destinationTangent, static x => PiecewiseConstantRules<T>.Round(x));
        TensorPrimitives.Round(x, destination);
    }

    /// <summary>The backward method of <see cref="TensorPrimitives.Truncate{T}(ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomBackward(typeof(TensorPrimitives), nameof(TensorPrimitives.Truncate))]
    public static void TruncateBackward<T>(ReadOnlySpan<T> x, Span<T> destination, Span<T> gradX, Span<T> gradDestination)
        where T : IFloatingPointIeee754<T> => Elementwise.Backward(x, gradX, gradDestination, static x => PiecewiseConstantRules<T>.Truncate(x));

    /// <summary>The jvp of <see cref="TensorPrimitives.Truncate{T}(ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomJvp(typeof(TensorPrimitives), nameof(TensorPrimitives.Truncate))]
    public static void TruncateJvp<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> xTangent, Span<T> destination, Span<T> destinationTangent)
        where T : IFloatingPointIeee754<T>
    {
        Elementwise.Jvp(x, xTangent, destinationTangent, static x => PiecewiseConstantRules<T>.Truncate(x));
        TensorPrimitives.Truncate(x, destination);
    }

    /// <summary>Not by its own derivative, which would lose the digits of small values.</summary>
    private static T Logistic<T>(T x)
        where T : IFloatingPointIeee754<T> => T.One / (T.One + T.Exp(-x));
}
