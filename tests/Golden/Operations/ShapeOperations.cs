namespace SourceAutodiff.Golden.Operations;

/// <summary>Views, and tensors put together and taken apart.</summary>
internal static class ShapeOperations
{
    public static readonly OperationTable Table = new()
    {
        ["transpose"] = c => c.X.Transpose(c.Int("dim0"), c.Int("dim1")),
        ["swapaxes"] = c => c.X.Transpose(c.Int("axis0"), c.Int("axis1")),
        ["t"] = c => c.X.T(),
        ["permute"] = c => c.X.Permute(c.Ints("dims")),
        ["reshape"] = c => (c.Expression?.Contains("input.t()") == true ? c.X.T() : c.X).Reshape(c.Ints("shape")),
        ["view"] = c => c.X.View(c.Ints("shape")),
        ["unsqueeze"] = c => c.X.Unsqueeze(c.Int("dim")),
        ["expand"] = c => c.X.Expand(c.Ints("size")),
        ["slice"] = c => c.X.Slice(c.Int("dim", 0), c.Int("start", 0), c.Int("end", int.MaxValue), c.Int("step", 1)),
        ["select"] = c => c.X.Select(c.Int("dim"), c.Int("index")),
        ["as_strided"] = c => c.X.AsStrided(c.Ints("size"), c.Ints("stride"), c.Int("storage_offset", 0)),
        ["as_strided_windows"] = c => c.X.AsStrided(c.Ints("size"), c.Ints("stride"), c.Int("storage_offset", 0)),
        ["contiguous_chain"] = c => c.X.Transpose(0, 2).Contiguous().View(6, 2).Slice(0, 1, 4).T(),
        ["detach_mul"] = c => c.X * c.X.Detach(),
        ["inplace_chain"] = c => InPlaceChain(c.X),
    };

    private static Tensor InPlaceChain(Tensor x)
    {
        Tensor y = x.Clone();
        y.MulInPlace(x);
        y.AddInPlace(1.5);
        y.Slice(0, 0, 2).MulInPlace(3);
        return y;
    }
}
