namespace SourceAutodiff.Golden.Operations;

/// <summary>Activation functions.</summary>
internal static class ActivationOperations
{
    public static readonly OperationTable Table = new()
    {
    };
}
