using SourceAutodiff.Tensors;

namespace SourceAutodiff;

/// <summary>What is recorded, and derivatives of several tensors at once.</summary>
public static class Autograd
{
    /// <summary>Whether operations on tensors that require gradients are recorded here. The mode flows with <c>await</c>.</summary>
    public static bool IsGradEnabled => GradModes.IsRecording;

    /// <summary>Whether <see cref="InferenceMode"/> is on here.</summary>
    public static bool IsInferenceMode => (GradModes.Current & GradMode.Inference) != 0;

    /// <summary>Nothing is recorded until the result is disposed.</summary>
    /// <returns>Goes back to the mode before when it is disposed.</returns>
    public static ModeScope NoGrad() => GradModes.Enter(GradModes.Current | GradMode.NoGrad);

    /// <summary>Records again inside of <see cref="NoGrad"/>, until the result is disposed.</summary>
    /// <returns>Goes back to the mode before when it is disposed.</returns>
    public static ModeScope EnableGrad() => GradModes.Enter(GradModes.Current & ~GradMode.NoGrad);

    /// <summary>Records or not, until the result is disposed.</summary>
    /// <param name="isEnabled">Whether operations are recorded.</param>
    /// <returns>Goes back to the mode before when it is disposed.</returns>
    public static ModeScope SetGradEnabled(bool isEnabled) => isEnabled ? EnableGrad() : NoGrad();

    /// <summary>Like <see cref="NoGrad"/>, and tensors that are made inside can never take part in a graph: an error says so, instead of a gradient that is missing.</summary>
    /// <returns>Goes back to the mode before when it is disposed.</returns>
    public static ModeScope InferenceMode() => GradModes.Enter(GradModes.Current | GradMode.Inference);

    /// <summary>
    /// Remembers for each operation the line it was recorded in, and stops a backward pass at the first NaN. Errors of a backward pass name the line. Slow: for finding mistakes.
    /// </summary>
    /// <returns>Goes back to the mode before when it is disposed.</returns>
    public static ModeScope DetectAnomaly() => GradModes.Enter(GradModes.Current | GradMode.Anomaly);

    /// <summary>The gradients of <paramref name="output"/> with respect to <paramref name="inputs"/>; no <see cref="Tensor.Grad"/> changes.</summary>
    /// <param name="output">A tensor of one element.</param>
    /// <param name="inputs">Leaves or results that <paramref name="output"/> was computed from.</param>
    /// <param name="retainGraph">Whether the graph can be used again; if not given, as <paramref name="createGraph"/>.</param>
    /// <param name="createGraph">Whether the gradients can be differentiated.</param>
    /// <returns>A gradient for each input, in its shape.</returns>
    /// <exception cref="InvalidOperationException">The output does not require a gradient or has more than one element, or an input has no part in it.</exception>
    public static Tensor[] Grad(Tensor output, IReadOnlyList<Tensor> inputs, bool? retainGraph = null, bool createGraph = false) =>
        [.. Grad([output], inputs, null, retainGraph, createGraph).Select(grad => grad!)];

    /// <summary>The gradients of the sum of <paramref name="outputs"/>, weighted by <paramref name="gradOutputs"/>, with respect to <paramref name="inputs"/>; no <see cref="Tensor.Grad"/> changes.</summary>
    /// <param name="outputs">What to differentiate.</param>
    /// <param name="inputs">Leaves or results that the outputs were computed from.</param>
    /// <param name="gradOutputs">The gradient that each output gets, in its shape; it can be left out for an output of one element.</param>
    /// <param name="retainGraph">Whether the graph can be used again; if not given, as <paramref name="createGraph"/>.</param>
    /// <param name="createGraph">Whether the gradients can be differentiated.</param>
    /// <param name="allowUnused">Gives <see langword="null"/> for an input that has no part in the outputs, instead of an error.</param>
    /// <returns>A gradient for each input, in its shape.</returns>
    /// <exception cref="InvalidOperationException">An output does not require a gradient, or an input has no part in the outputs.</exception>
    public static Tensor?[] Grad(IReadOnlyList<Tensor> outputs, IReadOnlyList<Tensor> inputs, IReadOnlyList<Tensor?>? gradOutputs = null, bool? retainGraph = null, bool createGraph = false, bool allowUnused = false)
    {
        ArgumentNullException.ThrowIfNull(outputs);
        ArgumentNullException.ThrowIfNull(inputs);
        (Edge, Tensor)[] roots = Roots(outputs, gradOutputs);
        Dictionary<(GradFn, int), Tensor?> captures = Captures(inputs);
        Engine.Run(roots, retainGraph ?? createGraph, createGraph, captures);
        var grads = new Tensor?[inputs.Count];
        for (int i = 0; i < grads.Length; i++)
        {
            Edge edge = Edge.To(inputs[i]);
            grads[i] = captures[(edge.Function!, edge.Output)];
            if (grads[i] is null && !allowUnused)
            {
                throw new InvalidOperationException($"One of the differentiated Tensors appears to not have been used in the graph: input {i}, of shape {inputs[i].Shape}. Set allowUnused: true if this is the desired behavior; its gradient is null then.");
            }
        }

        return grads;
    }

    /// <summary>Adds the gradients of the sum of <paramref name="outputs"/> to the leaves they were computed from.</summary>
    /// <param name="outputs">What to differentiate.</param>
    /// <param name="gradOutputs">The gradient that each output gets, in its shape; it can be left out for an output of one element.</param>
    /// <param name="retainGraph">Whether the graph can be used again; if not given, as <paramref name="createGraph"/>.</param>
    /// <param name="createGraph">Whether the gradients can be differentiated.</param>
    /// <exception cref="InvalidOperationException">An output does not require a gradient.</exception>
    public static void Backward(IReadOnlyList<Tensor> outputs, IReadOnlyList<Tensor?>? gradOutputs = null, bool? retainGraph = null, bool createGraph = false)
    {
        ArgumentNullException.ThrowIfNull(outputs);
        Engine.Run(Roots(outputs, gradOutputs), retainGraph ?? createGraph, createGraph);
    }

    private static Dictionary<(GradFn, int), Tensor?> Captures(IReadOnlyList<Tensor> inputs)
    {
        var captures = new Dictionary<(GradFn, int), Tensor?>();
        for (int i = 0; i < inputs.Count; i++)
        {
            if (!inputs[i].RequiresGrad) throw new InvalidOperationException($"One of the differentiated Tensors does not require grad: input {i}, of shape {inputs[i].Shape}. Set RequiresGrad = true before the forward pass.");
            Edge edge = Edge.To(inputs[i]);
            captures[(edge.Function!, edge.Output)] = null;
        }

        return captures;
    }

    private static (Edge, Tensor)[] Roots(IReadOnlyList<Tensor> outputs, IReadOnlyList<Tensor?>? grads)
    {
        if (grads is not null && grads.Count != outputs.Count) throw new ArgumentException($"There are {outputs.Count} outputs and {grads.Count} gradients for them. Give one for each; null stands for 1 where an output has one element.", nameof(grads));
        var roots = new (Edge, Tensor)[outputs.Count];
        for (int i = 0; i < roots.Length; i++) roots[i] = Root(outputs[i], grads?[i], i);
        return roots;
    }

    internal static (Edge, Tensor) Root(Tensor output, Tensor? grad, int index)
    {
        if (!output.RequiresGrad)
        {
            throw new InvalidOperationException($"element {index} of tensors does not require grad and does not have a grad_fn. Set RequiresGrad = true on what it is computed from, before the forward pass, and outside of NoGrad().");
        }

        if (grad is null)
        {
            if (output.Layout.Count != 1) throw new InvalidOperationException($"grad can be implicitly created only for scalar outputs. This one has the shape {output.Shape}: call Sum() or Mean() first, or pass a gradient of that shape.");
            grad = Tensor.Ones(output.Shape, output.DType);
        }
        else if (!Layout.CanExpand(output.Layout.Sizes, grad.Layout.Sizes))
        {
            throw new InvalidOperationException($"invalid gradient at index {index} - got {grad.Shape} but expected shape compatible with {output.Shape}");
        }

        return (Edge.To(output), grad);
    }
}
