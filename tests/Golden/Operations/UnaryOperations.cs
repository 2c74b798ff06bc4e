namespace SourceAutodiff.Golden.Operations;

/// <summary>Functions of one tensor, element by element.</summary>
internal static class UnaryOperations
{
    public static readonly OperationTable Table = new()
    {
        ["exp"] = c => c.X.Exp(),
        ["exp2"] = c => c.X.Exp2(),
        ["expm1"] = c => c.X.Expm1(),
        ["log"] = c => c.X.Log(),
        ["log2"] = c => c.X.Log2(),
        ["log10"] = c => c.X.Log10(),
        ["log1p"] = c => c.X.Log1p(),
        ["sqrt"] = c => c.X.Sqrt(),
        ["reciprocal"] = c => c.X.Reciprocal(),
        ["neg"] = c => -c.X,
        ["negative"] = c => -c.X,
        ["abs"] = c => c.X.Abs(),
        ["absolute"] = c => c.X.Abs(),
        ["sin"] = c => c.X.Sin(),
        ["cos"] = c => c.X.Cos(),
        ["tan"] = c => c.X.Tan(),
        ["asin"] = c => c.X.Asin(),
        ["acos"] = c => c.X.Acos(),
        ["atan"] = c => c.X.Atan(),
        ["sinh"] = c => c.X.Sinh(),
        ["cosh"] = c => c.X.Cosh(),
        ["tanh"] = c => c.X.Tanh(),
        ["asinh"] = c => c.X.Asinh(),
        ["acosh"] = c => c.X.Acosh(),
        ["atanh"] = c => c.X.Atanh(),
        ["floor"] = c => c.X.Floor(),
        ["ceil"] = c => c.X.Ceil(),
        ["trunc"] = c => c.X.Trunc(),
        ["fix"] = c => c.X.Trunc(),
        ["clone"] = c => c.X.Clone(),
        ["detach"] = c => c.X.Detach(),
        ["to_dtype"] = c => c.X.To(c.Type("dtype")),
        ["to"] = c => c.X.To(c.Type("dtype")),
        ["double_to_float_to_double"] = c => c.X.To(DType.Float32).Exp().To(DType.Float64),
        ["where_sqrt_nan_trap"] = c => Tensor.Where(c.X > 0, c.X.Sqrt(), 0.0),
    };
}
