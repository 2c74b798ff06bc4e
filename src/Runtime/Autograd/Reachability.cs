namespace SourceAutodiff.Tensors;

/// <summary>Which functions lie on a path to the ones that are asked for; the others need not run.</summary>
internal static class Reachability
{
    public static HashSet<GradFn> To(IEnumerable<GradFn> targets, ReadOnlySpan<(Edge Edge, Tensor Grad)> roots)
    {
        var wanted = new HashSet<GradFn>(targets);
        var seen = new HashSet<GradFn>();
        var open = new Stack<(GradFn Function, bool IsDone)>();
        foreach ((Edge edge, _) in roots)
        {
            if (edge.Function is { } function) open.Push((function, false));
        }

        // A loop with a stack of its own: the graph may be a million operations deep.
        while (open.TryPop(out (GradFn Function, bool IsDone) entry))
        {
            GradFn function = entry.Function;
            if (entry.IsDone)
            {
                for (int i = 0; i < function.InputCount; i++)
                {
                    if (function.Next(i).Function is { } next && wanted.Contains(next)) wanted.Add(function);
                }
            }
            else if (seen.Add(function))
            {
                open.Push((function, true));
                for (int i = 0; i < function.InputCount; i++)
                {
                    if (function.Next(i).Function is { } next) open.Push((next, false));
                }
            }
        }

        return wanted;
    }
}
