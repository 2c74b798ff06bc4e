using System.Diagnostics;
using SourceAutodiff.Tensors;

namespace SourceAutodiff;

/// <summary>
/// A node of the graph that operations on tensors record: it turns the gradients of the outputs of one operation into those of its inputs.
/// </summary>
[DebuggerDisplay("{Name}")]
public abstract class GradFn
{
    private readonly int[] _sizes;
    private readonly byte _type;
    private NodeExtras? _extras;

    private protected GradFn(int[] sizes, DType type)
    {
        _sizes = sizes;
        _type = (byte)type;
        if ((GradModes.Current & GradMode.Anomaly) != 0) Extras.Trace = new StackTrace(2, fNeedFileInfo: true);
    }

    /// <summary>As PyTorch calls it: <c>MulBackward0</c>.</summary>
    public abstract string Name { get; }

    /// <summary>The functions of the inputs, in their order; <see langword="null"/> for an input that needs no gradient.</summary>
    public IReadOnlyList<GradFn?> NextFunctions
    {
        get
        {
            var functions = new GradFn?[InputCount];
            for (int i = 0; i < functions.Length; i++) functions[i] = Next(i).Function;
            return functions;
        }
    }

    /// <summary>Above all that it leads to: in the order of falling depth, a function comes after all that give it a gradient.</summary>
    internal int Depth { get; private protected set; }

    /// <summary>Whether a pass, of whichever thread, has ever put it into its queue. It saves the others a look into theirs.</summary>
    internal bool HasQueued { get; set; }

    /// <summary>Whether it calls the user, who may keep the gradients.</summary>
    internal virtual bool IsForeign => false;

    internal NodeExtras Extras => _extras ??= new NodeExtras();

    internal NodeExtras? ExtrasOrNull => _extras;

    internal abstract int InputCount { get; }

    internal virtual int OutputCount => 1;

    internal abstract Edge Next(int input);

    /// <summary>The sizes and the type of an output; its gradient has the same.</summary>
    internal virtual (int[] Sizes, DType Type) Output(int output) => (_sizes, (DType)_type);

    /// <param name="gradOutputs">One for each output; <see langword="null"/> where nothing arrived.</param>
    /// <param name="gradInputs">To be filled; what stays <see langword="null"/> is zero.</param>
    internal abstract void Backward(ReadOnlySpan<Tensor?> gradOutputs, Span<Tensor?> gradInputs);

    /// <summary>Forgets what was saved.</summary>
    internal virtual void Release()
    {
    }

    /// <summary>Calls <paramref name="hook"/> after this function has run, with the gradients of its inputs and of its outputs. What it returns, if anything, replaces those of the inputs.</summary>
    /// <param name="hook">Gets the gradients of the inputs, then those of the outputs.</param>
    /// <returns>Takes the hook away again when it is disposed.</returns>
    public IDisposable RegisterHook(Func<IReadOnlyList<Tensor?>, IReadOnlyList<Tensor?>, IReadOnlyList<Tensor?>?> hook)
    {
        ArgumentNullException.ThrowIfNull(hook);
        return Hooks.Add(Extras.After, hook);
    }

    /// <summary>Calls <paramref name="hook"/> before this function runs, with the gradients of its outputs. What it returns, if anything, replaces them.</summary>
    /// <param name="hook">Gets the gradients of the outputs.</param>
    /// <returns>Takes the hook away again when it is disposed.</returns>
    public IDisposable RegisterPrehook(Func<IReadOnlyList<Tensor?>, IReadOnlyList<Tensor?>?> hook)
    {
        ArgumentNullException.ThrowIfNull(hook);
        return Hooks.Add(Extras.Before, hook);
    }

    /// <summary>As PyTorch prints it: <c>&lt;MulBackward0&gt;</c>.</summary>
    public override string ToString() => $"<{Name}>";
}
