using SourceAutodiff.Tensors;

namespace SourceAutodiff;

public sealed partial class Tensor
{
    /// <summary>Neighbouring dimensions made one.</summary>
    /// <param name="startDim">The first of them; a negative one counts from the end.</param>
    /// <param name="endDim">The last of them; a negative one counts from the end.</param>
    /// <exception cref="ArgumentException">They are in the wrong order.</exception>
    public Tensor Flatten(int startDim = 0, int endDim = -1)
    {
        (int start, int end) = (Layout.Dimension(startDim, Rank), Layout.Dimension(endDim, Rank));
        if (start > end) throw new ArgumentException($"flatten() has invalid args: start_dim cannot come after end_dim ({startDim} and {endDim})");
        if (Rank == 0) return Reshape(1);
        int[] sizes = Layout.Sizes;
        return start == end ? this : Reshape([.. sizes[..start], Layout.CountOf(sizes.AsSpan(start, end - start + 1)), .. sizes[(end + 1)..]]);
    }

    /// <summary>One dimension made several.</summary>
    /// <param name="dim">The dimension; a negative one counts from the end.</param>
    /// <param name="sizes">Of the new ones; one may be -1.</param>
    /// <exception cref="ArgumentException">They do not multiply up to the size of the dimension.</exception>
    public Tensor Unflatten(int dim, ReadOnlySpan<int> sizes)
    {
        if (sizes.Length == 0) throw new ArgumentException("unflatten: sizes must be non-empty", nameof(sizes));
        int d = Layout.Dimension(dim, Rank), size = Rank == 0 ? 1 : Layout.Sizes[d];
        int[] parts = sizes.ToArray();
        int open = Array.IndexOf(parts, -1);
        if (open >= 0)
        {
            parts[open] = 1;
            int known = Array.IndexOf(parts, -1) >= 0 ? 0 : Layout.CountOf(parts);
            parts[open] = known == 0 ? 0 : size / known;
        }

        if (Layout.CountOf(parts) != size) throw new ArgumentException($"unflatten: Provided sizes {Layout.Text(sizes)} don't multiply up to the size of dim {d} ({size}) in the input tensor", nameof(sizes));
        return View([.. Layout.Sizes.AsSpan(0, d), .. parts, .. Layout.Sizes.AsSpan(Math.Min(d + 1, Rank))]);
    }

    /// <summary>Those of some dimensions go that are of size 1.</summary>
    /// <param name="dims">The dimensions; negative ones count from the end.</param>
    /// <exception cref="ArgumentException">A dimension is named twice.</exception>
    public Tensor Squeeze(ReadOnlySpan<int> dims) => Squeezed(dims.Length == 0 || Rank == 0 ? [] : Kernels.Reducing.Dimensions(dims, Rank));

    /// <summary>A dimension moves; the others keep their order.</summary>
    /// <param name="source">Where it is; a negative one counts from the end.</param>
    /// <param name="destination">Where it will be.</param>
    public Tensor MoveDim(int source, int destination) => MoveDim([source], [destination]);

    /// <summary>Dimensions move; the others keep their order.</summary>
    /// <param name="source">Where they are; negative ones count from the end.</param>
    /// <param name="destination">Where each of them will be.</param>
    /// <exception cref="ArgumentException">A dimension is named twice, or not as many are named on both sides.</exception>
    public Tensor MoveDim(ReadOnlySpan<int> source, ReadOnlySpan<int> destination)
    {
        if (source.Length != destination.Length) throw new ArgumentException($"movedim: Invalid source or destination dims: source ({Layout.Text(source)} dims) should contain the same number of dims as destination ({Layout.Text(destination)} dims)");
        if (Rank == 0) return this;
        int[] from = Normalised(source, "source"), to = Normalised(destination, "destination"), order = new int[Rank];
        Array.Fill(order, -1);
        for (int i = 0; i < from.Length; i++) order[to[i]] = from[i];
        var rest = new Queue<int>(Enumerable.Range(0, Rank).Except(from));
        for (int i = 0; i < Rank; i++)
        {
            if (order[i] < 0) order[i] = rest.Dequeue();
        }

        return Permute(order);
    }

    /// <summary>Two dimensions change places: another name of <see cref="Transpose"/>.</summary>
    /// <param name="axis0">A dimension; a negative one counts from the end.</param>
    /// <param name="axis1">The other one.</param>
    public Tensor SwapAxes(int axis0, int axis1) => Transpose(axis0, axis1);

    /// <summary>The last two dimensions change places: the transposes of a batch of matrices.</summary>
    /// <exception cref="InvalidOperationException">There are fewer than two dimensions.</exception>
    public Tensor MT() => Rank >= 2 ? Transpose(-2, -1)
        : throw new InvalidOperationException($"tensor.mT is only supported on matrices or batches of matrices. Got {Rank}-D tensor.");

    /// <summary>Stretched to a shape without a copy: another name of <see cref="Expand"/>.</summary>
    /// <param name="shape">-1 leaves a dimension as it is.</param>
    /// <exception cref="ArgumentException">A dimension that is not of size 1 would have to grow.</exception>
    public Tensor BroadcastTo(params ReadOnlySpan<int> shape) => Expand(shape);

    /// <summary>Stretched to the shape of another tensor without a copy.</summary>
    /// <param name="other">Only its shape counts.</param>
    /// <exception cref="ArgumentException">A dimension that is not of size 1 would have to grow.</exception>
    public Tensor ExpandAs(Tensor other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Expand(other.Layout.Sizes);
    }

    /// <summary>The same elements in the shape of another tensor, in the same memory.</summary>
    /// <param name="other">Only its shape counts.</param>
    /// <exception cref="ArgumentException">The number of elements differs, or the layout does not allow it.</exception>
    public Tensor ViewAs(Tensor other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return View(other.Layout.Sizes);
    }

    private int[] Normalised(ReadOnlySpan<int> dims, string name)
    {
        var named = new int[dims.Length];
        for (int i = 0; i < named.Length; i++)
        {
            named[i] = Layout.Dimension(dims[i], Rank);
            if (Array.IndexOf(named, named[i]) < i) throw new ArgumentException($"movedim: repeated dim in `{name}` ({Layout.Text(dims)})");
        }

        return named;
    }
}
