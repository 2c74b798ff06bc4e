namespace SourceAutodiff.Residuals;

/// <summary>
/// One thread's arrays of exact length, for functions that take an array where generated code has a span. What such a function was given when it threw is not
/// given back, which costs no more than that array.
/// </summary>
internal sealed class LentArrays<T> : ResidualArena
{
    /// <summary>So many lengths are lent in turn without an allocation; the memory of others is not kept.</summary>
    private const int Kept = 8;

    [ThreadStatic]
    private static LentArrays<T>? s_onThisThread;

    private readonly T[]?[] _kept = new T[]?[Kept];
    private int _next;

    public static LentArrays<T> OnThisThread => s_onThisThread ??= new LentArrays<T>();

    public T[] Take(int length)
    {
        for (int i = 0; i < Kept; i++)
        {
            if (_kept[i] is not { } array || array.Length != length) continue;
            _kept[i] = null;
            return array;
        }

        return GC.AllocateUninitializedArray<T>(length);
    }

    public void Give(T[] array)
    {
        int place = Array.IndexOf(_kept, null);
        if (place < 0)
        {
            place = _next;
            _next = (_next + 1) % Kept;
        }

        _kept[place] = array;
    }

    public override void Trim() => Array.Clear(_kept);
}
