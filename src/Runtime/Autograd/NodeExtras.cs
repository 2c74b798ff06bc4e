using System.Diagnostics;

namespace SourceAutodiff.Tensors;

/// <summary>What few functions have: hooks, and in anomaly mode where the operation was.</summary>
internal sealed class NodeExtras
{
    public readonly List<Func<IReadOnlyList<Tensor?>, IReadOnlyList<Tensor?>, IReadOnlyList<Tensor?>?>> After = [];
    public readonly List<Func<IReadOnlyList<Tensor?>, IReadOnlyList<Tensor?>?>> Before = [];

    /// <summary>Hooks on the tensors that the function made, and the tensors that keep their gradient.</summary>
    public readonly List<TensorHook> OfOutputs = [];

    public StackTrace? Trace;
}

/// <param name="Output">The tensor's number among the outputs.</param>
/// <param name="Hook">May give another gradient.</param>
/// <param name="IsLast">Keeps the gradient, so it runs when the others have had their say.</param>
internal sealed record TensorHook(int Output, Func<Tensor, Tensor?> Hook, bool IsLast);

/// <summary>An entry in a list that can be taken out again.</summary>
internal static class Hooks
{
    public static IDisposable Add<T>(List<T> list, T hook) where T : class
    {
        lock (list) list.Add(hook);
        return new Entry<T>(list, hook);
    }

    /// <summary>A copy, because a hook may add or take away hooks.</summary>
    public static T[] Snapshot<T>(List<T> list)
    {
        lock (list) return [.. list];
    }

    private sealed class Entry<T>(List<T> list, T hook) : IDisposable where T : class
    {
        public void Dispose()
        {
            lock (list)
            {
                int index = list.FindIndex(item => ReferenceEquals(item, hook));
                if (index >= 0) list.RemoveAt(index);
            }
        }
    }
}
