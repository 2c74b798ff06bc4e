namespace DerivativeTests.Corpus;

public static partial class LinqCalls
{
    [Differentiable(Derivatives.Jvp)]
    public static double SumOfSquares(double[] a, double k) => a.Sum(v => v * v * k) + a.Sum();

    [Differentiable(Derivatives.Jvp)]
    public static double SelectAndSum(double[] a, double k) => a.Select(v => Math.Exp(-k * v)).Sum();

    [Differentiable(Derivatives.Jvp)]
    public static double DotByZip(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();

    [Differentiable(Derivatives.Jvp)]
    [Inputs(Min = -2, Max = 2)]
    public static double WhereAndSelect(double[] a, double k) => a.Where(v => v > 0.2).Select(v => v * v / k).Sum();

    [Differentiable(Derivatives.Jvp)]
    public static double HornerByAggregate(double[] c, double x) => c.Reverse().Aggregate(0.0, (value, coefficient) => value * x + coefficient);

    [Differentiable(Derivatives.Jvp)]
    public static double AggregateWithoutSeed(double[] a, double k) => a.Aggregate((p, q) => Math.Sin(p * k) + q);

    [Differentiable(Derivatives.Jvp)]
    public static double Variance(double[] a)
    {
        double mean = a.Average();
        return a.Average(v => (v - mean) * (v - mean));
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Extremes(double[] a, double k) => a.Max() * a.Min(v => v * k) + a.Max(v => k / v);

    [Differentiable(Derivatives.Jvp)]
    public static double LogSumExp(double[] a)
    {
        double m = a.Max();
        return m + Math.Log(a.Sum(v => Math.Exp(v - m)));
    }

    [Differentiable(Derivatives.Jvp)]
    [Inputs("n", 3, 5, 4)]
    public static double RangeOfTerms(double x, int n) => Enumerable.Range(1, n).Select(k => Math.Pow(x, k) / k).Sum();

    [Differentiable(Derivatives.Jvp)]
    public static double Neighbours(double[] a, double k) => a.Zip(a.Skip(1), (x, y) => (y - x) * (y - x)).Sum() * k + a.Take(2).Sum();

    [Differentiable(Derivatives.Jvp)]
    public static double ToAnArray(double[] a, double k)
    {
        double[] b = a.Select((v, i) => v * k + i).ToArray();
        b[1] *= b[0];
        return b.Sum(v => v * v) + a[1];
    }

    [Differentiable(Derivatives.Jvp)]
    [Inputs(Min = -2, Max = 2)]
    public static double FilteredArray(double[] a, double k)
    {
        double[] positive = a.Where(v => v > 0).ToArray();
        double s = 0;
        for (int i = 0; i < positive.Length; i++) s += positive[i] * (i + k);
        return s;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Deferred(double[] a, double k)
    {
        var scaled = a.Select(v => v * k);
        double before = scaled.Sum();
        k *= 2;
        a[0] = before;
        return before + scaled.Sum();
    }

    [Differentiable(Derivatives.Jvp)]
    [Inputs(Min = -1, Max = 3)]
    public static double Conditions(double[] a, double k)
    {
        if (a.Any(v => v > 2.5)) k *= k;
        if (a.All(v => v > -0.5)) k += a.First(v => v > -0.5);
        return k * a.Count(v => v > 1) + a.Last() * a.ElementAt(1);
    }

    [Differentiable(Derivatives.Jvp)]
    [Inputs(Min = 0.3, Max = 2)]
    public static double WhileTheyPass(double[] a, double k) => a.TakeWhile(v => v < 1.6).Sum(v => v * k) + a.SkipWhile(v => v > 0.8).Sum(v => v * v);

    [Differentiable(Derivatives.Jvp)]
    public static double Nested(double[] a, double[] b) => a.Sum(x => b.Select(y => Math.Sin(x * y)).Sum() * x);

    [Differentiable(Derivatives.Jvp)]
    public static double Integral(double k, double to)
    {
        const int n = 20;
        double h = to / n;
        return Enumerable.Range(0, n).Sum(i => Math.Exp(-k * (i + 0.5) * h)) * h;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double PassedToAHelper(double[] a, double k) => Norm(a.Select(v => v * k)) + Norm(a);

    private static double Norm(IEnumerable<double> values) => Math.Sqrt(values.Sum(v => v * v));
}
