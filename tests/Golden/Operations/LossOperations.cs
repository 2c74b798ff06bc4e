namespace SourceAutodiff.Golden.Operations;

/// <summary>Losses.</summary>
internal static class LossOperations
{
    public static readonly OperationTable Table = new()
    {
    };
}
