using SourceAutodiff.Tensors;

namespace SourceAutodiff;

public static partial class Linalg
{
    /// <summary>The cross product of vectors of length 3.</summary>
    /// <param name="input">The shapes are broadcast.</param>
    /// <param name="other">The other vectors.</param>
    /// <param name="dim">The dimension that the vectors are along; a negative one counts from the end.</param>
    /// <exception cref="ArgumentException">The dimension is not of size 3.</exception>
    public static Tensor Cross(Tensor input, Tensor other, int dim = -1)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(other);
        if (input.Rank != other.Rank) throw new ArgumentException($"linalg.cross: inputs must have the same number of dimensions, but the shapes are {input.Shape} and {other.Shape}.", nameof(other));
        int d = Layout.Dimension(dim, input.Rank);
        if (input.Rank == 0 || input.Shape[d] != 3 || other.Shape[d] != 3) throw new ArgumentException($"linalg.cross: inputs dimension {dim} must have length 3. Got {(input.Rank == 0 ? 1 : input.Shape[d])} and {(other.Rank == 0 ? 1 : other.Shape[d])}", nameof(dim));
        (Tensor a, Tensor b) = (input.Detach(), other.Detach());
        int[] sizes = Layout.Broadcast(a.Layout.Sizes, b.Layout.Sizes);
        (a, b) = (a.ExpandTo(sizes), b.ExpandTo(sizes));
        Tensor result = (a.Roll(-1, d) * b.Roll(-2, d)) - (a.Roll(-2, d) * b.Roll(-1, d));
        return Tape.Record(result, "LinalgCross", [input, other], (node, grad) =>
        [
            node.Needs(0) ? Cross(node.Saved(1), grad, d) : null,
            node.Needs(1) ? Cross(grad, node.Saved(0), d) : null,
        ], input, other);
    }

    /// <summary>The sums of the products of vectors.</summary>
    /// <param name="x">The shapes are broadcast.</param>
    /// <param name="y">The other vectors, as long.</param>
    /// <param name="dim">The dimension that the vectors are along; a negative one counts from the end.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static Tensor Vecdot(Tensor x, Tensor y, int dim = -1)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        return (x * y).Sum([dim]);
    }
}
