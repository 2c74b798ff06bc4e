namespace SourceAutodiff.Runtime.Tests.Tensors;

/// <summary>Gradients of a function of tensors, first and second, against central differences.</summary>
internal static class LinalgDifferences
{
    /// <summary>Numbers without a pattern between -1 and 1.</summary>
    public static Tensor Numbers(int seed, params int[] shape)
    {
        var random = new Random(seed);
        return Tensor.From(Enumerable.Range(0, shape.Aggregate(1, (count, size) => count * size)).Select(_ => (2 * random.NextDouble()) - 1).ToArray(), shape);
    }

    public static void Check(Func<Tensor[], Tensor> function, params Tensor[] inputs) => Check(function, true, inputs);

    public static void Check(Func<Tensor[], Tensor> function, bool hasSecond, params Tensor[] inputs)
    {
        Func<Tensor[], Tensor> weighted = Weighted(function);
        Compare(weighted, inputs, 1e-6);
        if (!hasSecond) return;
        Compare(xs => Gradients(weighted, xs, createGraph: true).Select((grad, i) => (grad * Numbers(50 + i, [.. grad.Shape])).Sum()).Aggregate((a, b) => a + b), inputs, 1e-5);
    }

    private static Func<Tensor[], Tensor> Weighted(Func<Tensor[], Tensor> function) => xs =>
    {
        Tensor result = function(xs);
        return (result * Numbers(99, [.. result.Shape])).Sum();
    };

    private static Tensor[] Gradients(Func<Tensor[], Tensor> function, Tensor[] inputs, bool createGraph)
    {
        Tensor[] leaves = [.. inputs.Select(input => input.RequiresGrad ? input : input.Clone().SetRequiresGrad())];
        Tensor result = function(leaves);
        Tensor?[] grads = result.RequiresGrad ? Autograd.Grad([result], leaves, createGraph: createGraph, allowUnused: true) : new Tensor?[leaves.Length];
        return [.. grads.Select((grad, i) => grad ?? Tensor.Zeros(leaves[i].Shape, DType.Float64))];
    }

    private static void Compare(Func<Tensor[], Tensor> function, Tensor[] inputs, double tolerance)
    {
        Tensor[] leaves = [.. inputs.Select(input => input.Detach().Clone().SetRequiresGrad())], grads = Gradients(function, leaves, createGraph: false);
        for (int k = 0; k < inputs.Length; k++)
        {
            double[] grad = grads[k].ToArray<double>(), values = inputs[k].ToArray<double>();
            for (int i = 0; i < values.Length; i++)
            {
                double Value(double at)
                {
                    double[] moved = [.. values];
                    moved[i] = at;
                    Tensor[] others = [.. leaves];
                    others[k] = Tensor.From(moved, inputs[k].Shape).SetRequiresGrad();
                    return function(others).Item();
                }

                const double Step = 1e-5;
                double slope = (Value(values[i] + Step) - Value(values[i] - Step)) / (2 * Step);
                Assert.True(Math.Abs(slope - grad[i]) <= tolerance * Math.Max(1, Math.Abs(slope)), $"input {k}, element {i}: {grad[i]} instead of {slope}");
            }
        }
    }
}
