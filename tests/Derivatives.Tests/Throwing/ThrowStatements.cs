using System.Globalization;

namespace DerivativeTests.Throwing;

/// <summary>Exceptions that the method throws itself.</summary>
public static partial class ThrowStatements
{
    [Differentiable(Derivatives.Jvp)]
    [Throws(typeof(ArgumentException))]
    public static double Guard(double x)
    {
        if (x > 0) throw new ArgumentException($"{x:R} is {{too}} \"large\"\n", nameof(x));
        return x * x;
    }

    [Differentiable(Derivatives.Jvp)]
    [Throws(typeof(InvalidOperationException))]
    public static double LateInALoop(ReadOnlySpan<double> x, Span<double> r)
    {
        double s = 1;
        for (int i = 0; i < x.Length; i++)
        {
            s *= x[i];
            r[i] = s;
            if (i == 3) throw new InvalidOperationException("at " + i + " of " + x.Length + ": " + s.ToString("F4", CultureInfo.InvariantCulture));
        }

        return s;
    }

    [Differentiable(Derivatives.Jvp)]
    [Throws(typeof(OverflowException))]
    [Inputs("n", 2147483647)]
    public static double Overflow(double x, int n) => x * checked(n + 1);

    [Differentiable(Derivatives.Jvp)]
    [Throws(typeof(OverflowException))]
    [Inputs("n", 2147483647)]
    public static double OverflowThatNobodyReads(double x, int n)
    {
        checked
        {
            n++;
        }

        return x * x;
    }

    [Differentiable(Derivatives.Jvp)]
    [Throws(typeof(OverflowException))]
    public static double OverflowOfACast(double x, [NoGradient] double y) => x * checked((byte)(y - 100));

    [Differentiable(Derivatives.Jvp)]
    [Throws(typeof(OverflowException))]
    public static double OverflowInALoop(ReadOnlySpan<double> x)
    {
        int f = 1;
        double s = 0;
        for (int i = 1; i < 20; i++)
        {
            f = checked(f * i);
            s += x[0] * f;
        }

        return s;
    }

    [Differentiable(Derivatives.Jvp)]
    [Throws(typeof(System.Runtime.CompilerServices.SwitchExpressionException))]
    [Inputs("n", 7)]
#pragma warning disable CS8509
    public static double NoArm(double x, int n) => n switch { 1 => x, 2 => x * x };
#pragma warning restore CS8509

    [Differentiable(Derivatives.Jvp)]
    [Throws(typeof(System.Runtime.CompilerServices.SwitchExpressionException))]
#pragma warning disable CS8509
    public static double NoArmForARealNumber(double x) => x switch { < 0 => x, > 100 => x * x };
#pragma warning restore CS8509

    [Differentiable(Derivatives.Jvp)]
    [Throws(typeof(System.Runtime.CompilerServices.SwitchExpressionException))]
#pragma warning disable CS8509
    public static double NoArmForATuple(double x, double y) => (x, y) switch { ( < 0, _) => x, (_, > 100) => x * y };
#pragma warning restore CS8509

    [Differentiable(Derivatives.Jvp)]
    [Throws(typeof(ArgumentOutOfRangeException))]
    [Inputs("kind", 5)]
    public static double InASection(double x, int kind)
    {
        switch (kind)
        {
            case 0: return x;
            case 5: throw new ArgumentOutOfRangeException(nameof(kind), kind, null);
            default: return x * x;
        }
    }

    [Differentiable(Derivatives.Jvp)]
    [Throws(typeof(ArgumentOutOfRangeException))]
    [Inputs("n", -3)]
    public static double GuardOfTheFramework(double x, int n)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(n);
        return x * n;
    }

    [Differentiable(Derivatives.Jvp)]
    [Throws(typeof(ModelException))]
    public static double OwnException(double x, double y) => y > 0 ? throw new ModelException(x, (int)x) : x * y;

    [Differentiable(Derivatives.Jvp)]
    [Throws(typeof(DivideByZeroException))]
    [Inputs("n", 0)]
    public static double InAHelper(double x, int n)
    {
        double s = x;
        for (int i = 0; i < 3; i++) s += Ratio(s, n);
        return s;
    }

    private static double Ratio(double v, int n)
    {
        if (n == 0) throw new DivideByZeroException($"{v} / {n}");
        return v / n;
    }

    [Differentiable(Derivatives.Jvp)]
    [Throws(typeof(NotImplementedException))]
    public static double Always(double x) => Nothing(x) * x;

    private static double Nothing(double x) => throw new NotImplementedException($"of {x}");

    [Differentiable(Derivatives.Jvp)]
    [Throws(typeof(IndexOutOfRangeException))]
    public static double FirstOfTwo(ReadOnlySpan<double> x, double y)
    {
        double s = x[x.Length];
        if (y > 0) throw new InvalidOperationException("second");
        return s * y;
    }

    [Differentiable(Derivatives.Jvp)]
    [Throws(typeof(InvalidOperationException))]
    public static double SecondOfTwo(ReadOnlySpan<double> x, double y)
    {
        if (y > 0) throw new InvalidOperationException("first");
        double s = x[x.Length];
        return s * y;
    }

    public sealed class ModelException(double value, int code) : Exception($"{value} ({code})");

    [Differentiable(Derivatives.Jvp)]
    [Throws(typeof(InvalidOperationException))]
    public static double TheValueOfNothing(double[] x, [NoGradient] double limit)
    {
        double? largest = null;
        foreach (double v in x)
        {
            if (v > 1000 * limit) largest = v;
        }

        return x[0] * largest!.Value;
    }

    [Differentiable(Derivatives.Jvp)]
    [Throws(typeof(ArgumentException))]
    public static double NothingIsNotAccepted(double x, int n)
    {
        double? rate = n > 100 ? x : null;
        return x * (rate ?? throw new ArgumentException($"no rate for {n}, only {rate}"));
    }

    [Differentiable(Derivatives.Jvp)]
    [Throws(typeof(OverflowException))]
    public static double OverflowOfANullable(double x, int n)
    {
        int? k = n > 0 ? int.MaxValue : null;
        return x * checked(k + 1) ?? x;
    }

    [Differentiable(Derivatives.Jvp)]
    [Throws(typeof(System.Runtime.CompilerServices.SwitchExpressionException))]
    public static double NullableWithoutAnArm(double x, int n)
    {
        int? k = n > 100 ? n : null;
#pragma warning disable CS8509 // Not exhaustive: that is what this is about.
        return k switch { > 3 => x, 1 => 2 * x };
#pragma warning restore CS8509
    }
}
