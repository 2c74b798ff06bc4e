using System.Numerics;

namespace DerivativeTests.Corpus;

public static partial class SpecialFunctionCalls
{
    [Differentiable(Derivatives.Jvp | Derivatives.Jacobian)]
    public static double BlackScholes(double spot, double strike, double volatility)
    {
        double d1 = (Math.Log(spot / strike) + 0.5 * volatility * volatility) / volatility;
        return spot * SourceAutodiff.SpecialFunctions.NormalCdf(d1) - strike * SourceAutodiff.SpecialFunctions.NormalCdf(d1 - volatility);
    }

    [Differentiable(Derivatives.Jvp)]
    public static double BetaLogDensity(double x, double a, double b)
    {
        double p = SourceAutodiff.SpecialFunctions.Sigmoid(x - 1);
        return SourceAutodiff.SpecialFunctions.LogGamma(a + b) - SourceAutodiff.SpecialFunctions.LogGamma(a) - SourceAutodiff.SpecialFunctions.LogGamma(b)
            + SourceAutodiff.SpecialFunctions.XLogY(a - 1, p) + SourceAutodiff.SpecialFunctions.XLog1PY(b - 1, -p);
    }

    [Differentiable(Derivatives.Jvp)]
    public static double LogSumInPlace(double[] x)
    {
        double sum = double.NegativeInfinity;
        for (int i = 0; i < x.Length; i++) sum = SourceAutodiff.SpecialFunctions.LogAddExp(sum, x[i]);
        return sum;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double OrdersFromTheLoop(double x)
    {
        double sum = 0;
        for (int n = 0; n < 4; n++) sum += SourceAutodiff.SpecialFunctions.Polygamma(n, x + n) / (n + 1);
        return sum + SourceAutodiff.SpecialFunctions.MultivariateLogGamma(x + 2, 3);
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Layer(double[] x, double[] weights)
    {
        double sum = 0;
        for (int i = 0; i < Math.Min(x.Length, weights.Length); i++)
        {
            double h = SourceAutodiff.SpecialFunctions.Gelu(x[i] * weights[i]);
            h = SourceAutodiff.SpecialFunctions.Softplus(h, 2, 3) + SourceAutodiff.SpecialFunctions.Elu(-h, 0.5);
            sum += i % 2 == 0 ? SourceAutodiff.SpecialFunctions.Mish(h) : SourceAutodiff.SpecialFunctions.LeakyRelu(h - 1, weights[i]);
        }

        return SourceAutodiff.SpecialFunctions.LogSigmoid(sum);
    }

    [Differentiable(Derivatives.Jvp)]
    public static float InSinglePrecision(float x, float y) => SourceAutodiff.SpecialFunctions.Erf(x) * SourceAutodiff.SpecialFunctions.BesselI0e(y) + SourceAutodiff.SpecialFunctions.Sinc(x * y);

    [Differentiable(Derivatives.Jvp)]
    public static T Generic<T>(T x, T y)
        where T : IFloatingPointIeee754<T> =>
        SourceAutodiff.SpecialFunctions.Erfcx(x) * SourceAutodiff.SpecialFunctions.BesselI1(y) + SourceAutodiff.SpecialFunctions.Zeta(x + T.One + T.One, y);

    [Differentiable(Derivatives.Jvp)]
    public static double AsAFunction(double x, double y)
    {
        Func<double, double> f = SourceAutodiff.SpecialFunctions.Silu;
        return f(x) * f(y) + Twice(SourceAutodiff.SpecialFunctions.LogNormalCdf, x);
    }

    private static double Twice(Func<double, double> f, double x) => f(f(x));
}
