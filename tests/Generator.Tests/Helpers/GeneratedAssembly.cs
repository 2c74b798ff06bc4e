using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SourceAutodiff.Generator.Parsing;

namespace SourceAutodiff.Generator.Tests.Helpers;

/// <summary>C# text as an assembly, compiled with the generator and without a warning.</summary>
internal static class GeneratedAssembly
{
    private static readonly MetadataReference[] s_references = [.. Net100.References.All, MetadataReference.CreateFromFile(typeof(DifferentiableAttribute).Assembly.Location)];

    /// <returns>The assembly; or nothing, and the ids of what is wrong with its annotated methods.</returns>
    public static (byte[] Image, IReadOnlyList<string> Problems) Build(string name, string source, MetadataReference[] references, bool isChecked = false)
    {
        var parse = new CSharpParseOptions(LanguageVersion.CSharp12);
        var compilation = CSharpCompilation.Create(
            name, [CSharpSyntaxTree.ParseText(source, parse)], [.. s_references, .. references],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, checkOverflow: isChecked));
        string[] problems =
        [
            .. compilation.GetSymbolsWithName(_ => true, SymbolFilter.Member).OfType<IMethodSymbol>().Where(method => KnownTypes.FindDifferentiable(method) is not null)
                .SelectMany(method => MethodDiagnostics.Of(method, compilation, default)).Select(problem => problem.Id),
        ];
        if (problems.Length > 0) return ([], problems);
        CSharpGeneratorDriver.Create([new DifferentiableGenerator().AsSourceGenerator()], parseOptions: parse)
            .RunGeneratorsAndUpdateCompilation(compilation, out Compilation generated, out _);
        using var stream = new MemoryStream();
        Assert.Equal([], generated.Emit(stream).Diagnostics.Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning).Select(diagnostic => diagnostic.ToString()));
        return (stream.ToArray(), problems);
    }
}
