namespace SourceAutodiff.Generator.Emission;

/// <summary>Puts assignments that happen all at once into an order in which they can happen one by one.</summary>
internal static class ParallelCopy
{
    /// <param name="copies">Distinct targets; a source may be a target of another copy.</param>
    /// <param name="assign">Called in order with target and source. When copies form a ring, one value goes through what <paramref name="save"/> returns.</param>
    /// <param name="save">Keeps the value of a variable in a temporary one.</param>
    public static void Order<T>(IEnumerable<(T Target, T Source)> copies, Action<T, T> assign, Func<T, T> save)
        where T : class
    {
        List<(T Target, T Source)> pending = copies.Where(copy => !Equals(copy.Target, copy.Source)).ToList();
        while (pending.Count > 0)
        {
            int free = pending.FindIndex(copy => !pending.Any(other => Equals(other.Source, copy.Target) && !Equals(other.Target, copy.Target)));
            if (free < 0)
            {
                T blocked = pending[0].Target;
                T saved = save(blocked);
                pending = pending.ConvertAll(copy => Equals(copy.Source, blocked) ? (copy.Target, saved) : copy);
                free = 0;
            }

            (T target, T source) = pending[free];
            pending.RemoveAt(free);
            assign(target, source);
        }
    }
}
