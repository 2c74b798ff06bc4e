namespace SourceAutodiff.Tensors;

/// <summary>A residual of the tape: a tensor that a backward function needs, as it was when it was saved.</summary>
internal readonly struct SavedTensor
{
    private readonly Tensor? _tensor;
    private readonly int _version;

    /// <param name="tensor">An input or an output of the operation.</param>
    /// <param name="isOutput">An output's own function is the one that saves it.</param>
    public SavedTensor(Tensor tensor, bool isOutput)
    {
        if (tensor.IsInference && GradModes.IsRecording)
        {
            throw new InvalidOperationException("Inference tensors cannot be saved for backward. Please do not use Tensors created in inference mode in computation tracked by autograd. To work around this, you can make a clone to get a normal tensor and use it in autograd, or use `Autograd.NoGrad()` instead of `Autograd.InferenceMode()`.");
        }

        tensor.Storage.IsShared = true;
        _version = tensor.Storage.Version;

        // An output can be changed later; this looks at the same memory and keeps its place in the graph.
        _tensor = isOutput ? new Tensor(tensor.Storage, tensor.Layout, tensor.DType) : tensor;
    }

    /// <summary>What is left after a pass: numbers, which cost nothing, so that <c>a * 2</c> can be gone through again.</summary>
    public SavedTensor Released => _tensor is { IsNumber: true } ? this : default;

    public Tensor Get(GradFn function, int output = -1)
    {
        Tensor tensor = _tensor ?? throw new InvalidOperationException("Trying to backward through the graph a second time (or directly access saved tensors after they have already been freed). Saved intermediate values of the graph are freed when you call Backward() or Autograd.Grad(). Specify retainGraph: true if you need to backward through the graph a second time or if you need to access saved tensors after calling backward.");
        if (tensor.Storage.Version != _version)
        {
            string from = output >= 0 ? $", which is output {output} of {function.Name}," : tensor.Function is { } maker ? $", which is output {tensor.OutputNumber} of {maker.Name}," : "";
            throw new InvalidOperationException($"one of the variables needed for gradient computation has been modified by an inplace operation: [{tensor.DType.Title()}Tensor {tensor.Shape}]{from} is at version {tensor.Storage.Version}; expected version {_version} instead. Hint: enable anomaly detection to find the operation that failed to compute its gradient, with Autograd.DetectAnomaly(). Compute a new tensor instead of changing this one, or change a Clone().");
        }

        if (output >= 0 && tensor.Function is null) tensor.Record(function, output);
        return tensor;
    }
}
