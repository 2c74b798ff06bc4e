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

    internal Tensor(Storage storage, Layout layout, DType type, bool isNumber = false)
    {
        (Storage, Layout, DType, IsNumber) = (storage, layout, type, isNumber);
        IsInference = (GradModes.Current & GradMode.Inference) != 0;
    }

    /// <summary>What the elements are.</summary>
    public DType DType { get; }

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
    public int Version => Storage.Version;

    /// <summary>Whether it was made in <see cref="Autograd.InferenceMode"/>.</summary>
    public bool IsInference { get; }

    internal Storage Storage { get; private set; }

    internal Layout Layout { get; private set; }

    /// <summary>A number written beside a tensor: it decides less about the type of the result.</summary>
    internal bool IsNumber { get; }

    internal int OutputNumber { get; private set; }

    internal AutogradMeta Meta => _meta ?? Interlocked.CompareExchange(ref _meta, new AutogradMeta(), null) ?? _meta;

    /// <summary>The function that made it; for a view whose memory was changed since, one from the base as it is now.</summary>
    internal GradFn? Function
    {
        get
        {
            if (_meta?.Base is { } root && _meta.ViewVersion != Storage.Version) Views.Refresh(this, root);
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
        if (meta.Base is not null) meta.ViewVersion = Storage.Version;
        if (meta.RetainsGrad) KeepGrad(function);
        return this;
    }

    /// <summary>Takes it out of the graph.</summary>
    internal void Forget()
    {
        (_function, OutputNumber, _requiresGrad) = (null, 0, false);
        if (_meta is { Base: not null } meta) meta.ViewVersion = Storage.Version;
    }
}
