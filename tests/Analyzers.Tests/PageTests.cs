using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using SourceAutodiff.Analyzers.Numerics;
using SourceAutodiff.Analyzers.Tensors;
using SourceAutodiff.Generator.Diagnostics;

namespace SourceAutodiff.Analyzers.Tests;

/// <summary>Every diagnostic has a page in docs/diagnostics whose examples do what it says.</summary>
public class PageTests
{
    private const string Usings = "using System; using System.Collections.Generic; using System.Linq; using System.Numerics; using System.Threading.Tasks; using SourceAutodiff;\n";

    public static TheoryData<string> Ids => [.. Descriptors.All.Select(descriptor => descriptor.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_page_names_the_diagnostic_and_says_why_and_what_to_do(string id)
    {
        DiagnosticDescriptor descriptor = Descriptors.All.Single(descriptor => descriptor.Id == id);
        string page = Page(id);
        Assert.StartsWith($"# {id}: {descriptor.Title}\n\n{descriptor.DefaultSeverity}. ", page, StringComparison.Ordinal);
        Assert.Contains("\n## Why\n", page, StringComparison.Ordinal);
        Assert.Contains("\n## What to do\n", page, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task The_bad_example_raises_exactly_that_and_the_good_one_nothing(string id)
    {
        // Nothing that is known makes SourceAutodiff fail.
        if (id == Descriptors.InternalError.Id) return;
        Assert.Equal([id], (await Reported(Example(id, "bad"))).Distinct());
        Assert.Empty(await Reported(Example(id, "good")));
    }

    [Fact]
    public void There_is_no_page_of_something_else() => Assert.Equal(Descriptors.All.Count + 1, Directory.GetFiles(Folder()).Length);

    private static async Task<IEnumerable<string>> Reported(string source)
    {
        var compilation = CSharpCompilation.Create(
            "Example",
            [CSharpSyntaxTree.ParseText(Usings + source, path: "Example.cs")],
            [
                .. Net100.References.All,
                MetadataReference.CreateFromFile(typeof(DifferentiableAttribute).Assembly.Location),
                MetadataReference.CreateFromFile(typeof(System.Numerics.Tensors.ReadOnlyTensorSpan<>).Assembly.Location),
            ],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        Assert.Empty(compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning));
        return (await compilation.WithAnalyzers([new DifferentiabilityAnalyzer(), new HazardAnalyzer(), new TensorAnalyzer()]).GetAnalyzerDiagnosticsAsync()).Select(diagnostic => diagnostic.Id);
    }

    private static string Example(string id, string kind) =>
        Assert.Single(Regex.Matches(Page(id), $"^```csharp {kind}\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)).Groups[1].Value;

    private static string Page(string name) => File.ReadAllText(Path.Combine(Folder(), name + ".md")).Replace("\r\n", "\n", StringComparison.Ordinal);

    private static string Folder([CallerFilePath] string thisFile = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "../../docs/diagnostics"));
}
