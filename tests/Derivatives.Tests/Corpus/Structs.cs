namespace DerivativeTests.Corpus;

public static partial class Structs
{
    private struct Vec
    {
        public double X, Y;

        public Vec(double x, double y)
        {
            X = x;
            Y = y;
        }

        public double Length => Math.Sqrt(X * X + Y * Y);

        public readonly double Dot(Vec other) => X * other.X + Y * other.Y;

        public void Scale(double k)
        {
            X *= k;
            Y *= k;
        }

        public void Normalize()
        {
            double length = Length;
            Scale(1 / length);
        }

        public Vec Rotated(double angle)
        {
            (double sin, double cos) = Math.SinCos(angle);
            return new Vec(cos * X - sin * Y, sin * X + cos * Y);
        }
    }

    private struct Ellipse(double a, double b)
    {
        public double A = a;
        public double B = b;
        public double Scale = 1.5;

        public Ellipse(double r) : this(r, r) => Scale = r;

        public double Area => Math.PI * A * B * Scale;
    }

    private readonly struct Range(double low, double high)
    {
        public double Low { get; } = low;

        public double High { get; } = high;

        public double Middle => (Low + High) / 2;

        public double Clamp(double x) => x < Low ? Low : x > High ? High : x;
    }

    private struct Counter
    {
        public int Count;
        public double Sum;

        public void Add(double x)
        {
            Count++;
            Sum += x * Count;
        }

        public readonly double Mean => Sum / Count;
    }

    private struct Mixed
    {
        public float F { get; set; }

        public double D { get; set; }

        public bool Flag { get; init; }
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Fields(double x, double y)
    {
        Vec v;
        v.X = x * y;
        v.Y = x - y;
        v.X += v.Y * v.Y;
        return v.X * v.Y;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Constructor(double x, double y)
    {
        var v = new Vec(x, y * y);
        return v.Length * v.X;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Initialiser(double x, double y)
    {
        var v = new Vec { X = x * x, Y = y };
        return v.Dot(new Vec(y, x));
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Copies(double x, double y)
    {
        var v = new Vec(x, y);
        Vec w = v;
        w.X *= 3;
        v.Y *= x;
        return w.X * v.Y + w.Y * v.X;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Mutation(double x, double y)
    {
        var v = new Vec(x, y);
        v.Scale(x * y);
        v.Normalize();
        return v.X + 2 * v.Y * x;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Chained(double r, double k)
    {
        var circle = new Ellipse(r);
        Ellipse other = new(k, r);
        return circle.Area + other.Area * k;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Default(double x)
    {
        Vec v = default;
        var w = new Vec();
        w.X = x;
        v.Y = w.X * x;
        return v.Y * v.Y + w.Y + w.X;
    }

    [Differentiable(Derivatives.Jvp)]
    [Inputs(Min = -2, Max = 2)]
    public static double InLoops(double x, double y)
    {
        var v = new Vec(x, y);
        for (int i = 0; i < 5; i++)
        {
            v = v.Rotated(0.3 * v.X);
            if (v.X > 0.5) v.Scale(0.9);
            else v.Y += 0.1 * x;
        }

        return v.X * v.X + v.Y;
    }

    [Differentiable(Derivatives.Jvp)]
    [Inputs(Min = -2, Max = 2)]
    public static double Chosen(double x, double y)
    {
        Vec v = x > y ? new Vec(x, y) : new Vec(y * y, x);
        if (v.X > 1)
        {
            v = new Vec(v.Y * y, v.X);
        }

        return v.X * v.Y + v.X;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Counting(ReadOnlySpan<double> x)
    {
        var counter = new Counter();
        foreach (double value in x) counter.Add(value * value);
        return counter.Mean;
    }

    [Differentiable(Derivatives.Jvp)]
    [Inputs("low", -1, 0.5, -1)]
    [Inputs("width", 1.5, 1.2, 1.1)]
    [Inputs("x", 0.25, 1.5, 3)]
    public static double ReadOnly(double low, double width, double x)
    {
        var range = new Range(low, low + width * width);
        return range.Middle * range.Clamp(x) + range.High;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double MixedNumbers(double x, double y)
    {
        var m = new Mixed { D = x * y, Flag = true };
        m.F = 2;
        m.D += m.F * x;
        return m.Flag ? m.D * y : x;
    }

    private static Vec Make(double x, double y) => new(x * y, x + y);

    private static double Use(in Vec v, Vec w) => v.X * w.Y - v.Y * w.X;

    private static void Move(ref Vec v, double by)
    {
        v.X += by;
        v.Y *= by;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double PassedAround(double x, double y)
    {
        Vec v = Make(x, y);
        Move(ref v, x * x);
        return Use(v, Make(y, x)) + Use(in v, v) + v.X;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double OfACall(double x, double y) => Make(x, y).X * Make(y, x).Rotated(x).Length;
}
