using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace SourceAutodiff.Residuals;

/// <summary>
/// The memory of one allocation inside a loop: each <see cref="Get"/> hands out the same memory again, grown if need be, so that the loop's
/// memory does not grow with its iterations.
/// </summary>
/// <typeparam name="T">The type of the elements.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct ScratchBuffer<T>
{
    private readonly ResidualArena<T> _arena;
    private Span<T> _memory;

    internal ScratchBuffer(ResidualArena<T> arena) => _arena = arena;

    /// <summary>A buffer whose contents are undefined; the one handed out before is given up.</summary>
    /// <param name="count">The number of elements.</param>
    /// <returns>The buffer.</returns>
    /// <exception cref="OverflowException"><paramref name="count"/> is negative, as for an array.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<T> Get(int count)
    {
        if ((uint)count > (uint)_memory.Length) Grow(count);
        return _memory.Slice(0, count);
    }

    /// <summary>A buffer of zeros; the one handed out before is given up.</summary>
    /// <inheritdoc cref="Get"/>
    public Span<T> GetZeroed(int count)
    {
        Span<T> buffer = Get(count);
        ResidualMemory.Zero(buffer);
        return buffer;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Grow(int count)
    {
        // A negative count goes to Rent as it is, and throws there.
        int capacity = count < 0 ? count : (int)Math.Max(count, Math.Min(2L * _memory.Length, Array.MaxLength));
        if (!_arena.TryExtend(ref _memory, capacity)) _memory = _arena.Rent(capacity);
    }
}
