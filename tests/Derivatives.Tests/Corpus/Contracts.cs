using System.Numerics;

namespace DerivativeTests.Corpus;

/// <summary>Calls through interfaces and abstract classes, on objects whose class is known only when the program runs.</summary>
public static partial class Contracts
{
    public partial interface IPayoff
    {
        [Differentiable(Derivatives.Jvp)]
        double Value(double spot);

        public static IPayoff Example(Random random) => random.Next(4) switch
        {
            0 => new Call { Strike = 0.3 + random.NextDouble() },
            1 => new Spread { Long = new Call { Strike = 0.2 }, Short = new Digital { Level = 0.9 }, Weight = random.NextDouble() },
            2 => new Power(1.5 + random.NextDouble()),
            _ => new Digital { Level = 1 + random.NextDouble() },
        };
    }

    /// <summary>Smooth, so that finite differences settle.</summary>
    public sealed partial class Call : IPayoff
    {
        public double Strike { get; set; }

        [Differentiable(Derivatives.Jvp)]
        public double Value(double spot) => Math.Log(1 + Math.Exp(4 * (spot - Strike))) / 4;
    }

    /// <summary>Made of others.</summary>
    public sealed partial class Spread : IPayoff
    {
        public required IPayoff Long;
        public required IPayoff Short;
        public double Weight;

        [Differentiable]
        public double Value(double spot) => Long.Value(spot) - Weight * Short.Value(spot * spot);
    }

    /// <summary>Can be derived from, and its number cannot be set.</summary>
    public partial class Power(double exponent) : IPayoff
    {
        private readonly double _exponent = exponent;

        [Differentiable]
        public virtual double Value(double spot) => Math.Pow(spot, _exponent);
    }

    /// <summary>A struct, which is boxed.</summary>
    public partial struct Digital : IPayoff
    {
        public double Level;

        [Differentiable]
        public readonly double Value(double spot) => Level / (1 + Math.Exp(-5 * (spot - Level)));
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Discounted(IPayoff payoff, double spot, double rate) => Math.Exp(-rate) * payoff.Value(spot);

    [Differentiable(Derivatives.Jvp)]
    public static double Expected(IPayoff payoff, double spot, double volatility, [NoGradient] ReadOnlySpan<double> shocks)
    {
        double sum = 0;
        for (int i = 0; i < shocks.Length; i++)
        {
            double end = spot * Math.Exp(volatility * shocks[i] - 0.5 * volatility * volatility);
            sum += payoff.Value(end);
        }

        return sum / shocks.Length;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Portfolio(IPayoff[] payoffs, ReadOnlySpan<double> weights, double spot)
    {
        double value = 0;
        for (int i = 0; i < payoffs.Length; i++) value += weights[i] * payoffs[i].Value(spot + 0.1 * i);
        return value;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double InASpan(ReadOnlySpan<IPayoff> payoffs, double spot)
    {
        double value = 0;
        foreach (IPayoff payoff in payoffs) value = 0.5 * value + payoff.Value(spot + value);
        return value;
    }

    /// <summary>Objects in objects; one is not there, and not looked at.</summary>
    public sealed class Desk
    {
        public IPayoff? Payoff;
        public Call? Hedge;
        public Call? Missing;
        public IPayoff? None;
        public double Weight;
    }

    public sealed class Book
    {
        public Desk? First;
        public Desk? Last;

        public static Book Example(Random random) => new()
        {
            First = new Desk { Payoff = IPayoff.Example(random), Hedge = new Call { Strike = random.NextDouble() }, Weight = random.NextDouble() },
        };
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Nested(Book book, double spot) =>
        book.First!.Payoff!.Value(spot) - book.First.Weight * book.First.Hedge!.Value(spot) + (spot < 0 ? book.Last!.None!.Value(spot) * book.First.Missing!.Strike : 0);

    [Differentiable(Derivatives.Jvp)]
    public static double OnlyTheSpot([NoGradient] IPayoff payoff, double spot) => payoff.Value(spot) * spot;
}
