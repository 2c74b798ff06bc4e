using SourceAutodiff.Golden.Running;

namespace SourceAutodiff.Golden.Operations;

/// <summary>Small programs: what the case's expression says.</summary>
internal static class CompositeOperations
{
    public static readonly OperationTable Table = new()
    {
        ["rosenbrock"] = c => Rosenbrock(c["x"]),
        ["logistic_regression"] = c => Functional.BinaryCrossEntropyWithLogits(c["X"].Matmul(c["w"]) + c["b"], c["y"]),
        ["grad_of_tutorial_loss"] = c => Functional.BinaryCrossEntropyWithLogits(c["x"].Matmul(c["w"]) + c["b"], c["y"]),
        ["mlp_ce"] = c => Functional.CrossEntropy(Functional.Linear(Activation(c)(Functional.Linear(c["X"], c["W1"], c["b1"])), c["W2"], c["b2"]), c["y"]),
        ["cnn_small"] = c => Functional.CrossEntropy(Functional.Linear(Functional.MaxPool2d(Functional.Conv2d(c["x"], c["k"], c["kb"], padding: [1]).Relu(), [2]).Flatten(1), c["W"], c["b"]), c["y"]),
        ["rnn_scalar"] = c => Rnn(c),
        ["ode_rk4_lotka"] = c => LotkaVolterra(c["z0"], c["p"], c.Int("T"), c.Real("h")),
        ["ode_euler"] = c => Euler(c["x0"], c["a"], c["b"], c.Int("T"), c.Real("dt")),
        ["gp_marginal_loglik"] = c => GaussianProcess(c["x"], c["y"], c["s2"], c["l"]),
        ["black_scholes_call"] = c => BlackScholes(c["S"], c["K"], c["r"], c["sigma"], c["T"]),
        ["diamond_reuse"] = c => c["x"].Square() is var y ? ((y.Sin() + y.Exp()) * y).Sum() : y,
        ["gaussian_nll"] = c => ((((c["x"] - c["mu"]) * (-c["ls"]).Exp()).Square() * 0.5) + c["ls"] + (0.5 * Math.Log(2 * Math.PI))).Sum(),
        ["softmax_attention"] = c => (c["q"].Matmul(c["k"].T()) / Math.Sqrt(c["q"].Shape[-1])).Softmax(-1).Matmul(c["v"]),
        ["poly_horner"] = c => Horner(c["x"], c["c"]),
        ["lstm_cell"] = c => Lstm(c),
    };

    private static Tensor Rosenbrock(Tensor x)
    {
        (Tensor head, Tensor tail) = (x.Slice(0, 0, -1), x.Slice(0, 1));
        return (((tail - head.Square()).Square() * 100) + (1 - head).Square()).Sum();
    }

    private static Func<Tensor, Tensor> Activation(Case c) => c.Expression switch
    {
        { } text when text.Contains("gelu") => h => h.Gelu(),
        { } text when text.Contains("tanh") => h => h.Tanh(),
        { } text when text.Contains("relu") => h => h.Relu(),
        { } text when text.Contains("sigmoid") => h => h.Sigmoid(),
        { } text when text.Contains("silu") => h => h.Silu(),
        { } text when text.Contains("softplus") => h => h.Softplus(1, 20),
        _ => throw new NotSupportedException($"No activation is known in '{c.Expression}'."),
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

    private static Tensor LotkaVolterra(Tensor z, Tensor p, int steps, double h)
    {
        Tensor Slope(Tensor state)
        {
            (Tensor x, Tensor y) = (state.Select(0, 0), state.Select(0, 1));
            return Tensor.Stack([(p.Select(0, 0) * x) - (p.Select(0, 1) * x * y), (p.Select(0, 3) * x * y) - (p.Select(0, 2) * y)]);
        }

        for (int t = 0; t < steps; t++)
        {
            Tensor k1 = Slope(z), k2 = Slope(z + (k1 * (h / 2))), k3 = Slope(z + (k2 * (h / 2))), k4 = Slope(z + (k3 * h));
            z += (k1 + (k2 * 2) + (k3 * 2) + k4) * (h / 6);
        }

        return z;
    }

    private static Tensor GaussianProcess(Tensor x, Tensor y, Tensor s2, Tensor l)
    {
        Tensor distance = x.Unsqueeze(1) - x.Unsqueeze(0);
        Tensor k = (s2 * ((distance.Square() * -0.5) / l.Square()).Exp()) + (Tensor.Eye(x.Shape[0], dtype: x.DType) * 0.1);
        Tensor factor = Linalg.Cholesky(k);
        Tensor a = Tensor.CholeskySolve(y.Unsqueeze(1), factor).Squeeze(1);
        return (y.Dot(a) * -0.5) - factor.Diagonal().Log().Sum();
    }

    private static Tensor BlackScholes(Tensor s, Tensor k, Tensor r, Tensor sigma, Tensor t)
    {
        Tensor width = sigma * t.Sqrt();
        Tensor d1 = ((s / k).Log() + ((r + (sigma.Square() * 0.5)) * t)) / width;
        return (s * Normal(d1)) - (k * (-r * t).Exp() * Normal(d1 - width));
    }

    private static Tensor Normal(Tensor x) => ((x / Math.Sqrt(2)).Erf() + 1) * 0.5;

    private static Tensor Horner(Tensor x, Tensor c)
    {
        Tensor sum = c.Select(0, c.Shape[0] - 1);
        for (int i = c.Shape[0] - 2; i >= 0; i--) sum = (sum * x) + c.Select(0, i);
        return sum.Sum();
    }

    private static Tensor Lstm(Case c)
    {
        Tensor gates = c["W"].Matmul(c["x"]) + c["U"].Matmul(c["h"]) + c["b"];
        Tensor[] parts = gates.Chunk(4, 0);
        Tensor cell = (parts[1].Sigmoid() * c["c"]) + (parts[0].Sigmoid() * parts[2].Tanh());
        return parts[3].Sigmoid() * cell.Tanh();
    }
}
