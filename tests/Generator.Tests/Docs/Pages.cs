using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace SourceAutodiff.Generator.Tests.Docs;

/// <summary>The repository's Markdown files, by their path from its root.</summary>
internal static class Pages
{
    public static IEnumerable<string> All() => Directory.EnumerateFiles(Root(), "*.md", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(Root(), file).Replace('\\', '/'))
        .Where(path => !path.Split('/').Any(part => part is "bin" or "obj" or "artifacts" or "TestResults" or "BenchmarkDotNet.Artifacts" || part.StartsWith('.')))
        .Order(StringComparer.Ordinal);

    public static string FullPath(string page) => Path.Combine(Root(), page);

    public static string Read(string page) => File.ReadAllText(FullPath(page)).ReplaceLineEndings("\n");

    /// <summary>The fenced blocks of one language, in order.</summary>
    public static IReadOnlyList<string> Blocks(string page, string language) =>
        [.. Regex.Matches(Read(page), $@"^```{language}\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline).Select(match => match.Groups[1].Value)];

    private static string Root([CallerFilePath] string thisFile = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "../../.."));
}
