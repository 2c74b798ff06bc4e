using System.Numerics;
using System.Numerics.Tensors;
using SourceAutodiff.Rules;

namespace SourceAutodiff.Providers;

public static partial class TensorPrimitivesDerivatives
{
    /// <summary>The backward method of <see cref="TensorPrimitives.Add{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomBackward(typeof(TensorPrimitives), nameof(TensorPrimitives.Add))]
    public static void AddBackward<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> destination, Span<T> gradX, Span<T> gradY, Span<T> gradDestination)
        where T : IFloatingPointIeee754<T> => Elementwise.Backward(x.Length, x, y, gradX, gradY, gradDestination, static (x, y) => OperatorRules<T>.Add(x, y));

    /// <summary>The jvp of <see cref="TensorPrimitives.Add{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomJvp(typeof(TensorPrimitives), nameof(TensorPrimitives.Add))]
    public static void AddJvp<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> xTangent, ReadOnlySpan<T> y, ReadOnlySpan<T> yTangent, Span<T> destination, Span<T> destinationTangent)
        where T : IFloatingPointIeee754<T>
    {
        Elementwise.Jvp(x.Length, x, xTangent, y, yTangent, destinationTangent, static (x, y) => OperatorRules<T>.Add(x, y));
        TensorPrimitives.Add(x, y, destination);
    }

    /// <summary>The backward method of <see cref="TensorPrimitives.Add{T}(ReadOnlySpan{T}, T, Span{T})"/>.</summary>
    [CustomBackward(typeof(TensorPrimitives), nameof(TensorPrimitives.Add))]
    public static void AddBackward<T>(ReadOnlySpan<T> x, T y, Span<T> destination, Span<T> gradX, ref T gradY, Span<T> gradDestination)
        where T : IFloatingPointIeee754<T> => Elementwise.Backward(x.Length, x, new ReadOnlySpan<T>(in y), gradX, new Span<T>(ref gradY), gradDestination, static (x, y) => OperatorRules<T>.Add(x, y));

    /// <summary>The jvp of <see cref="TensorPrimitives.Add{T}(ReadOnlySpan{T}, T, Span{T})"/>.</summary>
    [CustomJvp(typeof(TensorPrimitives), nameof(TensorPrimitives.Add))]
    public static void AddJvp<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> xTangent, T y, T yTangent, Span<T> destination, Span<T> destinationTangent)
        where T : IFloatingPointIeee754<T>
    {
        Elementwise.Jvp(x.Length, x, xTangent, new ReadOnlySpan<T>(in y), new ReadOnlySpan<T>(in yTangent), destinationTangent, static (x, y) => OperatorRules<T>.Add(x, y));
        TensorPrimitives.Add(x, y, destination);
    }

    /// <summary>The backward method of <see cref="TensorPrimitives.Subtract{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomBackward(typeof(TensorPrimitives), nameof(TensorPrimitives.Subtract))]
    public static void SubtractBackward<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> destination, Span<T> gradX, Span<T> gradY, Span<T> gradDestination)
        where T : IFloatingPointIeee754<T> => Elementwise.Backward(x.Length, x, y, gradX, gradY, gradDestination, static (x, y) => OperatorRules<T>.Subtract(x, y));

    /// <summary>The jvp of <see cref="TensorPrimitives.Subtract{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomJvp(typeof(TensorPrimitives), nameof(TensorPrimitives.Subtract))]
    public static void SubtractJvp<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> xTangent, ReadOnlySpan<T> y, ReadOnlySpan<T> yTangent, Span<T> destination, Span<T> destinationTangent)
        where T : IFloatingPointIeee754<T>
    {
        Elementwise.Jvp(x.Length, x, xTangent, y, yTangent, destinationTangent, static (x, y) => OperatorRules<T>.Subtract(x, y));
        TensorPrimitives.Subtract(x, y, destination);
    }

    /// <summary>The backward method of <see cref="TensorPrimitives.Subtract{T}(ReadOnlySpan{T}, T, Span{T})"/>.</summary>
    [CustomBackward(typeof(TensorPrimitives), nameof(TensorPrimitives.Subtract))]
    public static void SubtractBackward<T>(ReadOnlySpan<T> x, T y, Span<T> destination, Span<T> gradX, ref T gradY, Span<T> gradDestination)
        where T : IFloatingPointIeee754<T> => Elementwise.Backward(x.Length, x, new ReadOnlySpan<T>(in y), gradX, new Span<T>(ref gradY), gradDestination, static (x, y) => OperatorRules<T>.Subtract(x, y));

    /// <summary>The jvp of <see cref="TensorPrimitives.Subtract{T}(ReadOnlySpan{T}, T, Span{T})"/>.</summary>
    [CustomJvp(typeof(TensorPrimitives), nameof(TensorPrimitives.Subtract))]
    public static void SubtractJvp<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> xTangent, T y, T yTangent, Span<T> destination, Span<T> destinationTangent)
        where T : IFloatingPointIeee754<T>
    {
        Elementwise.Jvp(x.Length, x, xTangent, new ReadOnlySpan<T>(in y), new ReadOnlySpan<T>(in yTangent), destinationTangent, static (x, y) => OperatorRules<T>.Subtract(x, y));
        TensorPrimitives.Subtract(x, y, destination);
    }

    /// <summary>The backward method of <see cref="TensorPrimitives.Subtract{T}(T, ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomBackward(typeof(TensorPrimitives), nameof(TensorPrimitives.Subtract))]
    public static void SubtractBackward<T>(T x, ReadOnlySpan<T> y, Span<T> destination, ref T gradX, Span<T> gradY, Span<T> gradDestination)
        where T : IFloatingPointIeee754<T> => Elementwise.Backward(y.Length, new ReadOnlySpan<T>(in x), y, new Span<T>(ref gradX), gradY, gradDestination, static (x, y) => OperatorRules<T>.Subtract(x, y));

    /// <summary>The jvp of <see cref="TensorPrimitives.Subtract{T}(T, ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomJvp(typeof(TensorPrimitives), nameof(TensorPrimitives.Subtract))]
    public static void SubtractJvp<T>(T x, T xTangent, ReadOnlySpan<T> y, ReadOnlySpan<T> yTangent, Span<T> destination, Span<T> destinationTangent)
        where T : IFloatingPointIeee754<T>
    {
        Elementwise.Jvp(y.Length, new ReadOnlySpan<T>(in x), new ReadOnlySpan<T>(in xTangent), y, yTangent, destinationTangent, static (x, y) => OperatorRules<T>.Subtract(x, y));
        TensorPrimitives.Subtract(x, y, destination);
    }

    /// <summary>The backward method of <see cref="TensorPrimitives.Multiply{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomBackward(typeof(TensorPrimitives), nameof(TensorPrimitives.Multiply))]
    public static void MultiplyBackward<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> destination, Span<T> gradX, Span<T> gradY, Span<T> gradDestination)
        where T : IFloatingPointIeee754<T> => Elementwise.Backward(x.Length, x, y, gradX, gradY, gradDestination, static (x, y) => OperatorRules<T>.Multiply(x, y));

    /// <summary>The jvp of <see cref="TensorPrimitives.Multiply{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomJvp(typeof(TensorPrimitives), nameof(TensorPrimitives.Multiply))]
    public static void MultiplyJvp<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> xTangent, ReadOnlySpan<T> y, ReadOnlySpan<T> yTangent, Span<T> destination, Span<T> destinationTangent)
        where T : IFloatingPointIeee754<T>
    {
        Elementwise.Jvp(x.Length, x, xTangent, y, yTangent, destinationTangent, static (x, y) => OperatorRules<T>.Multiply(x, y));
        TensorPrimitives.Multiply(x, y, destination);
    }

    /// <summary>The backward method of <see cref="TensorPrimitives.Multiply{T}(ReadOnlySpan{T}, T, Span{T})"/>.</summary>
    [CustomBackward(typeof(TensorPrimitives), nameof(TensorPrimitives.Multiply))]
    public static void MultiplyBackward<T>(ReadOnlySpan<T> x, T y, Span<T> destination, Span<T> gradX, ref T gradY, Span<T> gradDestination)
        where T : IFloatingPointIeee754<T> => Elementwise.Backward(x.Length, x, new ReadOnlySpan<T>(in y), gradX, new Span<T>(ref gradY), gradDestination, static (x, y) => OperatorRules<T>.Multiply(x, y));

    /// <summary>The jvp of <see cref="TensorPrimitives.Multiply{T}(ReadOnlySpan{T}, T, Span{T})"/>.</summary>
    [CustomJvp(typeof(TensorPrimitives), nameof(TensorPrimitives.Multiply))]
    public static void MultiplyJvp<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> xTangent, T y, T yTangent, Span<T> destination, Span<T> destinationTangent)
        where T : IFloatingPointIeee754<T>
    {
        Elementwise.Jvp(x.Length, x, xTangent, new ReadOnlySpan<T>(in y), new ReadOnlySpan<T>(in yTangent), destinationTangent, static (x, y) => OperatorRules<T>.Multiply(x, y));
        TensorPrimitives.Multiply(x, y, destination);
    }

    /// <summary>The backward method of <see cref="TensorPrimitives.Divide{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomBackward(typeof(TensorPrimitives), nameof(TensorPrimitives.Divide))]
    public static void DivideBackward<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> destination, Span<T> gradX, Span<T> gradY, Span<T> gradDestination)
        where T : IFloatingPointIeee754<T> => Elementwise.Backward(x.Length, x, y, gradX, gradY, gradDestination, static (x, y) => OperatorRules<T>.Divide(x, y, x / y));

    /// <summary>The jvp of <see cref="TensorPrimitives.Divide{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomJvp(typeof(TensorPrimitives), nameof(TensorPrimitives.Divide))]
    public static void DivideJvp<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> xTangent, ReadOnlySpan<T> y, ReadOnlySpan<T> yTangent, Span<T> destination, Span<T> destinationTangent)
        where T : IFloatingPointIeee754<T>
    {
        Elementwise.Jvp(x.Length, x, xTangent, y, yTangent, destinationTangent, static (x, y) => OperatorRules<T>.Divide(x, y, x / y));
        TensorPrimitives.Divide(x, y, destination);
    }

    /// <summary>The backward method of <see cref="TensorPrimitives.Divide{T}(ReadOnlySpan{T}, T, Span{T})"/>.</summary>
    [CustomBackward(typeof(TensorPrimitives), nameof(TensorPrimitives.Divide))]
    public static void DivideBackward<T>(ReadOnlySpan<T> x, T y, Span<T> destination, Span<T> gradX, ref T gradY, Span<T> gradDestination)
        where T : IFloatingPointIeee754<T> => Elementwise.Backward(x.Length, x, new ReadOnlySpan<T>(in y), gradX, new Span<T>(ref gradY), gradDestination, static (x, y) => OperatorRules<T>.Divide(x, y, x / y));

    /// <summary>The jvp of <see cref="TensorPrimitives.Divide{T}(ReadOnlySpan{T}, T, Span{T})"/>.</summary>
    [CustomJvp(typeof(TensorPrimitives), nameof(TensorPrimitives.Divide))]
    public static void DivideJvp<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> xTangent, T y, T yTangent, Span<T> destination, Span<T> destinationTangent)
        where T : IFloatingPointIeee754<T>
    {
        Elementwise.Jvp(x.Length, x, xTangent, new ReadOnlySpan<T>(in y), new ReadOnlySpan<T>(in yTangent), destinationTangent, static (x, y) => OperatorRules<T>.Divide(x, y, x / y));
        TensorPrimitives.Divide(x, y, destination);
    }

    /// <summary>The backward method of <see cref="TensorPrimitives.Divide{T}(T, ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomBackward(typeof(TensorPrimitives), nameof(TensorPrimitives.Divide))]
    public static void DivideBackward<T>(T x, ReadOnlySpan<T> y, Span<T> destination, ref T gradX, Span<T> gradY, Span<T> gradDestination)
        where T : IFloatingPointIeee754<T> => Elementwise.Backward(y.Length, new ReadOnlySpan<T>(in x), y, new Span<T>(ref gradX), gradY, gradDestination, static (x, y) => OperatorRules<T>.Divide(x, y, x / y));

    /// <summary>The jvp of <see cref="TensorPrimitives.Divide{T}(T, ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomJvp(typeof(TensorPrimitives), nameof(TensorPrimitives.Divide))]
    public static void DivideJvp<T>(T x, T xTangent, ReadOnlySpan<T> y, ReadOnlySpan<T> yTangent, Span<T> destination, Span<T> destinationTangent)
        where T : IFloatingPointIeee754<T>
    {
        Elementwise.Jvp(y.Length, new ReadOnlySpan<T>(in x), new ReadOnlySpan<T>(in xTangent), y, yTangent, destinationTangent, static (x, y) => OperatorRules<T>.Divide(x, y, x / y));
        TensorPrimitives.Divide(x, y, destination);
    }
}
