namespace SourceAutodiff.Golden.Operations;

/// <summary>Convolutions, pooling, resampling, embedding and attention.</summary>
internal static class ConvolutionOperations
{
    public static readonly OperationTable Table = new()
    {
    };
}
