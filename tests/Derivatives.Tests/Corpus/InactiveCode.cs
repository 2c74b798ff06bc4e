using System.Diagnostics;

namespace DerivativeTests.Corpus;

public static partial class InactiveCode
{
    [Differentiable(Derivatives.Jvp)]
    public static double Assertion(double x, double y)
    {
        Debug.Assert(x > -1000, "far out");
        double s = x * y;
        Debug.Assert(!double.IsNaN(s), $"s is {s:F3} at {x,8}");
        return s * s;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double TraceInALoop(ReadOnlySpan<double> x)
    {
        double s = 1;
        for (int i = 0; i < x.Length; i++)
        {
            s *= x[i];
            if (s > 1e9) Trace.WriteLine($"step {i}: {s} {{large}}");
        }

        return s;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Logging(double x, double y)
    {
        string name = nameof(x) + "/" + nameof(y);
        string text = $"{name}: {x + y:E2}";
        if (x > 1e6) Log(text, x);
        return Math.Sin(x) * y;
    }

    private static void Log(string text, double value) => Console.Error.WriteLine("{0} {1}", text, value);

    [Conditional("NEVER_DEFINED")]
    private static void Check(double value) => throw new InvalidOperationException($"{value}");

    [Differentiable(Derivatives.Jvp)]
    public static double LeftOut(double x)
    {
        int n = 0;
        Check(x * ++n);
        return x * x + n * x;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Guards(double x, int n)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(n);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(x, 1e6, nameof(x));
        return Math.Pow(x, 1.5) * n;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double ThrowsWhereItIsNotUsed(double x, double y)
    {
        if (x < 0) throw new ArgumentException("negative", nameof(x));
        if (!(y > 0))
        {
            double root = Math.Sqrt(-y);
            throw new ArgumentOutOfRangeException(nameof(y), y, $"root {root}");
        }

        return Math.Log(x) * Math.Sqrt(y);
    }

    [Differentiable(Derivatives.Jvp)]
    public static double ThrowExpressions(double x, double y)
    {
        double root = x >= 0 ? Math.Sqrt(x) : throw new ArgumentException($"{x} has no root");
        return root * (y == 0 ? throw new DivideByZeroException() : 1 / y);
    }

    [Differentiable(Derivatives.Jvp)]
    public static double ThrowsInALoop(ReadOnlySpan<double> x)
    {
        double s = 1;
        for (int i = 0; i < x.Length; i++)
        {
            if (x[i] < 0) throw new InvalidOperationException($"element {i} is {x[i]}");
            s = Math.Sqrt(s + x[i]);
            if (double.IsNaN(s))
            {
                if (i > 3) throw new ArithmeticException();
                else s = 1;
            }
        }

        return s;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double ThrowsOnElse(double x, int n)
    {
        double r;
        if (n == 2) r = x * x;
        else if (n <= 4) r = x * x * x;
        else throw new NotSupportedException("order " + n);
        return r + Math.Exp(-r);
    }

    [Differentiable(Derivatives.Jvp)]
    public static double HelperThatThrows(double x, double y) => Checked(x) * Checked(y) + Checked(x);

    private static double Checked(double v)
    {
        if (!double.IsFinite(v)) throw new ArgumentException("not finite", nameof(v));
        return v > 0 ? v * v : throw Fail(v);
    }

    private static Exception Fail(double v) => new ArgumentException($"{v:R}");

    [Differentiable(Derivatives.Jvp)]
    public static double ArraysAreThere(double[] x, double y)
    {
        ArgumentNullException.ThrowIfNull(x);
        double[] z = x ?? throw new ArgumentNullException(nameof(x));
        if (x is null) throw new ArgumentNullException(nameof(x));
        double s = y;
        foreach (double v in z) s = s * y + v * v;
        return s;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double NewtonThatMayFail(double a, [NoGradient] double start)
    {
        double z = start;
        for (int i = 0; i < 50; i++)
        {
            double step = (z * z - a) / (2 * z);
            z -= step;
            if (Math.Abs(step) < 1e-13) return z * a;
        }

        throw new InvalidOperationException("no convergence");
    }
}
