namespace DerivativeTests.Corpus;

public static partial class Records
{
    private record Option(double Strike, double Expiry)
    {
        public double Spread { get; init; } = 0.1;

        public double Payoff(double s) => Math.Exp(-Expiry * Spread) * (s - Strike);
    }

    private sealed record Barrier(double Strike, double Expiry, double Level) : Option(Strike, Expiry)
    {
        public double Knocked(double s) => s < Level ? Payoff(s) : 0.5 * Payoff(s);
    }

    private sealed record Book(Option First, Option Second)
    {
        public double Total(double s) => First.Payoff(s) + 2 * Second.Payoff(s);
    }

    private sealed record Mutable
    {
        public double A { get; set; }
        public double B;

        public void Deconstruct(out double a, out double product)
        {
            a = A;
            product = A * B;
        }
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Positional(double k, double s) => new Option(k, k * 0.5).Payoff(s);

    [Differentiable(Derivatives.Jvp)]
    public static double With(double k, double s)
    {
        var option = new Option(k, 1);
        Option wider = option with { Strike = option.Strike * s, Spread = 0.2 * k };
        return option.Payoff(s) * wider.Payoff(s) + wider.Spread;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double WithLeavesTheOriginal(double a, double b)
    {
        var first = new Mutable { A = a, B = b };
        Mutable second = first with { A = b * b };
        second.B *= a;
        first.B += 1;
        return first.A * first.B + second.A * second.B;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Deconstructed(double k, double s)
    {
        var (strike, expiry) = new Option(k * s, s);
        return strike * expiry;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double OwnDeconstruct(double a, double b)
    {
        (double first, double product) = new Mutable { A = a, B = b };
        return first + product * product;
    }

    [Differentiable(Derivatives.Jvp)]
    [Inputs("s", 0.5, 2, 1.5)]
    [Inputs("level", 1, 1.2, 1.1)]
    [Inputs("k", 0.7, 0.4, 0.9)]
    public static double Inherited(double k, double s, double level)
    {
        var barrier = new Barrier(k, 1, level * level);
        return barrier.Knocked(s) + barrier.Level * barrier.Strike;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Nested(double k, double s)
    {
        var book = new Book(new Option(k, 1), new Option(2 * k, s) { Spread = 0.3 });
        return book.Total(s);
    }

    [Differentiable(Derivatives.Jvp)]
    public static double NestedWith(double k, double s)
    {
        var book = new Book(new Option(k, 1), new Option(2, s));
        Book moved = book with { Second = book.First with { Expiry = k * s } };
        return book.Total(s) + moved.Total(k);
    }

    [Differentiable(Derivatives.Jvp)]
    public static double UpCast(double k, double s)
    {
        var barrier = new Barrier(k, s, 2);
        Option option = barrier;
        return option.Payoff(s) * option.Strike;
    }

    private static Option Bump(Option option, double by) => option with { Strike = option.Strike + by };

    [Differentiable(Derivatives.Jvp)]
    public static double ThroughCalls(double k, double s)
    {
        Option option = Bump(Bump(new(k, 0.5), s * s), k);
        return option.Payoff(s);
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Reassigned(double k, double s)
    {
        var option = new Option(k, 1);
        double value = option.Payoff(s);
        option = new Option(s, k);
        return value * option.Payoff(s + 1);
    }
}
