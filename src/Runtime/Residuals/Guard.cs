using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace SourceAutodiff.Residuals;

/// <summary>What generated methods check at their entry.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Guard
{
    /// <summary>Throws if two buffers share memory.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="written">A buffer that is written.</param>
    /// <param name="other">Another buffer.</param>
    /// <param name="writtenName">The name of the first parameter.</param>
    /// <param name="otherName">The name of the second parameter.</param>
    /// <exception cref="ArgumentException">The buffers overlap.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void NoOverlap<T>(ReadOnlySpan<T> written, ReadOnlySpan<T> other, string writtenName, string otherName)
    {
        if (written.Overlaps(other)) ThrowOverlap(writtenName, otherName);
    }

    /// <summary>A buffer that belongs to another one element by element, cut to that one's length.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="buffer">The gradient or tangent of another buffer; it may be longer.</param>
    /// <param name="length">The length of the other buffer.</param>
    /// <param name="name">The name of the parameter.</param>
    /// <param name="otherName">The name of the other buffer's parameter.</param>
    /// <returns>The first <paramref name="length"/> elements.</returns>
    /// <exception cref="ArgumentException">The buffer is too short.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Span<T> Matching<T>(Span<T> buffer, int length, string name, string otherName)
    {
        if (buffer.Length < length) ThrowTooShort(buffer.Length, length, name, otherName);
        return buffer.Slice(0, length);
    }

    /// <inheritdoc cref="Matching{T}(Span{T}, int, string, string)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ReadOnlySpan<T> Matching<T>(ReadOnlySpan<T> buffer, int length, string name, string otherName)
    {
        if (buffer.Length < length) ThrowTooShort(buffer.Length, length, name, otherName);
        return buffer.Slice(0, length);
    }

    /// <summary>Throws if a row of an array of arrays shares memory with another buffer.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="rows">An array of arrays.</param>
    /// <param name="other">A buffer. One of the two is written.</param>
    /// <param name="rowsName">The name of the first parameter.</param>
    /// <param name="otherName">The name of the second parameter.</param>
    /// <exception cref="ArgumentException">The buffers overlap.</exception>
    public static void NoOverlap<T>(T[][] rows, ReadOnlySpan<T> other, string rowsName, string otherName)
    {
        foreach (T[] row in rows)
        {
            if (other.Overlaps(row)) ThrowOverlap(rowsName, otherName);
        }
    }

    /// <summary>Throws if two rows of an array of arrays, of which there are not very many, are one and the same.</summary>
    /// <typeparam name="T">The type of the elements of its rows.</typeparam>
    /// <param name="rows">An array whose rows, or objects, are written.</param>
    /// <param name="name">The name of the parameter.</param>
    /// <exception cref="ArgumentException">Two are the same.</exception>
    public static void Distinct<T>(T[] rows, string name)
        where T : class
    {
        // Beyond that the check would cost more than what it is for; see docs/limitations.md.
        if (rows.Length > 256) return;
        for (int i = 0; i < rows.Length; i++)
        {
            for (int j = i + 1; j < rows.Length; j++)
            {
                if (rows[i] is not null && ReferenceEquals(rows[i], rows[j])) throw new ArgumentException($"'{name}[{i}]' and '{name}[{j}]' are the same. They are written, so each has to be one of its own.", name);
            }
        }
    }

    /// <summary>Throws if one object is passed as two.</summary>
    /// <param name="written">An object that is written.</param>
    /// <param name="other">Another object.</param>
    /// <param name="writtenName">The name of the first parameter.</param>
    /// <param name="otherName">The name of the second parameter.</param>
    /// <exception cref="ArgumentException">The objects are the same.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void NotSame(object? written, object? other, string writtenName, string otherName)
    {
        if (written is not null && ReferenceEquals(written, other)) ThrowSame(writtenName, otherName);
    }

    /// <summary>The derivative of an object as one of its class.</summary>
    /// <typeparam name="T">The class of the object it belongs to.</typeparam>
    /// <param name="derivative">The gradient or tangent of an object.</param>
    /// <param name="name">The name of the parameter.</param>
    /// <returns>The same object.</returns>
    /// <exception cref="ArgumentException">It is none of that class, or null.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T OfType<T>(object? derivative, string name)
        where T : class
    {
        if (derivative is not T) ThrowOtherType<T>(derivative, name);
        return (T)derivative!;
    }

    /// <summary>The derivative of a boxed struct as one of its type.</summary>
    /// <typeparam name="T">The type of the struct it belongs to.</typeparam>
    /// <param name="derivative">The gradient or tangent of a boxed struct.</param>
    /// <param name="name">The name of the parameter.</param>
    /// <returns>The struct in the box.</returns>
    /// <exception cref="ArgumentException">It is none of that type, or null.</exception>
    public static ref T Unboxed<T>(object? derivative, string name)
        where T : struct
    {
        if (derivative is not T) ThrowOtherType<T>(derivative, name);
        return ref Unsafe.Unbox<T>(derivative!);
    }

    /// <summary>Throws if a matrix does not have the lengths of the one it belongs to.</summary>
    /// <param name="derivative">The gradient or tangent of the other.</param>
    /// <param name="of">The other.</param>
    /// <param name="name">The name of the parameter.</param>
    /// <param name="otherName">The name of the other's parameter.</param>
    /// <exception cref="ArgumentException">A length differs.</exception>
    public static void SameShape(Array derivative, Array of, string name, string otherName)
    {
        for (int dimension = 0; dimension < of.Rank; dimension++)
        {
            if (derivative.GetLength(dimension) != of.GetLength(dimension))
                throw new ArgumentException($"'{name}' has length {derivative.GetLength(dimension)} in dimension {dimension} but '{otherName}' has {of.GetLength(dimension)}: they need the same shape.", name);
        }
    }

    /// <summary>Throws if an array of arrays, or one of its rows, is shorter than what it belongs to.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="derivative">The gradient or tangent of the other.</param>
    /// <param name="of">The other.</param>
    /// <param name="name">The name of the parameter.</param>
    /// <param name="otherName">The name of the other's parameter.</param>
    /// <exception cref="ArgumentException">Too short.</exception>
    public static void SameRows<T>(T[][] derivative, T[][] of, string name, string otherName)
    {
        AsLong(derivative, of, name, otherName);
        for (int i = 0; i < of.Length; i++)
        {
            if (of[i] is { } row && (derivative[i]?.Length ?? 0) < row.Length) ThrowTooShort(derivative[i]?.Length ?? 0, row.Length, $"{name}[{i}]", $"{otherName}[{i}]");
        }
    }

    /// <summary>Throws if an array is shorter than what it belongs to.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="derivative">The gradient or tangent of the other.</param>
    /// <param name="of">The other.</param>
    /// <param name="name">The name of the parameter.</param>
    /// <param name="otherName">The name of the other's parameter.</param>
    /// <exception cref="ArgumentException">Too short.</exception>
    public static void AsLong<T>(T[] derivative, T[] of, string name, string otherName)
    {
        if (derivative.Length < of.Length) ThrowTooShort(derivative.Length, of.Length, name, otherName);
    }

    /// <summary>Room for a Jacobian, cut to its size.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="jacobian">The caller's buffer; it may be longer.</param>
    /// <param name="rows">The number of outputs.</param>
    /// <param name="columns">The number of inputs.</param>
    /// <param name="name">The name of the parameter.</param>
    /// <returns>The first <paramref name="rows"/> times <paramref name="columns"/> elements.</returns>
    /// <exception cref="ArgumentException">The buffer is too short.</exception>
    public static Span<T> Jacobian<T>(Span<T> jacobian, int rows, int columns, string name)
    {
        long wanted = (long)rows * columns;
        if (jacobian.Length < wanted)
        {
            throw new ArgumentException(
                $"'{name}' has {jacobian.Length} elements but the Jacobian has {rows} rows (outputs) and {columns} columns (inputs), so it needs {wanted}.", name);
        }

        return jacobian.Slice(0, (int)wanted);
    }

    private static void ThrowOverlap(string writtenName, string otherName) =>
        throw new ArgumentException($"'{writtenName}' and '{otherName}' share memory. '{writtenName}' is written, so it must not overlap any other buffer.", writtenName);

    private static void ThrowSame(string writtenName, string otherName) =>
        throw new ArgumentException($"'{writtenName}' and '{otherName}' are the same object. '{writtenName}' is written, so it must be an object of its own.", writtenName);

    private static void ThrowOtherType<T>(object? derivative, string name) =>
        throw new ArgumentException($"'{name}' is {derivative?.GetType().ToString() ?? "null"} but belongs to an object of class {typeof(T)}: the derivative of an object is another object of its class.", name);

    private static void ThrowTooShort(int actual, int wanted, string name, string otherName) =>
        throw new ArgumentException($"'{name}' has {actual} elements but '{otherName}' has {wanted}: it needs one for each element of '{otherName}'.", name);
}
