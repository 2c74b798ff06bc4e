namespace DerivativeTests.Corpus;

public static partial class BreakContinueReturn
{
    [Differentiable(Derivatives.Jvp)]
    public static double Decay(ReadOnlySpan<double> x, double rate)
    {
        double s = 0, a = 1;
        for (int i = 0; i < x.Length; i++)
        {
            a = a * Math.Exp(-rate * x[i]);
            if (a < 0.02) break;
            s += a;
        }

        return s;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Continue(ReadOnlySpan<double> x)
    {
        double s = 1;
        for (int i = 0; i < x.Length; i++)
        {
            s += x[i];
            if (x[i] < 1) continue;
            s *= x[i];
        }

        return s;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double BreakAndContinue(ReadOnlySpan<double> x, double y)
    {
        double s = y, last = 0;
        for (int i = 0; i < x.Length; i++)
        {
            if (x[i] > 1.8) continue;
            last = s * x[i];
            s = last + y;
            if (s > 8) break;
            last += x[i];
        }

        return s * last;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double BreakOfTheInner(ReadOnlySpan<double> x)
    {
        double s = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double p = 1;
            for (int j = i; j < x.Length; j++)
            {
                p *= x[j];
                if (p > 2) break;
                s += p;
            }

            s += 0.1 * p;
        }

        return s;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double ContinueInWhile(double x, double y)
    {
        double s = 0;
        int i = 0;
        while (i < 7)
        {
            i++;
            if (i % 3 == 0) continue;
            s = s * x * 0.5 + y * i;
            if (s > 40) break;
        }

        return s;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double ForeverWithBreak(double x)
    {
        double s = x;
        while (true)
        {
            s = s * s * 0.5 + x;
            if (s > 4) break;
            s += 0.3;
        }

        return s;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double ForeverFor(double x, double y)
    {
        double s = x;
        for (; ; )
        {
            s += y * s;
            if (s > 10) return s * x;
            if (s > 7) continue;
            s += 0.01;
        }
    }

    [Differentiable(Derivatives.Jvp)]
    [Check(Points = 6)]
    public static double SeveralBreaks(ReadOnlySpan<double> x, double limit)
    {
        double s = 0, t = 1;
        for (int i = 0; i < x.Length; i++)
        {
            s += x[i] * t;
            if (s > 4 * limit)
            {
                s = s * 2 - x[i];
                break;
            }

            t *= 0.9 + 0.1 * x[i];
            if (t > 1.4) break;
            if (x[i] < 0.7)
            {
                t = t * x[i];
                continue;
            }

            s += t;
        }

        return s / (t + limit);
    }

    /// <summary>The element is not read after the loop has ended.</summary>
    [Differentiable(Derivatives.Jvp)]
    public static double ConditionAfterBreak(ReadOnlySpan<double> x)
    {
        double s = 1;
        for (int i = 0; x[i] > 0.1; i++)
        {
            s += x[i] * s;
            if (i == x.Length - 1) break;
        }

        return s;
    }
}
