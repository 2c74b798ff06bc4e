namespace SourceAutodiff.Golden.Operations;

/// <summary>Normalizations.</summary>
internal static class NormOperations
{
    public static readonly OperationTable Table = new()
    {
        ["layer_norm"] = c => Functional.LayerNorm(c.X, c.Ints("normalized_shape"), c.Maybe("weight"), c.Maybe("bias"), c.Real("eps", 1e-5)),
        ["batch_norm"] = c => Functional.BatchNorm(c.X, c.Maybe("running_mean")?.Clone(), c.Maybe("running_var")?.Clone(), c.Maybe("weight"), c.Maybe("bias"), c.Flag("training"), c.Real("momentum", 0.1), c.Real("eps", 1e-5)),
        ["group_norm"] = c => Functional.GroupNorm(c.X, c.Int("num_groups"), c.Maybe("weight"), c.Maybe("bias"), c.Real("eps", 1e-5)),
        ["instance_norm"] = c => Functional.InstanceNorm(c.X, weight: c.Maybe("weight"), bias: c.Maybe("bias"), eps: c.Real("eps", 1e-5)),
        ["local_response_norm"] = c => Functional.LocalResponseNorm(c.X, c.Int("size"), c.Real("alpha", 1e-4), c.Real("beta", 0.75), c.Real("k", 1)),
        ["rms_norm"] = c => Functional.RmsNorm(c.X, c.Ints("normalized_shape"), c.Maybe("weight"), c.MaybeReal("eps")),
        ["rms_norm_composed"] = c => c["x"] * (c["x"].Square().Mean([-1], keepDim: true) + c.Number("eps")).Rsqrt() * c["w"],
    };
}
