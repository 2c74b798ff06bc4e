namespace DerivativeTests.Corpus;

public static partial class EarlyReturns
{
    [Differentiable(Derivatives.Jvp)]
    [Inputs(Min = -1, Max = 1)]
    [Check(Points = 6)]
    public static double First(double x, double y)
    {
        if (x < 0) return x * y;
        double t = x + y;
        if (t < 0.4) return t * t * t;
        t *= y;
        return t + x;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double OutOfALoop(ReadOnlySpan<double> x, double limit)
    {
        double s = 0;
        for (int i = 0; i < x.Length; i++)
        {
            s += x[i] * x[i];
            if (s > 3 * limit) return s * limit - i;
        }

        return -s;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double OutOfNestedLoops(ReadOnlySpan<double> x, double y)
    {
        double p = 1;
        for (int i = 0; i < x.Length; i++)
        {
            for (int j = 0; j < x.Length; j++)
            {
                p = p * 0.9 + x[i] * x[j] * y;
                if (p > 9) return p * x[j] - i * y;
            }

            p = Math.Sqrt(p);
        }

        return p + y;
    }

    [Differentiable(Derivatives.Jvp)]
    [Check(Points = 6)]
    public static double OutOfThreeLoops(ReadOnlySpan<double> x, double y)
    {
        double s = y;
        int i = 0;
        while (i < x.Length)
        {
            for (int j = 0; j < 3; j++)
            {
                do
                {
                    s += x[i] * 0.3;
                    if (s > 11) return s * s * x[i];
                    if (s < 1) continue;
                    s *= 1 + 0.05 * y;
                }
                while (s < 2);
                if (s > 10.5) return s / y;
            }

            i++;
        }

        return s - 100 * y;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double FromVoidLike(double x, int n)
    {
        if (n > 100) return x;
        for (int i = 0; ; i++)
        {
            if (i >= n) return x * i;
            x = x * x * 0.5 + 0.3;
        }
    }

    [Differentiable(Derivatives.Jvp)]
    public static void OutOfAVoid(ReadOnlySpan<double> x, Span<double> r)
    {
        double s = 1;
        for (int i = 0; i < x.Length; i++)
        {
            s *= x[i];
            r[i] = s * s;
            if (s > 1.5) return;
            r[i] += x[i];
        }

        r[0] = s * r[0];
    }

    [Differentiable(Derivatives.Jvp)]
    [Inputs("n", 1, 3, 6)]
    public static double DeepBranches(double x, double y, int n)
    {
        double r = x;
        if (n > 2)
        {
            if (n > 5)
            {
                r = x * y;
                return r * r;
            }

            r += y;
        }
        else
        {
            r = y / x;
            if (n == 1) return r + x * x;
        }

        return r * y;
    }
}
