namespace DerivativeTests.Corpus;

public static partial class DataDependentLoops
{
    [Differentiable(Derivatives.Jvp)]
    [Inputs("x", 3, 30, 3000)]
    public static double Halving(double x, double y)
    {
        double r = y;
        while (x > 1)
        {
            x = x / 2;
            r = r * x + y;
        }

        return r;
    }

    [Differentiable(Derivatives.Jvp)]
    [Inputs("x", 0.1, 2, 5)]
    public static double Collatzlike(double x)
    {
        double s = 1;
        int steps = 0;
        while (x < 60 && steps < 100)
        {
            if (steps % 3 == 0) x = x * 2.5 + 1;
            else x = x * 0.8 + s * 0.01;
            s += Math.Log(x);
            steps++;
        }

        return s * x;
    }

    /// <summary>What the condition computes has names that the body would use too.</summary>
    [Differentiable(Derivatives.Jvp | Derivatives.Jacobian)]
    public static double ElementsInTheCondition(double[] x)
    {
        int i = 0;
        double s = 0;
        while (i < 6 && (x[x.Length - 2] > 0.757 || x[1] < x[5 % x.Length]))
        {
            x[(i + 1) % x.Length] = Math.Tanh(x[(i + 3) % x.Length] * x[(i * 2 + 1) % x.Length]);
            s += x[(i * 2 + 1) % x.Length] > 0.503 ? x[(i + 1) % x.Length] : x[0];
            i++;
        }

        return s + x[2 % x.Length] * x[4 % x.Length];
    }

    [Differentiable(Derivatives.Jvp)]
    public static double NestedWhiles(double x, double y)
    {
        double s = 0, a = x;
        while (a < 8)
        {
            double b = y;
            while (b < a)
            {
                b += b * 0.6 + 0.1 * x;
                s += a / b;
            }

            a = a * 1.5 + b * 0.1;
        }

        return s + a;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double DividesByAccumulated(ReadOnlySpan<double> x)
    {
        double sum = 1, r = 0;
        for (int i = 0; i < x.Length; i++)
        {
            sum += x[i];
            r += x[i] / sum;
            r /= sum;
        }

        return r * 100;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double UntilConverged(double a)
    {
        double x = a, change = 1;
        while (change > 1e-9 || change < -1e-9)
        {
            double next = 0.5 * (x + a / x);
            change = next - x;
            x = next;
        }

        return x;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double NeverEntered(double x)
    {
        double r = x * x;
        while (r < 0) r += x;
        return r * x;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double CountsFromData(ReadOnlySpan<double> x, ReadOnlySpan<int> counts)
    {
        double s = 0.5;
        for (int i = 0; i < x.Length; i++)
        {
            for (int j = 0; j < counts[i]; j++) s = Math.Sin(s) * x[i] + j * 0.1;
        }

        return s;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double ManyIterations(double x)
    {
        // More than any residual buffer starts with, so that it has to grow.
        double s = x * 0.01;
        int n = 0;
        while (n < 3000 && s < 50)
        {
            s += 0.001 * Math.Cos(s) * x;
            n += 1;
        }

        return s;
    }
}
