namespace SourceAutodiff.Special;

/// <summary>
/// The logarithm of the gamma function and its derivatives. For large arguments the asymptotic series of Abramowitz and Stegun, Handbook of Mathematical
/// Functions, 6.1.41, 6.3.18 and 6.4.12; smaller ones are brought there by recurrence, negative ones by reflection. Near their positive zeros, where
/// recurrence would cancel, LogGamma is its Taylor series (6.1.33 there), and Digamma is Chebyshev's (the coefficients computed with 60 digits).
/// </summary>
internal static class GammaFunctions
{
    private const double LogPi = 1.14472988584940017414;

    /// <summary>The zero of digamma is the sum of the two.</summary>
    private const double DigammaZero = 1.4616321449683622, DigammaZeroRest = 9.549995429965697e-17;

    /// <summary>(-1)ᵏ (ζ(k) - 1) / k from k = 27 down to 2, and 1 - γ.</summary>
    private static ReadOnlySpan<double> LogGammaNearTwo =>
    [
        -2.7595228851242334e-10, 5.731367241678862e-10, -1.1921401405860912e-09, 2.4836745438024785e-09, -5.183475041970047e-09,
        1.0838659214896955e-08, -2.2711094608943164e-08, 4.7698101693639804e-08, -1.0043224823968099e-07, 2.1207184805554665e-07,
        -4.492469198764566e-07, 9.55141213040742e-07, -2.039215753801366e-06, 4.374866789907488e-06, -9.439488275268397e-06,
        2.050721277567069e-05, -4.492623673813314e-05, 9.945751278180853e-05, -0.00022315475845357939, 0.0005096695247430425,
        -0.001192753911703261, 0.0028905103307415234, -0.007385551028673986, 0.020580808427784546, -0.0673523010531981,
        0.3224670334241132, 0.42278433509846713,
    ];

    /// <summary>B₂ₖ / (2k (2k-1)).</summary>
    private static ReadOnlySpan<double> LogGammaFar =>
    [
        -0.029550653594771242, 0.00641025641025641, -0.0019175269175269176, 0.0008417508417508417, -0.0005952380952380953,
        0.0007936507936507937, -0.002777777777777778, 0.08333333333333333,
    ];

    /// <summary>Chebyshev's series in 2x - 3 of digamma over the distance from its zero, for x from 1 to 2.</summary>
    private static ReadOnlySpan<double> DigammaNearZero =>
    [
        -8.11148420346509e-17, 4.727736178601912e-16, -2.7555431377438815e-15, 1.606064636295075e-14, -9.360993131036438e-14,
        5.456147570322795e-13, -3.18023536582553e-12, 1.853735192053638e-11, -1.080593028883266e-10, 6.299717236108931e-10,
        -3.673295918565179e-09, 2.1425009322359472e-08, -1.2502886813559594e-07, 7.302769272465923e-07, -4.2721034029993324e-06,
        2.5060543468359146e-05, -0.00014773492650606044, 0.0008788656937820505, -0.005320077271596548, 0.03336889902393011,
        -0.2270640863346444, 0.983570260441567,
    ];

    /// <summary>B₂ₖ / 2k.</summary>
    private static ReadOnlySpan<double> DigammaFar =>
    [
        -26.456212121212122, 3.0539543302701198, -0.4432598039215686, 0.08333333333333333, -0.021092796092796094,
        0.007575757575757576, -0.004166666666666667, 0.003968253968253968, -0.008333333333333333, 0.08333333333333333,
    ];

    /// <summary>B₂ₖ.</summary>
    private static ReadOnlySpan<double> TrigammaFar =>
    [
        -529.1242424242424, 54.971177944862156, -7.092156862745098, 1.1666666666666667, -0.2531135531135531,
        0.07575757575757576, -0.03333333333333333, 0.023809523809523808, -0.03333333333333333, 0.16666666666666666,
    ];

    public static double LogGamma(double x)
    {
        if (x > 0) return LogGammaOfPositive(x);
        if (double.IsNaN(x)) return x;
        if (x == Math.Floor(x)) return double.PositiveInfinity;
        double size = -x;
        return size < 1e-20 ? -Math.Log(size) : LogPi - Math.Log(size * Math.Abs(SinPi(x))) - LogGammaOfPositive(size);
    }

    public static double Digamma(double x)
    {
        if (x > 0) return DigammaOfPositive(x);
        if (x == 0) return -1 / x;
        return x == Math.Floor(x) || double.IsNaN(x) ? double.NaN : DigammaOfPositive(1 - x) - (Math.PI / Math.Tan(Math.PI * (x - Math.Round(x))));
    }

    public static double Trigamma(double x)
    {
        if (x > 0 || double.IsNaN(x)) return TrigammaOfPositive(x);

        // At the poles libtorch has π² / sin² of the rounded πx: huge, but finite everywhere but at 0.
        double sine = x == Math.Floor(x) ? Math.Sin(Math.PI * x) : SinPi(x);
        return (Math.PI / sine * (Math.PI / sine)) - TrigammaOfPositive(1 - x);
    }

    public static double Polygamma(int n, double x)
    {
        if (n < 2) return n == 1 ? Trigamma(x) : n == 0 ? Digamma(x) : double.NaN;
        double zeta = ZetaFunction.Zeta(n + 1.0, x), factorial = Factorial(n);
        bool fits = double.IsFinite(factorial) && (double.IsNormal(zeta) || !(x > 0) || double.IsInfinity(x));

        // Where one factor overflows or vanishes, the product need not.
        double size = fits ? factorial * zeta : Math.Exp(LogGamma(n + 1.0) + ZetaFunction.Log(n + 1.0, x));
        return n % 2 == 0 ? -size : size;
    }

    public static double MultivariateLogGamma(double x, int p)
    {
        double sum = p * (p - 1.0) / 4 * LogPi;
        for (int j = 0; j < p; j++) sum += LogGamma(x - (j * 0.5));
        return sum;
    }

    public static double MultivariatePolygamma(int n, double x, int p)
    {
        double sum = 0;
        for (int j = 0; j < p; j++) sum += Polygamma(n, x - (j * 0.5));
        return sum;
    }

    private static double LogGammaOfPositive(double x)
    {
        if (x < 0.5) return NearTwo(x) - ElementaryFunctions.Log1p(x) - Math.Log(x);
        if (x < 1.5) return NearTwo(x - 1) - ElementaryFunctions.Log1p(x - 1);
        if (x >= 10) return ((x - 0.5) * (Math.Log(x) - 1)) + 0.41893853320467274178 + (Polynomials.Evaluate(1 / (x * x), LogGammaFar) / x);

        double product = 1;
        while (x > 2.5) product *= --x;
        return NearTwo(x - 2) + Math.Log(product);
    }

    /// <summary>LogGamma of 2 + z.</summary>
    private static double NearTwo(double z) => z * Polynomials.Evaluate(z, LogGammaNearTwo);

    private static double DigammaOfPositive(double x)
    {
        double inverse = 1 / x;
        if (x < 1) return DigammaNear(x + 1) - inverse;
        if (x < 8)
        {
            double shift = 0;
            while (x > 2) shift += 1 / --x;
            return DigammaNear(x) + shift;
        }

        double square = inverse * inverse;
        return Math.Log(x) - (0.5 * inverse) - (square * Polynomials.Evaluate(square, DigammaFar));
    }

    /// <summary>Digamma between 1 and 2.</summary>
    private static double DigammaNear(double x) => (x - DigammaZero - DigammaZeroRest) * Polynomials.Chebyshev((2 * x) - 3, DigammaNearZero);

    private static double TrigammaOfPositive(double x)
    {
        double shift = 0;
        for (; x < 8; x++) shift += 1 / x / x;
        double inverse = 1 / x, square = inverse * inverse;
        return (inverse * (1 + (0.5 * inverse) + (square * Polynomials.Evaluate(square, TrigammaFar)))) + shift;
    }

    private static double Factorial(int n)
    {
        if (n > 170) return double.PositiveInfinity;
        double product = 1;
        for (int k = 2; k <= n; k++) product *= k;
        return product;
    }

    /// <summary>sin(πx), exact at whole numbers and with all digits near them.</summary>
    private static double SinPi(double x)
    {
        double nearest = Math.Round(x);
        double sine = Math.Sin(Math.PI * (x - nearest));
        return nearest % 2 == 0 ? sine : -sine;
    }
}
