namespace SourceAutodiff.Special;

/// <summary>
/// Modified Bessel functions of the first kind. Up to 8 by their power series, whose terms are all positive: nothing cancels. Beyond, √x exp(-x) I(x) as
/// Chebyshev's series in 16/x - 1 (as in S. L. Moshier, Methods and Programs for Mathematical Functions, 1989; the coefficients computed anew with 60 digits).
/// </summary>
internal static class BesselFunctions
{
    private const double SeriesEnd = 8;

    /// <summary>1 / k!².</summary>
    private static ReadOnlySpan<double> Series0 =>
    [
        2.5976979980828152e-48, 1.4962740468957016e-45, 7.915289708078262e-43, 3.8310002187098785e-40, 1.6894710964510564e-37,
        6.757884385804225e-35, 2.4395962632753253e-32, 7.904291893012054e-30, 2.2843403570804838e-27, 5.8479113141260385e-25,
        1.3157800456783586e-22, 2.5789288895295828e-20, 4.358389823304995e-18, 6.276081345559193e-16, 7.594058428126623e-14,
        7.594058428126624e-12, 6.151187326782565e-10, 3.936759889140842e-08, 1.9290123456790124e-06, 6.944444444444444e-05,
        0.001736111111111111, 0.027777777777777776, 0.25, 1, 1,
    ];

    /// <summary>1 / (k! (k+1)!).</summary>
    private static ReadOnlySpan<double> Series1 =>
    [
        1.0390791992331261e-49, 6.234475195398757e-47, 3.4414303078601135e-44, 1.7413637357772174e-41, 8.045100459290744e-39,
        3.3789421929021126e-36, 1.2839980333028028e-33, 4.391273273895586e-31, 1.3437296218120491e-28, 3.654944571328774e-26,
        8.771866971189057e-24, 1.842092063949702e-21, 3.352607556388458e-19, 5.230067787965994e-17, 6.903689480115112e-15,
        7.594058428126623e-13, 6.834652585313961e-11, 4.920949861426052e-09, 2.755731922398589e-07, 1.1574074074074073e-05,
        0.00034722222222222224, 0.006944444444444444, 0.08333333333333333, 0.5, 1,
    ];

    private static ReadOnlySpan<double> Far0 =>
    [
        4.46562142029676e-17, 3.461222867697461e-17, -2.8276239805165836e-16, -3.425485619677219e-16, 1.7725601330565263e-15,
        3.8116806693526224e-15, -9.554846698828307e-15, -4.150569347287222e-14, 1.54008621752141e-14, 3.8527783827421426e-13,
        7.180124451383666e-13, -1.7941785315068062e-12, -1.3215811840447713e-11, -3.1499165279632416e-11, 1.1889147107846439e-11,
        4.94060238822497e-10, 3.3962320257083865e-09, 2.266668990498178e-08, 2.0489185894690638e-07, 2.8913705208347567e-06,
        6.889758346916825e-05, 0.0033691164782556943, 0.4022452055070544,
    ];

    private static ReadOnlySpan<double> Far1 =>
    [
        -4.6503053684893586e-17, -3.209525921993424e-17, 2.96262899764595e-16, 3.3082023109209285e-16, -1.8803547755107825e-15,
        -3.8144030724370075e-15, 1.0420276984128802e-14, 4.272440016711951e-14, -2.1015418427726643e-14, -4.0835511110921974e-13,
        -7.198551776245908e-13, 2.0356285441470896e-12, 1.4125807436613782e-11, 3.2526035830154884e-11, -1.8974958123505413e-11,
        -5.589743462196584e-10, -3.835380385964237e-09, -2.6314688468895196e-08, -2.512236237870209e-07, -3.882564808877691e-06,
        -0.00011058893876262371, -0.009761097491361469, 0.38928811750914005,
    ];

    public static double I0(double x)
    {
        double size = Math.Abs(x);
        return size <= SeriesEnd ? Polynomials.Evaluate(size * size / 4, Series0) : Grown(size, Far0);
    }

    public static double I0e(double x)
    {
        double size = Math.Abs(x);
        return size <= SeriesEnd ? Math.Exp(-size) * Polynomials.Evaluate(size * size / 4, Series0) : Far(size, Far0);
    }

    public static double I1(double x)
    {
        double size = Math.Abs(x);
        return size <= SeriesEnd ? x / 2 * Polynomials.Evaluate(size * size / 4, Series1) : Math.CopySign(Grown(size, Far1), x);
    }

    public static double I1e(double x)
    {
        double size = Math.Abs(x);
        return size <= SeriesEnd ? x / 2 * Math.Exp(-size) * Polynomials.Evaluate(size * size / 4, Series1) : Math.CopySign(Far(size, Far1), x);
    }

    private static double Far(double x, ReadOnlySpan<double> coefficients) => Polynomials.Chebyshev((16 / x) - 1, coefficients) / Math.Sqrt(x);

    /// <summary>The exponential in two halves: it overflows before its product does.</summary>
    private static double Grown(double x, ReadOnlySpan<double> coefficients)
    {
        if (x > 720) return double.PositiveInfinity;
        double half = Math.Exp(x / 2);
        return half * Far(x, coefficients) * half;
    }
}
