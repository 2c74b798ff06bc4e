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
}
