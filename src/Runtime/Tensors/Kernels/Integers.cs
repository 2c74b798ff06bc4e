using System.Numerics;
using SourceAutodiff.Tensors;

namespace SourceAutodiff.Kernels;

/// <summary>Elementwise operations on integers and booleans; nothing is recorded.</summary>
internal static class Integers
{
    public static Tensor Add(Tensor a, Tensor b) => Apply<AddOp>(a, b);

    public static Tensor Multiply(Tensor a, Tensor b) => Apply<MultiplyOp>(a, b);

    public static Tensor Subtract(Tensor a, Tensor b)
    {
        if (DTypes.Promote(a, b) == DType.Bool) throw new InvalidOperationException("Subtraction, the `-` operator, with two bool tensors is not supported. Use the `^` operator (exclusive or) instead.");
        return Apply<SubtractOp>(a, b);
    }

    public static Tensor Negate(Tensor a)
    {
        if (a.DType == DType.Bool) throw new InvalidOperationException("Negation, the `-` operator, on a bool tensor is not supported. If you are trying to invert a mask, use the `~` operator instead.");
        return Apply<SubtractOp>(Tensor.Zeros([], a.DType), a);
    }

    public static Tensor Maximum(Tensor a, Tensor b) => Apply<MaximumOp>(a, b);

    public static Tensor Minimum(Tensor a, Tensor b) => Apply<MinimumOp>(a, b);

    /// <summary>The values of an operation that keeps the type. A boolean is computed as the byte it is, and is true again if that is not zero.</summary>
    public static Tensor Apply<TOp>(Tensor a, Tensor b) where TOp : struct, IIntegerOp
    {
        DType type = DTypes.Promote(a, b);
        Tensor x = a.Converted(type), y = b.Converted(type), result = Binary.Target(a, b, type);
        switch (type)
        {
            case DType.Bool:
                Tensor bytes = Apply<TOp>(a.Converted(DType.UInt8), b.Converted(DType.UInt8));
                return bytes.Converted(DType.Bool);
            case DType.UInt8: Run<byte, TOp>(x, y, result); break;
            case DType.Int8: Run<sbyte, TOp>(x, y, result); break;
            case DType.Int16: Run<short, TOp>(x, y, result); break;
            case DType.Int32: Run<int, TOp>(x, y, result); break;
            case DType.Int64: Run<long, TOp>(x, y, result); break;
            default: throw new ArgumentException($"{type} is not an integer type.");
        }

        return result;
    }

    private static void Run<T, TOp>(Tensor a, Tensor b, Tensor y) where T : unmanaged, IBinaryInteger<T> where TOp : struct, IIntegerOp
    {
        int[] sizes = y.Layout.Sizes;
        Walk.Rows(
            new MapRow<T, TOp>(a.Items<T>(), b.Items<T>(), y.Items<T>()), sizes, [a.Layout.Offset, b.Layout.Offset, 0],
            a.Layout.StridesFor(sizes), b.Layout.StridesFor(sizes), y.Layout.Strides);
    }

    internal interface IIntegerOp
    {
        static abstract T Value<T>(T a, T b) where T : IBinaryInteger<T>;
    }

    private readonly struct MapRow<T, TOp>(T[] a, T[] b, T[] y) : IRowAction where T : IBinaryInteger<T> where TOp : struct, IIntegerOp
    {
        public void Row(int count, ReadOnlySpan<int> offsets, ReadOnlySpan<int> strides)
        {
            (int i, int j, int k) = (offsets[0], offsets[1], offsets[2]);
            for (; count > 0; count--, i += strides[0], j += strides[1], k += strides[2]) y[k] = TOp.Value(a[i], b[j]);
        }
    }

    private readonly struct AddOp : IIntegerOp
    {
        public static T Value<T>(T a, T b) where T : IBinaryInteger<T> => unchecked(a + b);
    }

    private readonly struct SubtractOp : IIntegerOp
    {
        public static T Value<T>(T a, T b) where T : IBinaryInteger<T> => unchecked(a - b);
    }

    private readonly struct MultiplyOp : IIntegerOp
    {
        public static T Value<T>(T a, T b) where T : IBinaryInteger<T> => unchecked(a * b);
    }

    private readonly struct MaximumOp : IIntegerOp
    {
        public static T Value<T>(T a, T b) where T : IBinaryInteger<T> => T.Max(a, b);
    }

    private readonly struct MinimumOp : IIntegerOp
    {
        public static T Value<T>(T a, T b) where T : IBinaryInteger<T> => T.Min(a, b);
    }

    internal readonly struct AndOp : IIntegerOp
    {
        public static T Value<T>(T a, T b) where T : IBinaryInteger<T> => a & b;
    }

    internal readonly struct OrOp : IIntegerOp
    {
        public static T Value<T>(T a, T b) where T : IBinaryInteger<T> => a | b;
    }

    internal readonly struct XorOp : IIntegerOp
    {
        public static T Value<T>(T a, T b) where T : IBinaryInteger<T> => a ^ b;
    }

    internal readonly struct PowerOp : IIntegerOp
    {
        /// <summary>Of a negative exponent what is left of the fraction without its digits.</summary>
        public static T Value<T>(T a, T b) where T : IBinaryInteger<T>
        {
            if (T.IsNegative(b)) return a == T.One ? a : T.IsNegative(a) && unchecked(a + T.One) == T.Zero ? T.IsEvenInteger(b) ? T.One : a : T.Zero;
            T result = T.One;
            for (; b != T.Zero; b >>= 1, a = unchecked(a * a))
            {
                if (T.IsOddInteger(b)) result = unchecked(result * a);
            }

            return result;
        }
    }

    internal readonly struct TruncateOp : IIntegerOp
    {
        // The processor traps on the smallest number by -1.
        public static T Value<T>(T a, T b) where T : IBinaryInteger<T> => b == T.Zero ? throw Zero() : IsMinusOne(b) ? unchecked(T.Zero - a) : a / b;
    }

    internal readonly struct FloorOp : IIntegerOp
    {
        public static T Value<T>(T a, T b) where T : IBinaryInteger<T>
        {
            T quotient = TruncateOp.Value(a, b);
            return T.IsNegative(a) != T.IsNegative(b) && unchecked(quotient * b) != a ? quotient - T.One : quotient;
        }
    }

    internal readonly struct RemainderOp : IIntegerOp
    {
        public static T Value<T>(T a, T b) where T : IBinaryInteger<T> => b == T.Zero ? throw Zero() : IsMinusOne(b) ? T.Zero : a % b;
    }

    internal readonly struct FloorRemainderOp : IIntegerOp
    {
        public static T Value<T>(T a, T b) where T : IBinaryInteger<T>
        {
            T rest = RemainderOp.Value(a, b);
            return rest != T.Zero && T.IsNegative(rest) != T.IsNegative(b) ? unchecked(rest + b) : rest;
        }
    }

    private static bool IsMinusOne<T>(T b) where T : IBinaryInteger<T> => T.IsNegative(b) && unchecked(b + T.One) == T.Zero;

    private static DivideByZeroException Zero() => new("ZeroDivisionError: an integer was divided by zero. Convert the tensor to a floating-point type for infinities.");
}
