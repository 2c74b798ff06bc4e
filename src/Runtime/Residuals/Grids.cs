using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SourceAutodiff.Residuals;

/// <summary>For generated code: arrays of several dimensions as the memory they are.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Grids
{
    /// <summary>All elements, the last index running fastest.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="array">An array of any number of dimensions whose elements are <typeparamref name="T"/>.</param>
    /// <exception cref="NullReferenceException"><paramref name="array"/> is null, as where the original method reads it.</exception>
    /// <exception cref="ArrayTypeMismatchException">The elements have another type.</exception>
    public static Span<T> Flatten<T>(Array array)
    {
        if (array.GetType().GetElementType() != typeof(T)) throw new ArrayTypeMismatchException($"An array of {typeof(T)} is needed; this is {array.GetType()}.");
        return MemoryMarshal.CreateSpan(ref Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference(array)), array.Length);
    }

    /// <summary>An index of one dimension, checked as the element access of an array does it.</summary>
    /// <param name="index">The index.</param>
    /// <param name="length">The length of the dimension.</param>
    /// <returns><paramref name="index"/>.</returns>
    /// <exception cref="IndexOutOfRangeException">The index is negative, or not less than the length.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Index(int index, int length)
    {
        return (uint)index < (uint)length ? index : ThrowOutOfRange();
    }

    // What the runtime throws for an element of an array is what the original method throws.
    private static int ThrowOutOfRange() => Array.Empty<int>()[0];
}
