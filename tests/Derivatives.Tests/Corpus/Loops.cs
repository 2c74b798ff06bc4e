namespace DerivativeTests.Corpus;

public static partial class Loops
{
    [Differentiable(Derivatives.Jvp | Derivatives.Jacobian)]
    public static double SumOfSquares(ReadOnlySpan<double> x)
    {
        double s = 0;
        for (int i = 0; i < x.Length; i++) s += x[i] * x[i];
        return s;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double DotProduct(double[] x, double[] y)
    {
        double s = 0;
        for (int i = 0; i < x.Length; i++) s += x[i] * y[i];
        return s;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Backwards(ReadOnlySpan<double> x)
    {
        double s = 1;
        for (int i = x.Length - 1; i >= 0; i--) s = s * 0.5 + Math.Sin(x[i] * s);
        return s;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Strided(ReadOnlySpan<double> x, double w)
    {
        double s = 0;
        for (int i = 1; i < x.Length; i += 2) s += x[i] * x[i - 1] * w;
        for (int i = x.Length - 1; i > 0; i -= 3) s *= x[i];
        return s;
    }

    [Differentiable(Derivatives.Jvp)]
    [Inputs("n", 0, 1, 4)]
    public static double FixedCount(double x, int n)
    {
        double s = x;
        for (int i = 0; i < n; i++) s += i * Math.Cos(s);
        return s;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double IndexInTheValue(double x)
    {
        double s = 0;
        for (int i = 1; i <= 5; i++) s += Math.Sin(i * x) / i;
        return s;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double IndexAfterTheLoop(ReadOnlySpan<double> x, double a)
    {
        int i;
        double s = 0;
        for (i = 0; i < x.Length; i++) s += x[i];
        return s * a * i + x[i - 1];
    }

    [Differentiable(Derivatives.Jvp)]
    public static double TwoIndices(ReadOnlySpan<double> x)
    {
        double s = 0;
        for (int i = 0, j = x.Length - 1; i < j; i++, j--) s += x[i] * x[j] * x[j];
        return s;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double IndexAssignedInTheBody(ReadOnlySpan<double> x)
    {
        double s = 1;
        for (int i = 0; i < x.Length; i++)
        {
            s = s * x[i] + 1;
            if (x[i] > 1) i++;
        }

        return s;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double BoundChanges(double x, int n)
    {
        double s = x;
        for (int i = 0; i < n; i++)
        {
            s = Math.Sin(s) + x;
            if (i == 1) n = 4;
        }

        return s;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double OneAfterAnother(ReadOnlySpan<double> x)
    {
        double mean = 0;
        for (int i = 0; i < x.Length; i++) mean += x[i];
        mean /= x.Length;
        double variance = 0;
        for (int i = 0; i < x.Length; i++) variance += (x[i] - mean) * (x[i] - mean);
        return Math.Sqrt(variance / (x.Length - 1)) / mean;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double NothingCarried(ReadOnlySpan<double> x, double rate)
    {
        double s = 0;
        for (int i = 0; i < x.Length; i++) s += Math.Exp(-rate * x[i]);
        return s;
    }

    [Differentiable(Derivatives.Jvp)]
    [Inputs("x", Length = 0)]
    [Inputs("y")]
    public static double OverNothing(ReadOnlySpan<double> x, double y)
    {
        double s = y;
        for (int i = 0; i < x.Length; i++) s *= x[i];
        return s * s;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double NoUpdateClause(ReadOnlySpan<double> x)
    {
        double p = 1;
        for (int i = 0; i < x.Length;)
        {
            p *= x[i++];
            p += x[0];
        }

        return p;
    }
}
