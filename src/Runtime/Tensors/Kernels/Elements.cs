using System.Runtime.CompilerServices;
using SourceAutodiff.Tensors;

namespace SourceAutodiff.Kernels;

/// <summary>Conversion of single elements. The comparisons of types are resolved when the code is compiled for them.</summary>
internal static class Elements
{
    public static bool IsReal<T>() => typeof(T) == typeof(double) || typeof(T) == typeof(float) || typeof(T) == typeof(Half) || typeof(T) == typeof(BFloat16);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double ToDouble<T>(T value) where T : unmanaged
    {
        if (typeof(T) == typeof(double)) return (double)(object)value;
        if (typeof(T) == typeof(float)) return (float)(object)value;
        if (typeof(T) == typeof(Half)) return (double)(Half)(object)value;
        if (typeof(T) == typeof(BFloat16)) return (float)(BFloat16)(object)value;
        return ToInt64(value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long ToInt64<T>(T value) where T : unmanaged
    {
        if (typeof(T) == typeof(long)) return (long)(object)value;
        if (typeof(T) == typeof(int)) return (int)(object)value;
        if (typeof(T) == typeof(short)) return (short)(object)value;
        if (typeof(T) == typeof(sbyte)) return (sbyte)(object)value;
        if (typeof(T) == typeof(byte)) return (byte)(object)value;
        if (typeof(T) == typeof(bool)) return (bool)(object)value ? 1 : 0;
        double real = ToDouble(value);

        // As the processor converts, and with it libtorch: what does not fit becomes the smallest number.
        return real is >= -9223372036854775808.0 and < 9223372036854775808.0 ? (long)real : long.MinValue;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T FromDouble<T>(double value) where T : unmanaged
    {
        if (typeof(T) == typeof(double)) return (T)(object)value;
        if (typeof(T) == typeof(float)) return (T)(object)(float)value;
        if (typeof(T) == typeof(Half)) return (T)(object)(Half)value;
        if (typeof(T) == typeof(BFloat16)) return (T)(object)(BFloat16)value;
        if (typeof(T) == typeof(bool)) return (T)(object)(value != 0);
        return FromInt64<T>(ToInt64(value));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T FromInt64<T>(long value) where T : unmanaged
    {
        if (typeof(T) == typeof(long)) return (T)(object)value;
        if (typeof(T) == typeof(int)) return (T)(object)unchecked((int)value);
        if (typeof(T) == typeof(short)) return (T)(object)unchecked((short)value);
        if (typeof(T) == typeof(sbyte)) return (T)(object)unchecked((sbyte)value);
        if (typeof(T) == typeof(byte)) return (T)(object)unchecked((byte)value);
        if (typeof(T) == typeof(bool)) return (T)(object)(value != 0);
        return FromDouble<T>(value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TTo Convert<TFrom, TTo>(TFrom value) where TFrom : unmanaged where TTo : unmanaged =>
        IsReal<TFrom>() ? FromDouble<TTo>(ToDouble(value)) : FromInt64<TTo>(ToInt64(value));

    public static T FromScalar<T>(Scalar value) where T : unmanaged => value.DType == DType.Float64 ? FromDouble<T>(value.ToDouble()) : FromInt64<T>(value.ToInt64());
}
