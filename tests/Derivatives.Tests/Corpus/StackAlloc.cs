namespace DerivativeTests.Corpus;

public static partial class StackAlloc
{
    [Differentiable(Derivatives.Jvp)]
    public static double FixedSize(double x, double y)
    {
        Span<double> t = stackalloc double[4];
        t[0] = x;
        for (int i = 1; i < 4; i++) t[i] = t[i - 1] * y + t[0];
        return t[3] * t[2];
    }

    [Differentiable(Derivatives.Jvp)]
    public static double SizeFromLength(ReadOnlySpan<double> x)
    {
        Span<double> t = stackalloc double[x.Length];
        for (int i = 0; i < x.Length; i++) t[i] = x[i] * x[i];
        for (int i = 1; i < x.Length; i++) t[i] *= t[i - 1];
        return t[x.Length - 1] + t[0];
    }

    [Differentiable(Derivatives.Jvp)]
    public static double WithInitializer(double x, double y)
    {
        ReadOnlySpan<double> nodes = [-0.7745966692414834, 0, 0.7745966692414834];
        Span<double> weights = stackalloc double[] { 5.0 / 9, 8.0 / 9, 5.0 / 9 };
        double s = 0;
        for (int i = 0; i < 3; i++)
        {
            double t = 0.5 * (y - x) * nodes[i] + 0.5 * (x + y);
            s += weights[i] * Math.Exp(-t * t) * t;
        }

        return s * 0.5 * (y - x);
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Several(ReadOnlySpan<double> x)
    {
        Span<double> sines = stackalloc double[x.Length], cosines = stackalloc double[x.Length];
        for (int i = 0; i < x.Length; i++) (sines[i], cosines[i]) = Math.SinCos(x[i]);
        double s = 0;
        for (int i = 0; i < x.Length; i++) s += sines[i] * cosines[x.Length - 1 - i];
        return s;
    }
}
