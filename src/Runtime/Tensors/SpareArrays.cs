using System.Runtime.CompilerServices;

namespace SourceAutodiff.Tensors;

/// <summary>
/// Large arrays that a thread has no more use for, for its next results of the same length. The gradients of weights would otherwise make the garbage collector go through
/// the whole memory every few steps. It may still collect what lies here.
/// </summary>
internal static class SpareArrays<T> where T : unmanaged
{
    private const int Places = 8;
    private const int LeastBytes = 1 << 15;

    [ThreadStatic]
    private static WeakReference<T[]>[]? t_places;

    [ThreadStatic]
    private static int t_next;

    /// <summary>What is in it is what was there before.</summary>
    public static T[] Take(int length)
    {
        if (t_places is { } places && IsLarge(length))
        {
            foreach (WeakReference<T[]> place in places)
            {
                if (!place.TryGetTarget(out T[]? array) || array.Length != length) continue;
                place.SetTarget(null!);
                return array;
            }
        }

        return GC.AllocateUninitializedArray<T>(length);
    }

    public static void Give(T[] array)
    {
        if (!IsLarge(array.Length)) return;
        WeakReference<T[]>[] places = t_places ??= [.. Enumerable.Range(0, Places).Select(_ => new WeakReference<T[]>(null!))];
        foreach (WeakReference<T[]> place in places)
        {
            if (place.TryGetTarget(out _)) continue;
            place.SetTarget(array);
            return;
        }

        places[t_next++ & (Places - 1)].SetTarget(array);
    }

    private static bool IsLarge(int length) => (long)length * Unsafe.SizeOf<T>() >= LeastBytes;
}
