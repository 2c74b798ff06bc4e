namespace SourceAutodiff.Runtime.Tests.Special;

/// <summary>Equations that hold between the functions, at many points: they see jumps between the pieces that a function is made of.</summary>
public class IdentityTests
{
    private static IEnumerable<double> Grid(double low, double high)
    {
        for (int i = 0; i <= 2000; i++) yield return low + ((high - low) * i / 2000);
    }

    private static void Agree(double low, double high, double tolerance, Func<double, double> left, Func<double, double> right)
    {
        foreach (double x in Grid(low, high))
        {
            double a = left(x), b = right(x);
            Assert.True(Math.Abs(a - b) <= tolerance * Math.Max(1, Math.Max(Math.Abs(a), Math.Abs(b))), $"at {x:R}: {a:R} and {b:R}");
        }
    }

    /// <summary>The derivative of the first is the second, by differences of order four.</summary>
    private static void IsDerivative(double low, double high, Func<double, double> function, Func<double, double> derivative) => Agree(low, high, 2e-11, x =>
    {
        const double h = 1.0 / 512;
        double near = function(x + h) - function(x - h), mid = function(x + (2 * h)) - function(x - (2 * h)), far = function(x + (3 * h)) - function(x - (3 * h));
        return ((45 * near) - (9 * mid) + far) / (60 * h);
    }, derivative);

    [Fact]
    public void Erf_and_erfc_add_up_to_one() => Agree(-7, 7, 4e-16, x => SpecialFunctions.Erf(x) + SpecialFunctions.Erfc(x), _ => 1);

    [Fact]
    public void Erfcx_is_erfc_scaled() => Agree(-5, 5, 1e-14, SpecialFunctions.Erfcx, x => Math.Exp(x * x) * SpecialFunctions.Erfc(x));

    [Fact]
    public void Erfinv_inverts_erf() => Agree(-0.999, 0.999, 1e-15, x => SpecialFunctions.Erf(SpecialFunctions.Erfinv(x)), x => x);

    [Fact]
    public void The_quantile_inverts_the_normal_distribution() => Agree(-300, -0.001, 1e-13, p => Math.Log10(SpecialFunctions.NormalCdf(SpecialFunctions.NormalQuantile(Math.Pow(10, p)))), p => p);

    [Fact]
    public void The_logarithm_of_the_normal_distribution_is_that() => Agree(-37, 8, 1e-14, SpecialFunctions.LogNormalCdf, x => Math.Log(SpecialFunctions.NormalCdf(x)));

    [Fact]
    public void LogGamma_grows_by_the_logarithm() => Agree(0.01, 30, 5e-15, x => SpecialFunctions.LogGamma(x + 1), x => SpecialFunctions.LogGamma(x) + Math.Log(x));

    [Fact]
    public void LogGamma_is_reflected() =>
        Agree(-2.999, -2.001, 2e-15, x => SpecialFunctions.LogGamma(x) + SpecialFunctions.LogGamma(1 - x), x => Math.Log(Math.PI / Math.Sin(Math.PI * (x + 3))));

    [Fact]
    public void LogGamma_of_whole_numbers_is_that_of_factorials()
    {
        double logFactorial = 0;
        for (int n = 1; n < 200; logFactorial += Math.Log(n++)) Assert.Equal(logFactorial, SpecialFunctions.LogGamma((double)n), Math.Max(1, logFactorial) * 1e-14);
    }

    [Fact]
    public void Polygammas_of_order_n_fall_by_a_power()
    {
        Agree(0.3, 20, 4e-15, x => SpecialFunctions.Digamma(x) + (1 / x), x => SpecialFunctions.Digamma(x + 1));
        Agree(0.3, 20, 1e-14, x => SpecialFunctions.Trigamma(x) - (1 / (x * x)), x => SpecialFunctions.Trigamma(x + 1));
        Agree(0.3, 20, 1e-13, x => SpecialFunctions.Polygamma(2, x) + (2 / (x * x * x)), x => SpecialFunctions.Polygamma(2, x + 1));
        Agree(-6.8, -6.2, 1e-13, x => SpecialFunctions.Polygamma(2, x) + (2 / (x * x * x)), x => SpecialFunctions.Polygamma(2, x + 1));
    }

    [Fact]
    public void Each_polygamma_is_the_derivative_of_the_one_before()
    {
        IsDerivative(0.7, 12, SpecialFunctions.LogGamma, SpecialFunctions.Digamma);
        IsDerivative(0.9, 12, SpecialFunctions.Digamma, SpecialFunctions.Trigamma);
        IsDerivative(1.5, 12, x => SpecialFunctions.Polygamma(3, x), x => SpecialFunctions.Polygamma(4, x));
        IsDerivative(-3.7, -3.3, SpecialFunctions.LogGamma, SpecialFunctions.Digamma);
    }

    [Fact]
    public void Zeta_has_its_derivatives()
    {
        IsDerivative(1.5, 12, s => SpecialFunctions.Zeta(s, 0.75), s => SpecialFunctions.ZetaDerivative(1, s, 0.75));
        IsDerivative(1.5, 12, s => SpecialFunctions.ZetaDerivative(2, s, 3.5), s => SpecialFunctions.ZetaDerivative(3, s, 3.5));
    }

    [Fact]
    public void Zeta_of_negative_numbers_is_the_sum_of_its_terms() =>
        Agree(-40.98, -40.02, 1e-13, q => SpecialFunctions.Zeta(3, q), q => SpecialFunctions.Zeta(3, q + 41) + Enumerable.Range(0, 41).Sum(k => Math.Pow(q + k, -3)));

    [Fact]
    public void Bessel_functions_are_each_others_derivatives()
    {
        IsDerivative(-10, 10, SpecialFunctions.BesselI0, SpecialFunctions.BesselI1);
        IsDerivative(0.1, 12, SpecialFunctions.BesselI1, x => SpecialFunctions.BesselI0(x) - (SpecialFunctions.BesselI1(x) / x));
    }

    [Fact]
    public void Scaled_Bessel_functions_are_scaled()
    {
        Agree(-20, 20, 2e-15, SpecialFunctions.BesselI0e, x => Math.Exp(-Math.Abs(x)) * SpecialFunctions.BesselI0(x));
        Agree(-20, 20, 2e-15, SpecialFunctions.BesselI1e, x => Math.Exp(-Math.Abs(x)) * SpecialFunctions.BesselI1(x));
    }

    [Fact]
    public void Logit_inverts_the_sigmoid() => Agree(-5, 5, 3e-14, x => SpecialFunctions.Logit(SpecialFunctions.Sigmoid(x)), x => x);

    [Fact]
    public void Expm1_and_log1p_are_inverse()
    {
        Agree(-5, 5, 2e-15, x => SpecialFunctions.Log1p(SpecialFunctions.Expm1(x)) * Math.Exp(Math.Min(0, x)), x => x * Math.Exp(Math.Min(0, x)));
        foreach (double x in new[] { 1e-8, -1e-12, 3e-17 }) Assert.Equal(1, SpecialFunctions.Log1p(SpecialFunctions.Expm1(x)) / x, 4e-16);
    }

    [Fact]
    public void Softplus_sigmoid_and_their_likes_belong_together()
    {
        Agree(-30, 30, 4e-16, x => -SpecialFunctions.LogSigmoid(-x), SpecialFunctions.Softplus);
        Agree(-30, 30, 1e-15, x => Math.Exp(SpecialFunctions.LogSigmoid(x)), SpecialFunctions.Sigmoid);
        Agree(-30, 30, 1e-15, x => x * Math.Tanh(SpecialFunctions.Softplus(x)), SpecialFunctions.Mish);
        Agree(-6, 6, 1e-15, x => 0.5 * x * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (x + (0.044715 * x * x * x)))), SpecialFunctions.GeluTanh);
    }
}
