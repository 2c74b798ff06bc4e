using System.Diagnostics;

namespace DerivativeTests.Corpus;

/// <summary>Assertions, logging, text and exceptions around arithmetic: nothing of it is differentiated, and nothing of it is in the way.</summary>
public static partial class Guarded
{
    [Differentiable(Derivatives.Jvp)]
    public static double Asserted(double x, double y)
    {
        Debug.Assert(!double.IsNaN(x), "x is not a number");
        double sum = x * y;
        Debug.Assert(sum < 1e9, $"{nameof(sum)} is {sum}");
        return sum * x;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Traced(ReadOnlySpan<double> x, double k)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            sum += k * x[i] * x[i];
            Debug.WriteLine($"{i}: {sum:F3}");
        }

        return sum;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double ThrowExpression(double x, double y) => double.IsNaN(x) ? throw new ArgumentException($"{nameof(x)} is not a number") : x * Math.Exp(y);

    [Differentiable(Derivatives.Jvp)]
    public static double InASwitch(double x, int kind) => kind switch
    {
        < 0 => Math.Cos(x),
        < 1000 => x * x * x,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, $"a kind of {kind}"),
    };

    [Differentiable(Derivatives.Jvp)]
    public static double InAHelper(double x, double y) => Positive(1 + x * x) * Positive(Math.Exp(y));

    private static double Positive(double value) => value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), $"{value} is not positive");

    [Differentiable(Derivatives.Jvp)]
    public static double Checked(double[] x, double k)
    {
        if (x.Length == 0) throw new ArgumentException("no values", nameof(x));
        double sum = 0;
        foreach (double value in x)
        {
            if (double.IsInfinity(value)) throw new ArgumentException($"{value} among {x.Length} values");
            sum += Math.Log(1 + k * k * value * value);
        }

        return sum;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Thrown(double x, int n)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(n, -1000);
        double power = 1;
        for (int i = 0; i < Math.Abs(n % 5) + 2; i++) power *= x;
        return power;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Newton(double a)
    {
        double x = 1 + a * a, target = 2 + a * a;
        for (int i = 0; ; i++)
        {
            double step = (x * x - target) / (2 * x);
            x -= step;
            if (Math.Abs(step) < 1e-13) return x;
            if (i > 100) throw new InvalidOperationException($"no root after {i} steps; x = {x}");
        }
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Conditional(double x, double y)
    {
        Note($"x = {x}");
        return x * y * y;
    }

    [Conditional("NEVER_DEFINED")]
    private static void Note(string text) => Console.WriteLine(text);

    [Differentiable(Derivatives.Jvp)]
    public static double Described(double x, double y)
    {
        string name = nameof(Described);
        Trace.WriteLine($"{name}({x}, {y:E2})");
        return Math.Sqrt(1 + x * x + y * y);
    }
}
