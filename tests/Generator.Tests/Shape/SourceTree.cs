using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace SourceAutodiff.Generator.Tests.Shape;

/// <summary>The product's own source files, as text.</summary>
internal static class SourceTree
{
    /// <summary>Path below <c>src</c> with forward slashes, and text without comments.</summary>
    public static IEnumerable<(string Path, string Text)> Files()
    {
        string source = Path.Combine(Root(), "src");
        foreach (string file in Directory.EnumerateFiles(source, "*.cs", SearchOption.AllDirectories))
        {
            string path = Path.GetRelativePath(source, file).Replace('\\', '/');
            if (path.Split('/').Any(part => part is "bin" or "obj")) continue;
            yield return (path, Regex.Replace(File.ReadAllText(file), @"//[^\n]*|/\*.*?\*/", "", RegexOptions.Singleline));
        }
    }

    public static int LinesOf(string path) => File.ReadLines(Path.Combine(Root(), "src", path)).Count();

    private static string Root([CallerFilePath] string thisFile = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "../../.."));
}
