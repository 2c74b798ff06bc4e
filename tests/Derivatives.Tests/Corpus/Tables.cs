namespace DerivativeTests.Corpus;

/// <summary>Coefficients, nodes and weights that stand in static arrays.</summary>
public static partial class Tables
{
    private static readonly double[] s_nodes = [-0.861136311594053, -0.339981043584856, 0.339981043584856, 0.861136311594053];

    internal static readonly double[] Weights = [0.347854845137454, 0.652145154862546, 0.652145154862546, 0.347854845137454];

    private static readonly int[] s_order = [2, 0, 3, 1];

    private static readonly float[] s_filter = [0.25f, 0.5f, 0.25f];

    /// <summary>The tableau of Bogacki and Shampine, row by row.</summary>
    private static double[] Tableau { get; } = [0.5, 0, 0.75, 2.0 / 9, 1.0 / 3, 4.0 / 9];

    [Differentiable(Derivatives.Jvp | Derivatives.Jacobian)]
    public static double GaussLegendre(double a, double b, double k)
    {
        double half = (b - a) / 2, middle = (a + b) / 2, sum = 0;
        for (int i = 0; i < s_nodes.Length; i++) sum += Weights[i] * Math.Exp(-k * (middle + half * s_nodes[i]));
        return half * sum;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Horner(double x) => Polynomial(Weights, x) * Polynomial(s_nodes, x * x);

    private static double Polynomial(double[] coefficients, double x)
    {
        double sum = 0;
        for (int i = coefficients.Length - 1; i >= 0; i--) sum = sum * x + coefficients[i];
        return sum;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Permuted(ReadOnlySpan<double> x, double k)
    {
        double sum = 0;
        for (int i = 0; i < s_order.Length; i++) sum = sum * k + x[s_order[i] % x.Length];
        return sum;
    }

    [Differentiable(Derivatives.Jvp)]
    public static void Smooth(ReadOnlySpan<float> x, float gain, Span<float> y)
    {
        for (int i = 0; i < y.Length; i++)
        {
            float sum = 0;
            for (int j = 0; j < s_filter.Length; j++) sum += s_filter[j] * x[Math.Clamp(i + j - 1, 0, x.Length - 1)];
            y[i] = gain * sum;
        }
    }

    [Differentiable(Derivatives.Jvp)]
    public static double BogackiShampine(double y, double h, double k)
    {
        double Slope(double value) => -k * value * value;
        for (int step = 0; step < 3; step++)
        {
            double k1 = Slope(y);
            double k2 = Slope(y + h * Tableau[0] * k1);
            double k3 = Slope(y + h * Tableau[2] * k2);
            y += h * (Tableau[3] * k1 + Tableau[4] * k2 + Tableau[5] * k3);
        }

        return y;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double InABranch(double x, double y) => x > 0 ? x * Weights[0] + y : Math.Sin(y) * s_nodes[1] * x;

    [Differentiable(Derivatives.Jvp)]
    public static double ForEach(double x)
    {
        double product = 1;
        foreach (double weight in Weights) product *= weight + x;
        return product;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Linq(double x) => Weights.Sum(weight => weight * Math.Sin(weight * x)) + s_nodes.Select(node => node * x).Max();

    [Differentiable(Derivatives.Jvp)]
    public static double Sliced(double x)
    {
        ReadOnlySpan<double> inner = s_nodes.AsSpan(1, 2);
        return x * inner[0] + x * x * inner[1] + Polynomial(Weights[1..3], x);
    }

    /// <summary>Copied, so that the copy can be changed.</summary>
    [Differentiable(Derivatives.Jvp)]
    public static double Copied(double x, double y)
    {
        double[] values = Weights.AsSpan().ToArray();
        values[1] *= x;
        values[2] = values[1] * y;
        return values[0] + values[1] * values[2] + values[3] * x;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double InARecursion(double x, double y) => Nested(x, y, 0);

    private static double Nested(double x, double y, int depth) =>
        depth == Weights.Length ? y : Weights[depth] * x + Math.Sin(Nested(x * s_nodes[depth], y, depth + 1));

    [Differentiable(Derivatives.Jvp)]
    public static void BesideAWrittenBuffer(Span<double> y, double k)
    {
        for (int i = 0; i < y.Length; i++) y[i] *= k * Weights[i % 4] * (1 + y[i] * s_nodes[i % 4]);
    }
}
