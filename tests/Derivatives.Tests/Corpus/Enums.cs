namespace DerivativeTests.Corpus;

public static partial class Enums
{
    public enum Side
    {
        Call,
        Put,
        Straddle,
    }

    [Flags]
    internal enum Parts : byte
    {
        None = 0,
        Linear = 1,
        Square = 2,
        Cube = 4,
        Odd = Linear | Cube,
    }

    [Differentiable(Derivatives.Jvp)]
    [Inputs("side", 0, 1, 2)]
    public static double Payoff(double spot, double strike, Side side) => side switch
    {
        Side.Call => Math.Max(spot - strike, 0) + 0.1 * spot * strike,
        Side.Put => Math.Max(strike - spot, 0) + 0.1 * spot / strike,
        Side.Straddle => Math.Abs(spot - strike) + spot * strike,
        _ => throw new ArgumentOutOfRangeException(nameof(side), side, $"no {side}"),
    };

    [Differentiable(Derivatives.Jvp)]
    [Inputs("side", 0, 1, 2)]
    public static double Statement(double x, Side side)
    {
        switch (side)
        {
            case Side.Call: return x * x;
            case Side.Put: return 1 / x;
            default: return Math.Sin(x);
        }
    }

    [Differentiable(Derivatives.Jvp)]
    [Inputs("parts", 1, 5, 7)]
    internal static double FlagsAreBits(double x, Parts parts)
    {
        double s = 0;
        if ((parts & Parts.Linear) != 0) s += x;
        if ((parts & Parts.Square) == Parts.Square) s += x * x;
        if ((parts & ~Parts.Odd) != Parts.None || parts == Parts.Odd) s += x * x * x;
        return s;
    }

    [Differentiable(Derivatives.Jvp)]
    [Inputs("side", 0, 1, 2)]
    public static double Comparison(double x, double y, Side side) => side == Side.Call ? x * y : side != Side.Put && side > Side.Call ? x / y : y * y * x;

    [Differentiable(Derivatives.Jvp)]
    [Inputs("side", 0, 1, 2)]
    public static double AsANumber(double x, Side side) => x * x * ((int)side + 1) + (double)side;

    [Differentiable(Derivatives.Jvp)]
    [Inputs("n", 0, 1, 2)]
    public static double FromANumber(double x, int n) => (Side)n is Side.Put or Side.Call ? x * x : x;

    [Differentiable(Derivatives.Jvp)]
    public static double Locals(ReadOnlySpan<double> x)
    {
        Side side = Side.Call;
        double s = 1;
        foreach (double v in x)
        {
            s = side == Side.Call ? s * v : s + v;
            side = side == Side.Straddle ? Side.Call : side + 1;
        }

        return s;
    }

    [Differentiable(Derivatives.Jvp)]
    [Inputs("side", 0, 1, 2)]
    public static double AssignedParameter(double x, Side side)
    {
        if (x > 1) side = Side.Straddle;
        return side == Side.Straddle ? x * x * x : x * (int)side + x;
    }

    [Differentiable(Derivatives.Jvp)]
    [Inputs("side", 0, 1, 2)]
    public static double PassedOn(double x, Side side) => Weighted(x, side) * Weighted(x * x, Next(side));

    private static double Weighted(double v, Side side) => side == Side.Put ? v : 2 * v;

    private static Side Next(Side side) => side == Side.Straddle ? default : side + 1;

    [Differentiable(Derivatives.Jvp | Derivatives.Jacobian)]
    [Inputs("side", 0, 1, 2)]
    public static void Ladder(double x, double y, Side side, Span<double> r)
    {
        for (int i = 0; i < r.Length; i++) r[i] = side == Side.Call ? x * y * i : x + y * y * i;
    }

    [Differentiable(Derivatives.Jvp)]
    [Inputs("day", 0, 3, 6)]
    public static double OfTheFramework(double x, DayOfWeek day) => day is DayOfWeek.Saturday or DayOfWeek.Sunday ? x * 0.5 : x * x;
}
