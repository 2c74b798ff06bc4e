using SourceAutodiff.Golden.Running;

namespace SourceAutodiff.Golden.Operations;

/// <summary>All operations that are known by a name of PyTorch's.</summary>
internal static class Table
{
    private static readonly OperationTable[] s_families =
    [
        UnaryOperations.Table, ActivationOperations.Table, BinaryOperations.Table, ReductionOperations.Table, ShapeOperations.Table, IndexOperations.Table,
        MatrixOperations.Table, LossOperations.Table, NormOperations.Table, ConvolutionOperations.Table, CompositeOperations.Table,
    ];

    /// <returns>How the operation is called; <see langword="null"/> if there is none of that name.</returns>
    public static Func<Case, Tensor[]>? Find(string op)
    {
        foreach (OperationTable family in s_families)
        {
            if (family.TryGetValue(op, out Func<Case, Results>? operation)) return c => operation(c).All;
        }

        return null;
    }
}
