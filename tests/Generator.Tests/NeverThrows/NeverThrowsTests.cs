using Microsoft.CodeAnalysis;
using SourceAutodiff.Generator.Diagnostics;

namespace SourceAutodiff.Generator.Tests.NeverThrows;

/// <summary>Whatever stands in an annotated method: a diagnostic where it stands, or a derivative that is right. Never a crash, never a silent zero.</summary>
public class NeverThrowsTests
{
    private static readonly OddSnippet[] s_all =
        [.. OddStatements.All, .. OddExpressions.All, .. OddCalls.All, .. OddDeclarations.All, .. OddText.All, .. OddSizes.All, .. OddRules.All, .. OddObjects.All, .. OddVectors.All];

    public static TheoryData<string> Names => [.. s_all.Select(snippet => snippet.Name)];

    [Fact]
    public void There_are_many_snippets_and_most_of_them_are_unsupported()
    {
        Assert.True(s_all.Length >= 120, $"{s_all.Length}");
        Assert.True(s_all.Count(snippet => snippet.Expected.StartsWith("SAD", StringComparison.Ordinal)) >= 80);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_diagnostic_or_a_right_derivative(string name)
    {
        OddSnippet snippet = s_all.Single(snippet => snippet.Name == name);
        var project = new OddProject(snippet);

        // A crash of the generator or the analyzer would show up here, under an id of its own.
        string[] ids = [.. project.Reported.Select(diagnostic => diagnostic.Id).Distinct()];
        string all = $"expected '{snippet.Expected}', reported:\n{string.Join("\n", project.Reported)}\n{string.Join("\n", project.FromCompiler)}";
        Assert.DoesNotContain(project.Reported, diagnostic => diagnostic.Location.SourceTree?.FilePath != "Snippet.cs");
        if (snippet.Expected == OddSnippet.NotCSharp)
        {
            Assert.False(project.Compiles);
            Assert.True(ids.All(id => id.StartsWith("SAD", StringComparison.Ordinal) && id != Descriptors.InternalError.Id), all);
            return;
        }

        Assert.True(string.Join(" ", ids) == (snippet.Expected == OddSnippet.Works ? "" : snippet.Expected), all);
        Assert.True(project.Compiles, string.Join("\n", project.FromCompiler));
        Assert.DoesNotContain(project.FromCompiler, diagnostic => diagnostic.Severity == DiagnosticSeverity.Error || project.Generated.Contains(diagnostic.Location.SourceTree!));
        bool isRejected = OddProject.HasErrors(project.Reported);
        Assert.Equal(isRejected, project.Generated.Count == 0);
        if (!isRejected) CompareWithCentralDifferences(project);
    }

    private static void CompareWithCentralDifferences(OddProject project)
    {
        if (project.Load() is not ({ } function, { } gradient))
        {
            Assert.Fail("there is no gradient of a function of one number");
            return;
        }

        foreach (double x in new[] { 0.37, 1.3, 2.6 })
        {
            const double step = 1e-5;
            double expected = (function(x + step) - function(x - step)) / (2 * step);
            double actual = gradient(x);
            Assert.True(double.IsFinite(expected) && expected != 0, $"a derivative of {expected} at {x} shows nothing");
            Assert.True(Math.Abs(expected - actual) <= 1e-6 * Math.Max(1, Math.Abs(expected)), $"at {x}: {actual} instead of {expected}\n{project.Generated[0]}");
        }
    }
}
