using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Basic.Reference.Assemblies;
using ICSharpCode.Decompiler;
using ICSharpCode.Decompiler.CSharp;
using ICSharpCode.Decompiler.Metadata;
using ICSharpCode.Decompiler.TypeSystem;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using SourceAutodiff.Analyzers.Numerics;
using SourceAutodiff.Analyzers.Tensors;

namespace SourceAutodiff.Analyzers.Tests.CodeBases;

/// <summary>Compilations of whole code bases, which reference the runtime, and what all analyzers say of them.</summary>
internal static class CodeBase
{
    private static readonly CSharpParseOptions s_parsing = new(Microsoft.CodeAnalysis.CSharp.LanguageVersion.Preview);

    /// <summary>The C# source of a library, a file for each type.</summary>
    public static IReadOnlyList<SyntaxTree> Decompiled(System.Reflection.Assembly library)
    {
        var settings = new DecompilerSettings(ICSharpCode.Decompiler.CSharp.LanguageVersion.Latest) { ThrowOnAssemblyResolveErrors = false };
        using var file = new PEFile(library.Location);
        var types = new DecompilerTypeSystem(file, new UniversalAssemblyResolver(library.Location, throwOnError: false, ".NETCoreApp,Version=v10.0"), settings);
        var trees = new ConcurrentBag<SyntaxTree>();
        Parallel.ForEach(types.MainModule.TopLevelTypeDefinitions, type =>
            trees.Add(CSharpSyntaxTree.ParseText(new CSharpDecompiler(types, settings).DecompileTypeAsString(type.FullTypeName), s_parsing, $"{type.FullTypeName.ReflectionName}.cs")));
        return [.. trees.OrderBy(tree => tree.FilePath, StringComparer.Ordinal)];
    }

    /// <summary>The sources of a project of this repository.</summary>
    public static IReadOnlyList<SyntaxTree> Project(string folder, [CallerFilePath] string thisFile = "")
    {
        const string Usings = "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks; global using Xunit;";
        string root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "../../..", folder));
        return
        [
            CSharpSyntaxTree.ParseText(Usings, s_parsing, "Usings.cs"),
            .. Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
                .Where(path => !Path.GetRelativePath(root, path).StartsWith("bin", StringComparison.Ordinal) && !Path.GetRelativePath(root, path).StartsWith("obj", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal).Select(path => CSharpSyntaxTree.ParseText(File.ReadAllText(path), s_parsing, path)),
        ];
    }

    public static CSharpCompilation Compile(string name, IEnumerable<SyntaxTree> sources, params System.Reflection.Assembly[] references) =>
        CSharpCompilation.Create(
            name, sources,
            [.. Net100.References.All, .. references.Append(typeof(DifferentiableAttribute).Assembly).Append(typeof(System.Numerics.Tensors.Tensor).Assembly).Select(assembly => MetadataReference.CreateFromFile(assembly.Location))],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable));

    /// <summary>Also what fails inside an analyzer.</summary>
    public static Task<ImmutableArray<Diagnostic>> AnalyzeAsync(Compilation compilation) =>
        compilation.WithAnalyzers([new DifferentiabilityAnalyzer(), new HazardAnalyzer(), new TensorAnalyzer()]).GetAnalyzerDiagnosticsAsync();
}
