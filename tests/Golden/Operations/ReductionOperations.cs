namespace SourceAutodiff.Golden.Operations;

/// <summary>Sums, extremes, moments and running values.</summary>
internal static class ReductionOperations
{
    public static readonly OperationTable Table = new()
    {
        ["sum"] = c => c.X.Sum(c.Ints("dim"), c.Flag("keepdim")),
    };

    private static int Correction(Running.Case c) => c.Int("correction", c.Flag("unbiased", true) ? 1 : 0);
}
