namespace SourceAutodiff.Golden.Operations;

/// <summary>Elements chosen by index tensors and masks.</summary>
internal static class IndexOperations
{
    public static readonly OperationTable Table = new()
    {
        ["index_select"] = c => c.X.IndexSelect(c.Int("dim"), c["index"]),
        ["gather"] = c => c.X.Gather(c.Int("dim"), c["index"]),
        ["scatter"] = c => c.X.Scatter(c.Int("dim"), c["index"], c["src"]),
        ["scatter_add"] = c => c.X.ScatterAdd(c.Int("dim"), c["index"], c["src"]),
        ["index_add"] = c => c.X.IndexAdd(c.Int("dim"), c["index"], c["source"], c.Real("alpha", 1)),
        ["index_copy"] = c => c.X.IndexCopy(c.Int("dim"), c["index"], c["source"]),
        ["index_fill"] = c => c.X.IndexFill(c.Int("dim"), c["index"], c.Number("value")),
        ["take_along_dim"] = c => c.Has("dim") ? c.X.TakeAlongDim(c["indices"], c.Int("dim")) : c.X.TakeAlongDim(c["indices"]),
        ["take"] = c => c.X.Take(c["index"]),
        ["masked_fill"] = c => c.X.MaskedFill(c["mask"], c.Number("value")),
        ["masked_select"] = c => c.X.MaskedSelect(c["mask"]),
        ["masked_scatter"] = c => c.X.MaskedScatter(c["mask"], c["source"]),
        ["where"] = c => c.Maybe("condition") is { } condition ? Tensor.Where(condition, c["input"], c["other"]) : Tensor.Where(c.X > 0, c.X * c.X, -c.X),
        ["index_tensor"] = c => c.Maybe("i") is { } i ? c.X[i, c["j"]] : c.X[c["index"]],
        ["index_put_accumulate"] = c => c.X.IndexPut([c["index"]], c["values"], accumulate: true),
        ["index_put"] = c => c.X.IndexPut([c["index"]], c["values"]),
    };
}
