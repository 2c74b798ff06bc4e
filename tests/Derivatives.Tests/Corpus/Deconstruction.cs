namespace DerivativeTests.Corpus;

public static partial class Deconstruction
{
    private readonly struct Polar(double x, double y)
    {
        private readonly double _x = x, _y = y;

        public void Deconstruct(out double radius, out double angle)
        {
            radius = Math.Sqrt(_x * _x + _y * _y);
            angle = Math.Atan2(_y, _x);
        }

        public void Deconstruct(out double radius, out double angle, out (double, double) point)
        {
            (radius, angle) = this;
            point = (_x, _y);
        }
    }

    private readonly record struct P(double X, double Y);

    private readonly record struct Segment(P From, P To);

    private struct Holder
    {
        public double A;
        public P Point;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double OwnMethod(double x, double y)
    {
        (double radius, double angle) = new Polar(x, y);
        return radius * angle;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Overloaded(double x, double y)
    {
        var (radius, angle, (a, b)) = new Polar(x, y);
        return radius + angle * a - b;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Nested(double x, double y)
    {
        var ((a, b), (c, _)) = new Segment(new(x, y), new(x * y, 1));
        return a * b + c * c;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double PartlyNested(double x, double y)
    {
        (P from, (double a, double b)) = new Segment(new(x, y), new(y, x * x));
        return from.X * a + from.Y * b;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double IntoMembers(double x, double y)
    {
        var holder = new Holder { A = x };
        (holder.A, holder.Point) = (holder.A * y, new P(holder.A, y));
        return holder.A * holder.Point.X + holder.Point.Y;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double IntoElements(double x, double y)
    {
        double[] a = [x, y];
        (a[0], a[1]) = new P(a[1] * 2, a[0] * a[0]);
        return a[0] * a[1] + a[0];
    }

    [Differentiable(Derivatives.Jvp)]
    public static double ExistingAndNew(double x, double y)
    {
        double a = 1;
        (a, double b) = new P(x * y, x + a);
        return a * b;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double TupleOfRecords(double x, double y)
    {
        (P p, P q) = (new P(x, y), new P(y, x));
        (p, q) = (q, p with { X = q.X });
        return p.X * q.X + q.Y * p.Y;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double NestedTuples(double x, double y)
    {
        var t = (A: x, Inner: (B: y, C: x * y));
        (double a, (double b, double c)) = t;
        t.Inner.C = a;
        return a * b * c + t.Inner.C * t.Inner.B;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double InALoop(ReadOnlySpan<double> x)
    {
        (double mean, double scale) state = (0, 1);
        foreach (double value in x)
        {
            var (mean, scale) = state;
            state = (mean + 0.5 * (value - mean), scale * value);
        }

        return state.mean * state.scale;
    }

    [Differentiable(Derivatives.Jvp)]
    [Inputs(Min = -2, Max = 2)]
    public static double OfAChoice(double x, double y)
    {
        var (a, b) = x > y ? new P(x, y) : new P(y * y, x);
        return a * a + b;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double OverPairs(double x, double y)
    {
        P[] points = [new(x, y), new(y * y, x), new(2, y)];
        double sum = 0;
        foreach (var (a, b) in points) sum += a * b * sum + a;
        foreach ((double a, _) in points) sum *= a;
        return sum;
    }
}
