using SourceAutodiff.Kernels;
using SourceAutodiff.Tensors;

namespace SourceAutodiff;

public sealed partial class Tensor
{
    /// <summary>Adds <paramref name="other"/> to the elements, in place.</summary>
    /// <param name="other">Stretched to this shape if need be.</param>
    /// <returns>This tensor.</returns>
    /// <exception cref="InvalidOperationException">This is a leaf that requires a gradient, or the result is of a type that does not fit.</exception>
    public Tensor AddInPlace(Tensor other) => Change(self => self + other);

    /// <inheritdoc cref="AddInPlace(Tensor)"/>
    public Tensor AddInPlace(Scalar other) => Change(self => self + other);

    /// <summary>Subtracts <paramref name="other"/> from the elements, in place.</summary>
    /// <inheritdoc cref="AddInPlace(Tensor)"/>
    public Tensor SubInPlace(Tensor other) => Change(self => self - other);

    /// <inheritdoc cref="SubInPlace(Tensor)"/>
    public Tensor SubInPlace(Scalar other) => Change(self => self - other);

    /// <summary>Multiplies the elements by <paramref name="other"/>, in place.</summary>
    /// <inheritdoc cref="AddInPlace(Tensor)"/>
    public Tensor MulInPlace(Tensor other) => Change(self => self * other);

    /// <inheritdoc cref="MulInPlace(Tensor)"/>
    public Tensor MulInPlace(Scalar other) => Change(self => self * other);

    /// <summary>Divides the elements by <paramref name="other"/>, in place.</summary>
    /// <inheritdoc cref="AddInPlace(Tensor)"/>
    public Tensor DivInPlace(Tensor other) => Change(self => self / other);

    /// <inheritdoc cref="DivInPlace(Tensor)"/>
    public Tensor DivInPlace(Scalar other) => Change(self => self / other);

    /// <summary>Sets all elements to <paramref name="value"/>.</summary>
    /// <param name="value">Converted to the type of the elements.</param>
    /// <returns>This tensor.</returns>
    /// <exception cref="InvalidOperationException">This is a leaf that requires a gradient.</exception>
    public Tensor FillInPlace(Scalar value)
    {
        DemandChangeable();
        Copying.Fill(this, value);
        Changed(RequiresGrad && GradModes.IsRecording ? Zeros(Shape, DType) : null);
        return this;
    }

    /// <summary>Sets all elements to zero.</summary>
    /// <inheritdoc cref="FillInPlace"/>
    public Tensor ZeroInPlace() => FillInPlace(0);

    /// <summary>Overwrites the elements with those of <paramref name="source"/>.</summary>
    /// <param name="source">Stretched to this shape and converted to this type if need be.</param>
    /// <returns>This tensor.</returns>
    /// <exception cref="InvalidOperationException">This is a leaf that requires a gradient.</exception>
    public Tensor CopyInPlace(Tensor source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return Change(_ => source.ExpandTo(Layout.Sizes).To(DType));
    }

    /// <summary>Makes a leaf of this tensor: what it was computed from is forgotten.</summary>
    /// <returns>This tensor.</returns>
    public Tensor DetachInPlace()
    {
        if (IsView) throw new InvalidOperationException("Can't detach views in-place. Use Detach() instead.");
        Forget();
        return this;
    }

    /// <summary>
    /// Changes the elements to what <paramref name="operation"/> makes of them. The operation is recorded with a copy of the old elements, if it has to be, so the change
    /// does not spoil what it saves.
    /// </summary>
    internal Tensor Change(Func<Tensor, Tensor> operation)
    {
        DemandChangeable();
        Tensor before = this;
        if (GradModes.IsRecording)
        {
            before = new Tensor(Storage, Layout, DType);
            if (RequiresGrad) before = Copied().Record(Edge.To(this).Function!, OutputNumber);
        }

        Tensor value = operation(before);
        if (!value.Layout.Sizes.AsSpan().SequenceEqual(Layout.Sizes)) throw new InvalidOperationException($"output with shape {Shape} doesn't match the broadcast shape {value.Shape}");
        if (!CanHold(value.DType, DType)) throw new InvalidOperationException($"result type {value.DType.Title()} can't be cast to the desired output type {DType.Title()}. Use the operation that makes a new tensor, or convert this one first.");
        Copying.Copy(value, this);
        Changed(value.To(DType));
        return this;
    }

    /// <summary>Elements in memory have changed to those of a value that may have a place in the graph.</summary>
    private void Changed(Tensor? value)
    {
        Storage.Version++;
        if (value is null || !GradModes.IsRecording) return;
        if (IsView && (value.RequiresGrad || RequiresGrad || Meta.Base!.RequiresGrad)) Views.RecordChange(this, value);
        else if (value.Function is { } function) Record(function, value.OutputNumber);
        else if (value.RequiresGrad) Record(value.Clone().Function!, 0);
        else if (RequiresGrad) Overwritten();
    }

    /// <summary>What it was computed from has no influence any more: its gradient is zero. The tensor stays a result, as in PyTorch.</summary>
    private void Overwritten()
    {
        var before = new Tensor(Storage, Layout, DType);
        before.Record(Edge.To(this).Function!, OutputNumber);
        Record(new OpNode("FillBackward0", [before], [this], [], (_, grads) => [ZerosLike(grads[0]!)]), 0);
    }

    private void DemandChangeable()
    {
        if (IsInference && !Autograd.IsInferenceMode) throw new InvalidOperationException("Inplace update to inference tensor outside InferenceMode is not allowed. You can make a Clone() to get a normal tensor before doing inplace update.");
        for (int i = 0; i < Rank; i++)
        {
            if (Layout.Strides[i] == 0 && Layout.Sizes[i] > 1) throw new InvalidOperationException("unsupported operation: more than one element of the written-to tensor refers to a single memory location. Please Clone() the tensor before performing the operation.");
        }

        if (!GradModes.IsRecording) return;
        if (IsView && Meta.Base is { IsLeaf: true, RequiresGrad: true }) throw new InvalidOperationException("a view of a leaf Variable that requires grad is being used in an in-place operation. Change it under Autograd.NoGrad(), or change a Clone().");
        if (RequiresGrad && IsLeaf) throw new InvalidOperationException("a leaf Variable that requires grad is being used in an in-place operation. Change it under Autograd.NoGrad(), or compute a new tensor from it.");
    }

    private static bool CanHold(DType value, DType target) =>
        value.IsFloatingPoint() ? target.IsFloatingPoint() : target != DType.Bool || value == DType.Bool;
}
