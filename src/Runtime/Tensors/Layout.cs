namespace SourceAutodiff.Tensors;

/// <summary>Where the elements of a tensor are in its storage. Never changed, so results share the layout of what they are computed from.</summary>
internal sealed class Layout
{
    public static readonly Layout Scalar = new([]);

    public readonly int[] Sizes;
    public readonly int[] Strides;
    public readonly int Offset;
    public readonly int Count;
    public readonly bool IsContiguous;

    /// <summary>Row by row from the start.</summary>
    public Layout(int[] sizes)
    {
        Sizes = sizes;
        Count = CountOf(sizes);
        Strides = new int[sizes.Length];
        int stride = 1;
        for (int i = sizes.Length - 1; i >= 0; i--)
        {
            Strides[i] = stride;
            stride *= Math.Max(sizes[i], 1);
        }

        IsContiguous = true;
    }

    public Layout(int[] sizes, int[] strides, int offset)
    {
        (Sizes, Strides, Offset, Count) = (sizes, strides, offset, CountOf(sizes));
        int stride = 1;
        IsContiguous = true;
        for (int i = sizes.Length - 1; i >= 0 && Count > 0; i--)
        {
            if (sizes[i] == 1) continue;
            if (strides[i] != stride) IsContiguous = false;
            stride *= sizes[i];
        }
    }

    public int Rank => Sizes.Length;

    /// <summary>The elements are the storage from its start: what a fresh result has.</summary>
    public bool IsPlain => IsContiguous && Offset == 0;

    /// <summary>A matrix that lies column by column: the transpose of one that lies row by row.</summary>
    public bool IsByColumns => Rank == 2 && !IsContiguous && Strides[0] == 1 && Strides[1] == Sizes[0];

    public static int CountOf(ReadOnlySpan<int> sizes)
    {
        long count = 1;
        foreach (int size in sizes)
        {
            if (size < 0) throw new ArgumentException($"Trying to create tensor with negative dimension {size}: [{string.Join(", ", sizes.ToArray())}]");
            count *= size;
            if (count > Array.MaxLength) throw new ArgumentException($"A tensor of shape [{string.Join(", ", sizes.ToArray())}] has more elements than an array can hold ({Array.MaxLength}).");
        }

        return (int)count;
    }

    /// <summary>A dimension counted from the start; a negative one counts from the end. A tensor without dimensions takes 0 and -1.</summary>
    public static int Dimension(int dimension, int rank)
    {
        int bound = Math.Max(rank, 1);
        if (dimension < -bound || dimension >= bound)
        {
            throw new ArgumentOutOfRangeException(nameof(dimension), $"Dimension out of range (expected to be in range of [{-bound}, {bound - 1}], but got {dimension})");
        }

        return dimension < 0 ? dimension + bound : dimension;
    }

    public static string Text(ReadOnlySpan<int> sizes) => $"[{string.Join(", ", sizes.ToArray())}]";

    /// <summary>The sizes that both can be stretched to.</summary>
    public static int[] Broadcast(int[] a, int[] b)
    {
        if (ReferenceEquals(a, b) || a.AsSpan().SequenceEqual(b)) return a;
        var sizes = new int[Math.Max(a.Length, b.Length)];
        for (int i = 0; i < sizes.Length; i++)
        {
            (int ia, int ib) = (i - sizes.Length + a.Length, i - sizes.Length + b.Length);
            (int sa, int sb) = (ia < 0 ? 1 : a[ia], ib < 0 ? 1 : b[ib]);
            if (sa != sb && sa != 1 && sb != 1)
            {
                throw new ArgumentException($"The size of tensor a ({sa}) must match the size of tensor b ({sb}) at non-singleton dimension {i}. The shapes are {Text(a)} and {Text(b)}.");
            }

            sizes[i] = sa == 1 ? sb : sa;
        }

        return sizes;
    }

    /// <summary>Whether <paramref name="from"/> can be stretched to <paramref name="to"/>.</summary>
    public static bool CanExpand(ReadOnlySpan<int> from, ReadOnlySpan<int> to)
    {
        if (from.Length > to.Length) return false;
        for (int i = 1; i <= from.Length; i++)
        {
            if (from[^i] != to[^i] && from[^i] != 1) return false;
        }

        return true;
    }

    /// <summary>The strides of these elements seen as a tensor of larger sizes: 0 where it repeats.</summary>
    public int[] StridesFor(int[] sizes)
    {
        if (ReferenceEquals(sizes, Sizes)) return Strides;
        var strides = new int[sizes.Length];
        int missing = sizes.Length - Rank;
        for (int i = missing; i < sizes.Length; i++) strides[i] = Sizes[i - missing] == 1 && sizes[i] != 1 ? 0 : Strides[i - missing];
        return strides;
    }
}
