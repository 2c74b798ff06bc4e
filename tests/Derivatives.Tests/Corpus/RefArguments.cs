namespace DerivativeTests.Corpus;

public static partial class RefArguments
{
    private static void Swap(ref double a, ref double b) => (a, b) = (b, a);

    private static void Swap<T>(ref T a, ref T b)
    {
        T t = a;
        a = b;
        b = t;
    }

    private static void SinCos(double x, out double sin, out double cos)
    {
        sin = Math.Sin(x);
        cos = Math.Cos(x);
    }

    private static bool TrySqrt(double x, out double root)
    {
        root = 0;
        if (x < 0) return false;
        root = Math.Sqrt(x);
        return true;
    }

    private static void Accumulate(ref double sum, ref double compensation, double value)
    {
        double y = value - compensation;
        double t = sum + y;
        compensation = t - sum - y;
        sum = t;
    }

    private static double Lerp(in double a, in double b, in double t) => a + (b - a) * t;

    private static void Clip(ref double v, double limit)
    {
        if (v > limit)
        {
            v = limit + 0.1 * (v - limit);
            return;
        }

        if (v < -limit) v = -limit;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double SwapLocals(double x, double y)
    {
        Swap(ref x, ref y);
        return x * x * y;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double SwapElements(double[] a, double k)
    {
        Swap(ref a[0], ref a[^1]);
        Swap<double>(ref a[1], ref k);
        return a[0] * a[1] + k * a[2];
    }

    [Differentiable(Derivatives.Jvp)]
    public static double OutVariables(double x, double y)
    {
        SinCos(x, out double s, out var c);
        SinCos(y * s, out _, out s);
        return s * c;
    }

    [Differentiable(Derivatives.Jvp)]
    [Inputs(Min = -2, Max = 2)]
    public static double TryPattern(double[] a)
    {
        double sum = 0;
        foreach (double v in a)
        {
            if (TrySqrt(v, out double root)) sum += root * v;
            else sum -= v;
        }

        return sum;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double CompensatedSum(ReadOnlySpan<double> x)
    {
        double sum = 0, compensation = 0;
        for (int i = 0; i < x.Length; i++) Accumulate(ref sum, ref compensation, x[i] * x[i]);
        return sum;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double InArguments(double x, double[] a) => Lerp(in a[0], in a[1], in x) + Lerp(x, x * x, 0.3);

    [Differentiable(Derivatives.Jvp)]
    public static double InSeesChanges(double x)
    {
        double v = x;
        return Twice(in v, ref v);

        static double Twice(in double before, ref double after)
        {
            after = after * after;
            return before + after;
        }
    }

    [Differentiable(Derivatives.Jvp)]
    [Inputs(Min = -3, Max = 3)]
    public static void ClipAll(Span<double> values, double limit)
    {
        for (int i = 0; i < values.Length; i++) Clip(ref values[i], limit * limit + 0.2);
    }

    [Differentiable(Derivatives.Jvp)]
    public static double PassedOn(double x, double y)
    {
        Outer(ref x, y);
        return x;

        static void Outer(ref double v, double k)
        {
            Inner(ref v, k);
            Inner(ref k, v);
            v += k;
        }

        static void Inner(ref double v, double k) => v = v * k + Math.Sin(k);
    }

    [Differentiable(Derivatives.Jvp)]
    public static double TheSameTwice(double x)
    {
        Add(ref x, ref x);
        return x;

        static void Add(ref double a, ref double b)
        {
            a *= b;
            b += a;
        }
    }

    [Differentiable(Derivatives.Jvp)]
    public static double IntegerReference(double[] a, double k)
    {
        int at = 0;
        double sum = Next(a, ref at) * k;
        while (at < a.Length) sum = sum * k + Next(a, ref at);
        return sum;

        static double Next(double[] values, ref int position) => values[position++];
    }

    [Differentiable(Derivatives.Jvp)]
    public static double BufferByReference(Span<double> a, double k)
    {
        Span<double> rest = a;
        double sum = 0;
        while (rest.Length > 0) sum = sum * k + Take(ref rest);
        return sum;

        static double Take(ref Span<double> values)
        {
            double first = values[0];
            values = values[1..];
            return first;
        }
    }
}
