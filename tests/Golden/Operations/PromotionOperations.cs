namespace SourceAutodiff.Golden.Operations;

/// <summary>The operations whose result types are listed, by kind and name, applied to tensors of given types.</summary>
internal static class PromotionOperations
{
    private static readonly Dictionary<string, Func<Tensor, Tensor>> s_unary = new()
    {
        ["neg"] = x => -x,
        ["abs"] = x => x.Abs(),
        ["sign"] = x => x.Sign(),
        ["exp"] = x => x.Exp(),
        ["sqrt"] = x => x.Sqrt(),
        ["reciprocal"] = x => x.Reciprocal(),
        ["relu"] = x => x.Relu(),
        ["sigmoid"] = x => x.Sigmoid(),
        ["tanh"] = x => x.Tanh(),
        ["floor"] = x => x.Floor(),
        ["square"] = x => x.Square(),
        ["sum"] = x => x.Sum(),
        ["mean"] = x => x.Mean(),
        ["prod"] = x => x.Prod(),
        ["max"] = x => x.Max(),
        ["std"] = x => x.Std(),
        ["softmax"] = x => x.Softmax(0),
        ["cumsum"] = x => x.Cumsum(0),
        ["logsumexp"] = x => x.LogSumExp(0),
        ["norm"] = x => x.Norm(),
    };

    private static readonly Dictionary<string, Func<Tensor, Tensor, Tensor>> s_binary = new()
    {
        ["add"] = (x, y) => x + y,
        ["sub"] = (x, y) => x - y,
        ["mul"] = (x, y) => x * y,
        ["div"] = (x, y) => x / y,
        ["floor_divide"] = (x, y) => x.FloorDivide(y),
        ["remainder"] = (x, y) => x.Remainder(y),
        ["pow"] = (x, y) => x.Pow(y),
        ["maximum"] = (x, y) => x.Maximum(y),
        ["atan2"] = (x, y) => x.Atan2(y),
        ["eq"] = (x, y) => x.Eq(y),
        ["dot"] = (x, y) => x.Matmul(y),
        ["matmul"] = (x, y) => x.Matmul(y),
    };

    private static readonly Dictionary<string, Func<Tensor, Tensor>> s_scalar = new()
    {
        ["add_int"] = x => x + 1,
        ["add_float"] = x => x + 1.5,
        ["add_bool"] = x => x + true,
        ["mul_int"] = x => x * 2,
        ["mul_float"] = x => x * 1.5,
        ["div_int"] = x => x / 2,
        ["div_float"] = x => x / 1.5,
        ["pow_int"] = x => x.Pow(2),
        ["pow_float"] = x => x.Pow(1.5),
        ["floor_divide_int"] = x => x.FloorDivide(2),
        ["remainder_float"] = x => x.Remainder(2.5),
    };

    public static Func<DType, DType, Tensor>? Find(string kind, string? op) => kind switch
    {
        "dim+dim" => (a, b) => Values(a) + Values(b),
        "dim+zerodim" => (a, b) => Values(a) + Tensor.Ones([], b),
        "binary_same" when s_binary.TryGetValue(op!, out Func<Tensor, Tensor, Tensor>? binary) => (a, _) => binary(Values(a), Values(a)),
        "scalar" when s_scalar.TryGetValue(op!, out Func<Tensor, Tensor>? scalar) => (a, _) => scalar(Values(a)),
        "unary" when s_unary.TryGetValue(op!, out Func<Tensor, Tensor>? unary) => (a, _) => unary(Values(a)),
        _ => null,
    };

    private static Tensor Values(DType type) => Tensor.Ones([2], type);
}
