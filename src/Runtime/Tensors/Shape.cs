using System.Collections;
using System.Runtime.CompilerServices;

namespace SourceAutodiff;

/// <summary>The sizes of a tensor's dimensions, outermost first. Written as a collection: <c>Tensor.Zeros([2, 3])</c>.</summary>
[CollectionBuilder(typeof(Shape), nameof(Create))]
public readonly struct Shape : IReadOnlyList<int>, IEquatable<Shape>
{
    private readonly int[]? _sizes;

    internal Shape(int[] sizes) => _sizes = sizes;

    internal int[] Sizes => _sizes ?? [];

    /// <summary>The number of dimensions.</summary>
    public int Count => Sizes.Length;

    /// <summary>How many elements there are.</summary>
    public int ElementCount => Tensors.Layout.CountOf(Sizes);

    /// <summary>The size of a dimension.</summary>
    /// <param name="index">The dimension; a negative one counts from the end.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such dimension.</exception>
    public int this[int index] => Sizes[Tensors.Layout.Dimension(index, Count)];

    /// <summary>A shape with these sizes.</summary>
    /// <param name="sizes">None of them negative.</param>
    public static Shape Create(ReadOnlySpan<int> sizes) => new(sizes.ToArray());

    /// <summary>A shape with these sizes.</summary>
    /// <param name="sizes">None of them negative; copied.</param>
    public static implicit operator Shape(int[] sizes) => new([.. sizes]);

    /// <summary>Whether all sizes are the same.</summary>
    public static bool operator ==(Shape left, Shape right) => left.Equals(right);

    /// <summary>Whether a size differs.</summary>
    public static bool operator !=(Shape left, Shape right) => !left.Equals(right);

    /// <summary>The sizes, without a copy.</summary>
    public ReadOnlySpan<int> AsSpan() => _sizes;

    /// <summary>A copy of the sizes.</summary>
    public int[] ToArray() => [.. Sizes];

    /// <inheritdoc/>
    public bool Equals(Shape other) => AsSpan().SequenceEqual(other.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Shape other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (int size in Sizes) hash.Add(size);
        return hash.ToHashCode();
    }

    /// <summary>As PyTorch writes it: <c>[2, 3]</c>.</summary>
    public override string ToString() => $"[{string.Join(", ", Sizes)}]";

    /// <inheritdoc/>
    public IEnumerator<int> GetEnumerator() => ((IEnumerable<int>)Sizes).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
