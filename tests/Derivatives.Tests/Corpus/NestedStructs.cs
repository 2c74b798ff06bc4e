namespace DerivativeTests.Corpus;

public static partial class NestedStructs
{
    private struct P2
    {
        public double X;
        public double Y { get; set; }
    }

    private struct Body
    {
        public P2 Position;
        public P2 Velocity;
        public double Mass;

        public double Energy => 0.5 * Mass * (Velocity.X * Velocity.X + Velocity.Y * Velocity.Y);

        public void Step(double dt)
        {
            Position.X += dt * Velocity.X;
            Position.Y += dt * Velocity.Y;
        }
    }

    private struct Pair
    {
        public Body A, B;
        public (double K, P2 At) Spring;
    }

    private readonly record struct Line(P2 From, P2 To)
    {
        public double Width => To.X - From.X;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double NestedField(double x, double v, double dt)
    {
        Body body = default;
        body.Position.X = x;
        body.Velocity.X = v;
        body.Position.X += dt * body.Velocity.X;
        return body.Position.X * body.Position.X + body.Position.Y;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double NestedInitialiser(double x, double m)
    {
        var body = new Body { Position = { X = x, Y = m }, Velocity = new P2 { X = x * m, Y = 2 }, Mass = m };
        return body.Energy + body.Position.X * body.Position.Y;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double NestedMutation(double x, double v, double dt)
    {
        var body = new Body { Position = new P2 { X = x, Y = x * x }, Velocity = new P2 { X = v, Y = 1 } };
        body.Step(dt);
        body.Step(dt * dt);
        return body.Position.X * body.Position.Y;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double InnerCopy(double x, double y)
    {
        var body = new Body { Position = new P2 { X = x, Y = y }, Mass = x };
        P2 before = body.Position;
        body.Position.X *= y;
        body.Position = new P2 { X = before.Y, Y = body.Position.X };
        return body.Position.X * before.X + body.Position.Y;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double TupleInside(double x, double y)
    {
        Pair pair = default;
        pair.Spring = (x * y, new P2 { X = x, Y = y });
        pair.Spring.K += pair.Spring.At.X;
        pair.Spring.At.X = y * y;
        pair.A.Mass = pair.Spring.K;
        return pair.A.Mass * pair.Spring.At.X + pair.Spring.At.Y;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double StructsInTuples(double x, double y)
    {
        (P2 A, P2 B) pair = (new P2 { X = x, Y = y }, default);
        pair.B = pair.A;
        pair.B.X *= pair.A.Y;
        (P2 a, P2 b) = pair;
        (a, b) = (b, a);
        return a.X * b.X + b.Y;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double NestedInLoop(double x, double v, double k)
    {
        var body = new Body { Position = new P2 { X = x }, Velocity = new P2 { X = v }, Mass = 1 + k * k };
        double energy = 0;
        for (int i = 0; i < 8; i++)
        {
            body.Velocity.X -= 0.1 * k * body.Position.X / body.Mass;
            body.Step(0.1);
            energy += body.Energy;
        }

        return energy + body.Position.X;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Swapped(double x, double y)
    {
        Pair pair = default;
        pair.A.Position.X = x;
        pair.B.Position.X = y * y;
        (pair.A, pair.B) = (pair.B, pair.A);
        return pair.A.Position.X * Math.Sin(pair.B.Position.X);
    }

    [Differentiable(Derivatives.Jvp)]
    public static double RecordOfStructs(double x, double y)
    {
        var line = new Line(new P2 { X = x, Y = y }, new P2 { X = x * y, Y = 1 });
        Line longer = line with { To = new P2 { X = line.To.X * 2 } };
        return longer.Width * line.Width;
    }

    [Differentiable(Derivatives.Jvp)]
    [Inputs(Min = -2, Max = 2)]
    public static double ChosenInside(double x, double y)
    {
        Body body = default;
        body.Position = x > y ? new P2 { X = x, Y = y } : new P2 { X = y * y };
        if (x * y > 0.5) body.Velocity = body.Position;
        body.Mass = 2;
        return body.Energy + body.Position.X;
    }
}
