using Microsoft.CodeAnalysis.CodeFixes;
using SourceAutodiff.Analyzers.Tensors;

namespace SourceAutodiff.Analyzers.Tests.Tensors;

/// <summary>Holds what is reported of tensors, and the code fixes, to what is marked in a source.</summary>
internal static class VerifyTensors
{
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

    public static Task Analyzer(string source) => Verify<TensorAnalyzer>.Analyzer(source);

    /// <param name="source">What is wrong is marked.</param>
    /// <param name="fixedSource">After the fix.</param>
    /// <param name="index">Which of the fixes that are offered.</param>
    /// <param name="remaining">What is still wrong after the fix is marked in <paramref name="fixedSource"/>.</param>
    public static Task Fix<TFix>(string source, string fixedSource, int index = 0, bool remaining = false)
        where TFix : CodeFixProvider, new() => Verify<TensorAnalyzer>.Fix<TFix>(source, fixedSource, index, remaining);

    /// <summary>The fix is not offered.</summary>
    /// <param name="statements">Those of a method.</param>
    public static Task NoFix<TFix>(string statements)
        where TFix : CodeFixProvider, new() => Verify<TensorAnalyzer>.NoFix<TFix>(Method(statements));
}
