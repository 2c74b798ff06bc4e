using SourceAutodiff.Golden.Running;

namespace SourceAutodiff.Rules.Tests.Tensors;

/// <summary>An operation with inputs from the golden data, which can be exchanged, and weights for its results: so it is a function to one number.</summary>
internal sealed class OperationCase(string id, Case inputs, Func<Case, Tensor[]> operation)
{
    public Case Inputs { get; } = inputs;

    /// <summary>The inputs that have a gradient.</summary>
    public Tensor[] Differentiated => [.. Inputs.Differentiated.Select(input => input.Tensor)];

    /// <summary>The same with other inputs, as leaves of their own.</summary>
    public OperationCase With(Func<Tensor, Tensor> change) => new(id, Inputs.With(tensor =>
    {
        Tensor changed = change(tensor.Detach());
        return changed.DType.IsReal() ? changed.Detach().SetRequiresGrad(tensor.RequiresGrad) : changed;
    }), operation);

    public Tensor[] Results() => operation(Inputs);

    /// <summary>The sum of all results of floating-point type, each element with a weight of its own.</summary>
    public Tensor Value() => Weighted(Results().Where(result => result.DType.IsReal()), 1);

    /// <summary>Null for an input that the value does not depend on.</summary>
    public Tensor?[] Gradients(bool createGraph = false)
    {
        Tensor value = Value();
        return value.RequiresGrad ? Autograd.Grad([value], Differentiated, createGraph: createGraph, allowUnused: true) : new Tensor?[Differentiated.Length];
    }

    /// <summary>The sum of all gradients, each element with a weight of its own: a function whose gradient has the second derivatives.</summary>
    public Tensor GradientValue(bool createGraph) => Weighted(Gradients(createGraph).Where(grad => grad is not null).Select(grad => grad!), 5);

    private static Tensor Weighted(IEnumerable<Tensor> tensors, int seed)
    {
        Tensor sum = Tensor.From(0.0);
        foreach (Tensor tensor in tensors)
        {
            double[] weights = [.. Enumerable.Range(seed, tensor.ElementCount).Select(i => Math.Cos(1.7 * i) + 0.3)];
            sum += (tensor * Tensor.From(weights, [.. tensor.Shape]).To(tensor.DType)).Sum();
            seed += 3;
        }

        return sum;
    }

    public override string ToString() => id;
}

internal static class DTypeExtensions
{
    public static bool IsReal(this DType type) => type >= DType.Float16;
}
