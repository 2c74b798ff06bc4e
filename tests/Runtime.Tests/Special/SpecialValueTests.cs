namespace SourceAutodiff.Runtime.Tests.Special;

/// <summary>Poles, ends of domains and infinities: as libtorch has them.</summary>
public class SpecialValueTests
{
    private const double Inf = double.PositiveInfinity;
    private const double NaN = double.NaN;

    public static TheoryData<string, Func<double, double>, double[], double[]> OneArgument => new()
    {
        { "Erf", SpecialFunctions.Erf, [0, -0.0, Inf, -Inf, NaN], [0, -0.0, 1, -1, NaN] },
        { "Erfc", SpecialFunctions.Erfc, [0, Inf, -Inf, 28, NaN], [1, 0, 2, 0, NaN] },
        { "Erfcx", SpecialFunctions.Erfcx, [0, Inf, -Inf, 1e308, NaN], [1, 0, Inf, 5.641895835477563e-309, NaN] },
        { "Erfinv", SpecialFunctions.Erfinv, [0, 1, -1, 1.5, -1.5, NaN], [0, Inf, -Inf, NaN, NaN, NaN] },
        { "NormalCdf", SpecialFunctions.NormalCdf, [0, Inf, -Inf, NaN], [0.5, 1, 0, NaN] },
        { "LogNormalCdf", SpecialFunctions.LogNormalCdf, [Inf, -Inf, NaN], [-0.0, -Inf, NaN] },
        { "NormalQuantile", SpecialFunctions.NormalQuantile, [0.5, 0, 1, 1.5, -0.5, NaN], [0, -Inf, Inf, NaN, NaN, NaN] },
        { "LogGamma", SpecialFunctions.LogGamma, [0, -0.0, -1, -7, 1, 2, Inf, -Inf, NaN], [Inf, Inf, Inf, Inf, 0, 0, Inf, Inf, NaN] },
        { "Digamma", SpecialFunctions.Digamma, [0, -0.0, -1, -7, Inf, -Inf, NaN], [-Inf, Inf, NaN, NaN, Inf, NaN, NaN] },
        { "Trigamma", SpecialFunctions.Trigamma, [0, -1, Inf, NaN], [Inf, 6.580790147320947e32, 0, NaN] },
        { "BesselI0", SpecialFunctions.BesselI0, [0, Inf, -Inf, 714, NaN], [1, Inf, Inf, Inf, NaN] },
        { "BesselI0e", SpecialFunctions.BesselI0e, [0, Inf, -Inf, NaN], [1, 0, 0, NaN] },
        { "BesselI1", SpecialFunctions.BesselI1, [0, -0.0, Inf, -Inf, NaN], [0, -0.0, Inf, -Inf, NaN] },
        { "BesselI1e", SpecialFunctions.BesselI1e, [0, Inf, -Inf, NaN], [0, 0, -0.0, NaN] },
        { "Expm1", SpecialFunctions.Expm1, [-0.0, Inf, -Inf, NaN], [-0.0, Inf, -1, NaN] },
        { "Log1p", SpecialFunctions.Log1p, [-0.0, -1, -2, Inf, NaN], [-0.0, -Inf, NaN, Inf, NaN] },
        { "Sinc", SpecialFunctions.Sinc, [0, 1, Inf, NaN], [1, 3.8981718325193755e-17, NaN, NaN] },
        { "Entropy", SpecialFunctions.Entropy, [0, 1, -1, Inf, NaN], [0, -0.0, -Inf, -Inf, NaN] },
        { "Logit", SpecialFunctions.Logit, [0, 1, 0.5, 2, -1, NaN], [-Inf, Inf, 0, NaN, NaN, NaN] },
        { "Sigmoid", SpecialFunctions.Sigmoid, [-800, 0, 800, NaN], [0, 0.5, 1, NaN] },
        { "LogSigmoid", SpecialFunctions.LogSigmoid, [-800, 0, 800, -Inf, Inf, NaN], [-800, -0.6931471805599453, 0, -Inf, 0, NaN] },
        { "Softplus", SpecialFunctions.Softplus, [-800, 0, 800, -Inf, Inf, NaN], [0, 0.6931471805599453, 800, 0, Inf, NaN] },
        { "Gelu", SpecialFunctions.Gelu, [0, 50, -50, Inf, NaN], [0, 50, -0.0, Inf, NaN] },
        { "GeluTanh", SpecialFunctions.GeluTanh, [0, 50, -50, Inf, NaN], [0, 50, -0.0, Inf, NaN] },
        { "Silu", SpecialFunctions.Silu, [0, 800, -800, Inf, NaN], [0, 800, -0.0, Inf, NaN] },
        { "Mish", SpecialFunctions.Mish, [0, 800, -800, Inf, NaN], [0, 800, -0.0, Inf, NaN] },
        { "Selu", SpecialFunctions.Selu, [-1, 0, 1, NaN], [-1.1113307378125625, 0, 1.0507009873554805, NaN] },
        { "Relu", SpecialFunctions.Relu, [-1, 0, -0.0, 1, NaN], [0, 0, -0.0, 1, NaN] },
        { "Relu6", SpecialFunctions.Relu6, [-1, 0, 3, 6, 7, NaN], [0, 0, 3, 6, 6, NaN] },
        { "HardSigmoid", SpecialFunctions.HardSigmoid, [-4, -3, 0, 3, 4, NaN], [0, 0, 0.5, 1, 1, NaN] },
        { "HardSwish", SpecialFunctions.HardSwish, [-4, -3, 0, 3, 4, NaN], [-0.0, -0.0, 0, 3, 4, NaN] },
        { "Softsign", SpecialFunctions.Softsign, [-1, 0, 1, NaN], [-0.5, 0, 0.5, NaN] },
        { "TanhShrink", SpecialFunctions.TanhShrink, [0, 2, NaN], [0, 2 - 0.9640275800758169, NaN] },
        { "Softplus(1, 20)", x => SpecialFunctions.Softplus(x, 1, 20), [-100, 0, 20, 20.0001, 100], [3.720075976020836e-44, 0.6931471805599453, 20.000000002061153, 20.0001, 100] },
        { "Softplus(2, 3)", x => SpecialFunctions.Softplus(x, 2, 3), [1.288, 1.5, 1.6], [1.32466133878533, 1.524293675786871, 1.6] },
        { "LeakyRelu", x => SpecialFunctions.LeakyRelu(x, 0.1), [-1, 0, 1, NaN], [-0.1, 0, 1, NaN] },
        { "Elu", x => SpecialFunctions.Elu(x, 1), [-1, 0, 1, -Inf, NaN], [-0.6321205588285577, 0, 1, -1, NaN] },
        { "HardTanh", x => SpecialFunctions.HardTanh(x, -1, 1), [-2, -1, 0, 1, 2, NaN], [-1, -1, 0, 1, 1, NaN] },
        { "HardShrink", x => SpecialFunctions.HardShrink(x, 0.5), [-1, -0.5, 0, 0.5, 1, NaN], [-1, 0, 0, 0, 1, NaN] },
        { "SoftShrink", x => SpecialFunctions.SoftShrink(x, 0.5), [-1, -0.5, 0, 0.5, 1, NaN], [-0.5, -0.0, 0, 0, 0.5, NaN] },
        { "Threshold", x => SpecialFunctions.Threshold(x, 0, -7), [-1, 0, 1, NaN], [-7, -7, 1, NaN] },
        { "Logit(0.25)", x => SpecialFunctions.Logit(x, 0.25), [0, 1, 0.5, NaN], [-1.0986122886681098, 1.0986122886681098, 0, NaN] },
        { "Polygamma(0)", x => SpecialFunctions.Polygamma(0, x), [0, -1], [-Inf, NaN] },
        { "Polygamma(2)", x => SpecialFunctions.Polygamma(2, x), [0, -1, Inf, NaN], [-Inf, -Inf, -0.0, NaN] },
        { "Polygamma(3)", x => SpecialFunctions.Polygamma(3, x), [0, -1, Inf, NaN], [Inf, Inf, 0, NaN] },
        { "Polygamma(-1)", x => SpecialFunctions.Polygamma(-1, x), [1], [NaN] },
        { "ZetaDerivative(1, 2)", x => SpecialFunctions.ZetaDerivative(1, 2, x), [0, -0.5], [NaN, NaN] },
        { "MultivariateLogGamma(2)", x => SpecialFunctions.MultivariateLogGamma(x, 2), [0.5, NaN], [Inf, NaN] },
    };

    public static TheoryData<string, Func<double, double, double>, double[], double[], double[]> TwoArguments => new()
    {
        { "Zeta", SpecialFunctions.Zeta, [1, 0.5, 2, 2, 2.5, Inf, Inf, NaN, 2, 3, 2], [1, 1, 0, -3, -0.5, 2, 1, 1, NaN, Inf, 0.5], [Inf, NaN, Inf, Inf, NaN, 0, 1, NaN, NaN, 0, 4.934802200544679] },
        { "XLogY", SpecialFunctions.XLogY, [0, 1, 0, 0, NaN], [0, 0, NaN, Inf, 1], [0, -Inf, NaN, 0, NaN] },
        { "XLog1PY", SpecialFunctions.XLog1PY, [0, 1, 0, NaN], [-1, -1, NaN, 1], [0, -Inf, NaN, NaN] },
        { "LogAddExp", SpecialFunctions.LogAddExp, [Inf, -Inf, -Inf, Inf, NaN, 0], [Inf, -Inf, 0, -Inf, 0, NaN], [Inf, -Inf, 0, Inf, NaN, NaN] },
        { "LogAddExp2", SpecialFunctions.LogAddExp2, [Inf, -Inf, -Inf, 3, NaN], [Inf, -Inf, 0, 3, 0], [Inf, -Inf, 0, 4, NaN] },
    };

    [Theory]
    [MemberData(nameof(OneArgument))]
    public void Values_of_one_argument(string name, Func<double, double> function, double[] x, double[] expected)
    {
        for (int i = 0; i < x.Length; i++) AssertSame(expected[i], function(x[i]), $"{name}({x[i]})");
    }

    [Theory]
    [MemberData(nameof(TwoArguments))]
    public void Values_of_two_arguments(string name, Func<double, double, double> function, double[] x, double[] y, double[] expected)
    {
        for (int i = 0; i < x.Length; i++) AssertSame(expected[i], function(x[i], y[i]), $"{name}({x[i]}, {y[i]})");
    }

    /// <summary>The same to the last bit but one, signs of zeros included.</summary>
    private static void AssertSame(double expected, double actual, string call)
    {
        bool isSame = expected.Equals(actual) && double.IsNegative(expected) == double.IsNegative(actual);
        bool isNear = double.IsFinite(expected) && expected != 0 && Math.Abs(actual / expected - 1) < 5e-16;
        Assert.True(isSame || isNear || (double.IsNaN(expected) && double.IsNaN(actual)), $"{call}: expected {expected:R}, got {actual:R}");
    }
}
