namespace DerivativeTests.Corpus;

public static partial class LocalArrays
{
    [Differentiable(Derivatives.Jvp)]
    public static double Temporary(ReadOnlySpan<double> x)
    {
        double[] t = new double[x.Length];
        for (int i = 0; i < x.Length; i++) t[i] = Math.Sin(x[i]) * (i == 0 ? 1 : t[i - 1]);
        double s = 0;
        for (int i = 0; i < t.Length; i++) s += t[i] * t[t.Length - 1 - i];
        return s;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Small(double x, double y)
    {
        var t = new double[3];
        t[0] = x * y;
        t[1] = t[0] + x;
        t[2] = t[1] * t[0];
        t[0] = t[2] - y;
        return t[0] * t[1] * t[2];
    }

    [Differentiable(Derivatives.Jvp)]
    public static double InALoop(ReadOnlySpan<double> x)
    {
        double s = 1;
        for (int i = 0; i < x.Length; i++)
        {
            double[] powers = new double[4];
            powers[0] = 1;
            for (int k = 1; k < 4; k++) powers[k] = powers[k - 1] * x[i];
            s = s * 0.3 + powers[3] - powers[2] * s;
        }

        return s;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Zeroed(double x, int n)
    {
        double[] a = new double[n + 2];
        double s = 0;
        a[1] = x * x;
        for (int i = 0; i < a.Length; i++) s += (a[i] + 1) * x;
        return s;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double WithInitializer(double x, double y)
    {
        double[] a = [x, y, x * y, 2];
        double[] weights = { 0.5, 1, -1, 0.25 };
        var b = new double[] { y, x };
        double s = 0;
        for (int i = 0; i < a.Length; i++) s += a[i] * a[i] * weights[i] * b[i % 2];
        return s;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double TwoBuffers(ReadOnlySpan<double> x, int steps)
    {
        double[] now = new double[x.Length], next = new double[x.Length];
        for (int i = 0; i < x.Length; i++) now[i] = x[i];
        for (int step = 0; step < steps; step++)
        {
            for (int i = 0; i < x.Length; i++) next[i] = now[i] * now[(i + 1) % x.Length] * 0.6 + x[i] * 0.2;
            for (int i = 0; i < x.Length; i++) now[i] = next[i];
        }

        double s = 0;
        foreach (double v in now) s += v * v;
        return s;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double OfIntegers(ReadOnlySpan<double> x)
    {
        int[] order = new int[x.Length];
        for (int i = 0; i < order.Length; i++) order[i] = (i * 2 + 1) % x.Length;
        bool[] used = new bool[x.Length];
        double s = 1;
        for (int i = 0; i < order.Length; i++)
        {
            if (used[order[i]]) continue;
            used[order[i]] = true;
            s = s * x[order[i]] + i;
        }

        return s;
    }
}
