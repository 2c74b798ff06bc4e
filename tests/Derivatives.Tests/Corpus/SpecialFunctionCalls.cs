using System.Numerics;

namespace DerivativeTests.Corpus;

public static partial class SpecialFunctionCalls
{
    [Differentiable(Derivatives.Jvp | Derivatives.Jacobian)]
    public static double BlackScholes(double spot, double strike, double volatility)
    {
        double d1 = (Math.Log(spot / strike) + 0.5 * volatility * volatility) / volatility;
        return spot * SpecialFunctions.NormalCdf(d1) - strike * SpecialFunctions.NormalCdf(d1 - volatility);
    }

    [Differentiable(Derivatives.Jvp)]
    public static double BetaLogDensity(double x, double a, double b)
    {
        double p = SpecialFunctions.Sigmoid(x - 1);
        return SpecialFunctions.LogGamma(a + b) - SpecialFunctions.LogGamma(a) - SpecialFunctions.LogGamma(b)
            + SpecialFunctions.XLogY(a - 1, p) + SpecialFunctions.XLog1PY(b - 1, -p);
    }

    [Differentiable(Derivatives.Jvp)]
    public static double LogSumInPlace(double[] x)
    {
        double sum = double.NegativeInfinity;
        for (int i = 0; i < x.Length; i++) sum = SpecialFunctions.LogAddExp(sum, x[i]);
        return sum;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double OrdersFromTheLoop(double x)
    {
        double sum = 0;
        for (int n = 0; n < 4; n++) sum += SpecialFunctions.Polygamma(n, x + n) / (n + 1);
        return sum + SpecialFunctions.MultivariateLogGamma(x + 2, 3);
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Layer(double[] x, double[] weights)
    {
        double sum = 0;
        for (int i = 0; i < Math.Min(x.Length, weights.Length); i++)
        {
            double h = SpecialFunctions.Gelu(x[i] * weights[i]);
            h = SpecialFunctions.Softplus(h, 2, 3) + SpecialFunctions.Elu(-h, 0.5);
            sum += i % 2 == 0 ? SpecialFunctions.Mish(h) : SpecialFunctions.LeakyRelu(h - 1, weights[i]);
        }

        return SpecialFunctions.LogSigmoid(sum);
    }

    [Differentiable(Derivatives.Jvp)]
    public static float InSinglePrecision(float x, float y) => SpecialFunctions.Erf(x) * SpecialFunctions.BesselI0e(y) + SpecialFunctions.Sinc(x * y);

    [Differentiable(Derivatives.Jvp)]
    public static T Generic<T>(T x, T y)
        where T : IFloatingPointIeee754<T> =>
        SpecialFunctions.Erfcx(x) * SpecialFunctions.BesselI1(y) + SpecialFunctions.Zeta(x + T.One + T.One, y);

    [Differentiable(Derivatives.Jvp)]
    public static double AsAFunction(double x, double y)
    {
        Func<double, double> f = SpecialFunctions.Silu;
        return f(x) * f(y) + Twice(SpecialFunctions.LogNormalCdf, x);
    }

    private static double Twice(Func<double, double> f, double x) => f(f(x));
}
