using System.Numerics;

namespace DerivativeTests.Corpus;

/// <summary>Functions whose code is not to be differentiated: series, tables, branches by magnitude.</summary>
internal static class SpecialFunctions
{
    /// <summary>The error function by its Taylor series.</summary>
    public static double Erf(double x)
    {
        double term = x, sum = x;
        for (int n = 1; n < 60; n++)
        {
            term *= -x * x / n;
            sum += term / (2 * n + 1);
        }

        return sum * 1.1283791670955126;
    }

    public static float Erf(float x) => (float)Erf((double)x);

    public static double Gaussian(double x, double mean, double deviation) =>
        Math.Exp(-(x - mean) * (x - mean) / (2 * deviation * deviation)) / (deviation * Math.Sqrt(2 * Math.PI));

    /// <summary>The Bessel function of the first kind by its integral, with state that cannot be differentiated.</summary>
    public static double Bessel(int order, double x)
    {
        double sum = 0;
        foreach (double angle in Angles) sum += Math.Cos(order * angle - x * Math.Sin(angle));
        return sum / Angles.Length;
    }

    public static T Softplus<T>(T x)
        where T : IFloatingPointIeee754<T> => x > T.CreateChecked(30) ? x : T.LogP1(T.Exp(x));

    public static double Lookup(double x) => x * x * x;

    /// <summary>The root of y + e^y = x, found by an iteration nobody wants to go through backwards.</summary>
    public static double Implicit(double x)
    {
        double y = 0;
        while (Math.Abs(y + Math.Exp(y) - x) > 1e-14) y -= (y + Math.Exp(y) - x) / (1 + Math.Exp(y));
        return y;
    }

    public static double Checked(double x) => x > 0 ? Math.Sqrt(x) : throw new ArgumentOutOfRangeException(nameof(x));

    public static int Quadrant(double x, double y) => x >= 0 ? (y >= 0 ? 1 : 4) : (y >= 0 ? 2 : 3);

    private static double[] Angles { get; } = [.. Enumerable.Range(0, 400).Select(i => (i + 0.5) * Math.PI / 400)];
}

[DerivativeRules(typeof(SpecialFunctions))]
internal static class SpecialRules<T>
    where T : IFloatingPointIeee754<T>
{
    public static T Erf(T x) => T.CreateChecked(1.1283791670955126) * T.Exp(-x * x);

    [Kink(0, "½")]
    public static T Softplus([Sample(-3, 3)] T x) => T.One / (T.One + T.Exp(-x));
}

[DerivativeRules(typeof(SpecialFunctions))]
internal static class SpecialDoubleRules
{
    private const double Two = 2;

    public static (double X, double Mean, double Deviation) Gaussian(double x, double mean, double deviation, [Result] double y) =>
        (-y * (x - mean) / (deviation * deviation), y * (x - mean) / (deviation * deviation), y * (Math.Pow((x - mean) / deviation, 2) - 1) / deviation);

    public static double Bessel(int order, double x) => (SpecialFunctions.Bessel(order - 1, x) - SpecialFunctions.Bessel(order + 1, x)) / Two;

    public static double Implicit(double x, [Result] double y) => 1 / (1 + Math.Exp(y));

    public static double Lookup(double x) => x > 0 ? Polynomials.Cubed(x) : 3 * x * x;

    public static double Checked(double x, [Result] double y) => 0.5 / y;

    [Discrete(typeof(int))]
    public static (double, double) Quadrant(double x, double y) => (0, 0);
}

internal static class Polynomials
{
    public static double Cubed(double x) => 3 * x * x;
}

public static partial class UserRules
{
    [Differentiable(Derivatives.Jvp | Derivatives.Jacobian)]
    public static double ErrorFunction(double x, double y) => SpecialFunctions.Erf(x * y) + x;

    [Differentiable(Derivatives.Jvp)]
    [Check(Twin = nameof(ErrorFunctionInDouble))]
    public static float ErrorFunctionInSingle(float x) => SpecialFunctions.Erf(x * 0.5f) * x;

    private static double ErrorFunctionInDouble(double x) => SpecialFunctions.Erf(x * 0.5) * x;

    [Differentiable(Derivatives.Jvp)]
    [Inputs("x", 0.1, 0.7, 2.5)]
    public static double Density(double x, double mean, double deviation) => Math.Log(SpecialFunctions.Gaussian(x, mean, deviation));

    [Differentiable(Derivatives.Jvp)]
    public static double OnlyTheMean([NoGradient] double x, double mean) => SpecialFunctions.Gaussian(x, mean, deviation: 1.5);

    [Differentiable(Derivatives.Jvp)]
    public static double NamedArguments(double x, double s) => SpecialFunctions.Gaussian(deviation: s, mean: 0.3, x: x * x);

    [Differentiable(Derivatives.Jvp)]
    public static double BesselSeries(double x, ReadOnlySpan<double> c)
    {
        double sum = 0;
        for (int n = 0; n < c.Length; n++) sum += c[n] * SpecialFunctions.Bessel(n, x * c[0]);
        return sum;
    }

    [Differentiable(Derivatives.Jvp)]
    public static T Activation<T>(ReadOnlySpan<T> w, T x)
        where T : IFloatingPointIeee754<T>
    {
        T sum = T.Zero;
        foreach (T weight in w) sum += SpecialFunctions.Softplus(weight * x);
        return sum;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double ThroughHelper(double x) => Helper(x) * Helper(2 * x);

    private static double Helper(double x) => SpecialFunctions.Softplus(x) + SpecialFunctions.Lookup(x - 1);

    [Differentiable(Derivatives.Jvp)]
    [Inputs(Min = 2, Max = 5)]
    public static double ImplicitFunction(double x)
    {
        double y = x;
        for (int i = 0; i < 3; i++) y = 1.5 + SpecialFunctions.Implicit(y * x);
        return y;
    }

    [Differentiable(Derivatives.Jvp)]
    [Inputs("x", -1, 2, 0.5)]
    public static double Guarded(double x) => x > 0 ? SpecialFunctions.Checked(x) * x : -x;

    [Differentiable(Derivatives.Jvp)]
    [Inputs(Min = -2, Max = 2)]
    public static double Pieces(double x, double y) => SpecialFunctions.Quadrant(x, y) == 1 ? x * y : SpecialFunctions.Quadrant(x, y) == 2 ? x + y : x - 2 * y;

    [Differentiable(Derivatives.Jvp)]
    [Inputs(Min = 0.1, Max = 0.8)]
    public static void InPlace(Span<double> a)
    {
        for (int i = 1; i < a.Length; i++) a[i] = SpecialFunctions.Erf(a[i] * a[i - 1]) + a[i];
    }
}
