using System.Collections.Immutable;
using System.Reflection;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using SourceAutodiff.Analyzers;

namespace SourceAutodiff.Generator.Tests.NeverThrows;

/// <summary>A snippet as a project: what the compiler, the generator and the analyzer make of it.</summary>
internal sealed class OddProject
{
    private const string Usings =
        "using System; using System.Collections.Generic; using System.Linq; using System.Numerics; using System.Threading.Tasks; using SourceAutodiff;\n";

    private static readonly MetadataReference[] s_references = [.. Net100.References.All, MetadataReference.CreateFromFile(typeof(DifferentiableAttribute).Assembly.Location)];

    private readonly Compilation _output;

    public OddProject(OddSnippet snippet)
    {
        SyntaxTree tree = CSharpSyntaxTree.ParseText(Usings + snippet.Source, new CSharpParseOptions(LanguageVersion.Preview), "Snippet.cs");
        bool isProgram = tree.GetCompilationUnitRoot().Members.OfType<GlobalStatementSyntax>().Any();
        var options = new CSharpCompilationOptions(
            isProgram ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable, warningLevel: 9999);
        var compilation = CSharpCompilation.Create("Snippet", [tree], s_references, options);
        Compiles = !HasErrors(compilation.GetDiagnostics());

        GeneratorDriver driver = CSharpGeneratorDriver.Create([new DifferentiableGenerator().AsSourceGenerator()], parseOptions: (CSharpParseOptions)tree.Options);
        driver = driver.RunGeneratorsAndUpdateCompilation(compilation, out _output, out ImmutableArray<Diagnostic> fromGenerator);
        Generated = [.. driver.GetRunResult().GeneratedTrees];
        FromCompiler = [.. _output.GetDiagnostics().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)];
        ImmutableArray<Diagnostic> fromAnalyzer = _output.WithAnalyzers([new DifferentiabilityAnalyzer()]).GetAnalyzerDiagnosticsAsync().GetAwaiter().GetResult();
        Reported = [.. fromGenerator.Concat(fromAnalyzer).OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start)];
    }

    /// <summary>Without what is generated.</summary>
    public bool Compiles { get; }

    public IReadOnlyList<SyntaxTree> Generated { get; }

    public IReadOnlyList<Diagnostic> FromCompiler { get; }

    /// <summary>By the generator and the analyzer.</summary>
    public IReadOnlyList<Diagnostic> Reported { get; }

    /// <summary>Function and gradient, if the snippet has them as functions of one number.</summary>
    public (Func<double, double> Function, Func<double, double> Gradient)? Load()
    {
        using var stream = new MemoryStream();
        Assert.True(_output.Emit(stream).Success);
        Assembly assembly = Assembly.Load(stream.ToArray());
        MethodInfo[] methods = [.. assembly.GetTypes().Where(type => !type.ContainsGenericParameters)
            .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Where(method => !method.IsGenericMethod && method.ReturnType == typeof(double) && method.GetParameters() is [{ } only] && only.ParameterType == typeof(double))];
        MethodInfo? gradient = methods.SingleOrDefault(method => method.Name.EndsWith("Gradient", StringComparison.Ordinal) && !method.Name.EndsWith("ValueAndGradient", StringComparison.Ordinal));
        MethodInfo? function = methods.FirstOrDefault(method => gradient?.Name == method.Name + "Gradient" && method.DeclaringType == gradient.DeclaringType);
        return function is null ? null : (function.CreateDelegate<Func<double, double>>(), gradient!.CreateDelegate<Func<double, double>>());
    }

    public static bool HasErrors(IEnumerable<Diagnostic> diagnostics) => diagnostics.Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
}
