namespace SourceAutodiff.Tensors;

/// <summary>Where a gradient goes on to: the function that made an input, and which of its outputs that was.</summary>
internal readonly struct Edge(GradFn? function, int output)
{
    public readonly GradFn? Function = function;
    public readonly int Output = output;

    /// <summary>To the tensor's function; a leaf's adds to its <see cref="Tensor.Grad"/>.</summary>
    public static Edge To(Tensor? tensor) =>
        tensor is null || !tensor.RequiresGrad ? default : tensor.Function is { } function ? new Edge(function, tensor.OutputNumber) : new Edge(tensor.Accumulator, 0);
}
