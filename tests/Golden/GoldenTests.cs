using SourceAutodiff.Golden.Running;

namespace SourceAutodiff.Golden;

public class GoldenTests
{
    public static IEnumerable<object[]> Files => [.. Names.Select(name => new object[] { name })];

    private static string[] Names => [.. Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Data"), "*.jsonl").Select(file => Path.GetFileName(file))];

    [Theory, MemberData(nameof(Files))]
    public void Results_and_gradients_are_libtorchs(string file)
    {
        var report = new Report();
        report.Add(GoldenFile.Run(Path.Combine(AppContext.BaseDirectory, "Data", file)));
        Assert.True(report.Failures.Count == 0, $"{report}\n{string.Join('\n', report.Failures)}");
    }

    [Fact]
    public void All_files_are_there() => Assert.Equal(12, Names.Length);

    [Theory]
    [InlineData("1.0000000001", true)]
    [InlineData("1.00000001", false)]
    [InlineData("\"nan\"", false)]
    public void A_wrong_result_fails(string value, bool isClose) => Assert.Equal(isClose, RunExp($"[{value}]", "[1]"));

    [Fact]
    public void A_wrong_gradient_fails() => Assert.False(RunExp("[1]", "[1.1]"));

    [Fact]
    public void A_gradient_that_is_not_there_may_be_zero_only() => Assert.False(RunExp("[1]", "null"));

    [Fact]
    public void What_is_unknown_fails()
    {
        Outcome outcome = Run("""{"id":"a/b","op":"no_such","args":{},"inputs":[],"outputs":[],"upstream":[],"grads":[],"second":null}""");
        Assert.Equal("a/b: not supported: no_such", outcome.ToString());
    }

    private static bool RunExp(string output, string grad) => Run(
        """{"id":"exp/0","op":"exp","tag":"smooth","args":{},"inputs":[{"name":"input","requires_grad":true,"dtype":"float64","shape":[1],"data":[0]}],"""
        + $$"""
        "outputs":[{"dtype":"float64","shape":[1],"data":{{output}}}],"upstream":[[1]],"grads":[{{grad}}],"second":null}
        """).IsPassed;

    private static Outcome Run(string line)
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, line.ReplaceLineEndings(""));
            return Assert.Single(GoldenFile.Run(path));
        }
        finally
        {
            File.Delete(path);
        }
    }
}
