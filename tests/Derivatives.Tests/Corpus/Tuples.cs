namespace DerivativeTests.Corpus;

public static partial class Tuples
{
    [Differentiable(Derivatives.Jvp | Derivatives.Jacobian)]
    public static (double X, double Y) Polar(double radius, double angle) => (radius * Math.Cos(angle), radius * Math.Sin(angle));

    [Differentiable(Derivatives.Jvp | Derivatives.Jacobian)]
    public static (double, double, double) Unnamed(double x, double y) => (x * y, x / y, x);

    [Differentiable(Derivatives.Jvp)]
    public static (double Mean, double Variance) Moments(ReadOnlySpan<double> x)
    {
        double mean = 0, variance = 0;
        foreach (double v in x) mean += v / x.Length;
        foreach (double v in x) variance += (v - mean) * (v - mean) / x.Length;
        return (mean, variance);
    }

    [Differentiable(Derivatives.Jvp)]
    [Inputs(Min = -1, Max = 1)]
    [Check(Points = 5)]
    public static (double Sum, double Product) EarlyReturn(double x, double y)
    {
        if (x < 0) return (y, x * x * y);
        double s = x + y;
        if (s > 1) return (s * s, x);
        return (s, x * y);
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Deconstructed(double x, double y)
    {
        (double a, double b) = (x * y, x + y);
        (a, b) = (b, a);
        var (c, d) = (a * a, b * a);
        return c - d * b;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double LocalTuple(double x, double y)
    {
        var pair = (First: x * y, Second: x - y);
        pair.First *= pair.Second;
        (double, double) other = pair;
        return other.Item1 * pair.Second + other.Item2;
    }

    [Differentiable(Derivatives.Jvp)]
    public static (double A, double B) WithABuffer(Span<double> a, double k)
    {
        double s = 0;
        for (int i = 0; i < a.Length; i++)
        {
            a[i] *= k;
            s += a[i] * a[i];
        }

        return (s, a[0]);
    }
}
