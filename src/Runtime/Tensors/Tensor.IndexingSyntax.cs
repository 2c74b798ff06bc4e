using System.Runtime.CompilerServices;

namespace SourceAutodiff;

public sealed partial class Tensor
{
    /// <summary>
    /// Part of the tensor: <c>x[1]</c>, <c>x[^1]</c>, <c>x[1..3]</c>, <c>x[.., 0]</c>, <c>x[TensorIndex.Ellipsis, 0]</c>, <c>x[TensorIndex.NewAxis]</c>. Positions and ranges give a view
    /// of the same memory; tensors of positions and masks give a copy of the elements. Assigning changes the elements in place, and is recorded; a number is written by
    /// <c>x[1].FillInPlace(5)</c>.
    /// </summary>
    /// <param name="indices">One for each dimension, from the first on; the dimensions behind stay. Ranges are cut off at the ends, as PyTorch does. A position takes its dimension away.</param>
    /// <value>Stretched to the shape of the part and converted to its type.</value>
    /// <exception cref="ArgumentOutOfRangeException">There is no such position.</exception>
    /// <exception cref="ArgumentException">There are more indices than dimensions, or shapes do not fit.</exception>
    /// <exception cref="InvalidOperationException">What is assigned to is (part of) a leaf that requires a gradient.</exception>
    [IndexerName("Part")]
    public Tensor this[params ReadOnlySpan<TensorIndex> indices]
    {
        get
        {
            (Tensor view, Tensor?[] named) = Viewed(indices);
            return named.Length == 0 ? view : view.Index(named);
        }

        set
        {
            ArgumentNullException.ThrowIfNull(value);
            (Tensor view, Tensor?[] named) = Viewed(indices);

            // What is read while it is overwritten is copied first.
            Tensor source = ReferenceEquals(value.Storage, Storage) ? value.Clone() : value;
            if (named.Length == 0) view.CopyInPlace(source);
            else view.IndexPutInPlace(named, source.To(DType));
        }
    }

    /// <summary>What positions and ranges leave, and the tensors that index its dimensions; none of those if there are no tensors.</summary>
    private (Tensor View, Tensor?[] Named) Viewed(ReadOnlySpan<TensorIndex> indices)
    {
        (int taken, int ellipses) = (0, 0);
        foreach (TensorIndex index in indices)
        {
            taken += index.Dimensions;
            if (index.IsEllipsis) ellipses++;
        }

        if (ellipses > 1) throw new ArgumentException("an index can only have a single ellipsis ('...')", nameof(indices));
        if (taken > Rank) throw new ArgumentException($"too many indices for tensor of dimension {Rank}: {taken} for the shape {Shape}", nameof(indices));
        Tensor view = this;
        var named = new List<Tensor?>();
        (int d, int covered) = (0, 0);
        foreach (TensorIndex index in indices)
        {
            if (index.IsEllipsis) d += Rank - taken;
            else if (index.Places is { } places)
            {
                for (; covered < d; covered++) named.Add(null);
                named.Add(places);
                d += index.Dimensions;
                covered = d;
            }
            else
            {
                view = index.Apply(view, d);
                if (!index.IsPosition) d++;
            }
        }

        return (view, [.. named]);
    }
}
