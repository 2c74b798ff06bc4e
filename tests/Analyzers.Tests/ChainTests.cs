using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace SourceAutodiff.Analyzers.Tests;

/// <summary>A diagnostic says what leads to it: the calls, or where a derivative ends.</summary>
public class ChainTests
{
    [Theory]
    [InlineData("[Differentiable] public static double F(double x, double rate) => x * (int)rate;", "the only path goes through '(int)rate' (line 3), which is piecewise constant", "(int)rate")]
    [InlineData("[Differentiable] public static double F(double x, double rate) => x * Math.Floor(rate * 2);", "the only path goes through 'Math.Floor(rate * 2)' (line 3), which is piecewise constant", "Math.Floor(rate * 2)")]
    [InlineData("static double G(double r) => Math.Round(r); [Differentiable] public static double F(double x, double rate) => x * G(rate);", "the only path goes through 'Math.Round(r)' (line 3), which is piecewise constant", "Math.Round(r)")]
    [InlineData("[Differentiable] public static double F(double x, double rate) => rate > 0 ? x : x * x;", "it only decides what is computed, or what is computed of it is not used")]
    [InlineData("[Differentiable] public static double F(double x, double rate) { double y = Math.Floor(rate); return x; }", "it only decides what is computed, or what is computed of it is not used")]
    [InlineData("[Differentiable] public static double F(double x, double rate) => x;", "it is never used")]
    public async Task A_derivative_that_is_always_zero_says_where_it_ends(string member, string reason, params string[] places)
    {
        Diagnostic diagnostic = Assert.Single(await Reported(member), diagnostic => diagnostic.Id == "SAD3001");
        Assert.Equal($"No result of 'F' depends differentiably on 'rate'. Its gradient is always zero, since {reason}. Mark it [NoGradient], or use it.", diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(places, Chain(diagnostic));
    }

    [Fact]
    public async Task What_is_wrong_in_a_helper_has_the_calls_that_lead_there()
    {
        Diagnostic diagnostic = Assert.Single(await Reported(
            """
            static double H(double x) { lock (typeof(M)) return x; }
            struct S { public double X; public double Y => H(X); }
            static double G(double x) => new S { X = x }.Y;
            [Differentiable] public static double F(double x) => 2 * G(x);
            """));
        Assert.Equal("SAD2001", diagnostic.Id);
        Assert.Equal(["H(X)", "new S { X = x }.Y", "G(x)"], Chain(diagnostic));
    }

    [Fact]
    public async Task What_cuts_a_derivative_in_a_helper_has_the_calls_that_lead_there()
    {
        Diagnostic[] reported = await Reported(
            """
            static double H(double x) => x * (int)x;
            static double Half(double x) => x * (1 / 2);
            static double G(double x) => H(2 * x) + Half(x);
            [Differentiable] public static double F(double x) => 2 * G(x);
            """);
        Assert.Equal(["SAD3002: (int)x < H(2 * x) < G(x)", "SAD3002: 1 / 2 < Half(x) < G(x)"], reported.Select(diagnostic => $"{diagnostic.Id}: {Text(diagnostic.Location)} < {string.Join(" < ", Chain(diagnostic))}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_two_methods_lead_to_is_reported_once()
    {
        Diagnostic diagnostic = Assert.Single(await Reported(
            """
            static double H(double x) { lock (typeof(M)) return x; }
            [Differentiable] public static double F(double x) => 2 * H(x);
            [Differentiable] public static double G(double x) => 3 * H(x);
            """));
        Assert.Single(Chain(diagnostic));
    }

    private static string[] Chain(Diagnostic diagnostic) => [.. diagnostic.AdditionalLocations.Select(Text)];

    private static string Text(Location place) => place.SourceTree!.ToString().Substring(place.SourceSpan.Start, place.SourceSpan.Length);

    private static async Task<Diagnostic[]> Reported(string members)
    {
        var compilation = CSharpCompilation.Create(
            "Example", [CSharpSyntaxTree.ParseText($"using System; using SourceAutodiff;\npartial class M {{\n{members}\n}}", path: "Example.cs")],
            [.. Net100.References.All, MetadataReference.CreateFromFile(typeof(DifferentiableAttribute).Assembly.Location)], new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        return [.. await compilation.WithAnalyzers([new DifferentiabilityAnalyzer()]).GetAnalyzerDiagnosticsAsync()];
    }
}
