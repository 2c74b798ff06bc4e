namespace DerivativeTests.Corpus;

public static partial class WithExpressions
{
    private struct Plain
    {
        public double A, B;
        public (double X, double Y) C;
    }

    private readonly record struct Rates(double Short, double Long)
    {
        public double Vol { get; init; } = 0.2;

        public Rates Shifted(double by) => this with { Short = Short + by, Long = Long + by };
    }

    private record struct Curve(Rates Rates, double Level);

    private sealed record Params
    {
        public double Alpha { get; init; }
        public double Beta { get; init; } = 0.5;
        public Curve Curve { get; set; }
    }

    [Differentiable(Derivatives.Jvp)]
    public static double OfAStruct(double x, double y)
    {
        var p = new Plain { A = x, B = y };
        Plain q = p with { B = x * y };
        return p.A * q.B + p.B * q.A;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double OfATupleMember(double x, double y)
    {
        var p = new Plain { A = x, C = (y, x) };
        Plain q = p with { C = p.C with { X = p.A * p.C.X } };
        return q.C.X * q.C.Y;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double SeveralMembers(double x, double y)
    {
        var r = new Rates(x, y);
        Rates s = r with { Short = r.Long, Long = r.Short * y, Vol = x };
        return s.Short * s.Long + s.Vol;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double OfThis(double x, double y)
    {
        Rates r = new Rates(x, y).Shifted(x * y);
        return r.Short * r.Long + r.Vol;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double NestedRecords(double x, double y)
    {
        var c = new Curve(new Rates(x, y), 1);
        c = c with { Rates = c.Rates with { Long = x * x }, Level = y };
        return c.Rates.Short * c.Rates.Long * c.Level;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double OfATuple(double x, double y)
    {
        var t = (A: x, B: y);
        var u = t with { A = t.B * x };
        return u.A * u.B + t.A;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double InALoop(double x, double y)
    {
        var r = new Rates(x, y);
        for (int i = 0; i < 4; i++) r = r with { Short = 0.9 * r.Short + 0.1 * r.Long, Vol = r.Vol * r.Short };
        return r.Short + r.Vol;
    }

    [Differentiable(Derivatives.Jvp)]
    [Inputs(Min = -2, Max = 2)]
    public static double InABranch(double x, double y)
    {
        var r = new Rates(x, y);
        if (x > y) r = r with { Short = y * y };
        return r.Short * r.Long + x;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double OfARecordClass(double x, double y)
    {
        var p = new Params { Alpha = x, Curve = new Curve(new Rates(y, x), 2) };
        Params q = p with { Alpha = p.Beta * y };
        q.Curve = q.Curve with { Level = x };
        return p.Alpha * q.Alpha * q.Curve.Level + p.Curve.Level * q.Curve.Rates.Short;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double OfACall(double x, double y) => (new Rates(x, y).Shifted(y) with { Vol = x * x }).Vol * (new Rates(y, x) with { }).Short;
}
