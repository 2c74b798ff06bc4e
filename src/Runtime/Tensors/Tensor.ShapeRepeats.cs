using SourceAutodiff.Kernels;
using SourceAutodiff.Tensors;

namespace SourceAutodiff;

public sealed partial class Tensor
{
    /// <summary>The whole tensor several times along its dimensions, copied.</summary>
    /// <param name="sizes">How often along each dimension; further ones are added in front.</param>
    /// <exception cref="ArgumentException">There are fewer numbers than dimensions, or one is negative.</exception>
    public Tensor Repeat(params ReadOnlySpan<int> sizes)
    {
        if (sizes.Length < Rank) throw new ArgumentException($"Number of dimensions of repeat dims can not be smaller than number of dimensions of tensor: {Layout.Text(sizes)} for the shape {Shape}", nameof(sizes));
        int missing = sizes.Length - Rank;
        int[] own = [.. Enumerable.Repeat(1, missing), .. Layout.Sizes], spread = new int[2 * own.Length], strides = new int[spread.Length];
        var total = new int[own.Length];
        for (int i = 0; i < own.Length; i++)
        {
            if (sizes[i] < 0) throw new ArgumentException($"Trying to create tensor with negative dimension {sizes[i] * own[i]}: {Layout.Text(sizes)}", nameof(sizes));
            (spread[2 * i], spread[(2 * i) + 1], total[i]) = (sizes[i], own[i], checked(sizes[i] * own[i]));
            if (i >= missing) strides[(2 * i) + 1] = Layout.Strides[i - missing];
        }

        // Seen as (how often, own size) for each dimension, the repeats have stride 0.
        Tensor result = Empty(total, DType);
        if (result.ElementCount > 0) Copying.Copy(new Tensor(Storage, new Layout(spread, strides, Layout.Offset), DType), new Tensor(result.Storage, new Layout(spread), DType));
        int[] whole = Layout.Sizes, repeats = [.. Enumerable.Range(0, own.Length).Select(i => 2 * i)];
        return Tape.Record(result, "Repeat", this, (_, grad) => repeats.Length == 0 ? grad : grad.Reshape(spread).Sum(repeats).Reshape(whole));
    }

    /// <summary>The whole tensor several times along its last dimensions, copied.</summary>
    /// <param name="dims">How often; for missing ones in front once.</param>
    public Tensor Tile(params ReadOnlySpan<int> dims) => Repeat([.. Enumerable.Repeat(1, Math.Max(Rank - dims.Length, 0)), .. dims]);

    /// <summary>Each position several times.</summary>
    /// <param name="repeats">How often.</param>
    /// <param name="dim">The dimension; if it is not given, the elements of the whole tensor in a row.</param>
    /// <exception cref="ArgumentException">The number is negative.</exception>
    public Tensor RepeatInterleave(int repeats, int? dim = null)
    {
        if (repeats < 0) throw new ArgumentException($"Repeats must be non-negative, got {repeats}", nameof(repeats));
        Tensor row = dim is null || Rank == 0 ? Reshape(-1) : this;
        int d = dim is { } named ? Layout.Dimension(named, row.Rank) : 0;
        return row.IndexSelect(d, Wrap([.. Enumerable.Range(0, row.Layout.Sizes[d] * repeats).Select(i => (long)(i / repeats))], [row.Layout.Sizes[d] * repeats]));
    }

    /// <summary>Each position as often as its number says.</summary>
    /// <param name="repeats">Int64 or Int32: a number for each position, or one for all.</param>
    /// <param name="dim">The dimension; if it is not given, the elements of the whole tensor in a row.</param>
    /// <exception cref="ArgumentException">The numbers are negative, of another type, or not as many as positions.</exception>
    public Tensor RepeatInterleave(Tensor repeats, int? dim = null)
    {
        ArgumentNullException.ThrowIfNull(repeats);
        if (repeats.DType is not (DType.Int64 or DType.Int32)) throw new ArgumentException($"repeats has to be Long or Int tensor, but it is of {repeats.DType}. Convert it with To(DType.Int64).", nameof(repeats));
        if (repeats.Rank > 1) throw new ArgumentException($"repeats must be 0-dim or 1-dim tensor, but its shape is {repeats.Shape}", nameof(repeats));
        Tensor row = dim is null || Rank == 0 ? Reshape(-1) : this;
        int d = dim is { } named ? Layout.Dimension(named, row.Rank) : 0, size = row.Layout.Sizes[d];
        long[] counts = repeats.Converted(DType.Int64).ToArray<long>();
        if (counts.Any(count => count < 0)) throw new ArgumentException("repeats can not be negative", nameof(repeats));
        if (counts.Length != 1 && counts.Length != size) throw new ArgumentException($"repeats must have the same size as input along dim, but got repeats.size(0) = {counts.Length} and input.size({d}) = {size}", nameof(repeats));
        long[] positions = [.. Enumerable.Range(0, size).SelectMany(i => Enumerable.Repeat((long)i, (int)counts[counts.Length == 1 ? 0 : i]))];
        return row.IndexSelect(d, Wrap(positions, [positions.Length]));
    }
}
