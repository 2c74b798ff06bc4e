namespace SourceAutodiff.Special;

/// <summary>Exponentials, logarithms and the sine, put together so that no digits are lost where the plain formula would lose them.</summary>
internal static class ElementaryFunctions
{
    private const double Ln2 = 0.69314718055994530942;

    // exp(x) - 1 = 2 x P(x²) / (Q(x²) - x P(x²)) for |x| ≤ 1/2: S. L. Moshier, Methods and Programs for Mathematical Functions (1989).
    private static ReadOnlySpan<double> Expm1Above => [1.2617719307481059087798e-4, 3.0299440770744196129956e-2, 9.9999999999999999991025e-1];

    private static ReadOnlySpan<double> Expm1Below => [3.0019850513866445504159e-6, 2.5244834034968410419224e-3, 2.2726554820815502876593e-1, 2.0000000000000000000897];

    public static double Expm1(double x)
    {
        if (!(Math.Abs(x) <= 0.5)) return Math.Exp(x) - 1;
        double square = x * x;
        double r = x * Polynomials.Evaluate(square, Expm1Above);
        return 2 * r / (Polynomials.Evaluate(square, Expm1Below) - r);
    }

    /// <summary>The logarithm of the sum as it is rounded, and what the rounding has taken off.</summary>
    public static double Log1p(double x)
    {
        if (Math.Abs(x) < 1e-16) return x;
        if (x == -1 || !(x < 1e16)) return Math.Log(1 + x);
        double sum = 1 + x;
        return Math.Log(sum) - ((sum - 1 - x) / sum);
    }

    /// <summary>As libtorch's: with sin(πx) of the rounded product, which is not quite zero at whole numbers.</summary>
    public static double Sinc(double x) => x == 0 ? 1 : Math.Sin(Math.PI * x) / (Math.PI * x);

    public static double Entropy(double x) => x > 0 ? -x * Math.Log(x) : x == 0 ? 0 : x < 0 ? double.NegativeInfinity : x;

    public static double XLogY(double x, double y) => x == 0 && !double.IsNaN(y) ? 0 : x * Math.Log(y);

    public static double XLog1PY(double x, double y) => x == 0 && !double.IsNaN(y) ? 0 : x * Log1p(y);

    public static double LogAddExp(double x, double y) => x == y && double.IsInfinity(x) ? x : Math.Max(x, y) + Log1p(Math.Exp(-Math.Abs(x - y)));

    public static double LogAddExp2(double x, double y) => x == y && double.IsInfinity(x) ? x : Math.Max(x, y) + (Log1p(Math.Pow(2, -Math.Abs(x - y))) / Ln2);

    /// <summary>In the middle, by how far the odds are from one: their logarithm has its zero there.</summary>
    public static double Logit(double x) => x is > 0.25 and < 0.75 ? Log1p(((2 * x) - 1) / (1 - x)) : Math.Log(x / (1 - x));

    public static double Logit(double x, double eps) => Logit(x < eps ? eps : x > 1 - eps ? 1 - eps : x);

    public static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    public static double Softplus(double x) => Math.Max(x, 0) + Log1p(Math.Exp(-Math.Abs(x)));

    public static double Softplus(double x, double beta, double threshold) => x * beta > threshold ? x : Softplus(x * beta) / beta;

    public static double LogSigmoid(double x) => Math.Min(x, 0) - Log1p(Math.Exp(-Math.Abs(x)));

    public static double Silu(double x) => x / (1 + Math.Exp(-x));

    /// <summary>tanh(ln(1 + e)) is n / (n + 2) with n = e (e + 2). From 20 on, that is one.</summary>
    public static double Mish(double x)
    {
        if (x > 20) return x;
        double e = Math.Exp(x), n = e * (e + 2);
        return x * n / (n + 2);
    }

    public static double Gelu(double x) => x * ErrorFunctions.NormalCdf(x);

    /// <summary>½ (1 + tanh u) is the sigmoid of 2u.</summary>
    public static double GeluTanh(double x) => x * Sigmoid(1.5957691216057307117 * (x + (0.044715 * x * x * x)));

    public static double Elu(double x, double alpha) => x > 0 ? x : alpha * Expm1(x);

    public static double Celu(double x, double alpha) => x > 0 ? x : alpha * Expm1(x / alpha);

    public static double Selu(double x) => 1.0507009873554804934193349852946 * (x > 0 ? x : 1.6732632423543772848170429916717 * Expm1(x));
}
