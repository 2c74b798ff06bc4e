namespace DerivativeTests.Corpus;

public static partial class LocalStructArrays
{
    private struct P
    {
        public double X, Y;
        public double Mass { get; set; }
    }

    private struct Particle
    {
        public P At;
        public (double X, double Y) Velocity;
        public int Kind;

        public void Move(double dt)
        {
            At.X += dt * Velocity.X;
            At.Y += dt * Velocity.Y;
        }

        public readonly double Energy => At.Mass * (Velocity.X * Velocity.X + Velocity.Y * Velocity.Y) / 2;
    }

    private readonly record struct Sample(double T, double Value);

    [Differentiable(Derivatives.Jvp)]
    public static double ElementFields(double x, double y)
    {
        var ps = new P[3];
        ps[0].X = x;
        ps[1].X = ps[0].X * y;
        ps[1].Y += ps[1].X * x;
        ps[2] = ps[1];
        ps[1].X = 0;
        return ps[2].X * ps[2].Y + ps[1].Y;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Filled(ReadOnlySpan<double> x)
    {
        var ps = new P[x.Length];
        for (int i = 0; i < ps.Length; i++) ps[i] = new P { X = x[i], Y = x[i] * x[0], Mass = i + 1 };
        double sum = 0;
        foreach (P p in ps) sum += p.X * p.Y * p.Mass;
        return sum;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Simulation(ReadOnlySpan<double> x, double k)
    {
        var ps = new Particle[x.Length];
        for (int i = 0; i < ps.Length; i++)
        {
            ps[i].At.X = x[i];
            ps[i].At.Mass = 1;
            ps[i].Velocity.X = 0.1 * i;
            ps[i].Kind = i % 2;
        }

        for (int step = 0; step < 4; step++)
        {
            for (int i = 0; i < ps.Length; i++)
            {
                double force = -k * ps[i].At.X;
                ps[i].Velocity.X += 0.1 * force / ps[i].At.Mass;
                ps[i].Velocity.Y += ps[i].Kind == 0 ? 0.01 * force : 0;
                ps[i].Move(0.1);
            }
        }

        double energy = 0;
        for (int i = 0; i < ps.Length; i++) energy += ps[i].Energy + ps[i].At.Y;
        return energy;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double CopyOfElement(double x, double y)
    {
        var ps = new P[2];
        ps[0].X = x;
        P p = ps[0];
        p.X *= y;
        p.Y = p.X + x;
        ps[1] = p;
        return ps[0].X * ps[1].X + ps[1].Y;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double CollectionExpression(double x, double y)
    {
        Sample[] samples = [new(0, x), new(1, x * y), new(2.5, y)];
        double area = 0;
        for (int i = 1; i < samples.Length; i++) area += (samples[i].T - samples[i - 1].T) * (samples[i].Value + samples[i - 1].Value) / 2;
        return area * area;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double ArrayInitialiser(double x, double y)
    {
        var samples = new Sample[] { new(x, y), new(y, x * x) };
        return samples[0].T * samples[1].Value + samples[^1].T;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Tuples(ReadOnlySpan<double> x)
    {
        var pairs = new (double A, double B)[x.Length];
        for (int i = 0; i < x.Length; i++) pairs[i] = (x[i], x[x.Length - 1 - i]);
        double sum = 0;
        foreach ((double a, double b) in pairs) sum += a * b * b;
        foreach (var (a, _) in pairs) sum += a;
        return sum;
    }

    private static double Total(ReadOnlySpan<P> ps)
    {
        double total = 0;
        for (int i = 0; i < ps.Length; i++) total += ps[i].X * ps[i].Mass;
        return total;
    }

    private static void Scale(Span<P> ps, double k)
    {
        for (int i = 0; i < ps.Length; i++) ps[i].X *= k;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Slices(ReadOnlySpan<double> x, double k)
    {
        var ps = new P[x.Length];
        for (int i = 0; i < x.Length; i++) ps[i] = new P { X = x[i], Mass = 1 + i };
        Scale(ps.AsSpan(1), k);
        Span<P> rest = ps.AsSpan().Slice(1, 2);
        Scale(rest[1..], k);
        return Total(ps) * rest[0].X;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double SwappedElements(double x, double y)
    {
        P[] ps = [new P { X = x }, new P { X = y * y, Y = 1 }];
        (ps[0], ps[1]) = (ps[1], ps[0]);
        (ps[0].X, ps[1].X) = (ps[1].X * x, ps[0].X);
        return ps[0].X + 2 * ps[1].X * ps[0].Y;
    }

    [Differentiable(Derivatives.Jvp)]
    [Inputs("n", 3, 4, 5)]
    public static double EarlyExit(double x, int n)
    {
        var samples = new Sample[n];
        for (int i = 0; i < n; i++) samples[i] = new Sample(i, x * i);
        foreach (Sample sample in samples)
        {
            if (sample.Value > 1.3) return sample.Value * x;
        }

        return x * x;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double CopiedArray(double x, double y)
    {
        P[] ps = [new P { X = x, Y = y }, new P { X = y }];
        P[] copy = ps[..1];
        P[] all = ps.AsSpan().ToArray();
        ps[0].X *= x;
        return copy[0].X * ps[0].X + all[1].X * all[0].Y;
    }
}
