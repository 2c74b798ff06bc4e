using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using SourceAutodiff.Analyzers.Numerics;

namespace SourceAutodiff.Analyzers.Tests;

/// <summary>An editor asks for the diagnostics of the file that is open. What an annotated method of another file leads to is among them.</summary>
public class FilesTests
{
    private const string Model = "using SourceAutodiff; static partial class Model { [Differentiable] public static double F(double x) => Helpers.G(x); [Differentiable] public static double F2(double x) => 2 * Helpers.G(x); }";
    private const string Helpers = "static class Helpers { public static double G(double x) { lock (typeof(Helpers)) return x * (int)x; } }";

    [Fact]
    public async Task What_is_wrong_in_a_helper_is_reported_in_its_file()
    {
        Assert.Equal(["SAD2001"], await Reported("Helpers.cs", Model, Helpers));
        Assert.Empty(await Reported("Model.cs", Model, Helpers));
        Assert.Equal(["SAD2001"], await Reported(null, Model, Helpers));
    }

    [Fact]
    public async Task A_derivative_that_is_lost_in_a_helper_is_reported_in_its_file()
    {
        string helpers = Helpers.Replace("lock (typeof(Helpers))", "", StringComparison.Ordinal);
        Assert.Equal(["SAD3002"], await Reported("Helpers.cs", Model, helpers));
        Assert.Empty(await Reported("Model.cs", Model, helpers));
    }

    [Fact]
    public async Task A_hazard_in_a_helper_is_reported_in_its_file()
    {
        const string Root = "static class Helpers { public static double G(double x) => System.Math.Sqrt(x * x); }";
        Assert.Equal(["SAD3102"], await Reported("Helpers.cs", Model, Root));
        Assert.Empty(await Reported("Model.cs", Model, Root));
        Assert.Equal(["SAD3102"], await Reported(null, Model, Root));
    }

    [Theory]
    [InlineData("[SourceAutodiff.Differentiable]", "", "")]
    [InlineData("[global::SourceAutodiff.DifferentiableAttribute]", "", "")]
    [InlineData("[D]", "using D = SourceAutodiff.DifferentiableAttribute;", "")]
    [InlineData("[D.Differentiable]", "using D = SourceAutodiff;", "")]
    [InlineData("[D]", "", "global using D = SourceAutodiff.DifferentiableAttribute;")]
    public async Task The_attribute_may_have_another_name(string attribute, string directives, string global)
    {
        string model = $"{directives} static partial class Model {{ {attribute} public static double F(double x) => Helpers.G(x); }}";
        Assert.Equal(["SAD2001"], await Reported("Helpers.cs", model, global + Helpers));
    }

    [Fact]
    public async Task The_parts_of_a_partial_method_are_one_method()
    {
        const string Definition = "using SourceAutodiff; static partial class Model { [Differentiable] public static partial double F(double x); }";
        const string Implementation = "static partial class Model { public static partial double F(double x) { lock (typeof(Model)) return x; } }";
        Assert.Equal(["SAD2001"], await Reported("Helpers.cs", Definition, Implementation));
        Assert.Equal(["SAD2001"], await Reported(null, Definition, Implementation));
    }

    /// <param name="file">The one that is open; null to build all.</param>
    /// <param name="model">The text of Model.cs.</param>
    /// <param name="helpers">The text of Helpers.cs.</param>
    private static async Task<IEnumerable<string>> Reported(string? file, string model, string helpers)
    {
        var compilation = CSharpCompilation.Create(
            "Example", [CSharpSyntaxTree.ParseText(model, path: "Model.cs"), CSharpSyntaxTree.ParseText(helpers, path: "Helpers.cs")],
            [.. Net100.References.All, MetadataReference.CreateFromFile(typeof(DifferentiableAttribute).Assembly.Location)], new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        CompilationWithAnalyzers analysis = compilation.WithAnalyzers([new DifferentiabilityAnalyzer(), new HazardAnalyzer()]);
        IEnumerable<Diagnostic> reported = file is null
            ? await analysis.GetAnalyzerDiagnosticsAsync()
            : await analysis.GetAnalyzerSemanticDiagnosticsAsync(compilation.GetSemanticModel(compilation.SyntaxTrees.Single(tree => tree.FilePath == file)), null, default);
        Assert.All(reported, diagnostic => Assert.True(file is null || diagnostic.Location.SourceTree!.FilePath == file));
        return reported.Select(diagnostic => diagnostic.Id);
    }
}
