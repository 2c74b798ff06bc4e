namespace SourceAutodiff.Golden.Operations;

/// <summary>Activation functions.</summary>
internal static class ActivationOperations
{
    public static readonly OperationTable Table = new()
    {
        ["relu"] = c => c.X.Relu(),
        ["relu6"] = c => c.X.Relu6(),
        ["leaky_relu"] = c => c.X.LeakyRelu(c.Real("negative_slope", 0.01)),
        ["elu"] = c => c.X.Elu(c.Real("alpha", 1)),
        ["celu"] = c => c.X.Celu(c.Real("alpha", 1)),
        ["selu"] = c => c.X.Selu(),
        ["gelu"] = c => c.Text("approximate", "none") == "tanh" ? c.X.GeluTanh() : c.X.Gelu(),
        ["silu"] = c => c.X.Silu(),
        ["mish"] = c => c.X.Mish(),
        ["softplus"] = c => c.X.Softplus(c.Real("beta", 1), c.Real("threshold", 20)),
        ["hardtanh"] = c => c.X.Hardtanh(c.Real("min_val", -1), c.Real("max_val", 1)),
        ["hardsigmoid"] = c => c.X.Hardsigmoid(),
        ["hardswish"] = c => c.X.Hardswish(),
        ["softsign"] = c => c.X.Softsign(),
        ["softshrink"] = c => c.X.Softshrink(c.Real("lambd", 0.5)),
        ["hardshrink"] = c => c.X.Hardshrink(c.Real("lambd", 0.5)),
        ["threshold"] = c => c.X.Threshold(c.Real("threshold"), c.Real("value")),
        ["prelu"] = c => c.X.Prelu(c["weight"]),
        ["glu"] = c => Functional.Glu(c.X, c.Int("dim", -1)),
        ["softmax"] = c => c.X.Softmax(c.Int("dim")),
        ["softmin"] = c => Functional.Softmin(c.X, c.Int("dim")),
        ["log_softmax"] = c => c.X.LogSoftmax(c.Int("dim")),
        ["logsigmoid"] = c => c.X.Logsigmoid(),
        ["tanhshrink"] = c => c.X.Tanhshrink(),
        ["clamp"] = c => c.X.Clamp(c.MaybeNumber("min"), c.MaybeNumber("max")),
        ["clip"] = c => c.X.Clamp(c.MaybeNumber("min"), c.MaybeNumber("max")),
        ["clamp_min"] = c => c.X.ClampMin(c.Number("min")),
        ["clamp_max"] = c => c.X.ClampMax(c.Number("max")),
        ["clamp_tensor"] = c => c.X.Clamp(c.Maybe("min"), c.Maybe("max")),
        ["dropout"] = c => Functional.Dropout(c.X, c.Real("p", 0.5), c.Flag("training", true)),
        ["normalize"] = c => Functional.Normalize(c.X, c.Real("p", 2), c.Int("dim", 1), c.Real("eps", 1e-12)),
    };
}
