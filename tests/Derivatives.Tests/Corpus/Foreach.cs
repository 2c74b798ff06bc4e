namespace DerivativeTests.Corpus;

public static partial class Foreach
{
    [Differentiable(Derivatives.Jvp)]
    public static double OverASpan(ReadOnlySpan<double> x)
    {
        double s = 0;
        foreach (double v in x) s += v * v * v;
        return s;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double OverAnArray(double[] x, double y)
    {
        double p = y;
        foreach (var v in x)
        {
            if (v < 0.7) continue;
            p = p * v * 0.7 + y;
            if (p > 6) break;
        }

        return p;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Nested(ReadOnlySpan<double> x, double[] y)
    {
        double s = 0;
        foreach (double a in x)
        {
            foreach (double b in y)
            {
                s = s * 0.9 + Math.Sqrt(a * b);
                if (s > 6) return s * a;
            }
        }

        return s;
    }

    /// <summary>The elements are read as the loop comes to them.</summary>
    [Differentiable(Derivatives.Jvp)]
    public static double OverWhatItChanges(Span<double> a)
    {
        double s = 0;
        int i = 0;
        foreach (double v in a)
        {
            s += v * s * 0.1 + v;
            i++;
            if (i < a.Length) a[i] *= v;
        }

        return s;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double OverIntegers(ReadOnlySpan<double> x, int[] which)
    {
        double s = 1;
        foreach (int k in which) s = s * x[k] + k;
        return s;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double OverASlice(ReadOnlySpan<double> x)
    {
        double s = 1;
        foreach (double v in x[1..4]) s *= v;
        foreach (double v in x.Slice(2)) s += v * s * 0.1;
        return s;
    }
}
