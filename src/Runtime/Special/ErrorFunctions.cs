namespace SourceAutodiff.Special;

/// <summary>
/// The error function and the normal distribution. Rational approximations of W. J. Cody, "Rational Chebyshev approximations for the error function",
/// Math. Comp. 23 (1969), and of M. J. Wichura, "Algorithm AS 241: the percentage points of the normal distribution", Appl. Statist. 37 (1988).
/// </summary>
internal static class ErrorFunctions
{
    private const double InverseRootPi = 0.56418958354775628695;
    private const double RootHalf = 0.70710678118654752440;

    /// <summary>Up to here erf has a polynomial ratio of its own; beyond, it is one minus erfc.</summary>
    private const double CentralEnd = 0.46875;

    private static ReadOnlySpan<double> CentralAbove => [1.85777706184603153e-1, 3.16112374387056560, 1.13864154151050156e2, 3.77485237685302021e2, 3.20937758913846947e3];

    private static ReadOnlySpan<double> CentralBelow => [1, 2.36012909523441209e1, 2.44024637934444173e2, 1.28261652607737228e3, 2.84423683343917062e3];

    private static ReadOnlySpan<double> MiddleAbove =>
    [
        2.15311535474403846e-8, 5.64188496988670089e-1, 8.88314979438837594, 6.61191906371416295e1, 2.98635138197400131e2,
        8.81952221241769090e2, 1.71204761263407058e3, 2.05107837782607147e3, 1.23033935479799725e3,
    ];

    private static ReadOnlySpan<double> MiddleBelow =>
    [
        1, 1.57449261107098347e1, 1.17693950891312499e2, 5.37181101862009858e2, 1.62138957456669019e3,
        3.29079923573345963e3, 4.36261909014324716e3, 3.43936767414372164e3, 1.23033935480374942e3,
    ];

    private static ReadOnlySpan<double> FarAbove =>
    [
        1.63153871373020978e-2, 3.05326634961232344e-1, 3.60344899949804439e-1, 1.25781726111229246e-1, 1.60837851487422766e-2, 6.58749161529837803e-4,
    ];

    private static ReadOnlySpan<double> FarBelow =>
    [
        1, 2.56852019228982242, 1.87295284992346047, 5.27905102951428412e-1, 6.05183413124413191e-2, 2.33520497626869185e-3,
    ];

    private static ReadOnlySpan<double> QuantileCentralAbove =>
    [
        2.5090809287301226727e3, 3.3430575583588128105e4, 6.7265770927008700853e4, 4.5921953931549871457e4,
        1.3731693765509461125e4, 1.9715909503065514427e3, 1.3314166789178437745e2, 3.3871328727963666080,
    ];

    private static ReadOnlySpan<double> QuantileCentralBelow =>
    [
        5.2264952788528545610e3, 2.8729085735721942674e4, 3.9307895800092710610e4, 2.1213794301586595867e4,
        5.3941960214247511077e3, 6.8718700749205790830e2, 4.2313330701600911252e1, 1,
    ];

    private static ReadOnlySpan<double> QuantileMiddleAbove =>
    [
        7.74545014278341407640e-4, 2.27238449892691845833e-2, 2.41780725177450611770e-1, 1.27045825245236838258,
        3.64784832476320460504, 5.76949722146069140550, 4.63033784615654529590, 1.42343711074968357734,
    ];

    private static ReadOnlySpan<double> QuantileMiddleBelow =>
    [
        1.05075007164441684324e-9, 5.47593808499534494600e-4, 1.51986665636164571966e-2, 1.48103976427480074590e-1,
        6.89767334985100004550e-1, 1.67638483018380384940, 2.05319162663775882187, 1,
    ];

    private static ReadOnlySpan<double> QuantileFarAbove =>
    [
        2.01033439929228813265e-7, 2.71155556874348757815e-5, 1.24266094738807843860e-3, 2.65321895265761230930e-2,
        2.96560571828504891230e-1, 1.78482653991729133580, 5.46378491116411436990, 6.65790464350110377720,
    ];

    private static ReadOnlySpan<double> QuantileFarBelow =>
    [
        2.04426310338993978564e-15, 1.42151175831644588870e-7, 1.84631831751005468180e-5, 7.86869131145613259100e-4,
        1.48753612908506148525e-2, 1.36929880922735805310e-1, 5.99832206555887937690e-1, 1,
    ];

    public static double Erf(double x)
    {
        double size = Math.Abs(x);
        if (size <= CentralEnd) return Central(x);
        return double.IsNaN(x) ? x : Math.CopySign(1 - Tail(size), x);
    }

    public static double Erfc(double x)
    {
        double size = Math.Abs(x);
        if (size <= CentralEnd) return 1 - Central(x);
        return x < 0 ? 2 - Tail(size) : Tail(size);
    }

    public static double Erfcx(double x)
    {
        if (x < -26.7) return double.PositiveInfinity;
        if (x < -CentralEnd) return (2 * ExpOfSquare(x, 1)) - ScaledTail(-x);
        return x <= CentralEnd ? Math.Exp(x * x) * (1 - Central(x)) : ScaledTail(x);
    }

    public static double Erfinv(double x) => Quantile(x / 2, (1 - Math.Abs(x)) / 2) * RootHalf;

    public static double NormalCdf(double x)
    {
        double size = Math.Abs(x);
        if (size * RootHalf <= CentralEnd) return 0.5 + (0.5 * Central(x * RootHalf));
        double tail = size > 39 ? 0 : 0.5 * ScaledTail(size * RootHalf) * ExpOfSquare(size, -0.5);
        return x < 0 ? tail : 1 - tail;
    }

    public static double LogNormalCdf(double x) =>
        x < -1 ? Math.Log(0.5 * Erfcx(-x * RootHalf)) - (0.5 * x * x) : ElementaryFunctions.Log1p(-NormalCdf(-x));

    public static double NormalQuantile(double p) => Quantile(p - 0.5, Math.Min(p, 1 - p));

    /// <summary>The quantile at <c>0.5 + q</c>. The distance <paramref name="tail"/> to the nearer end comes along, since it cannot be had from q without loss.</summary>
    private static double Quantile(double q, double tail)
    {
        if (Math.Abs(q) <= 0.425) return q * Polynomials.Ratio(0.180625 - (q * q), QuantileCentralAbove, QuantileCentralBelow);
        if (!(tail > 0)) return tail == 0 ? Math.CopySign(double.PositiveInfinity, q) : double.NaN;
        double r = Math.Sqrt(-Math.Log(tail));
        double x = r <= 5 ? Polynomials.Ratio(r - 1.6, QuantileMiddleAbove, QuantileMiddleBelow) : Polynomials.Ratio(r - 5, QuantileFarAbove, QuantileFarBelow);
        return Math.CopySign(x, q);
    }

    private static double Central(double x) => x * Polynomials.Ratio(x * x, CentralAbove, CentralBelow);

    /// <summary>erfc of a number beyond the centre.</summary>
    private static double Tail(double x) => x > 27.5 ? 0 : ScaledTail(x) * ExpOfSquare(x, -1);

    /// <summary>exp(x²) erfc(x) of a number beyond the centre.</summary>
    private static double ScaledTail(double x)
    {
        if (x <= 4) return Polynomials.Ratio(x, MiddleAbove, MiddleBelow);
        double z = 1 / (x * x);
        return (InverseRootPi - (z * Polynomials.Ratio(z, FarAbove, FarBelow))) / x;
    }

    /// <summary>exp(factor x²), with the part of x² that a double cannot hold: without it, tails would lose as many digits as x² has.</summary>
    private static double ExpOfSquare(double x, double factor)
    {
        double head = Math.Truncate(x * 16) / 16;
        return Math.Exp(factor * head * head) * Math.Exp(factor * (x - head) * (x + head));
    }
}
