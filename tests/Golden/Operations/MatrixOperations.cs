namespace SourceAutodiff.Golden.Operations;

/// <summary>Products, decompositions and what is solved with them.</summary>
internal static class MatrixOperations
{
    public static readonly OperationTable Table = new()
    {
    };

    private static Tensor Identity(Tensor x) => Tensor.Eye(x.Shape[-1], dtype: x.DType);
}
