using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace SourceAutodiff.Kernels;

/// <summary>Softmax of rows of single precision: the exponentials and their sum in one pass.</summary>
internal static class SoftmaxSingles
{
    private const int Lanes = 16;

    /// <summary>Below, an exponential is zero.</summary>
    private const float Lowest = -104;

    public static bool IsSupported => Vector256.IsHardwareAccelerated;

    /// <summary>A row of less than two registers takes longer here than by several passes.</summary>
    public static bool IsWorthIt(int size) => IsSupported && size >= 2 * Lanes;

    /// <summary>The softmax of a row, or its logarithm.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Values(ReadOnlySpan<float> x, Span<float> y, bool isLog)
    {
        ref float from = ref MemoryMarshal.GetReference(x), to = ref MemoryMarshal.GetReference(y);
        float largest = Largest(x);
        Vector512<float> top = Vector512.Create(largest), sums = Vector512<float>.Zero, others = Vector512<float>.Zero;
        int i = 0;
        for (; i <= x.Length - (2 * Lanes); i += 2 * Lanes)
        {
            Vector512<float> a = Exp(Vector512.LoadUnsafe(ref from, (nuint)i) - top), b = Exp(Vector512.LoadUnsafe(ref from, (nuint)(i + Lanes)) - top);
            sums += a;
            others += b;
            if (isLog) continue;
            a.StoreUnsafe(ref to, (nuint)i);
            b.StoreUnsafe(ref to, (nuint)(i + Lanes));
        }

        for (; i < x.Length; i += Lanes)
        {
            int count = Math.Min(Lanes, x.Length - i);
            Vector512<float> a = Exp(Part(ref Unsafe.Add(ref from, i), count, float.NegativeInfinity) - top);
            if (count < Lanes) a = Vector512.ConditionalSelect(Vector512.LessThan(Positions, Vector512.Create((float)count)), a, Vector512<float>.Zero);
            sums += a;
            if (!isLog) Put(a, ref Unsafe.Add(ref to, i), count);
        }

        float sum = Vector512.Sum(sums + others);
        if (isLog) Shift(x, y, largest, MathF.Log(sum));
        else Multiply(y, 1 / sum);
    }

    /// <summary>The gradient of the argument from that of the softmax, or of its logarithm.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Chain(ReadOnlySpan<float> grad, ReadOnlySpan<float> y, Span<float> result, bool isLog)
    {
        ref float g = ref MemoryMarshal.GetReference(grad), v = ref MemoryMarshal.GetReference(y), to = ref MemoryMarshal.GetReference(result);
        Vector512<float> first = Vector512<float>.Zero, second = first;
        int i = 0;
        for (; i <= y.Length - (2 * Lanes); i += 2 * Lanes)
        {
            Vector512<float> a = Vector512.LoadUnsafe(ref g, (nuint)i), b = Vector512.LoadUnsafe(ref g, (nuint)(i + Lanes));
            first += isLog ? a : a * Vector512.LoadUnsafe(ref v, (nuint)i);
            second += isLog ? b : b * Vector512.LoadUnsafe(ref v, (nuint)(i + Lanes));
        }

        for (; i < y.Length; i += Lanes)
        {
            int count = Math.Min(Lanes, y.Length - i);
            Vector512<float> a = Part(ref Unsafe.Add(ref g, i), count, 0);
            first += isLog ? a : a * Part(ref Unsafe.Add(ref v, i), count, 0);
        }

        Vector512<float> sum = Vector512.Create(Vector512.Sum(first + second));
        for (i = 0; i <= y.Length - Lanes; i += Lanes)
        {
            Vector512<float> a = Vector512.LoadUnsafe(ref g, (nuint)i), b = Vector512.LoadUnsafe(ref v, (nuint)i);
            (isLog ? a - (Exp(b) * sum) : (a - sum) * b).StoreUnsafe(ref to, (nuint)i);
        }

        if (i == y.Length) return;
        Vector512<float> c = Part(ref Unsafe.Add(ref g, i), y.Length - i, 0), d = Part(ref Unsafe.Add(ref v, i), y.Length - i, 0);
        Put(isLog ? c - (Exp(d) * sum) : (c - sum) * d, ref Unsafe.Add(ref to, i), y.Length - i);
    }

    /// <summary>y = exp(x) for numbers up to 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Exponentials(ReadOnlySpan<float> x, Span<float> y)
    {
        ref float from = ref MemoryMarshal.GetReference(x), to = ref MemoryMarshal.GetReference(y);
        int i = 0;
        for (; i <= x.Length - Lanes; i += Lanes) Exp(Vector512.LoadUnsafe(ref from, (nuint)i)).StoreUnsafe(ref to, (nuint)i);
        if (i < x.Length) Put(Exp(Part(ref Unsafe.Add(ref from, i), x.Length - i, 0)), ref Unsafe.Add(ref to, i), x.Length - i);
    }

    /// <summary>
    /// The exponentials of numbers up to 0, within 1.1 units in the last place, denormal results included: <c>2^n exp(r)</c> with r from -ln(2)/2 to ln(2)/2, and there the polynomial
    /// of Cephes' <c>expf</c>.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<float> Exp(Vector512<float> x)
    {
        // Added and taken off again, it rounds; and the integer is in the lowest bits.
        Vector512<float> lowest = Vector512.Create(Lowest), rounding = Vector512.Create(12582912f);
        x = Vector512.ConditionalSelect(Vector512.LessThan(x, lowest), lowest, x);
        Vector512<float> shifted = Registers512<float>.MultiplyAdd(x, Vector512.Create(1.44269504f), rounding), whole = shifted - rounding;
        Vector512<float> r = Registers512<float>.MultiplyAdd(whole, Vector512.Create(-0.693359375f), x);
        r = Registers512<float>.MultiplyAdd(whole, Vector512.Create(2.12194440e-4f), r);
        Vector512<float> p = Registers512<float>.MultiplyAdd(Vector512.Create(1.9875691500e-4f), r, Vector512.Create(1.3981999507e-3f));
        p = Registers512<float>.MultiplyAdd(p, r, Vector512.Create(8.3334519073e-3f));
        p = Registers512<float>.MultiplyAdd(p, r, Vector512.Create(4.1665795894e-2f));
        p = Registers512<float>.MultiplyAdd(p, r, Vector512.Create(1.6666665459e-1f));
        p = Registers512<float>.MultiplyAdd(p, r, Vector512.Create(5.0000001201e-1f));
        p = Registers512<float>.MultiplyAdd(p, r * r, r) + Vector512<float>.One;

        // In two steps, so that neither power of 2 is denormal.
        Vector512<int> n = shifted.AsInt32() - rounding.AsInt32(), half = n >> 1, bias = Vector512.Create(127);
        return p * ((half + bias) << 23).AsSingle() * ((n - half + bias) << 23).AsSingle();
    }

    private static Vector512<float> Positions => Vector512.Create(0f, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);

    private static float Largest(ReadOnlySpan<float> x)
    {
        ref float from = ref MemoryMarshal.GetReference(x);
        Vector512<float> a = Vector512.Create(float.NegativeInfinity), b = a;
        int i = 0;

        // NaN is passed over here, and meets the sum later.
        for (; i <= x.Length - (2 * Lanes); i += 2 * Lanes)
        {
            Vector512<float> c = Vector512.LoadUnsafe(ref from, (nuint)i), d = Vector512.LoadUnsafe(ref from, (nuint)(i + Lanes));
            a = Vector512.ConditionalSelect(Vector512.GreaterThan(c, a), c, a);
            b = Vector512.ConditionalSelect(Vector512.GreaterThan(d, b), d, b);
        }

        for (; i < x.Length; i += Lanes)
        {
            Vector512<float> c = Part(ref Unsafe.Add(ref from, i), Math.Min(Lanes, x.Length - i), float.NegativeInfinity);
            a = Vector512.ConditionalSelect(Vector512.GreaterThan(c, a), c, a);
        }

        a = Vector512.ConditionalSelect(Vector512.GreaterThan(b, a), b, a);
        Vector256<float> half = Vector256.Max(a.GetLower(), a.GetUpper());
        Vector128<float> quarter = Vector128.Max(half.GetLower(), half.GetUpper());
        return Math.Max(Math.Max(quarter[0], quarter[1]), Math.Max(quarter[2], quarter[3]));
    }

    /// <summary>y = x - largest - log.</summary>
    private static void Shift(ReadOnlySpan<float> x, Span<float> y, float largest, float log)
    {
        ref float from = ref MemoryMarshal.GetReference(x), to = ref MemoryMarshal.GetReference(y);
        Vector512<float> top = Vector512.Create(largest), by = Vector512.Create(log);
        int i = 0;
        for (; i <= x.Length - Lanes; i += Lanes) (Vector512.LoadUnsafe(ref from, (nuint)i) - top - by).StoreUnsafe(ref to, (nuint)i);
        for (; i < x.Length; i++) y[i] = x[i] - largest - log;
    }

    private static void Multiply(Span<float> y, float by)
    {
        ref float to = ref MemoryMarshal.GetReference(y);
        Vector512<float> factor = Vector512.Create(by);
        int i = 0;
        for (; i <= y.Length - Lanes; i += Lanes) (Vector512.LoadUnsafe(ref to, (nuint)i) * factor).StoreUnsafe(ref to, (nuint)i);
        for (; i < y.Length; i++) y[i] *= by;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Part(ref float from, int count, float rest)
    {
        if (count == Lanes) return Vector512.LoadUnsafe(ref from);
        Vector512<float> part = Vector512.Create(rest);
        ref float to = ref Unsafe.As<Vector512<float>, float>(ref part);
        for (int i = 0; i < count; i++) Unsafe.Add(ref to, i) = Unsafe.Add(ref from, i);
        return part;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(Vector512<float> value, ref float to, int count)
    {
        if (count == Lanes)
        {
            value.StoreUnsafe(ref to);
            return;
        }

        ref float from = ref Unsafe.As<Vector512<float>, float>(ref value);
        for (int i = 0; i < count; i++) Unsafe.Add(ref to, i) = Unsafe.Add(ref from, i);
    }
}
