namespace SourceAutodiff.Tensors;

/// <summary>Records operations. Each returns its result, so an operation is one expression: what it computes, and how its gradient is.</summary>
internal static class Tape
{
    /// <summary>Whether an operation on these is recorded.</summary>
    public static bool Records(Tensor a) => a.RequiresGrad && GradModes.IsRecording;

    public static bool Records(Tensor a, Tensor b) => (a.RequiresGrad || b.RequiresGrad) && GradModes.IsRecording;

    public static bool Records(ReadOnlySpan<Tensor> inputs)
    {
        if (!GradModes.IsRecording) return false;
        foreach (Tensor input in inputs)
        {
            if (input.RequiresGrad) return true;
        }

        return false;
    }

    /// <param name="result">Fresh.</param>
    /// <param name="name">Without <c>Backward0</c>.</param>
    /// <param name="input">What it was computed from.</param>
    /// <param name="backward">The gradient of the input from that of the result.</param>
    /// <param name="saved">What the function asks for by <see cref="OpNode.Saved"/>.</param>
    public static Tensor Record(Tensor result, string name, Tensor input, Func<OpNode, Tensor, Tensor?> backward, params ReadOnlySpan<Tensor> saved)
    {
        if (!Records(input) || !result.DType.IsFloatingPoint()) return result;
        return result.Record(new OpNode(name + "Backward0", [input], [result], saved, (node, grads) => [grads[0] is { } grad ? backward(node, grad) : null]), 0);
    }

    /// <summary>The same for several inputs. The function is asked once, and gives one gradient for each; it may leave out those that are not needed.</summary>
    public static Tensor Record(Tensor result, string name, ReadOnlySpan<Tensor> inputs, Func<OpNode, Tensor, Tensor?[]> backward, params ReadOnlySpan<Tensor> saved)
    {
        if (!Records(inputs) || !result.DType.IsFloatingPoint()) return result;
        int count = inputs.Length;
        return result.Record(new OpNode(name + "Backward0", inputs, [result], saved, (node, grads) => grads[0] is { } grad ? backward(node, grad) : new Tensor?[count]), 0);
    }

    /// <summary>The same for several results. A gradient that did not arrive is <see langword="null"/>.</summary>
    public static Tensor[] RecordAll(Tensor[] results, string name, ReadOnlySpan<Tensor> inputs, Func<OpNode, Tensor?[], Tensor?[]> backward, params ReadOnlySpan<Tensor> saved)
    {
        if (results.Length == 0 || !Records(inputs)) return results;
        var node = new OpNode(name + "Backward0", inputs, results, saved, backward);
        for (int i = 0; i < results.Length; i++)
        {
            if (results[i].DType.IsFloatingPoint()) results[i].Record(node, i);
        }

        return results;
    }
}
