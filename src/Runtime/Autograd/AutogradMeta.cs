namespace SourceAutodiff.Tensors;

/// <summary>What only leaves, views and tensors with hooks have.</summary>
internal sealed class AutogradMeta
{
    public Tensor? Grad;

    /// <summary>Somebody asked for the gradient, and may still have it.</summary>
    public bool IsGradSeen;

    public AccumulateGrad? Accumulator;
    public bool RetainsGrad;

    /// <summary>Keeps the gradient of a result; it moves along when a change in place gives the tensor another function.</summary>
    public IDisposable? Keeper;

    /// <summary>For a view: the tensor whose memory it looks at. It is not a view itself.</summary>
    public Tensor? Base;

    /// <summary>For a view: the version of the memory that its function belongs to.</summary>
    public int ViewVersion;

    /// <summary>For a view: made where nothing was recorded.</summary>
    public bool IsUnrecordedView;
}
