namespace DerivativeTests.Corpus;

/// <summary>Models of quantitative finance; their derivatives are the greeks and the sensitivities calibration needs.</summary>
public static partial class OptionPricing
{
    /// <summary>One path of Heston's model with full truncation, and the discounted payoff of a call.</summary>
    [Differentiable(Derivatives.Jvp)]
    [Inputs("normals", Length = 16, Min = -1, Max = 1)]
    [Inputs("spot", Min = 1.2, Max = 1.6)]
    [Inputs("strike", Min = 0.7, Max = 0.9)]
    [Inputs("variance", Min = 0.05, Max = 0.2)]
    [Inputs("longRun", Min = 0.05, Max = 0.2)]
    [Inputs("correlation", Min = -0.8, Max = 0.2)]
    public static double HestonPath(
        [NoGradient] ReadOnlySpan<double> normals, double spot, double strike, double rate, double variance, double speed, double longRun, double volOfVol, double correlation)
    {
        int steps = normals.Length / 2;
        double dt = 1.0 / steps, logSpot = Math.Log(spot), v = variance;
        for (int i = 0; i < steps; i++)
        {
            double z1 = normals[2 * i];
            double z2 = correlation * z1 + Math.Sqrt(1 - correlation * correlation) * normals[2 * i + 1];
            double positive = Math.Max(v, 0);
            double root = Math.Sqrt(positive * dt + 1e-9);
            logSpot += (0.1 * rate - 0.5 * positive) * dt + root * z1;
            v += speed * (longRun - positive) * dt + volOfVol * root * z2;
        }

        return Math.Exp(-0.1 * rate) * Math.Max(Math.Exp(logSpot) - strike, 0);
    }

    /// <summary>Many antithetic paths of Heston's model; the payoff is on the average.</summary>
    [Differentiable(Derivatives.Jvp)]
    [Inputs("normals", Length = 24, Min = -1.5, Max = 1.5)]
    [Inputs("volOfVol", Min = 0.1, Max = 0.3)]
    [Inputs("variance", Min = 0.2, Max = 0.4)]
    [Check(Points = 4)]
    public static double HestonAsian([NoGradient] ReadOnlySpan<double> normals, double spot, double variance, double speed, double volOfVol)
    {
        const int steps = 4;
        int paths = normals.Length / (2 * steps);
        double total = 0;
        for (int path = 0; path < paths; path++)
        {
            for (int sign = -1; sign <= 1; sign += 2)
            {
                double s = spot, v = variance, average = 0;
                for (int i = 0; i < steps; i++)
                {
                    int at = 2 * (path * steps + i);
                    double root = Math.Sqrt(Math.Max(v, 1e-4) / steps);
                    s *= 1 + sign * root * normals[at];
                    v += speed * (0.25 - v) / steps + sign * volOfVol * root * normals[at + 1];
                    average += s;
                }

                average /= steps;
                if (average > 0.9) total += average - 0.9;
            }
        }

        return total / (2 * paths);
    }

    /// <summary>Hagan's formula for the implied volatility of SABR, with its limit at the money.</summary>
    [Differentiable(Derivatives.Jvp | Derivatives.Jacobian)]
    [Inputs("forward", 1, 1.1, 0.9, 1)]
    [Inputs("strike", 1, 1.2, 0.8, 1.3)]
    [Inputs("beta", Min = 0.3, Max = 0.9)]
    [Inputs("rho", Min = -0.7, Max = 0.7)]
    [Check(Points = 4, FiniteDifferences = 1e-4)]
    public static double Sabr(double forward, [NoGradient] double strike, double years, double alpha, double beta, double rho, double nu)
    {
        double power = Math.Pow(forward * strike, 0.5 * (1 - beta));
        double log = Math.Log(forward / strike);
        double b = (1 - beta) * (1 - beta);
        double correction = b / 24 * alpha * alpha / (power * power) + 0.25 * rho * beta * nu * alpha / power + (2 - 3 * rho * rho) / 24 * nu * nu;
        double z = nu / alpha * power * log;
        double ratio = Math.Abs(z) < 1e-4 ? 1 - 0.5 * rho * z : z / Math.Log((Math.Sqrt(1 - 2 * rho * z + z * z) + z - rho) / (1 - rho));
        double denominator = power * (1 + b / 24 * log * log + b * b / 1920 * log * log * log * log);
        return alpha / denominator * ratio * (1 + correction * years);
    }

    /// <summary>What calibration minimises: squared differences to quoted volatilities.</summary>
    [Differentiable(Derivatives.Jvp)]
    [Inputs("strikes", 0.7, 0.85, 1.05, 1.2, 1.4)]
    [Inputs("quotes", 0.31, 0.28, 0.25, 0.24, 0.26)]
    [Inputs("alpha", Min = 0.2, Max = 0.4)]
    [Inputs("rho", Min = -0.5, Max = 0.1)]
    [Inputs("nu", Min = 0.2, Max = 0.6)]
    public static double SabrMisfit([NoGradient] ReadOnlySpan<double> strikes, [NoGradient] ReadOnlySpan<double> quotes, double alpha, double rho, double nu)
    {
        double sum = 0;
        for (int i = 0; i < strikes.Length; i++)
        {
            double difference = Sabr(1, strikes[i], 2, alpha, 0.7, rho, nu) - quotes[i];
            sum += difference * difference;
        }

        return Math.Sqrt(sum / strikes.Length);
    }

    /// <summary>The volatility that gives a price, by Newton's method on Black's formula.</summary>
    [Differentiable(Derivatives.Jvp)]
    [Inputs("price", Min = 0.15, Max = 0.3)]
    [Inputs("forward", Min = 0.95, Max = 1.1)]
    [Inputs("strike", Min = 0.95, Max = 1.1)]
    [Check(FiniteDifferences = 1e-5)]
    public static double ImpliedVolatility(double price, double forward, double strike, double years)
    {
        double sigma = 0.4;
        for (int iteration = 0; iteration < 50; iteration++)
        {
            double deviation = sigma * Math.Sqrt(years);
            double d1 = Math.Log(forward / strike) / deviation + 0.5 * deviation;
            double value = forward * NormalCdf(d1) - strike * NormalCdf(d1 - deviation);
            double vega = forward * Math.Sqrt(years) * Math.Exp(-0.5 * d1 * d1) / Math.Sqrt(2 * Math.PI);
            double change = (value - price) / vega;
            sigma -= change;
            if (Math.Abs(change) < 1e-12) break;
        }

        return sigma;
    }

    /// <summary>A series that is exact to rounding near the centre, where it is used.</summary>
    private static double NormalCdf(double x)
    {
        double term = x, sum = x;
        for (int k = 1; k < 40; k++)
        {
            term *= x * x / (2 * k + 1);
            sum += term;
        }

        return 0.5 + sum * Math.Exp(-0.5 * x * x) / Math.Sqrt(2 * Math.PI);
    }

    /// <summary>An American put on a binomial tree rolled back in place.</summary>
    [Differentiable(Derivatives.Jvp)]
    [Inputs("spot", Min = 0.9, Max = 1.1)]
    [Inputs("strike", Min = 0.95, Max = 1.15)]
    [Inputs("rate", Min = 0.01, Max = 0.06)]
    [Inputs("volatility", Min = 0.2, Max = 0.4)]
    [Inputs("steps", 7, 8, 9)]
    public static double AmericanPut(double spot, double strike, double rate, double volatility, int steps)
    {
        double dt = 1.0 / steps, up = Math.Exp(volatility * Math.Sqrt(dt)), discount = Math.Exp(-rate * dt);
        double probability = (1 / discount - 1 / up) / (up - 1 / up);
        double[] value = new double[steps + 1];
        for (int i = 0; i <= steps; i++) value[i] = Math.Max(strike - spot * Math.Pow(up, 2 * i - steps), 0);
        for (int step = steps - 1; step >= 0; step--)
        {
            for (int i = 0; i <= step; i++)
            {
                double held = discount * (probability * value[i + 1] + (1 - probability) * value[i]);
                double exercised = strike - spot * Math.Pow(up, 2 * i - step);
                value[i] = Math.Max(held, exercised);
            }
        }

        return value[0];
    }

    /// <summary>A barrier option on a trinomial tree; nodes beyond the barrier are worth nothing.</summary>
    [Differentiable(Derivatives.Jvp)]
    [Inputs("volatility", Min = 0.2, Max = 0.4)]
    [Inputs("spot", Min = 0.95, Max = 1.05)]
    [Inputs("rate", Min = 0.01, Max = 0.05)]
    [Check(Points = 4)]
    public static double TrinomialBarrier(double spot, double rate, double volatility)
    {
        const int steps = 5;
        const double strike = 0.93, dt = 1.0 / steps;
        double jump = volatility * Math.Sqrt(3 * dt), drift = rate - 0.5 * volatility * volatility;
        double shift = drift * Math.Sqrt(dt / (12 * volatility * volatility));
        double up = 1.0 / 6 + shift, down = 1.0 / 6 - shift, discount = Math.Exp(-rate * dt);
        double[] value = new double[2 * steps + 1], next = new double[2 * steps + 1];
        for (int i = -steps; i <= steps; i++) value[i + steps] = i > 3 ? 0 : Math.Max(spot * Math.Exp(i * jump) - strike, 0);
        for (int step = steps - 1; step >= 0; step--)
        {
            for (int i = -step; i <= step; i++)
            {
                int at = i + steps;
                next[at] = i > 3 ? 0 : discount * (up * value[at + 1] + (2.0 / 3) * value[at] + down * value[at - 1]);
            }

            for (int i = 0; i < value.Length; i++) value[i] = next[i];
        }

        return value[steps];
    }

    /// <summary>A call by the implicit finite difference method for Black and Scholes' equation.</summary>
    [Differentiable(Derivatives.Jvp)]
    [Inputs("volatility", Min = 0.2, Max = 0.5)]
    [Inputs("rate", Min = 0.01, Max = 0.05)]
    public static double ImplicitFiniteDifferences(double rate, double volatility)
    {
        const int nodes = 12, steps = 4, strike = 5;
        const double dt = 0.25;
        double[] v = new double[nodes + 1], c = new double[nodes + 1];
        for (int i = 0; i <= nodes; i++) v[i] = Math.Max(i - strike, 0);
        for (int step = 1; step <= steps; step++)
        {
            c[0] = 0;
            v[0] = 0;
            for (int i = 1; i < nodes; i++)
            {
                double diffusion = 0.5 * dt * volatility * volatility * i * i, convection = 0.5 * dt * rate * i;
                double lower = convection - diffusion, diagonal = 1 + 2 * diffusion + rate * dt, upper = -diffusion - convection;
                double m = diagonal - lower * c[i - 1];
                c[i] = upper / m;
                v[i] = (v[i] - lower * v[i - 1]) / m;
            }

            v[nodes] = nodes - strike * Math.Exp(-rate * step * dt);
            for (int i = nodes - 1; i > 0; i--) v[i] -= c[i] * v[i + 1];
        }

        return v[strike];
    }

    /// <summary>Discount factors from swap rates, one after the other, and the price of a further swap from them.</summary>
    [Differentiable(Derivatives.Jvp)]
    [Inputs("swapRates", Length = 6, Min = 0.01, Max = 0.06)]
    [Inputs("coupon", Min = 0.02, Max = 0.05)]
    public static double BootstrappedSwap(ReadOnlySpan<double> swapRates, double coupon)
    {
        double[] discount = new double[swapRates.Length];
        double annuity = 0;
        for (int i = 0; i < swapRates.Length; i++)
        {
            discount[i] = (1 - swapRates[i] * annuity) / (1 + swapRates[i]);
            annuity += discount[i];
        }

        double price = 0;
        for (int i = 1; i < discount.Length - 1; i++)
        {
            double forward = discount[i - 1] / discount[i] - 1;
            price += (forward - coupon) * discount[i];
        }

        return 100 * price;
    }

    /// <summary>The expected shortfall of a portfolio: scenarios sorted by loss in place, the worst ones averaged.</summary>
    [Differentiable(Derivatives.Jvp)]
    [Inputs("weights", Length = 2)]
    [Inputs("scenarios", Length = 16, Min = -1, Max = 1)]
    public static double ExpectedShortfall(ReadOnlySpan<double> weights, [NoGradient] ReadOnlySpan<double> scenarios)
    {
        int assets = weights.Length, count = scenarios.Length / assets;
        double[] loss = new double[count];
        for (int s = 0; s < count; s++)
        {
            for (int a = 0; a < assets; a++) loss[s] -= weights[a] * scenarios[s * assets + a];
        }

        for (int i = 1; i < count; i++)
        {
            double moving = loss[i];
            int j = i;
            for (; j > 0 && loss[j - 1] < moving; j--) loss[j] = loss[j - 1];
            loss[j] = moving;
        }

        double sum = 0;
        for (int i = 0; i < 3; i++) sum += loss[i];
        return sum / 3;
    }
}
