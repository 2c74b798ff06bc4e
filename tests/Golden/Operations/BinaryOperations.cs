namespace SourceAutodiff.Golden.Operations;

/// <summary>Functions of two tensors, or of a tensor and a number, element by element.</summary>
internal static class BinaryOperations
{
    public static readonly OperationTable Table = new()
    {
        ["add"] = c => c.Has("alpha") ? c.X.Add(c["other"], c.Number("alpha")) : c.X + c["other"],
        ["add_alpha"] = c => c.X.Add(c["other"], c.Number("alpha", 1)),
        ["add_scalar"] = c => c.X + c.Number("scalar"),
        ["sub"] = c => c.Has("alpha") ? c.X.Sub(c["other"], c.Number("alpha")) : c.X - c["other"],
        ["sub_alpha"] = c => c.X.Sub(c["other"], c.Number("alpha", 1)),
        ["sub_scalar"] = c => c.X - c.Number("scalar"),
        ["rsub_scalar"] = c => c.Number("scalar") - c.X,
        ["mul"] = c => c.X * c["other"],
        ["mul_scalar"] = c => c.X * c.Number("scalar"),
        ["div"] = c => c.Has("rounding_mode") ? c.X.Div(c["other"], c.Text("rounding_mode")) : c.X / c["other"],
        ["div_scalar"] = c => c.X / c.Number("scalar"),
        ["rdiv_scalar"] = c => c.Number("scalar") / c.X,
        ["pow"] = c => c.Maybe("exponent") is { } exponent ? c.X.Pow(exponent) : c.X.Pow(c.Number("exponent")),
        ["pow_scalar"] = c => c.X.Pow(c.Number("exponent")),
        ["pow_scalar_base"] = c => Tensor.Pow(c.Number("self"), c["exponent"]),
        ["float_power"] = c => c.Maybe("exponent") is { } exponent ? c.X.FloatPower(exponent) : c.X.FloatPower(c.Number("exponent")),
        ["atan2"] = c => c.X.Atan2(c["other"]),
        ["atan2_zero_other"] = c => c.X.Atan2(Tensor.ZerosLike(c.X)),
        ["hypot"] = c => c.X.Hypot(c["other"]),
        ["hypot_zero"] = c => c.X.Hypot(Tensor.ZerosLike(c.X)),
        ["maximum"] = c => c.X.Maximum(c["other"]),
        ["minimum"] = c => c.X.Minimum(c["other"]),
        ["fmax"] = c => c.X.Fmax(c["other"]),
        ["fmin"] = c => c.X.Fmin(c["other"]),
        ["logaddexp"] = c => c.X.Logaddexp(c["other"]),
        ["logaddexp2"] = c => c.X.Logaddexp2(c["other"]),
        ["remainder"] = c => c.X.Remainder(c["other"]),
        ["remainder_scalar"] = c => c.X.Remainder(c.Number("other")),
        ["fmod"] = c => c.X.Fmod(c["other"]),
        ["fmod_scalar"] = c => c.X.Fmod(c.Number("other")),
        ["copysign"] = c => c.X.CopySign(c["other"]),
        ["xlogy"] = c => c.X.Xlogy(c["other"]),
        ["cross_mul_add"] = c => (c["a"] * c["b"]) + c["a"],
        ["lerp"] = c => c.Maybe("weight") is { } weight ? c.X.Lerp(c["end"], weight) : c.X.Lerp(c["end"], c.Real("weight")),
        ["addcmul"] = c => c.X.Addcmul(c["tensor1"], c["tensor2"], c.Real("value", 1)),
        ["addcdiv"] = c => c.X.Addcdiv(c["tensor1"], c["tensor2"], c.Real("value", 1)),
        ["xlog1py"] = c => c.X.Xlog1py(c["other"]),
        ["dist"] = c => c.X.Dist(c["other"], c.Real("p", 2)),
    };
}
