using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace SourceAutodiff.Residuals;

/// <summary>A last-in first-out store of residuals for loops whose number of iterations is not known in advance. It grows in its scope's memory.</summary>
/// <typeparam name="T">The type of the elements.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
[SuppressMessage("Naming", "CA1711", Justification = "It is a stack.")]
public ref struct ResidualStack<T>
{
    private const int SmallestCapacity = 32;

    private readonly ResidualArena<T> _arena;
    private Span<T> _elements;
    private int _count;

    internal ResidualStack(ResidualArena<T> arena) => _arena = arena;

    /// <summary>A stack that is full.</summary>
    internal ResidualStack(ResidualArena<T> arena, Span<T> elements)
    {
        _arena = arena;
        _elements = elements;
        _count = elements.Length;
    }

    /// <summary>What is on the stack.</summary>
    internal readonly Span<T> Elements => _elements.Slice(0, _count);

    /// <summary>Puts a residual on top.</summary>
    /// <param name="value">The residual.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Push(T value)
    {
        int count = _count;
        Span<T> elements = _elements;
        if ((uint)count < (uint)elements.Length)
        {
            elements[count] = value;
            _count = count + 1;
        }
        else
        {
            GrowAndPush(value);
        }
    }

    /// <summary>Takes the residual on top.</summary>
    /// <returns>The residual pushed last.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Pop()
    {
        int top = _count - 1;
        Span<T> elements = _elements;
        if ((uint)top >= (uint)elements.Length) ThrowEmpty();
        _count = top;
        return elements[top];
    }

    /// <summary>Empties the stack and keeps its memory.</summary>
    public void Clear() => _count = 0;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void GrowAndPush(T value)
    {
        int capacity = checked(Math.Max(SmallestCapacity, 2 * _elements.Length));
        if (!_arena.TryExtend(ref _elements, capacity))
        {
            Span<T> larger = _arena.Rent(capacity);
            _elements.CopyTo(larger);
            _elements = larger;
        }

        _elements[_count++] = value;
    }

    private static void ThrowEmpty() => throw new InvalidOperationException("The stack of residuals is empty.");
}
