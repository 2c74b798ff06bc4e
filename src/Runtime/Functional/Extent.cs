using System.Runtime.CompilerServices;

namespace SourceAutodiff;

/// <summary>A number for each spatial dimension, or one for all: <c>stride: 2</c> or <c>stride: [2, 1]</c>.</summary>
[CollectionBuilder(typeof(Extent), nameof(Create))]
public readonly struct Extent : IEquatable<Extent>
{
    private static readonly int[] s_same = [-1];

    private readonly int[]? _values;

    private Extent(int[] values) => _values = values;

    /// <summary>As the padding of a convolution: so many zeros that the result is as large as the input; if that is an odd number, one more after it than before it.</summary>
    public static Extent Same => new(s_same);

    /// <summary>Whether nothing is given.</summary>
    public bool IsDefault => _values is null;

    internal bool IsSame => ReferenceEquals(_values, s_same);

    /// <summary>The same number for all dimensions.</summary>
    /// <param name="value">The number.</param>
    public static implicit operator Extent(int value) => new([value]);

    /// <summary>A number for each dimension.</summary>
    /// <param name="values">The numbers; copied.</param>
    public static implicit operator Extent(int[] values) => new([.. values]);

    /// <summary>A number for each dimension.</summary>
    /// <param name="values">The numbers.</param>
    public static Extent Create(ReadOnlySpan<int> values) => new(values.ToArray());

    /// <summary>Whether the numbers are the same.</summary>
    public static bool operator ==(Extent left, Extent right) => left.Equals(right);

    /// <summary>Whether a number differs.</summary>
    public static bool operator !=(Extent left, Extent right) => !left.Equals(right);

    /// <summary>Goes through the numbers.</summary>
    public IEnumerator<int> GetEnumerator() => ((IEnumerable<int>)(_values is null || IsSame ? [] : _values)).GetEnumerator();

    /// <inheritdoc/>
    public bool Equals(Extent other) => IsSame == other.IsSame && (_values ?? []).AsSpan().SequenceEqual(other._values ?? []);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Extent other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (int value in _values ?? []) hash.Add(value);
        return hash.ToHashCode();
    }

    /// <summary>As many numbers as there are dimensions.</summary>
    internal int[] For(int dimensions, int otherwise, string name) => _values switch
    {
        null => [.. Enumerable.Repeat(otherwise, dimensions)],
        _ when IsSame => throw new ArgumentException($"{name} has to be given by numbers: Extent.Same is a padding of convolutions that are not transposed.", name),
        [var one] => [.. Enumerable.Repeat(one, dimensions)],
        var values when values.Length == dimensions => values,
        var values => throw new ArgumentException($"expected {name} to be a single integer value or a list of {dimensions} values to match the convolution dimensions, but got {name}=[{string.Join(", ", values)}]", name),
    };
}
