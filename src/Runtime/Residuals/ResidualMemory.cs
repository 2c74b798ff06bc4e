using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace SourceAutodiff.Residuals;

/// <summary>The memory that generated methods keep between calls, one block for each thread and element type.</summary>
public static class ResidualMemory
{
    /// <summary>Frees what generated methods keep on the current thread. It is allocated again by the next call that needs it.</summary>
    public static void Trim() => ResidualArena.TrimThisThread();

    /// <summary>Opens a scope on the memory of the current thread.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <returns>The scope, to be declared with <c>using</c>.</returns>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static ResidualScope<T> Enter<T>() => new(ResidualArena<T>.OnThisThread);

    /// <summary>Opens a scope on what the functions of a recursion leave for each other on the current thread.</summary>
    /// <returns>The scope, to be declared with <c>using</c>.</returns>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static FrameScope EnterFrames()
    {
        FrameMemory.MarkAll();
        return new FrameScope(FrameMemory.Count);
    }

    /// <summary>What the functions of a recursion leave for each other on the current thread.</summary>
    /// <typeparam name="T">The type of the numbers.</typeparam>
    /// <returns>The frames.</returns>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static FrameMemory<T> CurrentFrame<T>() => FrameMemory<T>.Current();

    /// <summary>The same, to rent memory that <see cref="FrameMemory{T}.Close"/> gives back.</summary>
    /// <typeparam name="T">The type of the numbers.</typeparam>
    /// <returns>The frames.</returns>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static FrameMemory<T> OpenFrame<T>() => FrameMemory<T>.Open();

    /// <summary>The same elements in an array, for a function that takes no span. To be given back by <see cref="Return"/>.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="contents">What the array holds.</param>
    /// <returns>The array, just as long.</returns>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static T[] Lend<T>(ReadOnlySpan<T> contents)
    {
        T[] array = LentArrays<T>.OnThisThread.Take(contents.Length);
        contents.CopyTo(array);
        return array;
    }

    /// <summary>Gives back an array that nobody uses any more.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="lent">The array.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static void Return<T>(T[] lent) => LentArrays<T>.OnThisThread.Give(lent);

    /// <summary>Sets every element to zero.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="buffer">What is overwritten.</param>
    // Not inlined and not Span.Clear: either would leave the upper halves of the vector registers in use, and a caller that goes on to call
    // Math.Exp or Math.Pow pays some 200 ns for each of those.
    [EditorBrowsable(EditorBrowsableState.Never)]
    [MethodImpl(MethodImplOptions.NoInlining)]
    [SuppressMessage("Performance", "CA1855", Justification = "See above.")]
    public static void Zero<T>(Span<T> buffer) => buffer.Fill(default!);
}
