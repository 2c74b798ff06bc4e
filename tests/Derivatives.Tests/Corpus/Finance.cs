namespace DerivativeTests.Corpus;

public static partial class Finance
{
    /// <summary>Abramowitz and Stegun 26.2.17.</summary>
    private static double NormalCdf(double x)
    {
        double z = Math.Abs(x), k = 1 / (1 + 0.2316419 * z);
        double poly = k * (0.319381530 + k * (-0.356563782 + k * (1.781477937 + k * (-1.821255978 + k * 1.330274429))));
        double tail = Math.Exp(-0.5 * z * z) / Math.Sqrt(2 * Math.PI) * poly;
        return x >= 0 ? 1 - tail : tail;
    }

    [Differentiable(Derivatives.Jvp | Derivatives.Jacobian)]
    public static double BlackScholes(double spot, double strike, double rate, double volatility, double years)
    {
        double root = volatility * Math.Sqrt(years);
        double d1 = (Math.Log(spot / strike) + (rate + 0.5 * volatility * volatility) * years) / root, d2 = d1 - root;
        return spot * NormalCdf(d1) - strike * Math.Exp(-rate * years) * NormalCdf(d2);
    }

    [Differentiable(Derivatives.Jvp)]
    [Inputs("rate", Min = 0.01, Max = 0.05)]
    public static double BinomialTree(double spot, double strike, double rate, double volatility, bool american)
    {
        const int n = 6;
        double up = Math.Exp(0.3 * volatility / Math.Sqrt(n)), down = 1 / up;
        double discount = Math.Exp(-rate / n), p = (1 / discount - down) / (up - down);
        Span<double> value = stackalloc double[n + 1];
        for (int i = 0; i <= n; i++) value[i] = Math.Max(0, strike - spot * Math.Pow(up, 2 * i - n));
        for (int step = n - 1; step >= 0; step--)
        {
            for (int i = 0; i <= step; i++)
            {
                double held = discount * (p * value[i + 1] + (1 - p) * value[i]);
                value[i] = american ? Math.Max(held, strike - spot * Math.Pow(up, 2 * i - step)) : held;
            }
        }

        return value[0] + 0.01 * spot * strike + volatility * rate;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double BondPrice(ReadOnlySpan<double> coupons, double yield)
    {
        double price = 0, discount = 1;
        foreach (double coupon in coupons)
        {
            discount /= 1 + 0.1 * yield;
            price += coupon * discount;
        }

        return price + 10 * discount;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double YieldOfABond(ReadOnlySpan<double> coupons, double price)
    {
        double y = 0.05;
        for (int iteration = 0; iteration < 40; iteration++)
        {
            double value = -price * 3, slope = 0, discount = 1;
            for (int i = 0; i < coupons.Length; i++)
            {
                discount /= 1 + y;
                value += coupons[i] * discount;
                slope -= (i + 1) * coupons[i] * discount / (1 + y);
            }

            double step = value / slope;
            y -= step;
            if (step < 1e-11 && step > -1e-11) return y;
        }

        return y;
    }

    [Differentiable(Derivatives.Jvp)]
    [Inputs("normals", Length = 12, Min = -1.5, Max = 1.5)]
    public static double AsianOption([NoGradient] ReadOnlySpan<double> normals, double spot, double volatility, double strike)
    {
        const int steps = 4;
        int paths = normals.Length / steps;
        double total = 0;
        for (int path = 0; path < paths; path++)
        {
            double s = spot, mean = 0;
            for (int t = 0; t < steps; t++)
            {
                s *= Math.Exp(-0.5 * volatility * volatility / steps + volatility / Math.Sqrt(steps) * normals[path * steps + t]);
                mean += s / steps;
            }

            total += Math.Log(1 + Math.Exp(4 * (mean - strike)));
        }

        return total / paths;
    }

    [Differentiable(Derivatives.Jvp)]
    [Inputs("returns", Min = -0.5, Max = 0.5)]
    public static double Garch(ReadOnlySpan<double> returns, double omega, double alpha, double beta)
    {
        double a = 0.1 * alpha, b = 0.3 * beta, variance = omega / (1 - a - b), s = 0;
        for (int i = 0; i < returns.Length; i++)
        {
            s += Math.Log(variance) + returns[i] * returns[i] / variance;
            variance = omega + a * returns[i] * returns[i] + b * variance;
        }

        return s;
    }
}
