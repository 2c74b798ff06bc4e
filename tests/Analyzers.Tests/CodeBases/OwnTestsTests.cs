using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SourceAutodiff.Analyzers.Tests.CodeBases;

/// <summary>The tests of the runtime use tensors in every right way, and in wrong ways only where they expect it.</summary>
public class OwnTestsTests
{
    [Theory]
    [InlineData("tests/Runtime.Tests", "SourceAutodiff.Runtime.Tests", 5)]
    [InlineData("tests/Golden", "SourceAutodiff.Golden", 0)]
    public async Task Only_what_a_test_expects_to_fail_is_reported(string folder, string name, int atLeast)
    {
        CSharpCompilation compilation = CodeBase.Compile(name, CodeBase.Project(folder), typeof(FactAttribute).Assembly, typeof(Assert).Assembly, typeof(Xunit.Abstractions.ITestOutputHelper).Assembly);
        // CS8795: a regular expression that another generator writes.
        Assert.Empty(compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error && diagnostic.Id != "CS8795"));
        ImmutableArray<Diagnostic> reported = await CodeBase.AnalyzeAsync(compilation);
        Assert.Equal("", string.Join('\n', reported.Where(diagnostic => !IsExpected(diagnostic))));
        Assert.InRange(reported.Length, atLeast, int.MaxValue);
    }

    /// <summary>It is said to throw, or to be null.</summary>
    private static bool IsExpected(Diagnostic diagnostic) =>
        diagnostic.Location.SourceTree!.GetRoot().FindNode(diagnostic.Location.SourceSpan).Ancestors().OfType<InvocationExpressionSyntax>()
            .Any(call => call.Expression.ToString() is var name && (name.Contains("Throws", StringComparison.Ordinal) || name == "Assert.Null"));
}
