namespace DerivativeTests.Corpus;

public static partial class RecordStructs
{
    private readonly record struct Point(double X, double Y)
    {
        public double Norm => Math.Sqrt(X * X + Y * Y);

        public static Point Zero => new(0, 0);

        public static readonly Point Unit = new(1, 0.5);

        public static Point Half { get; } = new(0.5, Math.Sqrt(0.75));
    }

    private record struct State(double Position, double Velocity)
    {
        public double Time { get; set; } = 0.25;

        public void Step(double dt)
        {
            Velocity -= dt * Position;
            Position += dt * Velocity;
            Time += dt;
        }
    }

    private readonly record struct Option(double Strike, bool IsCall, int Steps = 3);

    [Differentiable(Derivatives.Jvp)]
    public static double Positional(double x, double y) => new Point(x * y, y).Norm;

    [Differentiable(Derivatives.Jvp)]
    public static double With(double x, double y)
    {
        var p = new Point(x, y);
        Point q = p with { X = p.Y * x };
        return q.X * p.X + q.Y;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Deconstructed(double x, double y)
    {
        var (a, b) = new Point(x * x, x - y);
        return a * b;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Mutable(double x, double v)
    {
        var state = new State(x, v);
        for (int i = 0; i < 4; i++) state.Step(0.1);
        return state.Position * state.Time + state.Velocity;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double StaticMembers(double x)
    {
        Point sum = Point.Zero with { X = x };
        return sum.X * Point.Unit.Y + sum.X * sum.X * Point.Half.Y + Point.Unit.X;
    }

    [Differentiable(Derivatives.Jvp)]
    [Inputs(Min = -2, Max = 2)]
    public static double Equality(double x, double y)
    {
        var p = new Point(x, y);
        Point q = x > 0 ? p : new Point(y, x);
        return p == q ? p.X * p.Y * x : q.X * q.X + y;
    }

    [Differentiable(Derivatives.Jvp)]
    [Inputs(Min = -2, Max = 2)]
    public static double Inequality(double x, double y)
    {
        var p = new Point(1, double.NaN);
        return p != new Point(1, double.NaN) ? x : x * y;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double DefaultsAndDiscrete(double x, double strike)
    {
        var option = new Option(strike * strike, true);
        double s = x;
        for (int i = 0; i < option.Steps; i++) s += 0.1 * s * x;
        return option.IsCall ? s - option.Strike : option.Strike - s;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double NamedArguments(double x, double y) => new Point(Y: x * x, X: y).Norm + new Option(Steps: 2, IsCall: false, Strike: y).Strike;

    private static Point Midpoint(Point a, Point b) => new((a.X + b.X) / 2, (a.Y + b.Y) / 2);

    [Differentiable(Derivatives.Jvp)]
    public static double ThroughCalls(double x, double y)
    {
        Point p = Midpoint(new(x, y), new(y * y, x));
        p = Midpoint(p, Point.Unit);
        return p.X * p.Y;
    }

    [Differentiable(Derivatives.Jvp)]
    [Inputs(Min = -2, Max = 2)]
    public static double Chosen(double x, double y)
    {
        var p = new Point(x, y);
        p = p.X > p.Y ? p with { Y = p.X * p.X } : p;
        return p.Norm + p.Y;
    }
}
