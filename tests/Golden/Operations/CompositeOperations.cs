using SourceAutodiff.Golden.Running;

namespace SourceAutodiff.Golden.Operations;

/// <summary>Small programs: what the case's expression says.</summary>
internal static class CompositeOperations
{
    public static readonly OperationTable Table = new()
    {
        ["rnn_scalar"] = c => Rnn(c),
        ["ode_euler"] = c => Euler(c["x0"], c["a"], c["b"], c.Int("T"), c.Real("dt")),
        ["rosenbrock"] = c => Rosenbrock(c["x"]),
        ["diamond_reuse"] = c => Diamond(c["x"] * c["x"]),
        ["gaussian_nll"] = c => ((((c["x"] - c["mu"]) * (-c["ls"]).Exp()).Square() * 0.5) + c["ls"] + (0.5 * Math.Log(2 * Math.PI))).Sum(),
        ["black_scholes_call"] = c => BlackScholes(c["S"], c["K"], c["r"], c["sigma"], c["T"]),
        ["poly_horner"] = c => Horner(c["x"], c["c"]),
    };

    private static Tensor Rnn(Case c)
    {
        Tensor h = c["h0"];
        for (int t = 0; t < c.Int("T"); t++) h = ((c["w"] * h) + (c["u"] * c["x"].Select(0, t)) + c["b"]).Tanh();
        return h;
    }

    private static Tensor Euler(Tensor x, Tensor a, Tensor b, int steps, double dt)
    {
        for (int t = 0; t < steps; t++) x += ((a * x.Sin()) + b) * dt;
        return x;
    }

    private static Tensor Horner(Tensor x, Tensor c)
    {
        Tensor sum = c.Select(0, c.Shape[0] - 1);
        for (int i = c.Shape[0] - 2; i >= 0; i--) sum = (sum * x) + c.Select(0, i);
        return sum.Sum();
    }

    private static Tensor Rosenbrock(Tensor x)
    {
        Tensor next = x.Slice(0, 1), before = x.Slice(0, 0, -1);
        return ((100 * (next - before.Square()).Square()) + (1 - before).Square()).Sum();
    }

    private static Tensor Diamond(Tensor y) => ((y.Sin() + y.Exp()) * y).Sum();

    private static Tensor BlackScholes(Tensor s, Tensor k, Tensor r, Tensor sigma, Tensor t)
    {
        Tensor d1 = ((s / k).Log() + ((r + (sigma.Square() / 2)) * t)) / (sigma * t.Sqrt()), d2 = d1 - (sigma * t.Sqrt());
        return (s * d1.Ndtr()) - (k * (-r * t).Exp() * d2.Ndtr());
    }
}
