namespace SourceAutodiff.Golden.Operations;

/// <summary>Sums, extremes, moments and running values.</summary>
internal static class ReductionOperations
{
    public static readonly OperationTable Table = new()
    {
        ["sum"] = c => c.X.Sum(c.Ints("dim"), c.Flag("keepdim")),
        ["mean"] = c => c.X.Mean(c.Ints("dim"), c.Flag("keepdim")),
        ["nansum"] = c => c.X.Nansum(c.Ints("dim"), c.Flag("keepdim")),
        ["prod"] = c => c.Has("dim") ? c.X.Prod(c.Int("dim"), c.Flag("keepdim")) : c.X.Prod(),
        ["amax"] = c => c.X.Amax(c.Ints("dim"), c.Flag("keepdim")),
        ["amin"] = c => c.X.Amin(c.Ints("dim"), c.Flag("keepdim")),
        ["max"] = c => c.X.Max(),
        ["min"] = c => c.X.Min(),
        ["max_dim"] = c => c.X.Max(c.Int("dim"), c.Flag("keepdim")).Values,
        ["min_dim"] = c => c.X.Min(c.Int("dim"), c.Flag("keepdim")).Values,
        ["median"] = c => c.Has("dim") ? c.X.Median(c.Int("dim"), c.Flag("keepdim")).Values : c.X.Median(),
        ["median_dim"] = c => c.X.Median(c.Int("dim"), c.Flag("keepdim")).Values,
        ["var"] = c => c.X.Var(c.Ints("dim"), Correction(c), c.Flag("keepdim")),
        ["std"] = c => c.X.Std(c.Ints("dim"), Correction(c), c.Flag("keepdim")),
        ["std_all_unbiased"] = c => c.X.Std(),
        ["var_all_unbiased"] = c => c.X.Var(),
        ["var_mean"] = c => c.X.VarMean(c.Ints("dim"), Correction(c), c.Flag("keepdim")),
        ["std_mean"] = c => c.X.StdMean(c.Ints("dim"), Correction(c), c.Flag("keepdim")),
        ["norm"] = c => c.X.Norm(c.Real("p", 2), c.Ints("dim"), c.Flag("keepdim")),
        ["vector_norm"] = c => Linalg.VectorNorm(c.X, c.Real("ord", 2), c.Ints("dim"), c.Flag("keepdim")),
        ["logsumexp"] = c => c.X.LogSumExp(c.Ints("dim"), c.Flag("keepdim")),
        ["cumsum"] = c => c.X.Cumsum(c.Int("dim")),
        ["cumprod"] = c => c.X.Cumprod(c.Int("dim")),
        ["cummax"] = c => c.X.Cummax(c.Int("dim", 0)).Values,
        ["cummax_values"] = c => c.X.Cummax(c.Int("dim", 0)).Values,
        ["cummin"] = c => c.X.Cummin(c.Int("dim", 0)).Values,
        ["cummin_values"] = c => c.X.Cummin(c.Int("dim", 0)).Values,
        ["logcumsumexp"] = c => c.X.Logcumsumexp(c.Int("dim")),
        ["diff"] = c => c.X.Diff(c.Int("n", 1), c.Int("dim", -1)),
        ["kthvalue"] = c => c.X.Kthvalue(c.Int("k"), c.Int("dim", -1), c.Flag("keepdim")).Values,
        ["trapezoid"] = c => c.Maybe("x") is { } x ? Tensor.Trapezoid(c["y"], x, c.Int("dim", -1)) : Tensor.Trapezoid(c.X, c.Real("dx", 1), c.Int("dim", -1)),
        ["sort"] = c => c.X.Sort(c.Int("dim", -1), c.Flag("descending"), c.Flag("stable")).Values,
        ["sort_values"] = c => c.X.Sort(c.Int("dim", -1), c.Flag("descending"), c.Flag("stable")).Values,
        ["topk"] = c => c.X.Topk(c.Int("k"), c.Int("dim", -1), c.Flag("largest", true)).Values,
        ["topk2_values"] = c => c.X.Topk(2).Values,
        ["quantile"] = c => c.Has("dim") ? c.X.Quantile(c.Real("q"), c.Int("dim"), c.Flag("keepdim")) : c.X.Quantile(c.Real("q")),
    };

    private static int Correction(Running.Case c) => c.Int("correction", c.Flag("unbiased", true) ? 1 : 0);
}
