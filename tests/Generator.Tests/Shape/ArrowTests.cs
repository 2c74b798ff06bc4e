using System.Text.RegularExpressions;

namespace SourceAutodiff.Generator.Tests.Shape;

/// <summary>Who may know whom in the generator: the arrows of docs/architecture.md.</summary>
public class ArrowTests
{
    private const string Everyone = "Infrastructure";

    private static readonly Dictionary<string, string[]> s_allowed = new()
    {
        ["Infrastructure"] = [],
        ["IR"] = [],
        ["Diagnostics"] = [],
        ["Rules"] = ["IR"],
        ["RuleBindings"] = ["Rules"],
        ["Parsing"] = ["IR", "Rules", "Diagnostics"],
        ["Lowering"] = ["IR", "Rules", "Diagnostics", "Parsing"],
        ["Activity"] = ["IR", "Rules"],
        ["Differentiation"] = ["IR", "Rules", "Activity"],
        ["Simplification"] = ["IR", "Rules", "Parsing"],
        ["Emission"] = ["IR", "Rules", "Parsing"],
    };

    /// <summary>Rules are read from C# text.</summary>
    private static readonly string[] s_ruleParsers =
        ["Generator/Rules/RuleExpressionParser.cs", "Generator/Rules/RuleParser.cs", "Generator/Rules/RuleRow.cs"];

    [Fact]
    public void Stages_know_only_whom_they_may()
    {
        List<string> violations = [];
        foreach ((string stage, string path, string text) in StageFiles())
        {
            if (!s_allowed.TryGetValue(stage, out string[]? allowed))
            {
                violations.Add($"{path}: the folder {stage} has no arrows yet; add it here and to docs/architecture.md");
                continue;
            }

            foreach (string other in s_allowed.Keys.Where(other => other != stage && other != Everyone && !allowed.Contains(other)))
            {
                if (Mentions(text, other)) violations.Add($"{path}: {stage} must not know {other}");
            }
        }

        Assert.Empty(violations);
    }

    [Fact]
    public void Simplification_knows_of_Parsing_only_what_inlining_takes() =>
        Assert.Equal(
            ["Generator/Simplification/Inlining.cs"],
            StageFiles().Where(file => file.Stage == "Simplification" && Mentions(file.Text, "Parsing")).Select(file => file.Path));

    [Fact]
    public void Roslyn_is_seen_at_the_edges_only()
    {
        string[] edges = ["Parsing", "Lowering", "Diagnostics", "RuleBindings"];
        IEnumerable<string> violations = StageFiles()
            .Where(file => file.Text.Contains("Microsoft.CodeAnalysis") && !edges.Contains(file.Stage))
            .Where(file => !s_ruleParsers.Contains(file.Path))
            .Select(file => file.Path);
        Assert.Empty(violations);
    }

    [Fact]
    public void The_generator_does_not_know_the_runtime_or_the_analyzers() =>
        Assert.Empty(SourceTree.Files()
            .Where(file => file.Path.StartsWith("Generator/", StringComparison.Ordinal))
            .Where(file => Regex.IsMatch(file.Text, @"using SourceAutodiff(\.(?!Generator)\w+)*;"))
            .Select(file => file.Path));

    [Fact]
    public void A_mention_is_found_in_usings_and_in_names()
    {
        Assert.True(Mentions("using SourceAutodiff.Generator.Lowering;", "Lowering"));
        Assert.True(Mentions("return Lowering.FrontEnd.Analyze();", "Lowering"));
        Assert.False(Mentions("namespace SourceAutodiff.Generator.IR; class LoweringX;", "Lowering"));
        Assert.Contains(StageFiles(), file => Mentions(file.Text, "IR"));
    }

    private static bool Mentions(string text, string stage) =>
        Regex.IsMatch(text, $@"SourceAutodiff\.Generator\.{stage}\b|(?<![\w.]){stage}\.[A-Z]");

    private static IEnumerable<(string Stage, string Path, string Text)> StageFiles() =>
        from file in SourceTree.Files()
        let parts = file.Path.Split('/')
        where parts[0] == "Generator" && parts.Length > 2
        select (parts[1], file.Path, file.Text);
}
