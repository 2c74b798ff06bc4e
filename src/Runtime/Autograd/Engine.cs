using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SourceAutodiff.Kernels;

namespace SourceAutodiff.Tensors;

/// <summary>
/// A backward pass. Functions run in the order of falling depth, so each is run once, when all that gives it a gradient has run; and in a loop, so the length of a
/// chain is no matter. All that belongs to a pass is its own: passes on several threads share nothing but leaves, which lock.
/// </summary>
internal sealed class Engine
{
    [ThreadStatic]
    private static Engine? t_spare;

    private readonly PriorityQueue<GradFn, int> _queue = new();
    private readonly Dictionary<GradFn, Slot> _pending = [];
    private HashSet<GradFn>? _wanted;
    private Dictionary<(GradFn, int), Tensor?>? _captures;
    private Tensor?[] _results = new Tensor?[4];
    private bool _retainGraph;

    // The deepest function that waits, so that a chain needs neither the queue nor the table.
    private GradFn? _next;
    private Slot _nextSlot;

    // One of those in the queue, without the gradients in the table: the leaf that all of a chain adds to.
    private GradFn? _recent;
    private Slot _recentSlot;

    /// <summary>Gradients on their way to a function.</summary>
    private struct Slot
    {
        public Tensor? First;
        public Tensor?[]? All;
    }

    /// <param name="roots">What to differentiate, and the gradient it gets.</param>
    /// <param name="retainGraph">Keeps what was saved for another pass.</param>
    /// <param name="createGraph">Records the pass itself.</param>
    /// <param name="captures">If given, gradients are only computed for these, and put here instead of being added to leaves.</param>
    public static void Run(ReadOnlySpan<(Edge Edge, Tensor Grad)> roots, bool retainGraph, bool createGraph, Dictionary<(GradFn, int), Tensor?>? captures = null)
    {
        // A hook may start another pass in the middle of this one.
        Engine engine = t_spare ?? new Engine();
        t_spare = null;
        GradMode before = GradModes.Current;
        GradModes.Current = createGraph ? before & ~(GradMode.NoGrad | GradMode.Inference) : before | GradMode.NoGrad;
        try
        {
            engine._retainGraph = retainGraph;
            engine._captures = captures;
            engine._wanted = captures is null ? null : Reachability.To(captures.Keys.Select(key => key.Item1), roots);
            foreach ((Edge edge, Tensor grad) in roots)
            {
                grad.MarkShared();
                engine.Send(edge, grad, null);
            }

            while (engine.TryTake(out GradFn? function, out Slot slot)) engine.Step(function, slot);
        }
        finally
        {
            GradModes.Current = before;
            engine._queue.Clear();
            engine._pending.Clear();
            Array.Clear(engine._results);
            (engine._captures, engine._wanted) = (null, null);
            (engine._next, engine._nextSlot, engine._recent, engine._recentSlot) = (null, default, null, default);
            t_spare = engine;
        }
    }

    private void Send(Edge edge, Tensor grad, GradFn? from)
    {
        if (edge.Function is not { } function || (_wanted is not null && !_wanted.Contains(function))) return;
        grad = Conform(grad, function.Output(edge.Output), from, edge.Output);
        Add(ref Waiting(function), function.OutputCount, edge.Output, grad);
    }

    /// <summary>The place for the gradients of a function, which waits from now on.</summary>
    private ref Slot Waiting(GradFn function)
    {
        if (ReferenceEquals(function, _next)) return ref _nextSlot;
        if (ReferenceEquals(function, _recent)) return ref _recentSlot;
        ref Slot known = ref function.HasQueued ? ref CollectionsMarshal.GetValueRefOrNullRef(_pending, function) : ref Unsafe.NullRef<Slot>();
        if (!Unsafe.IsNullRef(ref known))
        {
            if (_recent is not null) CollectionsMarshal.GetValueRefOrNullRef(_pending, _recent) = _recentSlot;
            (_recent, _recentSlot) = (function, known);
            return ref _recentSlot;
        }

        if (_next is null || function.Depth > _next.Depth)
        {
            if (_next is not null) Enqueue(_next, _nextSlot);
            (_next, _nextSlot) = (function, default);
            return ref _nextSlot;
        }

        Enqueue(function, default);
        return ref CollectionsMarshal.GetValueRefOrNullRef(_pending, function);
    }

    private void Enqueue(GradFn function, Slot slot)
    {
        function.HasQueued = true;
        _pending.Add(function, slot);
        _queue.Enqueue(function, -function.Depth);
    }

    private bool TryTake([NotNullWhen(true)] out GradFn? function, out Slot slot)
    {
        if (_next is not null && (_queue.Count == 0 || _queue.Peek().Depth <= _next.Depth))
        {
            (function, slot, _next, _nextSlot) = (_next, _nextSlot, null, default);
            return true;
        }

        if (!_queue.TryDequeue(out function, out _))
        {
            slot = default;
            return false;
        }

        _pending.Remove(function, out slot);
        if (ReferenceEquals(function, _recent)) (slot, _recent, _recentSlot) = (_recentSlot, null, default);
        return true;
    }

    private static void Add(ref Slot slot, int outputs, int output, Tensor grad)
    {
        if (outputs == 1) slot.First = Sum(slot.First, grad);
        else (slot.All ??= new Tensor?[outputs])[output] = Sum(slot.All[output], grad);
    }

    private static Tensor Sum(Tensor? sum, Tensor grad)
    {
        if (sum is null) return grad;
        if (GradModes.IsRecording || !sum.IsOwn || sum.DType != grad.DType) return sum + grad;

        // Nothing else looks at a gradient that a function has just computed.
        if (Tensor.TryAddSingle(sum, grad)) return sum;
        Binary.AddTo(sum, grad);
        grad.Recycle();
        return sum;
    }

    /// <summary>As the tensor is that the gradient belongs to: what was stretched is summed, and a wider type is rounded back. No function has to think of it.</summary>
    public static Tensor Conform(Tensor grad, (int[] Sizes, DType Type) wanted, GradFn? from, int index)
    {
        int[] sizes = grad.Layout.Sizes;
        if (!ReferenceEquals(sizes, wanted.Sizes) && !sizes.AsSpan().SequenceEqual(wanted.Sizes))
        {
            if (!Layout.CanExpand(wanted.Sizes, sizes))
            {
                throw new InvalidOperationException($"Function {from?.Name ?? "the output"} returned an invalid gradient at index {index} - got {Layout.Text(sizes)} but expected shape compatible with {Layout.Text(wanted.Sizes)}");
            }

            grad = grad.SumTo(wanted.Sizes);
        }

        return grad.DType == wanted.Type ? grad : grad.To(wanted.Type);
    }

    private void Step(GradFn function, Slot slot)
    {
        Tensor?[]? all = slot.All;
        ReadOnlySpan<Tensor?> arrived = all ?? new ReadOnlySpan<Tensor?>(ref slot.First);
        if (function.ExtrasOrNull is { } extras) arrived = BeforeHooks(extras, arrived.ToArray());
        if (_captures is not null && Capture(function, arrived)) return;
        if (function.IsForeign || function.ExtrasOrNull is { After.Count: > 0 }) MarkShared(arrived);

        if (_results.Length < function.InputCount) _results = new Tensor?[2 * function.InputCount];
        Span<Tensor?> results = _results.AsSpan(0, function.InputCount);
        results.Clear();
        Run(function, arrived, results);
        if (function.ExtrasOrNull is { After.Count: > 0 } hooked) results = AfterHooks(hooked, results.ToArray(), arrived.ToArray());
        if (function.IsForeign) MarkShared(results);
        Share(results);
        for (int i = 0; i < results.Length; i++)
        {
            if (results[i] is { } grad) Send(function.Next(i), grad, function);
        }
    }

    private void Run(GradFn function, ReadOnlySpan<Tensor?> arrived, Span<Tensor?> results)
    {
        bool watches = (GradModes.Current & GradMode.Anomaly) != 0;
        Tensor? own = arrived.Length == 1 && !GradModes.IsRecording && arrived[0] is { IsShared: false } grad ? grad : null;
        try
        {
            function.Backward(arrived, results);
        }
        catch (Exception e) when (Anomaly.Where(function) is { } place)
        {
            throw new InvalidOperationException($"{e.Message} The operation that needs it ({function.Name}) was recorded {place}.", e);
        }

        if (watches) Anomaly.Check(function, results);
        if (own is { IsShared: true }) HandOver(own, results);
        else if (own is not null && results.Length > 0) Recycle(own, results);
        if (!_retainGraph) function.Release();
    }

    /// <summary>Nobody looks at the gradient any more, unless the function passed it on.</summary>
    private static void Recycle(Tensor arrived, ReadOnlySpan<Tensor?> results)
    {
        foreach (Tensor? result in results)
        {
            if (result?.IsSameMemory(arrived) == true) return;
        }

        arrived.Recycle();
    }

    /// <summary>The function made a view of a gradient that was nobody else's, which it has no other use for. So the view is nobody else's.</summary>
    private static void HandOver(Tensor arrived, ReadOnlySpan<Tensor?> results)
    {
        foreach (Tensor? result in results)
        {
            if (result?.IsSameMemory(arrived) == true) result.Storage.IsShared = false;
        }
    }

    /// <summary>What is given to two inputs is no gradient of its own.</summary>
    private static void Share(ReadOnlySpan<Tensor?> results)
    {
        for (int i = 1; i < results.Length; i++)
        {
            if (results[i] is not { } grad) continue;
            for (int j = 0; j < i; j++)
            {
                if (results[j] is { } other && other.IsSameMemory(grad)) grad.MarkShared();
            }
        }
    }

    private static void MarkShared(ReadOnlySpan<Tensor?> grads)
    {
        foreach (Tensor? grad in grads) grad?.MarkShared();
    }

    /// <summary>Whether nothing behind the function is wanted.</summary>
    private bool Capture(GradFn function, ReadOnlySpan<Tensor?> arrived)
    {
        for (int i = 0; i < arrived.Length; i++)
        {
            if (_captures!.ContainsKey((function, i))) _captures[(function, i)] = arrived[i];
        }

        for (int i = 0; i < function.InputCount; i++)
        {
            if (function.Next(i).Function is not { } next || !_wanted!.Contains(next)) continue;

            // The function that runs on may otherwise write over what was asked for.
            MarkShared(arrived);
            return false;
        }

        return true;
    }

    private static Tensor?[] BeforeHooks(NodeExtras extras, Tensor?[] grads)
    {
        TensorHook[] hooks = Hooks.Snapshot(extras.OfOutputs);
        foreach (TensorHook hook in hooks.Where(hook => !hook.IsLast).Concat(hooks.Where(hook => hook.IsLast)))
        {
            if (grads[hook.Output] is not { } grad) continue;
            grad.MarkShared();
            if (hook.Hook(grad) is not { } other) continue;
            if (!ReferenceEquals(other, grad)) other.MarkShared();
            grads[hook.Output] = other.Shape == grad.Shape ? other : throw new InvalidOperationException($"A hook has changed the shape of a gradient from {grad.Shape} to {other.Shape}. It has to return a gradient of the same shape, or null to leave it as it is.");
        }

        foreach (Func<IReadOnlyList<Tensor?>, IReadOnlyList<Tensor?>?> hook in Hooks.Snapshot(extras.Before))
        {
            MarkShared(grads);
            if (hook(grads) is { } others) grads = Replaced(others, grads.Length, "outputs");
        }

        return grads;
    }

    private static Tensor?[] AfterHooks(NodeExtras extras, Tensor?[] results, Tensor?[] arrived)
    {
        foreach (Func<IReadOnlyList<Tensor?>, IReadOnlyList<Tensor?>, IReadOnlyList<Tensor?>?> hook in Hooks.Snapshot(extras.After))
        {
            MarkShared(results);
            if (hook(results, arrived) is { } others) results = Replaced(others, results.Length, "inputs");
        }

        return results;
    }

    private static Tensor?[] Replaced(IReadOnlyList<Tensor?> others, int count, string of)
    {
        if (others.Count != count) throw new InvalidOperationException($"A hook returned {others.Count} gradients for {count} {of}. Return one for each, or null to leave them as they are.");
        Tensor?[] grads = [.. others];
        MarkShared(grads);
        return grads;
    }
}
