namespace DerivativeTests.Corpus;

public static partial class DoLoops
{
    [Differentiable(Derivatives.Jvp)]
    public static double Once(double x, double y)
    {
        do x = x * y + 1;
        while (x < 0);
        return x * x;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Converging(double x)
    {
        double term = 1, s = 0;
        int n = 0;
        do
        {
            s += term;
            n++;
            term *= x / n;
        }
        while (term > 1e-12);
        return s;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double ContinueGoesToTheCondition(ReadOnlySpan<double> x)
    {
        double s = 1;
        int i = 0;
        do
        {
            s = s * x[i] * 0.9 + 0.2;
            if (x[i] > 1) continue;
            s += x[i];
        }
        while (++i < x.Length);
        return s;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double NestedWithBreak(double x, double y)
    {
        double s = 0, a = x;
        do
        {
            double b = y;
            do
            {
                b *= 1.4;
                if (b > 5 * a) break;
                s += b / a;
            }
            while (b < 6);
            a += 0.5 * b;
        }
        while (a < 9);
        return s * a;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double AssignsInTheCondition(double x, int n)
    {
        double s = x, t;
        do s += 0.1 * x;
        while ((t = s * s) < 9 && n-- > 0);
        while (n++ < 5) t = t * 0.9 + x;
        return t;
    }
}
