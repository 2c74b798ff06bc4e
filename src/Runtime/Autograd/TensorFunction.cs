using SourceAutodiff.Tensors;

namespace SourceAutodiff;

/// <summary>
/// A function on tensors whose gradient you write, as <c>torch.autograd.Function</c>: for kernels of your own, for gradients that should not be the derivative, and to use the
/// generated backward method of a <see cref="DifferentiableAttribute"/> method on the tape.
/// </summary>
public abstract class TensorFunction
{
    /// <summary>As the node of the graph is called: the name of the class and <c>Backward</c>.</summary>
    protected virtual string Name => GetType().Name + "Backward";

    /// <summary>
    /// Whether <see cref="Backward"/> is made of operations on tensors, so that it can be differentiated, too. Otherwise gradients of its gradients are an error, not a wrong number.
    /// </summary>
    protected virtual bool IsTwiceDifferentiable => false;

    /// <summary>Calls <see cref="Forward"/>, and records it if an input requires a gradient.</summary>
    /// <param name="inputs">What <see cref="Forward"/> gets.</param>
    /// <returns>The result of <see cref="Forward"/>; a copy if that shares memory with an input.</returns>
    /// <exception cref="InvalidOperationException">The result is to require a gradient and is not of a floating-point type.</exception>
    public Tensor Apply(params Tensor[] inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        Tensor[] all = [.. inputs];
        foreach (Tensor input in all) ArgumentNullException.ThrowIfNull(input, nameof(inputs));
        Tensor result;
        using (Autograd.NoGrad())
        {
            Tensor made = Forward(all) ?? throw new InvalidOperationException($"{GetType().Name}.Forward returned null. Return a tensor.");

            // The result gets its own place in the graph: it can be neither an input nor a tensor that somebody else holds.
            result = Array.Exists(all, input => ReferenceEquals(input.Storage, made.Storage)) ? made.Clone() : new Tensor(made.Storage, made.Layout, made.DType);
        }

        if (!Tape.Records(all)) return result;
        if (!result.DType.IsFloatingPoint()) throw new InvalidOperationException($"{GetType().Name}.Forward returned a tensor of {result.DType}, and an input requires a gradient. Only floating-point tensors have one: convert the result, or call this inside of Autograd.NoGrad().");
        return result.Record(new OpNode(Name, all, [result], [.. all, result], Run, isForeign: true), 0);
    }

    /// <summary>Computes the result. Nothing that it does is recorded. It must not change its inputs.</summary>
    /// <param name="inputs">Those of <see cref="Apply"/>.</param>
    /// <returns>A new tensor.</returns>
    protected abstract Tensor Forward(IReadOnlyList<Tensor> inputs);

    /// <summary>Turns the gradient of the result into those of the inputs.</summary>
    /// <param name="inputs">Those of <see cref="Apply"/>; if one was changed since, that is an error before this is called.</param>
    /// <param name="result">What <see cref="Apply"/> returned.</param>
    /// <param name="gradient">The gradient of the result, in its shape.</param>
    /// <returns>For each input its gradient in its shape, or <see langword="null"/> for zero.</returns>
    protected abstract IReadOnlyList<Tensor?> Backward(IReadOnlyList<Tensor> inputs, Tensor result, Tensor gradient);

    private Tensor?[] Run(OpNode node, Tensor?[] gradients)
    {
        int count = node.InputCount;
        if (gradients[0] is not { } gradient) return new Tensor?[count];
        Tensor[] inputs = [.. Enumerable.Range(0, count).Select(node.Saved)];
        Tensor result = node.Saved(count);
        if (IsTwiceDifferentiable || !GradModes.IsRecording) return Checked(Backward(inputs, result, gradient), inputs);
        Tensor?[] grads;
        using (Autograd.NoGrad()) grads = Checked(Backward(inputs, result, gradient), inputs);
        return [.. grads.Select(grad => grad is null || ReferenceEquals(grad, gradient) ? grad : Once(grad, gradient, inputs))];
    }

    /// <summary>A gradient that was computed without recording: what is asked for its own gradient throws.</summary>
    private Tensor Once(Tensor grad, Tensor gradient, Tensor[] inputs) =>
        Tape.Record(new Tensor(grad.Storage, grad.Layout, grad.DType), GetType().Name + "Once", [gradient, .. inputs], (_, _) => throw new InvalidOperationException(
            $"The gradients of {GetType().Name} were computed without recording, so they cannot be differentiated again. If its Backward consists of operations on tensors, override IsTwiceDifferentiable to return true."));

    private Tensor?[] Checked(IReadOnlyList<Tensor?> grads, Tensor[] inputs)
    {
        if (grads is null || grads.Count != inputs.Length) throw new InvalidOperationException($"{GetType().Name}.Backward returned {grads?.Count ?? 0} gradients for {inputs.Length} inputs. Return one for each, and null for zero.");
        for (int i = 0; i < inputs.Length; i++)
        {
            if (grads[i] is { } grad && grad.Shape != inputs[i].Shape) throw new InvalidOperationException($"{GetType().Name}.Backward returned a gradient of shape {grad.Shape} for input {i}, whose shape is {inputs[i].Shape}. A gradient has the shape of its input.");
        }

        return [.. grads];
    }
}
