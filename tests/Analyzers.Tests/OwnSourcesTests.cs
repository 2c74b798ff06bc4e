using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using SourceAutodiff.Generator.Diagnostics;

namespace SourceAutodiff.Analyzers.Tests;

/// <summary>
/// The samples, the corpus and the benchmarks raise nothing but what a pragma in them names: they are built with the analyzers and with warnings as errors.
/// What the build would not show because it is a suggestion is raised to a warning in .editorconfig.
/// </summary>
public class OwnSourcesTests
{
    public static TheoryData<string> Projects => ["samples/CurveFit/CurveFit.csproj", "samples/Digits/Digits.csproj", "samples/RequiresGrad/RequiresGrad.csproj", "tests/Derivatives.Tests/SourceAutodiff.Derivatives.Tests.csproj", "benchmarks/GradBench/SourceAutodiff.GradBench.csproj", "benchmarks/Benchmarks/SourceAutodiff.Benchmarks.csproj"];

    [Fact]
    public void Suggestions_are_warnings_in_this_repository()
    {
        string config = Text(".editorconfig");
        foreach (DiagnosticDescriptor descriptor in Descriptors.All.Where(descriptor => descriptor.DefaultSeverity < DiagnosticSeverity.Warning))
            Assert.Contains($"\ndotnet_diagnostic.{descriptor.Id}.severity = warning\n", config, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Its_sources_are_built_with_the_analyzers(string project)
    {
        Assert.Contains("<UseSourceAutodiff>true</UseSourceAutodiff>", Text(project), StringComparison.Ordinal);
        Assert.DoesNotContain("SAD", Text(project), StringComparison.Ordinal);
    }

    [Fact]
    public void Warnings_are_errors() => Assert.Contains("<TreatWarningsAsErrors>true</TreatWarningsAsErrors>", Text("Directory.Build.props"), StringComparison.Ordinal);

    private static string Text(string path, [CallerFilePath] string thisFile = "") => File.ReadAllText(Path.Combine(Path.GetDirectoryName(thisFile)!, "../..", path)).ReplaceLineEndings("\n");
}
