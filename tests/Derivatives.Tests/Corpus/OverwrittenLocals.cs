namespace DerivativeTests.Corpus;

public static partial class OverwrittenLocals
{
    [Differentiable(Derivatives.Jvp)]
    public static double Chain(double x)
    {
        double t = x * x;
        t = Math.Sin(t);
        t = t * x;
        t = t * t;
        return t;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Parameter(double x, double y)
    {
        x = x * y;
        y = x + y;
        x = x * x * y;
        return x / y;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double SwapThroughATemporary(double x, double y)
    {
        double t = x;
        x = y * y;
        y = t;
        return x * y * y;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Reset(ReadOnlySpan<double> x)
    {
        double p = 1, s = 0;
        for (int i = 0; i < x.Length; i++)
        {
            p *= x[i];
            s += p * p;
            if (p > 1.5) p = 1;
            if (s > 5) s = x[i];
        }

        return s * p;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double ConstantOverwrites(double x, double y)
    {
        double a = x * x;
        double b = a * y;
        a = 2;
        b += a * x;
        a = y;
        return a * b;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double LastOneCounts(ReadOnlySpan<double> x, double y)
    {
        double kept = 0;
        for (int i = 0; i < x.Length; i++) kept = x[i] * y;
        return kept * kept;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double AssignmentIsAnExpression(double x, double y)
    {
        double a, b;
        double c = (a = x * y) * (b = a + x);
        a = b = c * a;
        return a * b + c;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double UsedBeforeAndAfter(ReadOnlySpan<double> x)
    {
        double state = 0.5, s = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double before = state;
            state = Math.Tanh(state + x[i]);
            s += before * state;
            state = state * before + 0.2;
        }

        return s + state;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double OperandChangedBetween(double x, double y)
    {
        double a = x;
        double r = a * (a = y * x) + a;
        return r * a;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double DeclaredInsideTwice(ReadOnlySpan<double> x)
    {
        double s = 1;
        for (int i = 0; i < x.Length; i++)
        {
            double t = x[i] * s;
            s += t * t;
        }

        for (int i = 0; i < x.Length; i++)
        {
            double t = Math.Log(s) * x[i];
            s = t + s * 0.5;
        }

        {
            double t = s;
            s = t * t;
        }

        return s;
    }
}
