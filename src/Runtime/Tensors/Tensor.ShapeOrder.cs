using SourceAutodiff.Kernels;
using SourceAutodiff.Tensors;

namespace SourceAutodiff;

public sealed partial class Tensor
{
    /// <summary>The positions of dimensions in the opposite order, copied.</summary>
    /// <param name="dims">The dimensions; negative ones count from the end.</param>
    /// <exception cref="ArgumentException">A dimension is named twice.</exception>
    public Tensor Flip(params ReadOnlySpan<int> dims)
    {
        int[] flipped = dims.Length == 0 ? [] : Reducing.Dimensions(dims, Rank);
        int[] strides = [.. Layout.Strides];
        int offset = Layout.Offset;
        foreach (int d in flipped)
        {
            offset += Math.Max(Layout.Sizes[d] - 1, 0) * strides[d];
            strides[d] = -strides[d];
        }

        Tensor result = EmptyLike(this, DType);
        Copying.Copy(new Tensor(Storage, new Layout(Layout.Sizes, strides, offset), DType), result);
        return Tape.Record(result, "Flip", this, (_, grad) => grad.Flip(flipped));
    }

    /// <summary>The elements, or the positions of a dimension, moved on; those that fall off the end come back at the start.</summary>
    /// <param name="shifts">How far; negative: towards the start.</param>
    /// <param name="dims">The dimension; if it is not given, the elements of the whole tensor in a row, and the shape stays.</param>
    public Tensor Roll(int shifts, int? dims = null) => dims is { } d ? Roll([shifts], [d]) : Roll([shifts], []);

    /// <summary>The positions of dimensions moved on; those that fall off the end come back at the start.</summary>
    /// <param name="shifts">How far along each dimension; negative: towards the start.</param>
    /// <param name="dims">The dimensions; negative ones count from the end. If none is given, the elements of the whole tensor in a row are moved by the one shift.</param>
    /// <exception cref="ArgumentException">There are not as many shifts as dimensions.</exception>
    public Tensor Roll(ReadOnlySpan<int> shifts, ReadOnlySpan<int> dims)
    {
        if (shifts.Length == 0) throw new ArgumentException("`shifts` required", nameof(shifts));
        if (shifts.Length != (dims.Length == 0 ? 1 : dims.Length)) throw new ArgumentException($"shifts and dimensions must align. shifts: {shifts.Length}, dims:{dims.Length}");
        (int[] by, int[] along) = (shifts.ToArray(), dims.ToArray());
        Tensor result = along.Length == 0 ? Moved(Plain(), 0, by[0], isFlat: true) : this;
        for (int i = 0; i < along.Length; i++) result = Moved(result, Layout.Dimension(along[i], Rank), by[i], isFlat: false);
        return Tape.Record(result, "Roll", this, (_, grad) => grad.Roll(Array.ConvertAll(by, shift => -shift), along));
    }

    /// <summary>Turned by quarters in the plane of two dimensions.</summary>
    /// <param name="k">How many quarters, from the first of the dimensions towards the second; negative: the other way.</param>
    /// <param name="dims">The two dimensions; by default 0 and 1.</param>
    /// <exception cref="ArgumentException">They are not two.</exception>
    public Tensor Rot90(int k = 1, ReadOnlySpan<int> dims = default)
    {
        int[] plane = dims.Length == 0 ? [0, 1] : dims.ToArray();
        if (plane.Length != 2) throw new ArgumentException($"expected total rotation dims == 2, but got dims = {plane.Length}", nameof(dims));
        if (Rank < 2) throw new ArgumentException($"expected total dims >= 2, but got total dims = {Rank}");
        (int a, int b) = (Layout.Dimension(plane[0], Rank), Layout.Dimension(plane[1], Rank));
        if (a == b) throw new ArgumentException($"expected rotation dims to be different, but got dim0 = {plane[0]} and dim1 = {plane[1]}", nameof(dims));
        int quarters = ((k % 4) + 4) % 4;
        Tensor plain = Detach();
        Tensor result = quarters switch
        {
            0 => Copied(),
            1 => plain.Flip(b).Transpose(a, b).Copied(),
            2 => plain.Flip(a, b),
            _ => plain.Flip(a).Transpose(a, b).Copied(),
        };
        return Tape.Record(result, "Rot90", this, (_, grad) => grad.Rot90(-quarters, [a, b]));
    }

    private static Tensor Moved(Tensor x, int dim, int shift, bool isFlat)
    {
        int size = isFlat || x.Rank == 0 ? x.ElementCount : x.Layout.Sizes[dim];
        if (size == 0) return x.Copied();
        var from = new int[size];
        for (int i = 0; i < size; i++) from[i] = (int)((((i - (long)shift) % size) + size) % size);
        if (isFlat) return IndexingRuns.Take(x, from, 1, x.Layout.Sizes);
        (int[] starts, int run) = IndexingPlaces.Positions(x.Layout.Sizes, dim, from);
        return IndexingRuns.Take(x, starts, run, x.Layout.Sizes);
    }
}
