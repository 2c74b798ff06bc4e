namespace SourceAutodiff.Tensors;

/// <summary>A residual of the tape: a tensor that a backward function needs, as it was when it was saved.</summary>
internal readonly struct SavedTensor
{
    private readonly Tensor? _tensor;
    private readonly int _version;

    public SavedTensor(Tensor tensor) => _tensor = Save(tensor, out _version);

    public Tensor Get(GradFn function, int output = -1) => Get(_tensor, _version, function, output);

    /// <summary>For functions that keep the two apart, which takes less memory.</summary>
    public static Tensor Save(Tensor tensor, out int version)
    {
        if (tensor.IsInference && GradModes.IsRecording)
        {
            throw new InvalidOperationException("Inference tensors cannot be saved for backward. Please do not use Tensors created in inference mode in computation tracked by autograd. To work around this, you can make a clone to get a normal tensor and use it in autograd, or use `Autograd.NoGrad()` instead of `Autograd.InferenceMode()`.");
        }

        tensor.MarkShared();
        version = tensor.Version;
        return tensor;
    }

    /// <param name="saved">What was saved, if it still is.</param>
    /// <param name="version">Its version then.</param>
    /// <param name="function">The function that saved it.</param>
    /// <param name="output">If it is a result of the function itself, which one.</param>
    public static Tensor Get(Tensor? saved, int version, GradFn function, int output = -1)
    {
        Tensor tensor = saved ?? throw new InvalidOperationException("Trying to backward through the graph a second time (or directly access saved tensors after they have already been freed). Saved intermediate values of the graph are freed when you call Backward() or Autograd.Grad(). Specify retainGraph: true if you need to backward through the graph a second time or if you need to access saved tensors after calling backward.");
        if (tensor.Version != version) throw Changed(tensor, version, function, output);

        // A result may have been taken out of the graph since; its place there is what counts.
        return output >= 0 && GradModes.IsRecording ? new Tensor(tensor.Storage, tensor.Layout, tensor.DType).Record(function, output) : tensor;
    }

    private static InvalidOperationException Changed(Tensor tensor, int version, GradFn function, int output)
    {
        string from = output >= 0 ? $", which is output {output} of {function.Name}," : tensor.Function is { } maker ? $", which is output {tensor.OutputNumber} of {maker.Name}," : "";
        return new InvalidOperationException($"one of the variables needed for gradient computation has been modified by an inplace operation: [{tensor.DType.Title()}Tensor {tensor.Shape}]{from} is at version {tensor.Version}; expected version {version} instead. Hint: enable anomaly detection to find the operation that failed to compute its gradient, with Autograd.DetectAnomaly(). Compute a new tensor instead of changing this one, or change a Clone().");
    }
}
