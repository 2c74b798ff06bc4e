namespace SourceAutodiff.Golden.Operations;

/// <summary>Normalizations.</summary>
internal static class NormOperations
{
    public static readonly OperationTable Table = new()
    {
    };
}
