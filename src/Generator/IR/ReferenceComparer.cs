using System.Runtime.CompilerServices;

namespace SourceAutodiff.Generator.IR;

/// <summary>Identity instead of value equality: two empty regions are equal records and still two places in a function.</summary>
internal sealed class ReferenceComparer<T> : IEqualityComparer<T>
    where T : class
{
    public static readonly ReferenceComparer<T> Instance = new();

    public bool Equals(T? x, T? y) => ReferenceEquals(x, y);

    public int GetHashCode(T obj) => RuntimeHelpers.GetHashCode(obj);
}
