using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Testing;
using SourceAutodiff.Analyzers.Tensors;

namespace SourceAutodiff.Analyzers.Tests.Tensors;

/// <summary>Holds what is reported of tensors, and the code fixes, to what is marked in a source.</summary>
internal static class VerifyTensors
{
    private const string Usings = "using System; using System.Collections.Generic; using System.Linq; using System.Threading.Tasks; using SourceAutodiff;\n";

    /// <summary>Without a download: they come from a package.</summary>
    private static readonly ReferenceAssemblies s_none = new("net10.0");

    /// <summary>Statements of a method, in a class with a few members.</summary>
    public static string Method(string statements) => $$"""
        class M
        {
            static Tensor Unknown(params object[] _) => throw new NotSupportedException();

            async Task F(Tensor x, DType dtype, bool isReal, int n)
            {
                await Task.Yield();
                {{statements}}
            }
        }
        """;

    public static Task Analyzer(string source)
    {
        var test = new Test { TestCode = Usings + source };
        Prepare(test.TestState);
        if (!source.Contains("class ", StringComparison.Ordinal)) test.TestState.OutputKind = Microsoft.CodeAnalysis.OutputKind.ConsoleApplication;
        return test.RunAsync();
    }

    /// <param name="source">What is wrong is marked.</param>
    /// <param name="fixedSource">After the fix.</param>
    /// <param name="index">Which of the fixes that are offered.</param>
    /// <param name="remaining">What is still wrong after the fix is marked in <paramref name="fixedSource"/>.</param>
    public static Task Fix<TFix>(string source, string fixedSource, int index = 0, bool remaining = false)
        where TFix : CodeFixProvider, new()
    {
        var test = new FixTest<TFix> { TestCode = Usings + source, FixedCode = Usings + fixedSource, CodeActionIndex = index };
        Prepare(test.TestState);
        Prepare(test.FixedState);
        if (remaining) test.FixedState.MarkupHandling = MarkupMode.Allow;
        return test.RunAsync();
    }

    private static void Prepare(SolutionState state)
    {
        state.ReferenceAssemblies = s_none;
        state.AdditionalReferences.AddRange(Net100.References.All);
        state.AdditionalReferences.Add(typeof(DifferentiableAttribute).Assembly);
        state.AdditionalReferences.Add(typeof(System.Numerics.Tensors.ReadOnlyTensorSpan<>).Assembly);
    }

    private static CSharpParseOptions Latest(Microsoft.CodeAnalysis.ParseOptions options) => ((CSharpParseOptions)options).WithLanguageVersion(LanguageVersion.Preview);

    private sealed class Test : CSharpAnalyzerTest<TensorAnalyzer, DefaultVerifier>
    {
        protected override Microsoft.CodeAnalysis.ParseOptions CreateParseOptions() => Latest(base.CreateParseOptions());
    }

    private sealed class FixTest<TFix> : CSharpCodeFixTest<TensorAnalyzer, TFix, DefaultVerifier>
        where TFix : CodeFixProvider, new()
    {
        protected override Microsoft.CodeAnalysis.ParseOptions CreateParseOptions() => Latest(base.CreateParseOptions());
    }
}
