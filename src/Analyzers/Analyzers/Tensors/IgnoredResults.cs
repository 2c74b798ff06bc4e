using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using SourceAutodiff.Generator.Diagnostics;

namespace SourceAutodiff.Analyzers.Tensors;

/// <summary>SAD5008: a statement that only calls an operation which changes nothing.</summary>
internal static class IgnoredResults
{
    public static void Check(IExpressionStatementOperation statement, TensorLibrary library, Action<Diagnostic> report)
    {
        // The body of a lambda may be there for its exception.
        if (statement.Operation is not IInvocationOperation { Instance: { } tensor } call || statement.Syntax is not ExpressionStatementSyntax || library.Row(call.TargetMethod) is null) return;
        report(Diagnostic.Create(TensorDescriptors.ResultIgnored, statement.Syntax.GetLocation(), Names.Of(call), Names.Of(tensor)));
    }
}
