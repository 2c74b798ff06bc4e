using SourceAutodiff.Tensors;

namespace SourceAutodiff;

public sealed partial class Tensor
{
    /// <summary>
    /// Whether operations on it are recorded, so that <see cref="Backward"/> can compute its gradient. It can be set on a leaf of floating-point type.
    /// </summary>
    /// <exception cref="InvalidOperationException">The elements are not of floating-point type, or the tensor is the result of a recorded operation.</exception>
    public bool RequiresGrad
    {
        get => _meta?.Base is null ? _requiresGrad : Function is not null || _requiresGrad;
        set
        {
            if (value) DemandDifferentiable(DType);
            if (Function is not null)
            {
                if (value) return;
                throw new InvalidOperationException("you can only change requires_grad flags of leaf variables. If you want to use a computed variable in a subgraph that doesn't require differentiation use var.Detach().");
            }

            if (value && IsInference && !Autograd.IsInferenceMode) throw new InvalidOperationException("Setting RequiresGrad = true on an inference tensor outside of InferenceMode is not allowed. Make a Clone() first; that is an ordinary tensor.");
            _requiresGrad = value;
        }
    }

    /// <summary>Whether no recorded operation made it. Gradients are kept for leaves that require them.</summary>
    public bool IsLeaf => Function is null;

    /// <summary>The function that computes the gradient of what this was made from; <see langword="null"/> for a leaf.</summary>
    public GradFn? GradFn => Function;

    /// <summary>Whether the gradient of this result is kept, too.</summary>
    public bool RetainsGrad => _meta is { RetainsGrad: true } && !IsLeaf;

    /// <summary>The sum of the gradients of the backward passes so far. <see langword="null"/> before the first, and for results, unless <see cref="RetainGrad"/> was called. Can be set, also to <see langword="null"/>.</summary>
    /// <exception cref="InvalidOperationException">What is assigned has another shape or type.</exception>
    public Tensor? Grad
    {
        get
        {
            if (_meta is not { Grad: { } grad } meta) return null;
            meta.IsGradSeen = true;
            return grad;
        }

        set
        {
            if (value is not null)
            {
                if (ReferenceEquals(value, this)) throw new InvalidOperationException("can't assign a tensor as its own grad. Assign a Clone().");
                if (value.Shape != Shape) throw new InvalidOperationException($"assigned grad has data of a different size: {value.Shape} for a tensor of shape {Shape}. Reshape it, or sum what was broadcast.");
                if (value.DType != DType) throw new InvalidOperationException($"assigned grad has data of a different type: {value.DType} for a tensor of {DType}. Convert it with To(DType.{DType}).");
                value.MarkShared();
            }

            ForgetGrad();
            if (value is not null) (Meta.Grad, Meta.IsGradSeen) = (value, true);
        }
    }

    /// <summary>The gradient for those who do not keep it.</summary>
    internal Tensor? KnownGrad => _meta?.Grad;

    /// <summary>If nobody has it, its memory is free for the next.</summary>
    private void ForgetGrad()
    {
        if (_meta is not { Grad: { } grad } meta) return;
        meta.Grad = null;
        if (!meta.IsGradSeen) grad.Recycle();
    }

    /// <summary>Adds to the gradients of the leaves that this was computed from.</summary>
    /// <param name="gradient">The gradient of this tensor, in its shape. Not needed if it has one element: 1.</param>
    /// <param name="retainGraph">Whether the graph can be used again; if not given, as <paramref name="createGraph"/>.</param>
    /// <param name="createGraph">Whether the gradients can be differentiated.</param>
    /// <exception cref="InvalidOperationException">No gradient is required, the gradient is missing or has a wrong shape, the graph was freed by an earlier pass, or a tensor it needs was changed.</exception>
    public void Backward(Tensor? gradient = null, bool? retainGraph = null, bool createGraph = false) =>
        Engine.Run([Autograd.Root(this, gradient, 0)], retainGraph ?? createGraph, createGraph);

    /// <summary>Keeps the gradient of this result in <see cref="Grad"/>. A leaf keeps it anyway.</summary>
    /// <exception cref="InvalidOperationException">No gradient is required.</exception>
    public void RetainGrad()
    {
        if (!RequiresGrad) throw new InvalidOperationException("can't retain_grad on Tensor that has requires_grad=False. Set RequiresGrad = true on what it is computed from, before it is computed.");
        if (Function is not { } function || Meta.RetainsGrad) return;
        Meta.RetainsGrad = true;
        KeepGrad(function);
    }

    private void KeepGrad(GradFn function)
    {
        AutogradMeta meta = Meta;
        meta.Keeper?.Dispose();
        meta.Keeper = Hooks.Add(function.Extras.OfOutputs, new TensorHook(OutputNumber, grad =>
        {
            meta.Grad = meta.Grad is { } sum ? sum + grad : grad.Clone();
            return null;
        }, IsLast: true));
    }

    /// <summary>Calls <paramref name="hook"/> with each gradient of this tensor. What it returns, if anything, takes the gradient's place.</summary>
    /// <param name="hook">May return another gradient of the same shape; it must not change the one it gets.</param>
    /// <returns>Takes the hook away again when it is disposed.</returns>
    /// <exception cref="InvalidOperationException">No gradient is required.</exception>
    public IDisposable RegisterHook(Func<Tensor, Tensor?> hook)
    {
        ArgumentNullException.ThrowIfNull(hook);
        if (!RequiresGrad) throw new InvalidOperationException("cannot register a hook on a tensor that doesn't require gradient. Set RequiresGrad = true on what it is computed from, before it is computed.");
        Edge edge = Edge.To(this);
        return Hooks.Add(edge.Function!.Extras.OfOutputs, new TensorHook(edge.Output, hook, IsLast: false));
    }

    /// <summary>The same numbers in the same memory, outside of the graph.</summary>
    public Tensor Detach()
    {
        MarkShared();
        return new Tensor(Storage, Layout, DType);
    }

    /// <summary>The same tensor, with <see cref="RequiresGrad"/> set.</summary>
    /// <param name="value">Whether operations on it are recorded.</param>
    /// <returns>This tensor.</returns>
    /// <exception cref="InvalidOperationException">The elements are not of floating-point type, or the tensor is the result of a recorded operation.</exception>
    public Tensor SetRequiresGrad(bool value = true)
    {
        RequiresGrad = value;
        return this;
    }

    internal static void DemandDifferentiable(DType type)
    {
        if (type.IsFloatingPoint()) return;
        throw new InvalidOperationException($"Only Tensors of floating point and complex dtype can require gradients, and this one is of {type}. Create it from floating-point numbers ([1f, 2f]), or convert it first: To(DType.Float32).");
    }
}
