using System.Numerics;

namespace DerivativeTests.Corpus;

public static partial class OptionalAndParams
{
    [Differentiable(Derivatives.Jvp | Derivatives.Jacobian)]
    public static double Discount(double amount, double rate = 0.03, double years = 1) => amount * Math.Exp(-rate * years);

    [Differentiable(Derivatives.Jvp | Derivatives.Jacobian)]
    public static double SumOfSquares(params double[] x)
    {
        double s = 0;
        foreach (double value in x) s += value * value;
        return s;
    }

    [Differentiable(Derivatives.Jvp | Derivatives.Jacobian)]
    public static double Norm(double power, params ReadOnlySpan<double> x)
    {
        double s = 0;
        foreach (double value in x) s += Math.Pow(value, power);
        return Math.Pow(s, 1 / power);
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Scaled(double x, float factor = 0.25f) => x * x * factor;

    [Differentiable(Derivatives.Jvp)]
    public static double Steps(double x, int count = 3, bool doubled = true, char mode = 'a', string? label = null)
    {
        for (int i = 0; i < count; i++) x = Math.Sin(x) * (doubled ? 2 : 1);
        return mode == 'b' ? x + 1 : x;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Special(double x, [NoGradient] double top = double.PositiveInfinity, [NoGradient] double none = double.NaN, double low = -1e-300) =>
        x < top ? x * x + low : none;

    [Differentiable(Derivatives.Jvp)]
    public static double Weights(double[] weights, double bias = 0, params double[] inputs)
    {
        double s = bias;
        for (int i = 0; i < inputs.Length; i++) s += weights[i] * inputs[i];
        return Math.Tanh(s);
    }

    [Differentiable(Derivatives.Jvp)]
    public static T Generic<T>(T x, T y = default!) where T : IFloatingPointIeee754<T> => T.Exp(x) * (y + T.One);

    [Differentiable(Derivatives.Jvp)]
    public static double Named(double first, double second) => Combine(weight: second, value: first) + Combine(first);

    private static double Combine(double value, double weight = 0.5) => value * weight + Math.Log(value);

    [Differentiable(Derivatives.Jvp)]
    public static double CallsParams(double x, double y) => SumOfSquares(x, y, x * y) + SumOfSquares();

    [Differentiable(Derivatives.Jvp)]
    public static void InPlace(double k = 2, params double[] x)
    {
        for (int i = 1; i < x.Length; i++) x[i] += k * x[i - 1];
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Long(double x, long n = -3, byte b = 7, uint u = 3, ulong big = ulong.MaxValue) => x * x * n + b * x + (big > u ? x : 0);
}
