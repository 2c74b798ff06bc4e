using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace SourceAutodiff.Residuals;

/// <summary>One thread's frames of one type, seen without the type.</summary>
internal abstract class FrameMemory
{
    [ThreadStatic]
    private static List<FrameMemory>? s_onThisThread;

    protected FrameMemory() => (s_onThisThread ??= []).Add(this);

    /// <summary>How many there are on the current thread.</summary>
    public static int Count => s_onThisThread?.Count ?? 0;

    /// <summary>Remembers how much is in use in each.</summary>
    public static void MarkAll()
    {
        if (s_onThisThread is not { } all) return;
        foreach (FrameMemory memory in all) memory.Mark();
    }

    /// <summary>Gives back what is in use since <see cref="MarkAll"/>; those that came to be after it are emptied.</summary>
    public static void ReleaseAll(int marked)
    {
        if (s_onThisThread is not { } all) return;
        for (int i = 0; i < all.Count; i++) all[i].Release(isMarked: i < marked);
    }

    protected abstract void Mark();

    protected abstract void Release(bool isMarked);
}

/// <summary>
/// What the forward functions of a recursion leave for its backward functions: numbers, buffers and stacks. The backward functions run in the opposite
/// order and take everything back, so that this is a stack.
/// </summary>
/// <typeparam name="T">The type of the numbers.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class FrameMemory<T>
{
    [ThreadStatic]
    private static FrameMemory<T>? s_onThisThread;

    private readonly ResidualArena<T> _arena = new();
    private readonly Marks _marks;
    private T[] _numbers = [];
    private int _count;
    private int[] _places = [];
    private int _placeCount;

    private FrameMemory() => _marks = new Marks(this);

    internal static FrameMemory<T> Current() => s_onThisThread ?? Create();

    internal static FrameMemory<T> Open()
    {
        FrameMemory<T> memory = Current();
        memory._arena.Enter(out int chunks, out int used);
        memory.PushPlace(chunks);
        memory.PushPlace(used);
        return memory;
    }

    /// <summary>Gives back what was rented since the last <see cref="ResidualMemory.OpenFrame"/>.</summary>
    public void Close()
    {
        int used = PopPlace(), chunks = PopPlace();
        _arena.Release(chunks, used);
    }

    /// <summary>A buffer whose contents are undefined.</summary>
    /// <param name="count">The number of elements.</param>
    /// <returns>The buffer.</returns>
    public Span<T> Rent(int count) => _arena.Rent(count);

    /// <summary>A buffer of zeros.</summary>
    /// <param name="count">The number of elements.</param>
    /// <returns>The buffer.</returns>
    public Span<T> RentZeroed(int count)
    {
        Span<T> rented = _arena.Rent(count);
        ResidualMemory.Zero(rented);
        return rented;
    }

    /// <summary>An empty stack.</summary>
    /// <returns>The stack.</returns>
    public ResidualStack<T> NewStack() => new(_arena);

    /// <summary>Leaves a number.</summary>
    /// <param name="value">The number.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Push(T value)
    {
        T[] numbers = _numbers;
        int count = _count;
        if ((uint)count < (uint)numbers.Length)
        {
            numbers[count] = value;
            _count = count + 1;
        }
        else
        {
            GrowAndPush(value);
        }
    }

    /// <summary>Takes back the number left last.</summary>
    /// <returns>The number.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Pop() => _numbers[--_count];

    /// <summary>Leaves a buffer that was rented here.</summary>
    /// <param name="buffer">The buffer.</param>
    public void PushBuffer(Span<T> buffer)
    {
        (int chunk, int start) = _arena.PlaceOf(buffer);
        PushPlace(chunk);
        PushPlace(start);
        PushPlace(buffer.Length);
    }

    /// <summary>Takes back the buffer left last.</summary>
    /// <returns>The buffer.</returns>
    public Span<T> PopBuffer()
    {
        int length = PopPlace(), start = PopPlace(), chunk = PopPlace();
        return _arena.At(chunk, start, length);
    }

    /// <summary>Leaves a stack that was made here.</summary>
    /// <param name="stack">The stack.</param>
    public void PushStack(ResidualStack<T> stack) => PushBuffer(stack.Elements);

    /// <summary>Takes back the stack left last, to pop from it.</summary>
    /// <returns>The stack.</returns>
    public ResidualStack<T> PopStack() => new(_arena, PopBuffer());

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static FrameMemory<T> Create() => s_onThisThread = new FrameMemory<T>();

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void GrowAndPush(T value)
    {
        Array.Resize(ref _numbers, checked(Math.Max(64, 2 * _numbers.Length)));
        _numbers[_count++] = value;
    }

    private void PushPlace(int place)
    {
        if (_placeCount == _places.Length) Array.Resize(ref _places, checked(Math.Max(64, 2 * _places.Length)));
        _places[_placeCount++] = place;
    }

    private int PopPlace() => _places[--_placeCount];

    private sealed class Marks(FrameMemory<T> memory) : FrameMemory
    {
        private readonly Stack<(int Count, int Places, int Depth, int Chunks, int Used)> _marks = new();

        protected override void Mark()
        {
            memory._arena.Enter(out int chunks, out int used);
            _marks.Push((memory._count, memory._placeCount, memory._arena.Depth, chunks, used));
        }

        protected override void Release(bool isMarked)
        {
            (memory._count, memory._placeCount, int depth, int chunks, int used) = isMarked ? _marks.Pop() : (0, 0, 1, 0, 0);
            memory._arena.Depth = depth;
            memory._arena.Release(chunks, used);
        }
    }
}
