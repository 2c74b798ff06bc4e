using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SourceAutodiff.Residuals;

/// <summary>One thread's memory for residuals of one type, seen without the type.</summary>
internal abstract class ResidualArena
{
    [ThreadStatic]
    private static List<ResidualArena>? s_onThisThread;

    protected ResidualArena() => (s_onThisThread ??= []).Add(this);

    public abstract void Trim();

    public static void TrimThisThread()
    {
        foreach (ResidualArena arena in s_onThisThread ?? []) arena.Trim();
    }
}

/// <summary>
/// A bump allocator with the discipline of a stack. It grows by further chunks, so that spans handed out earlier stay valid, and when nothing
/// is rented any more it keeps one chunk that holds all that was ever needed at once.
/// </summary>
internal sealed class ResidualArena<T> : ResidualArena
{
    private const int SmallestChunk = 256;
    private const int CacheLine = 64;

    /// <summary>What a chunk has more of, so that its use can begin at a cache line: vectors that straddle two of them take twice as long.</summary>
    private static readonly int s_slack = Math.Max(1, CacheLine / Unsafe.SizeOf<T>());

    [ThreadStatic]
    private static ResidualArena<T>? s_onThisThread;

    /// <summary>The full chunks below the current one, oldest first, and how much of each is in use.</summary>
    private readonly List<(T[] Chunk, int Used)> _earlier = [];
    private T[] _chunk = [];

    /// <summary>Bytes from the chunk's first element to where its use begins, and the number of elements from there on.</summary>
    private nint _shift;
    private int _capacity;
    private int _used;
    private int _depth;

    /// <summary>The most that was in use when a further chunk had to be taken.</summary>
    private long _peak;

    public static ResidualArena<T> OnThisThread => s_onThisThread ?? Create();

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ResidualArena<T> Create() => s_onThisThread = new ResidualArena<T>();

    /// <summary>The number of open scopes.</summary>
    public int Depth
    {
        get => _depth;
        set => _depth = value;
    }

    /// <summary>Opens a scope; the marks go to <see cref="Release"/>.</summary>
    public void Enter(out int chunks, out int used)
    {
        _depth++;
        chunks = _earlier.Count;
        used = _used;
    }

    public void Release(int chunks, int used)
    {
        _depth--;
        if (_earlier.Count != chunks) ReleaseChunks(chunks);
        _used = used;
        if (_peak > _capacity && chunks == 0 && used == 0) Use(NewChunk(_peak, atLeast: 0));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<T> Rent(int count)
    {
        int start = _used;
        if ((uint)count > (uint)(_capacity - start)) return RentFromNewChunk(count);
        _used = start + count;
        return MemoryMarshal.CreateSpan(ref At(start), count);
    }

    /// <summary>Makes the span rented last longer where it stands, if <paramref name="last"/> is that span and there is room.</summary>
    public bool TryExtend(ref Span<T> last, int count)
    {
        int start = _used - last.Length;
        if (last.IsEmpty || start < 0 || count > _capacity - start || !Unsafe.AreSame(ref last[0], ref At(start))) return false;
        _used = start + count;
        last = MemoryMarshal.CreateSpan(ref At(start), count);
        return true;
    }

    /// <summary>Where a span that was rented here lies.</summary>
    public (int Chunk, int Start) PlaceOf(Span<T> rented)
    {
        if (rented.IsEmpty) return (0, 0);
        for (int i = _earlier.Count; i >= 0; i--)
        {
            T[] chunk = ChunkAt(i);
            long distance = chunk.Length == 0 ? -1 : (long)Unsafe.ByteOffset(ref chunk[0], ref rented[0]);
            if (distance >= 0 && distance < (long)chunk.Length * Unsafe.SizeOf<T>()) return (i, (int)((distance - Shift(chunk)) / Unsafe.SizeOf<T>()));
        }

        throw new InvalidOperationException("The buffer was not rented here.");
    }

    public Span<T> At(int chunk, int start, int length)
    {
        if (length == 0) return [];
        T[] whole = ChunkAt(chunk);
        return MemoryMarshal.CreateSpan(ref Unsafe.Add(ref Unsafe.AddByteOffset(ref MemoryMarshal.GetArrayDataReference(whole), Shift(whole)), start), length);
    }

    private T[] ChunkAt(int index) => index == _earlier.Count ? _chunk : _earlier[index].Chunk;

    public override void Trim()
    {
        if (_depth > 0) return;
        Use([]);
        _peak = 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref T At(int index) => ref Unsafe.Add(ref Unsafe.AddByteOffset(ref MemoryMarshal.GetArrayDataReference(_chunk), _shift), index);

    private void Use(T[] chunk)
    {
        _chunk = chunk;
        _shift = Shift(chunk);
        _capacity = Math.Max(0, chunk.Length - s_slack);
    }

    private static nint Shift(T[] chunk) => chunk.Length == 0 ? 0 : -Marshal.UnsafeAddrOfPinnedArrayElement(chunk, 0) & (CacheLine - 1);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private Span<T> RentFromNewChunk(int count)
    {
        if (count < 0) throw new OverflowException("A buffer cannot have a negative number of elements.");
        if (_capacity > 0) _earlier.Add((_chunk, _used));
        Use(NewChunk(Math.Max(2L * _capacity, count), atLeast: count));
        _used = count;
        return MemoryMarshal.CreateSpan(ref At(0), count);
    }

    private void ReleaseChunks(int chunks)
    {
        long needed = _used;
        foreach ((_, int usedEarlier) in _earlier) needed += usedEarlier;
        _peak = Math.Max(_peak, needed);
        Use(_earlier[chunks].Chunk);
        _earlier.RemoveRange(chunks, _earlier.Count - chunks);
    }

    private static T[] NewChunk(long wanted, int atLeast)
    {
        long rounded = (long)BitOperations.RoundUpToPowerOf2((ulong)Math.Max(wanted, SmallestChunk));
        long length = Math.Max(Math.Min(rounded, Array.MaxLength - s_slack), atLeast) + s_slack;
        return GC.AllocateUninitializedArray<T>((int)Math.Min(length, int.MaxValue), pinned: true);
    }
}
