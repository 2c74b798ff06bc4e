namespace SourceAutodiff.Golden.Operations;

/// <summary>Elements chosen by index tensors and masks.</summary>
internal static class IndexOperations
{
    public static readonly OperationTable Table = new()
    {
        ["index_select"] = c => c.X.IndexSelect(c.Int("dim"), c["index"]),
        ["index_add"] = c => c.X.IndexAdd(c.Int("dim"), c["index"], c["source"], c.Real("alpha", 1)),
        ["where"] = c => c.Maybe("condition") is { } condition ? Tensor.Where(condition, c["input"], c["other"]) : Tensor.Where(c.X > 0, c.X * c.X, -c.X),
    };
}
