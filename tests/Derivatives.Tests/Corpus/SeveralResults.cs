using System.Numerics;

namespace DerivativeTests.Corpus;

public static partial class SeveralResults
{
    [Differentiable(Derivatives.Jvp | Derivatives.Jacobian)]
    public static (double Value, int Count) WithACount(double x, int n)
    {
        double s = x;
        int count = 0;
        for (int i = 0; i < n; i++)
        {
            s = s * x + 1;
            count++;
        }

        return (s, count);
    }

    [Differentiable(Derivatives.Jvp | Derivatives.Jacobian)]
    public static (bool Found, double Low, double High) WithAFlag(double x, double y) => x > y ? (true, y, x * y) : (false, x, y * y);

    [Differentiable(Derivatives.Jvp | Derivatives.Jacobian)]
    public static (double, double, double) Unnamed(double x, double y) => (x * y, x / y, x - y);

    [Differentiable(Derivatives.Jvp)]
    public static (double Value, float Single) Mixed(double x, float y) => (x * y, (float)x + y * y);

    [Differentiable(Derivatives.Jvp)]
    public static (int, double) CountFirst(double x) => (3, x * x * x);

    [Differentiable(Derivatives.Jvp)]
    public static double ResultAndOutput(double x, double y, out double product, ref double sum)
    {
        product = x * y;
        sum += product;
        return product / (1 + sum * sum);
    }

    [Differentiable(Derivatives.Jvp)]
    public static (double Mean, double Deviation) Moments(ReadOnlySpan<double> x, Span<double> centred)
    {
        double mean = 0, variance = 0;
        foreach (double value in x) mean += value;
        mean /= x.Length;
        for (int i = 0; i < x.Length; i++)
        {
            centred[i] = x[i] - mean;
            variance += centred[i] * centred[i];
        }

        return (mean, Math.Sqrt(variance / x.Length));
    }

    [Differentiable(Derivatives.Jvp)]
    public static (T Sum, T Product, int Sign) Generic<T>(T x, T y) where T : IFloatingPointIeee754<T> => (x + y, x * y, x > y ? 1 : -1);

    [Differentiable(Derivatives.Jvp)]
    public static (double Root, int Iterations) Newton(double a)
    {
        double x = a;
        int n = 0;
        while (Math.Abs(x * x - a) > 1e-13 && n < 60)
        {
            x = 0.5 * (x + a / x);
            n++;
        }

        return (x, n);
    }

    [Differentiable(Derivatives.Jvp | Derivatives.Jacobian)]
    public static ((double, double) Point, double Radius) Nested(double r, double t) => ((r * Math.Cos(t), r * Math.Sin(t)), r * r);

    [Differentiable(Derivatives.Jvp | Derivatives.Jacobian)]
    public static (double A, (double B, (double C, int D) E) F) DeeplyNested(double x, double y) => (x, (x * y, (y * y, 2)));
}
