namespace SourceAutodiff.Runtime.Tests.Tensors;

public class SemanticsCoverageTests
{
    [Fact]
    public void Every_row_has_a_test_or_an_explanation()
    {
        HashSet<int> known = [.. SemanticsRows.Tested(), .. SemanticsRows.Explained()];
        Assert.Equal(246, SemanticsRows.All().Length);
        Assert.Empty(SemanticsRows.All().Where(row => !known.Contains(row.Number)).Select(row => $"{row.Number}: {row.Statement}"));
    }
}
