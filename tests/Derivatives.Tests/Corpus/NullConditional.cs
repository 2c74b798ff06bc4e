namespace DerivativeTests.Corpus;

/// <summary><c>?.</c>, <c>??</c> and questions about null, of references.</summary>
public static partial class NullConditional
{
    public sealed class Options
    {
        public double Scale { get; set; } = 2;

        public int Steps = 3;

        public double[] Weights = [1, 2, 3];

        public double Weight(int i) => Weights[i] * Scale;
    }

    /// <summary>Passed as null at every second point.</summary>
    public sealed class Prior
    {
        public double Mean = 0.5;
        public double Width = 1.5;

        public double Penalty(double x) => (x - Mean) * (x - Mean) / Width;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double LengthOrZero(double x, int[]? order) => x * x * (order?.Length ?? 0) + x;

    private static double FirstOrNone(double x, double[]? weights) => weights is null ? x : weights[0] * x;

    [Differentiable(Derivatives.Jvp)]
    public static double AskedInHelper(double x, double[]? weights) => FirstOrNone(x * x, weights);

    [Differentiable(Derivatives.Jvp)]
    public static double ScaleOrOne(double x, Options? options) => x * x * (options?.Scale ?? 1.0);

    [Differentiable(Derivatives.Jvp)]
    public static double ConstantOptions(double x, [NoGradient] Options? options)
    {
        double s = x;
        for (int i = 0; i < (options?.Steps ?? 2); i++) s = s * x + (options?.Weight(i) ?? 0.5);
        return s;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double OptionalPrior(double[] x, Prior? prior)
    {
        double loss = 0;
        foreach (double v in x)
        {
            loss += v * v;
            if (prior is not null) loss += prior.Penalty(v);
        }

        return loss;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Guarded(double[] x, double[] w, int[] order)
    {
        ArgumentNullException.ThrowIfNull(x);
        if (w == null) throw new ArgumentNullException(nameof(w));
        _ = order ?? throw new ArgumentNullException(nameof(order));
        double s = 0;
        for (int i = 0; i < x.Length; i++) s += x[i] * w[i] * order[i % order.Length];
        return s;
    }

    private static double Weighted(double[] x, double[]? w)
    {
        double s = 0;
        for (int i = 0; i < x.Length; i++) s += w is null ? x[i] : w[i] * x[i];
        return s;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double HelperOfAnArray(double[] x, double[] w) => Weighted(x, w) * Weighted(w, x);

    private static double Mapped(double[] x, Func<double, double>? map = null, Func<double, double, double>? combine = null)
    {
        double s = 0;
        foreach (double v in x)
        {
            double y = map?.Invoke(v) ?? v;
            s = combine is null ? s + y : combine(s, y);
        }

        return s;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double OptionalFunctions(double[] x, double a) =>
        Mapped(x) + Mapped(x, v => a * v * v) * Mapped(x, combine: (s, y) => s + Math.Sin(a * y)) + Mapped(x, Math.Exp, (s, y) => 0.5 * s + y);

    private static double Integral(Func<double, double>? f, double to)
    {
        Func<double, double> g = f ?? Math.Sqrt;
        double s = 0;
        for (int i = 0; i < 4; i++) s += g((i + 0.5) * to / 4) * to / 4;
        return s;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double DefaultFunction(double x, double a) => Integral(null, x) + Integral(v => a * v, x);

    [Differentiable(Derivatives.Jvp)]
    public static double LocalObject(double x, double y)
    {
        var options = new Options { Scale = y };
        double s = options?.Scale ?? x;
        if (options is { Scale: > 1 } big) s *= big.Scale;
        if (options is not null && options != null) s += options.Weight(1) * x;
        return s;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double PatternsOfAnArgument(double x, Prior? prior)
    {
        double s = prior is { Width: > 0.9 } wide ? wide.Mean * x : x;
        if (prior is { } some) s += some.Width * s;
        return prior switch
        {
            null => s * s,
            { Mean: > 1 } => s * 2,
            var other => s + other.Mean * x,
        };
    }

    [Differentiable(Derivatives.Jvp)]
    public static double InALoopWithABranch(double[] x, double y, Prior? prior, int[]? skip)
    {
        double s = y;
        for (int i = 0; i < x.Length; i++)
        {
            if (skip is { Length: > 0 } && skip[i % skip.Length] == i) continue;
            s = s * 0.9 + (prior?.Penalty(x[i]) ?? x[i]) * y;
        }

        return s;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double ListOrNothing(double x, List<int>? indices, IReadOnlyList<double>? more)
    {
        double s = x;
        for (int i = 0; i < (indices?.Count ?? 1); i++) s += x * (i + 1);
        return s * (more == null ? 1 : more[0]);
    }
}
