using SourceAutodiff.Kernels;
using SourceAutodiff.Tensors;

namespace SourceAutodiff;

public sealed partial class Tensor
{
    /// <summary>
    /// The elements that tensors of indices name, as in <c>x[i, j]</c>: the indices are broadcast, and their dimensions stand where the indexed ones were, or in front if
    /// these are not next to each other.
    /// </summary>
    /// <param name="indices">For each dimension positions (Int64 or Int32; negative ones count from the end) or <see langword="null"/> for all; or a mask for as many dimensions as it has. Dimensions behind the last one stay.</param>
    /// <exception cref="ArgumentException">A type or a shape does not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such position.</exception>
    public Tensor Index(params ReadOnlySpan<Tensor?> indices)
    {
        IndexingPlan plan = IndexingPlan.For(Layout.Sizes, indices);
        (bool[] isGiven, Tensor[] given) = Given(indices);
        int[] whole = Layout.Sizes;
        return Tape.Record(
            IndexingRuns.Take(this, plan.Starts, plan.Run, plan.Sizes), "Index", this,
            (node, grad) => Zeros(whole, grad.DType).IndexPut(Saved(node, isGiven), grad, accumulate: true), given);
    }

    /// <summary>A copy with other elements in the places that tensors of indices name.</summary>
    /// <param name="indices">As for <see cref="Index"/>.</param>
    /// <param name="values">Of the same type; stretched to the shape of what is named.</param>
    /// <param name="accumulate">Adds instead, as often as a place is named.</param>
    /// <exception cref="ArgumentException">A type or a shape does not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such position.</exception>
    public Tensor IndexPut(ReadOnlySpan<Tensor?> indices, Tensor values, bool accumulate = false)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.DType != DType) throw new ArgumentException($"Index put requires the source and destination dtypes match, got {DType.Title()} for the destination and {values.DType.Title()} for the source.", nameof(values));
        IndexingPlan plan = IndexingPlan.For(Layout.Sizes, indices);
        if (!Layout.CanExpand(values.Layout.Sizes, plan.Sizes)) throw new ArgumentException($"shape mismatch: value tensor of shape {values.Shape} cannot be broadcast to indexing result of shape {Layout.Text(plan.Sizes)}", nameof(values));
        (bool[] isGiven, Tensor[] given) = Given(indices);
        Tensor result = accumulate ? IndexingRuns.Add(this, plan.Starts, plan.Run, values, plan.Sizes) : IndexingRuns.Put(this, plan.Starts, plan.Run, values, plan.Sizes);
        return Tape.Record(result, "IndexPut", [this, values], (node, grad) =>
        [
            !node.Needs(0) ? null : accumulate ? grad : grad.IndexPut(Saved(node, isGiven), Zeros([], grad.DType)),
            node.Needs(1) ? grad.Index(Saved(node, isGiven)) : null,
        ], given);
    }

    /// <summary>Writes to the places that tensors of indices name, in place.</summary>
    /// <returns>This tensor.</returns>
    /// <inheritdoc cref="IndexPut"/>
    /// <exception cref="InvalidOperationException">This is a leaf that requires a gradient.</exception>
    public Tensor IndexPutInPlace(ReadOnlySpan<Tensor?> indices, Tensor values, bool accumulate = false)
    {
        Tensor?[] named = indices.ToArray();
        return Change(self => self.IndexPut(named, values, accumulate));
    }

    private static (bool[] IsGiven, Tensor[] Given) Given(ReadOnlySpan<Tensor?> indices)
    {
        var isGiven = new bool[indices.Length];
        var given = new List<Tensor>();
        for (int i = 0; i < indices.Length; i++)
        {
            isGiven[i] = indices[i] is not null;
            if (indices[i] is { } index) given.Add(index);
        }

        return (isGiven, [.. given]);
    }

    private static Tensor?[] Saved(OpNode node, bool[] isGiven)
    {
        var indices = new Tensor?[isGiven.Length];
        int next = 0;
        for (int i = 0; i < indices.Length; i++) indices[i] = isGiven[i] ? node.Saved(next++) : null;
        return indices;
    }
}
