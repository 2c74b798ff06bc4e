using System.Numerics;
using System.Numerics.Tensors;
using SourceAutodiff.Rules;

namespace SourceAutodiff.Providers;

public static partial class TensorPrimitivesDerivatives
{
    /// <summary>The backward method of <see cref="TensorPrimitives.MultiplyAdd{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomBackward(typeof(TensorPrimitives), nameof(TensorPrimitives.MultiplyAdd))]
    public static void MultiplyAddBackward<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> addend, Span<T> destination, Span<T> gradX, Span<T> gradY, Span<T> gradAddend, Span<T> gradDestination)
        where T : IFloatingPointIeee754<T> => Elementwise.Backward(x.Length, x, y, addend, gradX, gradY, gradAddend, gradDestination, static (x, y, addend) => ArithmeticRules<T>.FusedMultiplyAdd(x, y, addend));

    /// <summary>The jvp of <see cref="TensorPrimitives.MultiplyAdd{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomJvp(typeof(TensorPrimitives), nameof(TensorPrimitives.MultiplyAdd))]
    public static void MultiplyAddJvp<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> xTangent, ReadOnlySpan<T> y, ReadOnlySpan<T> yTangent, ReadOnlySpan<T> addend, ReadOnlySpan<T> addendTangent, Span<T> destination, Span<T> destinationTangent)
        where T : IFloatingPointIeee754<T>
    {
        Elementwise.Jvp(x.Length, x, xTangent, y, yTangent, addend, addendTangent, destinationTangent, static (x, y, addend) => ArithmeticRules<T>.FusedMultiplyAdd(x, y, addend));
        TensorPrimitives.MultiplyAdd(x, y, addend, destination);
    }

    /// <summary>The backward method of <see cref="TensorPrimitives.MultiplyAdd{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, T, Span{T})"/>.</summary>
    [CustomBackward(typeof(TensorPrimitives), nameof(TensorPrimitives.MultiplyAdd))]
    public static void MultiplyAddBackward<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, T addend, Span<T> destination, Span<T> gradX, Span<T> gradY, ref T gradAddend, Span<T> gradDestination)
        where T : IFloatingPointIeee754<T> => Elementwise.Backward(x.Length, x, y, new ReadOnlySpan<T>(in addend), gradX, gradY, new Span<T>(ref gradAddend), gradDestination, static (x, y, addend) => ArithmeticRules<T>.FusedMultiplyAdd(x, y, addend));

    /// <summary>The jvp of <see cref="TensorPrimitives.MultiplyAdd{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, T, Span{T})"/>.</summary>
    [CustomJvp(typeof(TensorPrimitives), nameof(TensorPrimitives.MultiplyAdd))]
    public static void MultiplyAddJvp<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> xTangent, ReadOnlySpan<T> y, ReadOnlySpan<T> yTangent, T addend, T addendTangent, Span<T> destination, Span<T> destinationTangent)
        where T : IFloatingPointIeee754<T>
    {
        Elementwise.Jvp(x.Length, x, xTangent, y, yTangent, new ReadOnlySpan<T>(in addend), new ReadOnlySpan<T>(in addendTangent), destinationTangent, static (x, y, addend) => ArithmeticRules<T>.FusedMultiplyAdd(x, y, addend));
        TensorPrimitives.MultiplyAdd(x, y, addend, destination);
    }

    /// <summary>The backward method of <see cref="TensorPrimitives.MultiplyAdd{T}(ReadOnlySpan{T}, T, ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomBackward(typeof(TensorPrimitives), nameof(TensorPrimitives.MultiplyAdd))]
    public static void MultiplyAddBackward<T>(ReadOnlySpan<T> x, T y, ReadOnlySpan<T> addend, Span<T> destination, Span<T> gradX, ref T gradY, Span<T> gradAddend, Span<T> gradDestination)
        where T : IFloatingPointIeee754<T> => Elementwise.Backward(x.Length, x, new ReadOnlySpan<T>(in y), addend, gradX, new Span<T>(ref gradY), gradAddend, gradDestination, static (x, y, addend) => ArithmeticRules<T>.FusedMultiplyAdd(x, y, addend));

    /// <summary>The jvp of <see cref="TensorPrimitives.MultiplyAdd{T}(ReadOnlySpan{T}, T, ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomJvp(typeof(TensorPrimitives), nameof(TensorPrimitives.MultiplyAdd))]
    public static void MultiplyAddJvp<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> xTangent, T y, T yTangent, ReadOnlySpan<T> addend, ReadOnlySpan<T> addendTangent, Span<T> destination, Span<T> destinationTangent)
        where T : IFloatingPointIeee754<T>
    {
        Elementwise.Jvp(x.Length, x, xTangent, new ReadOnlySpan<T>(in y), new ReadOnlySpan<T>(in yTangent), addend, addendTangent, destinationTangent, static (x, y, addend) => ArithmeticRules<T>.FusedMultiplyAdd(x, y, addend));
        TensorPrimitives.MultiplyAdd(x, y, addend, destination);
    }

    /// <summary>The backward method of <see cref="TensorPrimitives.FusedMultiplyAdd{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomBackward(typeof(TensorPrimitives), nameof(TensorPrimitives.FusedMultiplyAdd))]
    public static void FusedMultiplyAddBackward<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> addend, Span<T> destination, Span<T> gradX, Span<T> gradY, Span<T> gradAddend, Span<T> gradDestination)
        where T : IFloatingPointIeee754<T> => Elementwise.Backward(x.Length, x, y, addend, gradX, gradY, gradAddend, gradDestination, static (x, y, addend) => ArithmeticRules<T>.FusedMultiplyAdd(x, y, addend));

    /// <summary>The jvp of <see cref="TensorPrimitives.FusedMultiplyAdd{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomJvp(typeof(TensorPrimitives), nameof(TensorPrimitives.FusedMultiplyAdd))]
    public static void FusedMultiplyAddJvp<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> xTangent, ReadOnlySpan<T> y, ReadOnlySpan<T> yTangent, ReadOnlySpan<T> addend, ReadOnlySpan<T> addendTangent, Span<T> destination, Span<T> destinationTangent)
        where T : IFloatingPointIeee754<T>
    {
        Elementwise.Jvp(x.Length, x, xTangent, y, yTangent, addend, addendTangent, destinationTangent, static (x, y, addend) => ArithmeticRules<T>.FusedMultiplyAdd(x, y, addend));
        TensorPrimitives.FusedMultiplyAdd(x, y, addend, destination);
    }

    /// <summary>The backward method of <see cref="TensorPrimitives.FusedMultiplyAdd{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, T, Span{T})"/>.</summary>
    [CustomBackward(typeof(TensorPrimitives), nameof(TensorPrimitives.FusedMultiplyAdd))]
    public static void FusedMultiplyAddBackward<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, T addend, Span<T> destination, Span<T> gradX, Span<T> gradY, ref T gradAddend, Span<T> gradDestination)
        where T : IFloatingPointIeee754<T> => Elementwise.Backward(x.Length, x, y, new ReadOnlySpan<T>(in addend), gradX, gradY, new Span<T>(ref gradAddend), gradDestination, static (x, y, addend) => ArithmeticRules<T>.FusedMultiplyAdd(x, y, addend));

    /// <summary>The jvp of <see cref="TensorPrimitives.FusedMultiplyAdd{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, T, Span{T})"/>.</summary>
    [CustomJvp(typeof(TensorPrimitives), nameof(TensorPrimitives.FusedMultiplyAdd))]
    public static void FusedMultiplyAddJvp<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> xTangent, ReadOnlySpan<T> y, ReadOnlySpan<T> yTangent, T addend, T addendTangent, Span<T> destination, Span<T> destinationTangent)
        where T : IFloatingPointIeee754<T>
    {
        Elementwise.Jvp(x.Length, x, xTangent, y, yTangent, new ReadOnlySpan<T>(in addend), new ReadOnlySpan<T>(in addendTangent), destinationTangent, static (x, y, addend) => ArithmeticRules<T>.FusedMultiplyAdd(x, y, addend));
        TensorPrimitives.FusedMultiplyAdd(x, y, addend, destination);
    }

    /// <summary>The backward method of <see cref="TensorPrimitives.FusedMultiplyAdd{T}(ReadOnlySpan{T}, T, ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomBackward(typeof(TensorPrimitives), nameof(TensorPrimitives.FusedMultiplyAdd))]
    public static void FusedMultiplyAddBackward<T>(ReadOnlySpan<T> x, T y, ReadOnlySpan<T> addend, Span<T> destination, Span<T> gradX, ref T gradY, Span<T> gradAddend, Span<T> gradDestination)
        where T : IFloatingPointIeee754<T> => Elementwise.Backward(x.Length, x, new ReadOnlySpan<T>(in y), addend, gradX, new Span<T>(ref gradY), gradAddend, gradDestination, static (x, y, addend) => ArithmeticRules<T>.FusedMultiplyAdd(x, y, addend));

    /// <summary>The jvp of <see cref="TensorPrimitives.FusedMultiplyAdd{T}(ReadOnlySpan{T}, T, ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomJvp(typeof(TensorPrimitives), nameof(TensorPrimitives.FusedMultiplyAdd))]
    public static void FusedMultiplyAddJvp<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> xTangent, T y, T yTangent, ReadOnlySpan<T> addend, ReadOnlySpan<T> addendTangent, Span<T> destination, Span<T> destinationTangent)
        where T : IFloatingPointIeee754<T>
    {
        Elementwise.Jvp(x.Length, x, xTangent, new ReadOnlySpan<T>(in y), new ReadOnlySpan<T>(in yTangent), addend, addendTangent, destinationTangent, static (x, y, addend) => ArithmeticRules<T>.FusedMultiplyAdd(x, y, addend));
        TensorPrimitives.FusedMultiplyAdd(x, y, addend, destination);
    }

    /// <summary>The backward method of <see cref="TensorPrimitives.AddMultiply{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomBackward(typeof(TensorPrimitives), nameof(TensorPrimitives.AddMultiply))]
    public static void AddMultiplyBackward<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> multiplier, Span<T> destination, Span<T> gradX, Span<T> gradY, Span<T> gradMultiplier, Span<T> gradDestination)
        where T : IFloatingPointIeee754<T> => Elementwise.Backward(x.Length, x, y, multiplier, gradX, gradY, gradMultiplier, gradDestination, static (x, y, multiplier) => (multiplier, multiplier, x + y));

    /// <summary>The jvp of <see cref="TensorPrimitives.AddMultiply{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomJvp(typeof(TensorPrimitives), nameof(TensorPrimitives.AddMultiply))]
    public static void AddMultiplyJvp<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> xTangent, ReadOnlySpan<T> y, ReadOnlySpan<T> yTangent, ReadOnlySpan<T> multiplier, ReadOnlySpan<T> multiplierTangent, Span<T> destination, Span<T> destinationTangent)
        where T : IFloatingPointIeee754<T>
    {
        Elementwise.Jvp(x.Length, x, xTangent, y, yTangent, multiplier, multiplierTangent, destinationTangent, static (x, y, multiplier) => (multiplier, multiplier, x + y));
        TensorPrimitives.AddMultiply(x, y, multiplier, destination);
    }

    /// <summary>The backward method of <see cref="TensorPrimitives.AddMultiply{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, T, Span{T})"/>.</summary>
    [CustomBackward(typeof(TensorPrimitives), nameof(TensorPrimitives.AddMultiply))]
    public static void AddMultiplyBackward<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, T multiplier, Span<T> destination, Span<T> gradX, Span<T> gradY, ref T gradMultiplier, Span<T> gradDestination)
        where T : IFloatingPointIeee754<T> => Elementwise.Backward(x.Length, x, y, new ReadOnlySpan<T>(in multiplier), gradX, gradY, new Span<T>(ref gradMultiplier), gradDestination, static (x, y, multiplier) => (multiplier, multiplier, x + y));

    /// <summary>The jvp of <see cref="TensorPrimitives.AddMultiply{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, T, Span{T})"/>.</summary>
    [CustomJvp(typeof(TensorPrimitives), nameof(TensorPrimitives.AddMultiply))]
    public static void AddMultiplyJvp<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> xTangent, ReadOnlySpan<T> y, ReadOnlySpan<T> yTangent, T multiplier, T multiplierTangent, Span<T> destination, Span<T> destinationTangent)
        where T : IFloatingPointIeee754<T>
    {
        Elementwise.Jvp(x.Length, x, xTangent, y, yTangent, new ReadOnlySpan<T>(in multiplier), new ReadOnlySpan<T>(in multiplierTangent), destinationTangent, static (x, y, multiplier) => (multiplier, multiplier, x + y));
        TensorPrimitives.AddMultiply(x, y, multiplier, destination);
    }

    /// <summary>The backward method of <see cref="TensorPrimitives.AddMultiply{T}(ReadOnlySpan{T}, T, ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomBackward(typeof(TensorPrimitives), nameof(TensorPrimitives.AddMultiply))]
    public static void AddMultiplyBackward<T>(ReadOnlySpan<T> x, T y, ReadOnlySpan<T> multiplier, Span<T> destination, Span<T> gradX, ref T gradY, Span<T> gradMultiplier, Span<T> gradDestination)
        where T : IFloatingPointIeee754<T> => Elementwise.Backward(x.Length, x, new ReadOnlySpan<T>(in y), multiplier, gradX, new Span<T>(ref gradY), gradMultiplier, gradDestination, static (x, y, multiplier) => (multiplier, multiplier, x + y));

    /// <summary>The jvp of <see cref="TensorPrimitives.AddMultiply{T}(ReadOnlySpan{T}, T, ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomJvp(typeof(TensorPrimitives), nameof(TensorPrimitives.AddMultiply))]
    public static void AddMultiplyJvp<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> xTangent, T y, T yTangent, ReadOnlySpan<T> multiplier, ReadOnlySpan<T> multiplierTangent, Span<T> destination, Span<T> destinationTangent)
        where T : IFloatingPointIeee754<T>
    {
        Elementwise.Jvp(x.Length, x, xTangent, new ReadOnlySpan<T>(in y), new ReadOnlySpan<T>(in yTangent), multiplier, multiplierTangent, destinationTangent, static (x, y, multiplier) => (multiplier, multiplier, x + y));
        TensorPrimitives.AddMultiply(x, y, multiplier, destination);
    }

    /// <summary>The backward method of <see cref="TensorPrimitives.Lerp{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomBackward(typeof(TensorPrimitives), nameof(TensorPrimitives.Lerp))]
    public static void LerpBackward<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> amount, Span<T> destination, Span<T> gradX, Span<T> gradY, Span<T> gradAmount, Span<T> gradDestination)
        where T : IFloatingPointIeee754<T> => Elementwise.Backward(x.Length, x, y, amount, gradX, gradY, gradAmount, gradDestination, static (x, y, amount) => ArithmeticRules<T>.Lerp(x, y, amount));

    /// <summary>The jvp of <see cref="TensorPrimitives.Lerp{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomJvp(typeof(TensorPrimitives), nameof(TensorPrimitives.Lerp))]
    public static void LerpJvp<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> xTangent, ReadOnlySpan<T> y, ReadOnlySpan<T> yTangent, ReadOnlySpan<T> amount, ReadOnlySpan<T> amountTangent, Span<T> destination, Span<T> destinationTangent)
        where T : IFloatingPointIeee754<T>
    {
        Elementwise.Jvp(x.Length, x, xTangent, y, yTangent, amount, amountTangent, destinationTangent, static (x, y, amount) => ArithmeticRules<T>.Lerp(x, y, amount));
        TensorPrimitives.Lerp(x, y, amount, destination);
    }

    /// <summary>The backward method of <see cref="TensorPrimitives.Lerp{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, T, Span{T})"/>.</summary>
    [CustomBackward(typeof(TensorPrimitives), nameof(TensorPrimitives.Lerp))]
    public static void LerpBackward<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, T amount, Span<T> destination, Span<T> gradX, Span<T> gradY, ref T gradAmount, Span<T> gradDestination)
        where T : IFloatingPointIeee754<T> => Elementwise.Backward(x.Length, x, y, new ReadOnlySpan<T>(in amount), gradX, gradY, new Span<T>(ref gradAmount), gradDestination, static (x, y, amount) => ArithmeticRules<T>.Lerp(x, y, amount));

    /// <summary>The jvp of <see cref="TensorPrimitives.Lerp{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, T, Span{T})"/>.</summary>
    [CustomJvp(typeof(TensorPrimitives), nameof(TensorPrimitives.Lerp))]
    public static void LerpJvp<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> xTangent, ReadOnlySpan<T> y, ReadOnlySpan<T> yTangent, T amount, T amountTangent, Span<T> destination, Span<T> destinationTangent)
        where T : IFloatingPointIeee754<T>
    {
        Elementwise.Jvp(x.Length, x, xTangent, y, yTangent, new ReadOnlySpan<T>(in amount), new ReadOnlySpan<T>(in amountTangent), destinationTangent, static (x, y, amount) => ArithmeticRules<T>.Lerp(x, y, amount));
        TensorPrimitives.Lerp(x, y, amount, destination);
    }

    /// <summary>The backward method of <see cref="TensorPrimitives.Lerp{T}(ReadOnlySpan{T}, T, ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomBackward(typeof(TensorPrimitives), nameof(TensorPrimitives.Lerp))]
    public static void LerpBackward<T>(ReadOnlySpan<T> x, T y, ReadOnlySpan<T> amount, Span<T> destination, Span<T> gradX, ref T gradY, Span<T> gradAmount, Span<T> gradDestination)
        where T : IFloatingPointIeee754<T> => Elementwise.Backward(x.Length, x, new ReadOnlySpan<T>(in y), amount, gradX, new Span<T>(ref gradY), gradAmount, gradDestination, static (x, y, amount) => ArithmeticRules<T>.Lerp(x, y, amount));

    /// <summary>The jvp of <see cref="TensorPrimitives.Lerp{T}(ReadOnlySpan{T}, T, ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomJvp(typeof(TensorPrimitives), nameof(TensorPrimitives.Lerp))]
    public static void LerpJvp<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> xTangent, T y, T yTangent, ReadOnlySpan<T> amount, ReadOnlySpan<T> amountTangent, Span<T> destination, Span<T> destinationTangent)
        where T : IFloatingPointIeee754<T>
    {
        Elementwise.Jvp(x.Length, x, xTangent, new ReadOnlySpan<T>(in y), new ReadOnlySpan<T>(in yTangent), amount, amountTangent, destinationTangent, static (x, y, amount) => ArithmeticRules<T>.Lerp(x, y, amount));
        TensorPrimitives.Lerp(x, y, amount, destination);
    }
}
