using SourceAutodiff.Golden.Running;

namespace SourceAutodiff.Golden.Operations;

/// <summary>Small programs: what the case's expression says.</summary>
internal static class CompositeOperations
{
    public static readonly OperationTable Table = new()
    {
        ["rnn_scalar"] = c => Rnn(c),
        ["ode_euler"] = c => Euler(c["x0"], c["a"], c["b"], c.Int("T"), c.Real("dt")),
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

}
