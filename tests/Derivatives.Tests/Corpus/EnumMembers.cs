namespace DerivativeTests.Corpus;

/// <summary>Enumerations inside of structs, records, objects and arrays: they decide, they carry no derivative.</summary>
public static partial class EnumMembers
{
    public enum Kind
    {
        Call,
        Put,
        Straddle,
    }

    public enum Sign : sbyte
    {
        Minus = -1,
        Zero = 0,
        Plus = 1,
    }

    public sealed record Spec(double Strike, double Maturity, Kind Kind);

    public readonly record struct Leg(Kind Kind, double Weight);

    public struct Spin
    {
        public double Moment;
        public Sign Sign;

        public readonly double Energy(double field) => (int)Sign * Moment * field;
    }

    public sealed class Chain
    {
        public Spin[] Spins = [];
        public double Coupling;
        public Kind Mode { get; set; }
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Deconstructed(double spot, Spec spec)
    {
        var (strike, maturity, kind) = spec;
        double forward = spot * Math.Exp(0.02 * maturity);
        return kind switch
        {
            Kind.Call => Math.Max(forward - strike, 0) + 0.1 * strike,
            Kind.Put => Math.Max(strike - forward, 0) - 0.1 * forward,
            _ => Math.Abs(forward - strike) * maturity,
        };
    }

    [Differentiable(Derivatives.Jvp)]
    public static double ByProperty(double spot, Spec spec) => spec is { Kind: Kind.Put } ? spec.Strike - spot : spot * spec.Maturity - spec.Strike;

    [Differentiable(Derivatives.Jvp)]
    public static double OfAStruct(double spot, Leg leg) => leg.Kind == Kind.Call ? leg.Weight * spot * spot : leg.Weight * Math.Log(2 + spot * spot);

    [Differentiable(Derivatives.Jvp)]
    public static double Legs(double spot, Leg[] legs)
    {
        double sum = 0;
        foreach (var (kind, weight) in legs) sum += weight * (kind == Kind.Call ? Math.Exp(0.1 * spot) : Math.Cos(spot));
        return sum;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Spins(ReadOnlySpan<Spin> spins, double field)
    {
        double sum = 0;
        for (int i = 0; i < spins.Length; i++) sum += spins[i].Energy(field) * (1 + sum * sum);
        return sum;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Flip(Span<Spin> spins, double field)
    {
        double sum = 0;
        for (int i = 0; i < spins.Length; i++)
        {
            if (spins[i].Energy(field) > 0) spins[i].Sign = spins[i].Sign == Sign.Plus ? Sign.Minus : Sign.Plus;
            spins[i].Moment *= field;
            sum += spins[i].Energy(field) + 0.5 * spins[i].Moment;
        }

        return sum;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double OfAnObject(Chain chain, double field)
    {
        if (chain.Mode == Kind.Straddle) chain.Mode = Kind.Call;
        else chain.Mode++;
        double sum = chain.Mode == Kind.Call ? field : field * field;
        foreach (Spin spin in chain.Spins) sum = chain.Coupling * sum + spin.Energy(field);
        return sum;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double ByReference(double x, ref Kind kind)
    {
        kind = kind == Kind.Put ? Kind.Call : Kind.Put;
        return kind == Kind.Put ? x * x : Math.Sin(x);
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Made(double x, Kind kind)
    {
        var leg = new Leg(kind, x * x);
        Leg other = leg with { Kind = Kind.Straddle, Weight = leg.Weight + x };
        return leg.Kind == Kind.Call ? leg.Weight : other.Kind == kind ? other.Weight : leg.Weight * other.Weight;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double OfAnArray(double x, Sign[] signs)
    {
        double product = 1;
        foreach (Sign sign in signs) product *= sign == Sign.Zero ? 1 : x + 0.3 * (int)sign;
        return product;
    }

    [Differentiable(Derivatives.Jvp)]
    public static Leg Returned(double x, Kind kind) => new(kind == Kind.Call ? Kind.Put : kind, Math.Exp(x));
}
