using SourceAutodiff.Tensors;

namespace SourceAutodiff;

/// <summary>
/// An array of numbers with any number of dimensions, whose operations are recorded if it requires gradients, as in PyTorch. An ordinary managed object: nothing to
/// dispose, and no native library.
/// </summary>
public sealed partial class Tensor
{
    private AutogradMeta? _meta;
    private GradFn? _function;
    private bool _requiresGrad;

    // Small, since a graph of numbers consists of these.
    private readonly byte _type;
    private readonly Origin _origin;

    internal Tensor(Storage storage, Layout layout, DType type)
    {
        (_storage, Layout, _type) = (storage, layout, (byte)type);
        _origin = (GradModes.Current & GradMode.Inference) != 0 ? Origin.Inference : Origin.Ordinary;
    }

    [Flags]
    private enum Origin : byte
    {
        Ordinary = 0,
        Inference = 1,
        Number = 2,

        /// <summary>A gradient that nobody but a backward pass has seen, unless it is marked as shared.</summary>
        Pass = 4,
    }

    /// <summary>What the elements are.</summary>
    public DType DType => (DType)_type;

    /// <summary>The sizes of the dimensions.</summary>
    public Shape Shape => new(Layout.Sizes);

    /// <summary>The number of dimensions.</summary>
    public int Rank => Layout.Rank;

    /// <summary>How many elements there are.</summary>
    public int ElementCount => Layout.Count;

    /// <summary>How far apart neighbours along each dimension are in memory, in elements.</summary>
    public ReadOnlySpan<int> Strides => Layout.Strides;

    /// <summary>Whether the elements lie in memory row by row, without gaps.</summary>
    public bool IsContiguous => Layout.IsContiguous;

    /// <summary>Whether another tensor's memory is looked at.</summary>
    public bool IsView => _meta?.Base is not null;

    /// <summary>How often the memory was changed; tensors that share it count together.</summary>
    public int Version => _storage?.Version ?? 0;

    /// <summary>Whether it was made in <see cref="Autograd.InferenceMode"/>.</summary>
    public bool IsInference => (_origin & Origin.Inference) != 0;

    internal Layout Layout { get; }

    /// <summary>A number written beside a tensor: it decides less about the type of the result.</summary>
    internal bool IsNumber => (_origin & Origin.Number) != 0;

    internal int OutputNumber { get; private set; }

    internal AutogradMeta Meta => _meta ?? Interlocked.CompareExchange(ref _meta, new AutogradMeta(), null) ?? _meta;

    /// <summary>The function that made it; for a view whose memory was changed since, one from the base as it is now.</summary>
    internal GradFn? Function
    {
        get
        {
            if (_meta?.Base is { } root && _meta.ViewVersion != Version) Views.Refresh(this, root);
            return _function;
        }
    }

    internal AccumulateGrad Accumulator
    {
        get
        {
            AutogradMeta meta = Meta;
            return meta.Accumulator ?? Interlocked.CompareExchange(ref meta.Accumulator, new AccumulateGrad(this), null) ?? meta.Accumulator;
        }
    }

    /// <summary>The memory as an array with the elements from <c>Layout.Offset</c> on.</summary>
    internal T[] Items<T>() where T : unmanaged => Storage<T>.ItemsOf(Storage);

    /// <summary>Makes it the result of an operation.</summary>
    internal Tensor Record(GradFn function, int output)
    {
        (_function, OutputNumber, _requiresGrad) = (function, output, true);
        if (_meta is not { } meta) return this;
        if (meta.Base is not null) meta.ViewVersion = Version;
        if (meta.RetainsGrad) KeepGrad(function);
        return this;
    }

    /// <summary>Takes it out of the graph.</summary>
    internal void Forget()
    {
        (_function, OutputNumber, _requiresGrad) = (null, 0, false);
        if (_meta is { Base: not null } meta) meta.ViewVersion = Version;
    }
}
