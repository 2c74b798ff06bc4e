using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace SourceAutodiff.Residuals;

/// <summary>
/// Memory that a generated method works in. What is rented lives until the scope is disposed of; it belongs to the thread and is used again by
/// the next call, so that a call allocates nothing once the memory has grown to what is needed. Scopes nest, the one opened last is closed first.
/// </summary>
/// <typeparam name="T">The type of the elements.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct ResidualScope<T>
{
    private readonly ResidualArena<T> _arena;
    private readonly int _chunks;
    private readonly int _used;

    internal ResidualScope(ResidualArena<T> arena)
    {
        _arena = arena;
        arena.Enter(out _chunks, out _used);
    }

    /// <summary>A buffer whose contents are undefined.</summary>
    /// <param name="count">The number of elements.</param>
    /// <returns>The buffer, valid until the scope is disposed of.</returns>
    /// <exception cref="OverflowException"><paramref name="count"/> is negative, as for an array.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<T> Rent(int count) => _arena.Rent(count);

    /// <summary>A buffer of zeros.</summary>
    /// <inheritdoc cref="Rent"/>
    public Span<T> RentZeroed(int count)
    {
        Span<T> rented = _arena.Rent(count);
        ResidualMemory.Zero(rented);
        return rented;
    }

    /// <summary>An empty stack whose elements live in this scope.</summary>
    /// <returns>The stack.</returns>
    public ResidualStack<T> NewStack() => new(_arena);

    /// <summary>A buffer for a loop, whose memory in this scope is used again in every iteration.</summary>
    /// <returns>The buffer, not yet of any length.</returns>
    public ScratchBuffer<T> NewScratch() => new(_arena);

    /// <summary>Gives back everything that was rented since the scope was opened.</summary>
    public void Dispose() => _arena.Release(_chunks, _used);
}
