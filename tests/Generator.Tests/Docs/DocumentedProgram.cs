using System.Globalization;
using System.Runtime.Loader;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SourceAutodiff.Generator.Tests.Docs;

/// <summary>C# as a page shows it, compiled with the generator and as strictly as a project can be.</summary>
internal static class DocumentedProgram
{
    private const string ImplicitUsings = "global using System; global using System.Collections.Generic; global using System.Linq;";
    private static readonly CSharpParseOptions Parse = new(LanguageVersion.CSharp12, DocumentationMode.Diagnose);

    /// <summary>What the blocks of a page, read as one program, print.</summary>
    public static string Run(IEnumerable<string> blocks)
    {
        using var stream = new MemoryStream();
        CSharpCompilation compilation = Compile(OutputKind.ConsoleApplication, Merge(blocks));
        Assert.True(compilation.Emit(stream).Success);
        stream.Position = 0;
        System.Reflection.MethodInfo main = new AssemblyLoadContext(null).LoadFromStream(stream).EntryPoint!;
        (TextWriter console, CultureInfo culture) = (Console.Out, CultureInfo.CurrentCulture);
        var output = new StringWriter { NewLine = "\n" };
        Console.SetOut(output);
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        try
        {
            main.Invoke(null, [Array.Empty<string>()]);
        }
        finally
        {
            Console.SetOut(console);
            CultureInfo.CurrentCulture = culture;
        }

        return output.ToString();
    }

    /// <summary>Source and what the generator adds to it. Any warning fails the test.</summary>
    public static CSharpCompilation Compile(OutputKind kind, string source)
    {
        var options = new CSharpCompilationOptions(
            kind, optimizationLevel: OptimizationLevel.Release, nullableContextOptions: NullableContextOptions.Enable, generalDiagnosticOption: ReportDiagnostic.Error,
            specificDiagnosticOptions: [new("CS1591", ReportDiagnostic.Suppress)]); // pages leave out documentation comments
        var compilation = CSharpCompilation.Create(
            "Documented" + Guid.NewGuid().ToString("N"),
            [CSharpSyntaxTree.ParseText(ImplicitUsings, Parse), CSharpSyntaxTree.ParseText(source, Parse)],
            [.. Net100.References.All, .. new[] { typeof(DifferentiableAttribute), typeof(System.Numerics.Tensors.TensorPrimitives) }.Select(type => MetadataReference.CreateFromFile(type.Assembly.Location))],
            options);
        CSharpGeneratorDriver.Create(new DifferentiableGenerator()).WithUpdatedParseOptions(Parse)
            .RunGeneratorsAndUpdateCompilation(compilation, out Compilation updated, out _);
        IEnumerable<string> problems = updated.GetDiagnostics().Where(problem => problem.Severity >= DiagnosticSeverity.Warning).Select(problem => problem.ToString());
        if (problems.Any()) Assert.Fail($"{string.Join("\n", problems)}\n{source}");
        return (CSharpCompilation)updated;
    }

    /// <summary>Using directives, then statements, then types, whichever block they are in.</summary>
    private static string Merge(IEnumerable<string> blocks)
    {
        CompilationUnitSyntax[] units = [.. blocks.Select(block => CSharpSyntaxTree.ParseText(block, Parse).GetCompilationUnitRoot())];
        IEnumerable<SyntaxNode> usings = units.SelectMany(unit => unit.Usings);
        ILookup<bool, MemberDeclarationSyntax> members = units.SelectMany(unit => unit.Members).ToLookup(member => member is GlobalStatementSyntax);
        return string.Concat(usings.Concat(members[true]).Concat(members[false]).Select(node => node.ToFullString() + "\n"));
    }
}
