using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;

namespace SourceAutodiff.Analyzers.Tests;

/// <summary>Holds the analyzer of differentiability, and its code fixes, to what is marked in a source: <c>{|SAD2001:lock (a) { }|}</c>.</summary>
internal static class Verify
{
    public static Task Analyzer(string source) => Verify<DifferentiabilityAnalyzer>.Analyzer(source);

    /// <param name="remaining">What is still wrong after the fix is marked in <paramref name="fixedSource"/>.</param>
    public static Task Fix<TFix>(string source, string fixedSource, bool remaining = false)
        where TFix : CodeFixProvider, new() => Verify<DifferentiabilityAnalyzer>.Fix<TFix>(source, fixedSource, remaining: remaining);

    /// <summary>The fix is not offered.</summary>
    public static Task NoFix<TFix>(params string[] sources)
        where TFix : CodeFixProvider, new() => Verify<DifferentiabilityAnalyzer>.NoFix<TFix>(sources);
}

/// <summary>The same for any analyzer.</summary>
internal static class Verify<TAnalyzer>
    where TAnalyzer : DiagnosticAnalyzer, new()
{
    private const string Usings = "using System; using System.Collections.Generic; using System.Linq; using System.Numerics; using System.Threading.Tasks; using SourceAutodiff;\n";

    /// <summary>Without a download: they come from a package.</summary>
    private static readonly ReferenceAssemblies s_none = new("net10.0");

    public static Task Analyzer(string source)
    {
        var test = new Test { TestCode = Usings + source };
        Prepare(test.TestState);
        if (!source.Contains("class ", StringComparison.Ordinal) && !source.Contains("interface ", StringComparison.Ordinal) && !source.Contains("struct ", StringComparison.Ordinal)) test.TestState.OutputKind = OutputKind.ConsoleApplication;
        return test.RunAsync();
    }

    /// <summary>In a file whose lines end in LF, and in one whose lines end in CRLF; all of a file, a project and a solution, too.</summary>
    /// <param name="source">What is wrong is marked.</param>
    /// <param name="fixedSource">After the fix.</param>
    /// <param name="index">Which of the fixes that are offered.</param>
    /// <param name="remaining">What is still wrong after the fix is marked in <paramref name="fixedSource"/>.</param>
    public static Task Fix<TFix>(string source, string fixedSource, int index = 0, bool remaining = false)
        where TFix : CodeFixProvider, new() => Fix<TFix>([source], [fixedSource], index, remaining);

    /// <summary>The fix is not offered.</summary>
    public static Task NoFix<TFix>(params string[] sources)
        where TFix : CodeFixProvider, new() => Fix<TFix>(sources, sources, remaining: true);

    /// <summary>The same for several files.</summary>
    public static async Task Fix<TFix>(string[] sources, string[] fixedSources, int index = 0, bool remaining = false)
        where TFix : CodeFixProvider, new()
    {
        foreach (string end in new[] { "\n", "\r\n" })
        {
            var test = new FixTest<TFix> { CodeActionIndex = index };
            Prepare(test.TestState);
            Prepare(test.FixedState);
            foreach (string source in sources) test.TestState.Sources.Add((Usings + source).ReplaceLineEndings(end));
            foreach (string source in fixedSources) test.FixedState.Sources.Add((Usings + source).ReplaceLineEndings(end));
            if (remaining) test.FixedState.MarkupHandling = MarkupMode.Allow;
            await test.RunAsync();
        }
    }

    private static void Prepare(SolutionState state)
    {
        state.ReferenceAssemblies = s_none;
        state.AdditionalReferences.AddRange(Net100.References.All);
        state.AdditionalReferences.Add(typeof(DifferentiableAttribute).Assembly);
        state.AdditionalReferences.Add(typeof(System.Numerics.Tensors.ReadOnlyTensorSpan<>).Assembly);
    }

    private static ParseOptions Latest(ParseOptions options) => ((CSharpParseOptions)options).WithLanguageVersion(LanguageVersion.Preview);

    private static CompilationOptions Unsafe(CompilationOptions options) => ((CSharpCompilationOptions)options).WithAllowUnsafe(true);

    private sealed class Test : CSharpAnalyzerTest<TAnalyzer, DefaultVerifier>
    {
        protected override ParseOptions CreateParseOptions() => Latest(base.CreateParseOptions());

        protected override CompilationOptions CreateCompilationOptions() => Unsafe(base.CreateCompilationOptions());
    }

    private sealed class FixTest<TFix> : CSharpCodeFixTest<TAnalyzer, TFix, DefaultVerifier>
        where TFix : CodeFixProvider, new()
    {
        protected override ParseOptions CreateParseOptions() => Latest(base.CreateParseOptions());

        protected override CompilationOptions CreateCompilationOptions() => Unsafe(base.CreateCompilationOptions());
    }
}
