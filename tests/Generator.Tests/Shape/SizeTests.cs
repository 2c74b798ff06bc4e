namespace SourceAutodiff.Generator.Tests.Shape;

public class SizeTests
{
    private const int MostLines = 400;

    /// <summary>The rule tables are lists: one line per op, however many ops there are.</summary>
    [Fact]
    public void No_file_is_long() =>
        Assert.Empty(SourceTree.Files()
            .Where(file => !file.Path.StartsWith("Runtime/Rules/", StringComparison.Ordinal) && SourceTree.LinesOf(file.Path) > MostLines)
            .Select(file => file.Path));
}
