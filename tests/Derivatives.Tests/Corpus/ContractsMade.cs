namespace DerivativeTests.Corpus;

/// <summary>Contracts on objects that the method makes: their class is known, so they cost nothing.</summary>
public static partial class ContractsMade
{
    public abstract partial class Curve
    {
        public double Level = 0.1;

        [Differentiable(Derivatives.Jvp)]
        public abstract double Rate(double t);

        [Differentiable(Derivatives.Jvp)]
        public virtual double Discount(double t) => Math.Exp(-Rate(t) * t) * (1 + Level);

        public static Curve Example(Random random) => new Sloped { Level = random.NextDouble(), Slope = random.NextDouble() };
    }

    public partial class Sloped : Curve
    {
        public double Slope;

        [Differentiable]
        public override double Rate(double t) => Level + Slope * t;
    }

    public partial class Convex : Sloped
    {
        public double Curvature;

        [Differentiable]
        public override double Rate(double t) => base.Rate(t) + Curvature * t * t;
    }

    /// <summary>The greeks of a contract: its numbers are parameters.</summary>
    [Differentiable(Derivatives.Jvp | Derivatives.Jacobian)]
    public static double ByStrike(double strike, double spot, double rate)
    {
        Contracts.IPayoff payoff = new Contracts.Call { Strike = strike };
        return Math.Exp(-rate) * Twice(payoff, spot);
    }

    private static double Twice(Contracts.IPayoff payoff, double spot) => payoff.Value(spot) * payoff.Value(2 * spot);

    /// <summary>Made here, but what is in it is the caller's.</summary>
    [Differentiable(Derivatives.Jvp)]
    public static double AroundAnother(Contracts.IPayoff payoff, double strike, double weight, double spot)
    {
        Contracts.IPayoff spread = new Contracts.Spread { Long = payoff, Short = new Contracts.Call { Strike = strike }, Weight = weight };
        return spread.Value(spot);
    }

    /// <summary>Which override it is shows only in what was made.</summary>
    [Differentiable(Derivatives.Jvp | Derivatives.Jacobian)]
    public static double Overridden(double level, double slope, double curvature, double t)
    {
        Curve first = new Sloped { Level = level, Slope = slope };
        var convex = new Convex { Level = slope, Slope = level, Curvature = curvature };
        Sloped second = convex;
        double sum = 0;
        for (int i = 1; i < 4; i++)
        {
            sum += first.Discount(t * i);
            if (i != 2) sum += second.Rate(t) * second.Discount(t / i);
            convex.Curvature *= 0.5;
        }

        return sum;
    }

    [Differentiable(Derivatives.Jvp)]
    [Inputs("x", Length = 4)]
    [Inputs("offsets", Length = 4)]
    public static double Layer(ReadOnlySpan<double> x, double[] offsets, double scale)
    {
        ContractsNetworks.Layer layer = new ContractsNetworks.Shift { Offsets = offsets, Scale = scale };
        double[] y = new double[x.Length];
        layer.Forward(x, y);
        return y[0] * y[1] + y[2] / y[3] + layer.Penalty(0.3);
    }
}
