using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace DerivativeTests.Corpus;

/// <summary><c>Vector64&lt;T&gt;</c> to <c>Vector512&lt;T&gt;</c>.</summary>
public static partial class FixedVectors
{
    /// <summary>As libraries write it: by references, without bounds checks.</summary>
    [Differentiable(Derivatives.Jvp | Derivatives.Jacobian)]
    public static double Dot(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        ref double a = ref MemoryMarshal.GetReference(x), b = ref MemoryMarshal.GetReference(y);
        Vector256<double> sum = Vector256<double>.Zero;
        int i = 0;
        for (; i <= x.Length - Vector256<double>.Count; i += Vector256<double>.Count) sum += Vector256.LoadUnsafe(ref a, (nuint)i) * Vector256.LoadUnsafe(ref b, (nuint)i);
        double total = Vector256.Sum(sum);
        for (; i < x.Length; i++) total += Unsafe.Add(ref a, i) * Unsafe.Add(ref b, i);
        return total;
    }

    /// <summary>A counted loop: reversed at once.</summary>
    [Differentiable(Derivatives.Jvp | Derivatives.Jacobian)]
    [Inputs(Length = 12)]
    public static double SquaredDistance(ReadOnlySpan<double> x, double[] y)
    {
        Vector256<double> sum = default;
        for (int i = 0; i < x.Length; i += Vector256<double>.Count)
        {
            Vector256<double> d = Vector256.Create(x[i..]) - Vector256.Create(y, i);
            sum += d * d;
        }

        return Vector256.Sum(sum);
    }

    [Differentiable(Derivatives.Jvp | Derivatives.Jacobian)]
    [Inputs("taps", Length = 3)]
    [Inputs("x", Length = 13)]
    [Inputs("y", Length = 11)]
    public static void Fir(ReadOnlySpan<double> taps, ReadOnlySpan<double> x, Span<double> y)
    {
        int n = x.Length - taps.Length + 1, i = 0;
        for (; i + 4 <= n; i += 4)
        {
            Vector256<double> sum = Vector256<double>.Zero;
            for (int k = 0; k < taps.Length; k++) sum = Vector256.FusedMultiplyAdd(Vector256.Create(taps[k]), Vector256.Create(x.Slice(i + k, 4)), sum);
            sum.CopyTo(y.Slice(i, 4));
        }

        for (; i < n; i++)
        {
            double sum = 0;
            for (int k = 0; k < taps.Length; k++) sum += taps[k] * x[i + k];
            y[i] = sum;
        }
    }

    [Differentiable(Derivatives.Jvp | Derivatives.Jacobian)]
    [Inputs("matrix", Length = 30)]
    [Inputs("x", Length = 6)]
    [Inputs("y", Length = 5)]
    public static void MatrixTimesVector(ReadOnlySpan<double> matrix, ReadOnlySpan<double> x, Span<double> y)
    {
        for (int row = 0; row < y.Length; row++)
        {
            ReadOnlySpan<double> weights = matrix.Slice(row * x.Length, x.Length);
            Vector128<double> sum = Vector128<double>.Zero;
            for (int i = 0; i < x.Length; i += Vector128<double>.Count) sum += Vector128.Create(weights.Slice(i)) * Vector128.Create(x.Slice(i));
            y[row] = Vector128.Sum(sum);
        }
    }

    [Differentiable(Derivatives.Jvp | Derivatives.Jacobian)]
    [Inputs(Min = -3, Max = 3)]
    [Inputs("delta", Min = 0.5, Max = 1)]
    public static double Huber(ReadOnlySpan<double> residuals, double delta)
    {
        Vector128<double> bound = Vector128.Create(delta), sum = Vector128<double>.Zero;
        int i = 0;
        for (; i <= residuals.Length - 2; i += 2)
        {
            Vector128<double> r = Vector128.Create(residuals.Slice(i)), a = Vector128.Abs(r);
            Vector128<double> small = Vector128.LessThanOrEqual(a, bound), large = ~small;
            sum += Vector128.ConditionalSelect(small, 0.5 * r * r, Vector128<double>.Zero) + (large & (bound * (a - 0.5 * bound)));
        }

        double total = Vector128.Sum(sum);
        for (; i < residuals.Length; i++)
        {
            double a = Math.Abs(residuals[i]);
            total += a <= delta ? 0.5 * a * a : delta * (a - 0.5 * delta);
        }

        return total;
    }

    [Differentiable(Derivatives.Jvp | Derivatives.Jacobian)]
    [Inputs("n", 2, 0, 1)]
    public static (double, double) Parts(double a, double b, double c, double d, int n)
    {
        Vector256<double> v = Vector256.Create(a, b, c, d);
        Vector128<double> low = v.GetLower(), high = v.GetUpper();
        Vector256<double> w = Vector256.Create(high * low, low - high) * v.WithElement(1, c * d);
        w = w.WithUpper(low / high).WithElement(n, a);
        Vector512<double> both = Vector512.Create(w, v);
        return (both[3] * both.GetElement(n) + both.ToScalar() + Vector512.Dot(both, both), Vector256.Sum(w * v) * low[0] * Vector128.CreateScalar(d)[0]);
    }

    [Differentiable(Derivatives.Jvp)]
    [Check(Twin = nameof(FunctionsInDouble))]
    public static float Functions(float x, float y, float z)
    {
        Vector128<float> v = Vector128.Create(x, y, z, x * y), w = Vector128.Create(0.7f) + v / 3;
        Vector128<float> s = Vector128.Log(v) + Vector128.Log2(w) * Vector128.Sqrt(v) + Vector128.Hypot(v, w) - Vector128.Lerp(v, w, Vector128.Create(0.25f));
        s *= Vector128.CopySign(Vector128.DegreesToRadians(v), -w) + Vector128.MultiplyAddEstimate(v, w, v);
        s += Vector128.Clamp(v, Vector128.Create(0.9f), w) + Vector128.Max(Vector128.Floor(v), v * w) + Vector128.MinNumber(v, w * 2) + Vector128.MaxMagnitude(-v, w);
        return Vector128.Sum(Vector128.Sin(s) + Vector128.Truncate(s) * Vector128.Cos(v));
    }

    private static double FunctionsInDouble(double x, double y, double z)
    {
        double sum = 0;
        foreach (double v in new[] { x, y, z, x * y })
        {
            double w = 0.7f + v / 3;
            double s = Math.Log(v) + Math.Log2(w) * Math.Sqrt(v) + double.Hypot(v, w) - double.Lerp(v, w, 0.25);
            s *= Math.CopySign(double.DegreesToRadians(v), -w) + v * w + v;
            s += Math.Min(Math.Max(v, 0.9f), w) + Math.Max(Math.Floor(v), v * w) + Math.Min(v, w * 2) + Math.MaxMagnitude(-v, w);
            sum += Math.Sin(s) + Math.Truncate(s) * Math.Cos(v);
        }

        return sum;
    }

    /// <summary>Tests of whole vectors choose what is computed.</summary>
    [Differentiable(Derivatives.Jvp)]
    [Inputs(Length = 8)]
    public static double UntilSmall(ReadOnlySpan<double> x, double factor)
    {
        Vector512<double> v = Vector512.Create(x);
        Vector512<double> weights = v * 0.5 + Vector512.Create(factor);
        int rounds = 0;
        while (!Vector512.LessThanAll(v, Vector512.Create(0.1)) && rounds++ < 50)
        {
            v = Vector512.GreaterThanAny(v, Vector512<double>.One) ? v * v / (v + v.GetElement(0) * weights) : v * weights / 4;
        }

        return Vector512.Sum(v * weights) + (v == weights ? factor : -factor);
    }

    /// <summary>Read and written by the same references, with scratch memory between.</summary>
    [Differentiable(Derivatives.Jvp | Derivatives.Jacobian)]
    [Inputs(Length = 8)]
    public static void Smooth(double[] x, double weight)
    {
        Span<double> scratch = stackalloc double[x.Length + 2];
        x.CopyTo(scratch[1..]);
        for (int round = 0; round < 2; round++)
        {
            scratch[0] = scratch[1];
            scratch[^1] = scratch[^2];
            for (int i = 0; i < x.Length; i += 4)
            {
                Vector256<double> middle = Vector256.LoadUnsafe(ref scratch[i + 1]);
                Vector256<double> sides = Vector256.LoadUnsafe(ref scratch[0], (nuint)i) + Vector256.LoadUnsafe(ref scratch[i + 2]);
                Vector256.Lerp(middle * middle, sides, Vector256.Create(weight)).StoreUnsafe(ref x[i]);
            }

            x.AsSpan().CopyTo(scratch[1..]);
        }
    }

    [Differentiable(Derivatives.Jvp)]
    public static double SmallOnes(double x, float y)
    {
        Vector64<double> a = Vector64.Create(x);
        Vector64<float> b = Vector64.Create(y, 2 * y);
        return Vector64.Sum(a * a) * Vector64.Sum(b * b * b);
    }
}
