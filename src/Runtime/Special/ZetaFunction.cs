namespace SourceAutodiff.Special;

/// <summary>Hurwitz's zeta function <c>Σ (q + k)⁻ˢ</c>: the first terms, and Euler and Maclaurin's formula for the others (NIST Digital Library of Mathematical Functions, 25.11.5).</summary>
internal static class ZetaFunction
{
    /// <summary>Up to this order there are derivatives.</summary>
    private const int MaxOrder = 32;

    /// <summary>B₂ₖ / (2k)!.</summary>
    private static ReadOnlySpan<double> Bernoulli =>
    [
        0.08333333333333333, -0.001388888888888889, 3.306878306878307e-05, -8.267195767195768e-07, 2.08767569878681e-08, -5.284190138687493e-10,
        1.3382536530684679e-11, -3.3896802963225827e-13, 8.586062056277845e-15, -2.174868698558062e-16, 5.5090028283602295e-18,
        -1.3954464685812522e-19, 3.534707039629467e-21, -8.953517427037546e-23,
    ];

    /// <summary>Special values as libtorch's: infinite at the poles, NaN for s below 1 and for powers of negative numbers that are not real.</summary>
    public static double Zeta(double s, double q)
    {
        if (double.IsNaN(s) || double.IsNaN(q)) return double.NaN;
        if (s <= 1) return s == 1 ? double.PositiveInfinity : double.NaN;
        if (q > 0) return Sum(s, q, 1);
        if (q == Math.Floor(q)) return double.PositiveInfinity;
        return s == Math.Floor(s) ? Reflected(s, q) : double.NaN;
    }

    /// <summary>The logarithm, also where zeta itself overflows or vanishes.</summary>
    public static double Log(double s, double q) => q > 0 ? Math.Log(Sum(s, q, q)) - (s * Math.Log(q)) : Math.Log(Zeta(s, q));

    /// <summary>The derivative of order n with respect to s.</summary>
    public static double Derivative(int n, double s, double q)
    {
        if (n == 0) return Zeta(s, q);
        if (n < 0 || n > MaxOrder || !(s > 1) || !(q > 0)) return double.NaN;

        double sum = 0, a = q;
        for (double end = Start(s) + n; a < end; a++)
        {
            double term = Math.Pow(-Math.Log(a), n) * Math.Pow(a, -s);
            sum += term;
            if (!(Math.Abs(term) > 1e-18 * Math.Abs(sum)) && Math.Log(a) * s > n) return sum;
        }

        // The integral from a on, half of the term at a, and the derivatives there: the coefficient of eⁿ in B₂ₖ / (2k)! · (s + e) … (s + e + 2k - 2) a^-(s + e + 2k - 1).
        double log = Math.Log(a), power = Math.Pow(a, -s), integral = 0;
        double part = Math.Pow(log, n) / (s - 1);
        for (int j = 0; j <= n; j++, part *= (n - j + 1) / (log * (s - 1))) integral += part;
        sum += (n % 2 == 0 ? 1 : -1) * power * ((a * integral) + (0.5 * Math.Pow(log, n)));

        Span<double> series = stackalloc double[MaxOrder + 1];
        double scale = power / a, factorial = 1;
        for (int i = 0; i <= n; i++) series[i] = i == 0 ? 1 : series[i - 1] * -log / i;
        for (int i = 2; i <= n; i++) factorial *= i;
        Multiply(series[..(n + 1)], s);
        for (int k = 0; k < Bernoulli.Length; k++)
        {
            sum += Bernoulli[k] * scale * factorial * series[n];
            Multiply(series[..(n + 1)], s + (2 * k) + 1);
            Multiply(series[..(n + 1)], s + (2 * k) + 2);
            scale /= a * a;
        }

        return sum;
    }

    /// <summary>A power series in e, times (number + e).</summary>
    private static void Multiply(Span<double> series, double number)
    {
        for (int i = series.Length - 1; i >= 0; i--) series[i] = (series[i] * number) + (i > 0 ? series[i - 1] : 0);
    }

    /// <summary>From here on the formula's terms fall fast enough.</summary>
    private static double Start(double s) => 10 + (s / 2);

    /// <summary>Zeta times unitˢ, for positive q.</summary>
    private static double Sum(double s, double q, double unit)
    {
        double sum = 0, a = q, power = Math.Pow(a / unit, -s);
        for (double end = Start(s); a < end; a++, power = Math.Pow(a / unit, -s))
        {
            sum += power;
            if (power <= 1e-17 * sum) return sum;
        }

        sum += (Math.Pow(a / unit, 1 - s) * unit / (s - 1)) + (0.5 * power);
        double factor = power * s / a;
        for (int k = 0; k < Bernoulli.Length; k++)
        {
            double correction = factor * Bernoulli[k];
            sum += correction;
            if (Math.Abs(correction) <= 1e-17 * sum) break;
            factor *= (s + (2 * k) + 1) * (s + (2 * k) + 2) / (a * a);
        }

        return sum;
    }

    /// <summary>
    /// For negative q: the sum over all whole numbers, which only the fraction of q decides, without the terms before the first.
    /// </summary>
    private static double Reflected(double s, double q)
    {
        double below = q - Math.Floor(q), above = Math.Floor(q) + 1 - q;
        double others = Sum(s, above, 1) - Sum(s, 1 - q, 1);
        return Sum(s, below, 1) + (s % 2 == 0 ? others : -others);
    }
}
