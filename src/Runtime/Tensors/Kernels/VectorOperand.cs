using System.Numerics;
using System.Runtime.CompilerServices;

namespace SourceAutodiff.Kernels;

/// <summary>A row of an operand, as vectors: neighbours in memory, or one element over and over.</summary>
internal readonly ref struct VectorOperand<T>
{
    private readonly ReadOnlySpan<T> _items;
    private readonly Vector<T> _same;

    private VectorOperand(ReadOnlySpan<T> items, Vector<T> same)
    {
        _items = items;
        _same = same;
    }

    /// <param name="items">Of the operand.</param>
    /// <param name="offset">Of its first element.</param>
    /// <param name="stride">From one to the next.</param>
    /// <param name="count">How many.</param>
    /// <param name="isUsed">Else it may be anything.</param>
    /// <param name="operand">The row.</param>
    /// <returns>Whether its elements lie so.</returns>
    public static bool TryTake(T[] items, int offset, int stride, int count, bool isUsed, out VectorOperand<T> operand)
    {
        operand = !isUsed ? default : stride == 1 ? new VectorOperand<T>(items.AsSpan(offset, count), default) : new VectorOperand<T>(default, new Vector<T>(items[offset]));
        return !isUsed || stride is 0 or 1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<T> At(int index) => _items.IsEmpty ? _same : new Vector<T>(_items[index..]);
}
