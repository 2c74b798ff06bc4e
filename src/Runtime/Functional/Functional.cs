using SourceAutodiff.Tensors;

namespace SourceAutodiff;

/// <summary>Functions of tensors as in <c>torch.nn.functional</c>: losses, normalizations, convolutions, pooling, and what else networks are made of.</summary>
public static partial class Functional
{
    /// <summary>
    /// A function composed of operations as one node of the graph. Only its inputs are kept: the backward pass computes it again, with the graph of the pass itself if that
    /// is recorded.
    /// </summary>
    internal static Tensor Fused(string name, Tensor[] inputs, Func<Tensor[], Tensor> composite)
    {
        if (!Tape.Records(inputs)) return composite(inputs);
        int count = inputs.Length;
        return Tape.Record(Owned(Tensor.Quietly(inputs, composite), inputs), name, inputs, (node, grad) => Recomputed(node, grad, count, composite), inputs);
    }

    /// <summary>Who changes the result in place should not meet what it is a view of, which nobody else sees unless it is an input.</summary>
    private static Tensor Owned(Tensor result, Tensor[] inputs) => !result.IsView ? result
        : Array.Exists(inputs, input => ReferenceEquals(input.Storage, result.Storage)) ? result.Copied()
        : new Tensor(result.Storage, result.Layout, result.DType);

    private static Tensor?[] Recomputed(OpNode node, Tensor grad, int count, Func<Tensor[], Tensor> composite)
    {
        bool isRecording = GradModes.IsRecording;
        var inputs = new Tensor[count];
        List<Tensor> wanted = [];
        GradMode before = GradModes.Current;
        GradModes.Current = before & ~GradMode.NoGrad;
        try
        {
            for (int i = 0; i < count; i++)
            {
                Tensor saved = node.Saved(i);

                // Each input by a name of its own: the same tensor may be given twice.
                inputs[i] = isRecording && saved.RequiresGrad ? Views.Create(saved, saved.Layout, "Alias", g => g) : saved.Detach();
                if (!node.Needs(i)) continue;
                if (!isRecording) inputs[i].RequiresGrad = true;
                wanted.Add(inputs[i]);
            }

            Tensor?[] grads = Autograd.Grad([composite(inputs)], wanted, [grad], retainGraph: isRecording, createGraph: isRecording, allowUnused: true);
            var results = new Tensor?[count];
            for (int i = 0, k = 0; i < count; i++)
            {
                if (node.Needs(i)) results[i] = grads[k++];
            }

            return results;
        }
        finally
        {
            GradModes.Current = before;
        }
    }
}
