namespace DerivativeTests.Corpus;

public static partial class NestedLoops
{
    [Differentiable(Derivatives.Jvp)]
    public static double Pairs(ReadOnlySpan<double> x)
    {
        double s = 0;
        for (int i = 0; i < x.Length; i++)
        {
            for (int j = i + 1; j < x.Length; j++) s += x[i] * x[j] / (1 + i + j);
        }

        return s;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double InnerProductCarried(ReadOnlySpan<double> x, double y)
    {
        double s = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double p = 1;
            for (int j = 0; j <= i; j++) p *= x[j] * y;
            s += p * s + p;
            s = Math.Tanh(s);
        }

        return s;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double ThreeDeep(ReadOnlySpan<double> x, int n)
    {
        double s = 1;
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                double t = x[i] * s;
                for (int k = j; k < n; k++)
                {
                    t = t * x[k] * 0.3 + x[j];
                    s = s * 0.5 + t * 0.1;
                }
            }
        }

        return s;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double InnerCountFromOuter(ReadOnlySpan<double> x)
    {
        double a = 1;
        int count = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double b = x[i];
            for (int j = 0; j < count; j++) b = b * 0.7 + a * x[j];
            a = b / (1 + a);
            if (a > 0.5) count++;
        }

        return a * a;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double WhileInFor(ReadOnlySpan<double> x)
    {
        double total = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double v = x[i] * 20;
            while (v > 1)
            {
                v = v * 0.4 + 0.1 / v;
                total += v * x[i];
            }

            total *= 0.9;
        }

        return total;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double ForInWhile(double x, double y, int n)
    {
        double v = x;
        while (v < 30)
        {
            for (int i = 0; i < n; i++) v += v * y / (i + 1) * 0.5;
            v *= 1.1;
        }

        return Math.Log(v);
    }

    [Differentiable(Derivatives.Jvp)]
    public static double BranchInside(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        double s = 0;
        for (int i = 0; i < x.Length; i++)
        {
            for (int j = 0; j < y.Length; j++)
            {
                double d = x[i] - y[j];
                if (d > 0) s += d * d * x[i];
                else s -= d * s * 0.05;
            }
        }

        return s;
    }
}
