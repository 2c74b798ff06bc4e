using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using SourceAutodiff.Generator.Diagnostics;

namespace SourceAutodiff.Analyzers.Tests;

/// <summary>docs/diagnostics/README.md is made from the list of released diagnostics and the code fixes that the pages name. <c>SAD_ACCEPT=1</c> writes it.</summary>
public class OverviewTests
{
    private static readonly (string Digits, string Heading)[] s_families =
    [
        ("10", "The declaration of the method"), ("20", "What its body uses"), ("30", "Lost derivatives"), ("31", "Numerical hazards"),
        ("40", "Derivatives that users write"), ("50", "Tensors"), ("90", "Defects of SourceAutodiff"),
    ];

    [Fact]
    public void The_overview_is_up_to_date()
    {
        string path = Docs("diagnostics/README.md"), current = Overview();
        if (Environment.GetEnvironmentVariable("SAD_ACCEPT") == "1") File.WriteAllText(path, current);
        Assert.Equal(current, File.ReadAllText(path).ReplaceLineEndings("\n"));
    }

    [Fact]
    public void Released_are_the_diagnostics_that_there_are() =>
        Assert.Equal(
            Descriptors.All.Select(descriptor => new Release(descriptor.Id, descriptor.Category, descriptor.DefaultSeverity.ToString(), descriptor.Title.ToString(null))).OrderBy(release => release.Id, StringComparer.Ordinal),
            Releases());

    [Fact]
    public void A_message_says_what_is_wrong_and_why_and_what_to_do()
    {
        foreach (DiagnosticDescriptor descriptor in Descriptors.All)
        {
            string message = descriptor.MessageFormat.ToString(null);
            Assert.True(Regex.IsMatch(message, @"^(\S.*?[^.])\. (\S.*?[^.])\. (\S.*[^.])\.$", RegexOptions.Singleline), $"{descriptor.Id} is not of three sentences: {message}");
        }
    }

    private static string Overview()
    {
        var text = new StringBuilder("# Diagnostics\n\nWhat the analyzers and the generator report. Each page says why, what to do, and shows an example that is reported and one that is not. Errors and warnings are in the build; what has severity info is only shown in the editor.\n\nMade from `src/Generator/AnalyzerReleases.*.md` by a test; run the tests with `SAD_ACCEPT=1` after a change there.\n");
        foreach (IGrouping<string, Release> family in Releases().GroupBy(release => s_families.First(family => release.Id.StartsWith("SAD" + family.Digits, StringComparison.Ordinal)).Heading))
        {
            text.Append($"\n## {family.Key}\n\n| id | title | severity | code fixes |\n|---|---|---|---|\n");
            foreach (Release release in family) text.Append($"| [{release.Id}]({release.Id}.md) | {release.Title} | {release.Severity.ToLowerInvariant()} | {string.Join(", ", Fixes(release.Id))} |\n");
        }

        return text.ToString();
    }

    private static Release[] Releases() =>
    [
        .. new[] { "Shipped", "Unshipped" }.SelectMany(kind => File.ReadAllLines(Docs($"../src/Generator/AnalyzerReleases.{kind}.md")))
            .Where(line => line.StartsWith("SAD", StringComparison.Ordinal)).Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .Select(cells => new Release(cells[0], cells[1], cells[2], cells[3])).OrderBy(release => release.Id, StringComparer.Ordinal),
    ];

    /// <summary>Their titles are in italics, in the sentences that speak of code fixes.</summary>
    private static IEnumerable<string> Fixes(string id) =>
        Regex.Matches(File.ReadAllText(Docs($"diagnostics/{id}.md")), @"\bcode fix(?:es)?\b(?:\*[^*]+\*|[^.])*").SelectMany(sentence => Regex.Matches(sentence.Value, @"(?<!\*)\*([^*]+)\*(?!\*)")).Select(title => title.Groups[1].Value).Distinct();

    private static string Docs(string path, [CallerFilePath] string thisFile = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "../../docs", path));

    private sealed record Release(string Id, string Category, string Severity, string Title);
}
