using SourceAutodiff.Kernels;
using SourceAutodiff.Tensors;

namespace SourceAutodiff;

public sealed partial class Tensor
{
    /// <summary>A number in place of the elements where <paramref name="mask"/> holds.</summary>
    /// <param name="mask">Boolean. The two shapes are broadcast.</param>
    /// <param name="value">Converted to the type of the elements.</param>
    /// <exception cref="ArgumentException">The mask is not boolean, or the shapes do not fit.</exception>
    public Tensor MaskedFill(Tensor mask, Scalar value)
    {
        if (value.DType == DType.Float64 && !DType.IsFloatingPoint()) throw new ArgumentException($"value cannot be converted to type {DType.Title()} without overflow: {value} in a tensor of {DType}. Convert the tensor first.", nameof(value));
        return Tape.Record(Masked(mask, Full([], value, DType)), "MaskedFill", this, (node, grad) => grad.MaskedFill(node.Saved(0), 0), mask);
    }

    /// <summary>The one element of a tensor in place of the elements where <paramref name="mask"/> holds.</summary>
    /// <param name="mask">Boolean. The two shapes are broadcast.</param>
    /// <param name="value">Without dimensions; converted to the type of the elements.</param>
    /// <exception cref="ArgumentException">The mask is not boolean, the shapes do not fit, or the value has dimensions.</exception>
    public Tensor MaskedFill(Tensor mask, Tensor value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (value.Rank != 0) throw new ArgumentException($"masked_fill only supports a 0-dimensional value tensor, but got tensor with {value.Rank} dimension(s).", nameof(value));
        return Tape.Record(Masked(mask, value.Converted(DType)), "MaskedFill", [this, value], (node, grad) =>
        [
            node.Needs(0) ? grad.MaskedFill(node.Saved(0), 0) : null,
            node.Needs(1) ? Where(node.Saved(0), grad, 0.0).Sum() : null,
        ], mask);
    }

    /// <summary>Writes a number where <paramref name="mask"/> holds, in place.</summary>
    /// <returns>This tensor.</returns>
    /// <inheritdoc cref="MaskedFill(Tensor, Scalar)"/>
    /// <exception cref="InvalidOperationException">This is a leaf that requires a gradient.</exception>
    public Tensor MaskedFillInPlace(Tensor mask, Scalar value) => Change(self => self.MaskedFill(mask, value));

    /// <summary>The elements where <paramref name="mask"/> holds, in one row.</summary>
    /// <param name="mask">Boolean. The two shapes are broadcast.</param>
    /// <exception cref="ArgumentException">The mask is not boolean, or the shapes do not fit.</exception>
    public Tensor MaskedSelect(Tensor mask)
    {
        ArgumentNullException.ThrowIfNull(mask);
        if (mask.DType != DType.Bool) throw new ArgumentException($"masked_select: expected BoolTensor for mask, but got {mask.DType}. Compare it with something, as in x > 0.", nameof(mask));
        int[] whole = Layout.Broadcast(Layout.Sizes, mask.Layout.Sizes);
        if (whole.Length == 0) return Reshape(1).MaskedSelect(mask.Reshape(1));
        IndexingPlan plan = IndexingPlan.For(whole, [mask.ExpandTo(whole)]);
        Tensor result = IndexingRuns.Take(Detach().ExpandTo(whole), plan.Starts, plan.Run, plan.Sizes);
        return Tape.Record(result, "MaskedSelect", this, (node, grad) => Zeros(whole, grad.DType).IndexPut([node.Saved(0).ExpandTo(whole)], grad), mask);
    }

    /// <summary>A copy in which the elements where <paramref name="mask"/> holds are those of <paramref name="source"/>, one after the other.</summary>
    /// <param name="mask">Boolean. The two shapes are broadcast.</param>
    /// <param name="source">Of the same type, with at least as many elements as the mask takes.</param>
    /// <exception cref="ArgumentException">The mask is not boolean, or the shapes or the types do not fit.</exception>
    public Tensor MaskedScatter(Tensor mask, Tensor source)
    {
        ArgumentNullException.ThrowIfNull(mask);
        ArgumentNullException.ThrowIfNull(source);
        if (mask.DType != DType.Bool) throw new ArgumentException($"masked_scatter_ only supports boolean masks, but got mask with dtype {mask.DType.Title()}", nameof(mask));
        if (source.DType != DType) throw new ArgumentException($"masked_scatter: expected self and source to have same dtypes but got {DType.Title()} and {source.DType.Title()}", nameof(source));
        int[] whole = Layout.Broadcast(Layout.Sizes, mask.Layout.Sizes), given = source.Layout.Sizes;
        Tensor plain = Detach().ExpandTo(whole).Reshape(-1), isTaken = mask.ExpandTo(whole).Reshape(-1);
        int[] places = Array.ConvertAll(isTaken.NonZero().ToArray<long>(), place => (int)place);
        if (places.Length > source.ElementCount) throw new ArgumentException($"Number of elements of source < number of ones in mask: {source.ElementCount} < {places.Length}", nameof(source));
        Tensor result = new(IndexingRuns.Put(plain, places, 1, source.Detach().Reshape(-1).Slice(0, 0, places.Length), [places.Length]).Storage, new Layout(whole), DType);
        return Tape.Record(result, "MaskedScatter", [this, source], (node, grad) =>
        [
            node.Needs(0) ? grad.MaskedFill(node.Saved(0), 0) : null,
            node.Needs(1) ? Functional.Pad(grad.MaskedSelect(node.Saved(0)), [0, Layout.CountOf(given) - places.Length]).View(given) : null,
        ], mask);
    }

    /// <summary>Where the elements are that are not zero: a row of Int64 coordinates for each, in the order of the elements.</summary>
    public Tensor NonZero()
    {
        bool[] isSet = Ne(0).ToArray<bool>();
        int[] sizes = Layout.Sizes;
        var coordinates = new List<long>();
        int count = 0;
        for (int i = 0; i < isSet.Length; i++)
        {
            if (!isSet[i]) continue;
            count++;
            int block = isSet.Length, rest = i;
            foreach (int size in sizes)
            {
                block /= size;
                coordinates.Add(rest / block);
                rest %= block;
            }
        }

        return Wrap(coordinates.ToArray(), [count, Rank]);
    }

    private Tensor Masked(Tensor mask, Tensor value)
    {
        ArgumentNullException.ThrowIfNull(mask);
        if (mask.DType != DType.Bool) throw new ArgumentException($"masked_fill only supports boolean masks, but got mask with dtype {mask.DType.Title()}. Compare it with something, as in x > 0.", nameof(mask));
        return Choosing.Choose(mask, value, this, Empty(Layout.Broadcast(Layout.Sizes, mask.Layout.Sizes), DType));
    }
}
