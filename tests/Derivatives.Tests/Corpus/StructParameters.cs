using System.Numerics;

namespace DerivativeTests.Corpus;

public static partial class StructParameters
{
    public struct Vec(double x, double y)
    {
        public double X = x, Y = y;

        public readonly double Dot(Vec other) => X * other.X + Y * other.Y;

        public static Vec operator +(Vec a, Vec b) => new(a.X + b.X, a.Y + b.Y);

        public static Vec operator *(double k, Vec v) => new(k * v.X, k * v.Y);
    }

    public readonly record struct Point(double X, double Y, int Label = 0);

    /// <summary>Its constructor does more than to store its parameters, so that none may be called for a gradient.</summary>
    public readonly struct Unit
    {
        public Unit(double x, double y)
        {
            double r = Math.Sqrt(x * x + y * y);
            X = x / r;
            Y = y / r;
        }

        public readonly double X, Y;
    }

    public struct Body
    {
        public Vec Position, Velocity;
        public double Mass { get; set; }
        public bool Fixed;
        public string? Name;
    }

    public struct Bounds
    {
        public Point Low { get; init; }
        public Point High { get; set; }
    }

    [Differentiable(Derivatives.Jvp | Derivatives.Jacobian)]
    public static double Energy(Vec p, double k) => 0.5 * k * p.Dot(p);

    [Differentiable(Derivatives.Jvp | Derivatives.Jacobian)]
    public static Point Rotate(Point p, double t) => new(p.X * Math.Cos(t) - p.Y * Math.Sin(t), p.X * Math.Sin(t) + p.Y * Math.Cos(t), p.Label);

    [Differentiable(Derivatives.Jvp | Derivatives.Jacobian)]
    public static double OfAUnit(Unit u, double x) => u.X * x + u.X * u.Y;

    [Differentiable(Derivatives.Jvp | Derivatives.Jacobian)]
    public static Unit MakeUnit(double x, double y) => new(x, y);

    [Differentiable(Derivatives.Jvp)]
    public static double Kinetic(Body b) => b.Fixed ? 0.25 * b.Mass : 0.5 * b.Mass * b.Velocity.Dot(b.Velocity);

    [Differentiable(Derivatives.Jvp)]
    public static void Step(ref Body b, double dt, Vec force)
    {
        if (b.Mass > 0.1) b.Velocity += dt / b.Mass * force;
        b.Position += dt * b.Velocity;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double InALoop(in Vec p, int n)
    {
        double s = 0;
        for (int i = 0; i < n; i++) s = s * p.X + p.Y;
        return s;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Area(Bounds b) => (b.High.X - b.Low.X) * (b.High.Y - b.Low.Y);

    [Differentiable(Derivatives.Jvp | Derivatives.Jacobian)]
    public static double TupleOfStructs((Vec A, Vec B) pair, double t) => pair.A.Dot(pair.B) * t;

    [Differentiable(Derivatives.Jvp | Derivatives.Jacobian)]
    public static (Vec Sum, double Dot) Both(Vec a, Vec b) => (a + b, a.Dot(b));

    [Differentiable(Derivatives.Jvp)]
    public static void Split(Vec p, out Vec square, out double product)
    {
        square = new Vec(p.X * p.X, p.Y * p.Y);
        product = p.X * p.Y;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Constant([NoGradient] Vec p, double x) => p.X * x * x + p.Y;

    public struct Marked
    {
        public double Weight;
        [NoGradient] public double Scale;
        [NoGradient] public double Offset { get; set; }
    }

    [Differentiable(Derivatives.Jvp | Derivatives.Jacobian)]
    public static double Assigned(Vec p, double x)
    {
        p.X *= x;
        p.Y += p.X;
        return p.X * p.Y;
    }

    public readonly record struct Pair<T>(T X, T Y);

    [Differentiable(Derivatives.Jvp | Derivatives.Jacobian)]
    public static Pair<double> OfAGenericRecord(Pair<double> p, double k) => new(p.X * p.Y * k, p.Y * p.Y);

    [Differentiable(Derivatives.Jvp)]
    public static double GenericInAnArray(Pair<double>[] pairs)
    {
        double s = 0;
        foreach (Pair<double> pair in pairs) s += pair.X * pair.Y;
        return s;
    }

    public struct WithArray
    {
        public double[] Weights = new double[4];
        public double Bias = 1;
        public int Count = 2;

        public WithArray()
        {
        }
    }

    [Differentiable(Derivatives.Jvp)]
    public static double ArrayInside(WithArray w, double x)
    {
        double s = w.Bias;
        for (int i = 0; i < w.Weights.Length; i++) s += w.Weights[i] * x;
        return s * w.Bias;
    }

    [Differentiable(Derivatives.Jvp)]
    public static void ArrayInsideWritten(WithArray w, double x)
    {
        for (int i = 0; i < w.Weights.Length; i++) w.Weights[i] *= x * w.Bias;
    }

    [Differentiable(Derivatives.Jvp)]
    public static (DayOfWeek Day, double Value) Enumerated(DayOfWeek day, double x) => (day, day == DayOfWeek.Monday ? x * x : x * x * x);
}
