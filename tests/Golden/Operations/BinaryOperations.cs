using SourceAutodiff.Golden.Running;

namespace SourceAutodiff.Golden.Operations;

/// <summary>Functions of two tensors, or of a tensor and a number, element by element.</summary>
internal static class BinaryOperations
{
    public static readonly OperationTable Table = new()
    {
        ["add"] = c => c.X + Scaled(c),
        ["add_alpha"] = c => c.X + Scaled(c),
        ["add_scalar"] = c => c.X + c.Number("scalar"),
        ["sub"] = c => c.X - Scaled(c),
        ["sub_alpha"] = c => c.X - Scaled(c),
        ["sub_scalar"] = c => c.X - c.Number("scalar"),
        ["rsub_scalar"] = c => c.Number("scalar") - c.X,
        ["mul"] = c => c.X * c["other"],
        ["mul_scalar"] = c => c.X * c.Number("scalar"),
        ["div_scalar"] = c => c.X / c.Number("scalar"),
        ["rdiv_scalar"] = c => c.Number("scalar") / c.X,
        ["pow"] = c => c.X.Pow(c["exponent"]),
        ["atan2"] = c => c.X.Atan2(c["other"]),
        ["atan2_zero_other"] = c => c.X.Atan2(Tensor.ZerosLike(c.X)),
        ["hypot"] = c => c.X.Hypot(c["other"]),
        ["hypot_zero"] = c => c.X.Hypot(Tensor.ZerosLike(c.X)),
        ["maximum"] = c => c.X.Maximum(c["other"]),
        ["minimum"] = c => c.X.Minimum(c["other"]),
        ["fmax"] = c => c.X.Fmax(c["other"]),
        ["fmin"] = c => c.X.Fmin(c["other"]),
        ["copysign"] = c => c.X.CopySign(c["other"]),
        ["cross_mul_add"] = c => (c["a"] * c["b"]) + c["a"],
    };

    private static Tensor Scaled(Case c) => c.Has("alpha") ? c["other"] * c.Number("alpha") : c["other"];
}
