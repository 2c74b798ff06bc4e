using SourceAutodiff.Kernels;

namespace SourceAutodiff.Tensors;

/// <summary>The end of a path: adds to the gradient of a leaf.</summary>
internal sealed class AccumulateGrad(Tensor leaf) : GradFn(leaf.Layout.Sizes, leaf.DType)
{
    public Tensor Leaf { get; } = leaf;

    public override string Name => "AccumulateGrad";

    internal override int InputCount => 0;

    internal override Edge Next(int input) => default;

    // Several backward passes, of graphs that share the leaf, may arrive at once.
    internal override void Backward(ReadOnlySpan<Tensor?> gradOutputs, Span<Tensor?> gradInputs)
    {
        if (gradOutputs[0] is not { } grad) return;
        lock (this) Add(grad);
    }

    private void Add(Tensor grad)
    {
        AutogradMeta meta = Leaf.Meta;
        if (meta.Grad is not { } sum)
        {
            // A gradient that only this pass has seen is kept as it is.
            meta.IsGradSeen = false;
            meta.Grad = GradModes.IsRecording ? grad : !grad.IsOwn ? grad.Detach().Clone() : grad.IsView ? new Tensor(grad.Storage, grad.Layout, grad.DType) : grad;
        }
        else if (GradModes.IsRecording)
        {
            meta.Grad = sum + grad;
        }
        else if (sum.Layout.IsPlain && sum.DType == grad.DType && !sum.IsInference)
        {
            Binary.AddTo(sum, grad);
            sum.Storage.Version++;
            grad.Recycle();
        }
        else
        {
            sum.AddInPlace(grad);
        }
    }
}
