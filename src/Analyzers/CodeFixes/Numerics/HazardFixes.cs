using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Simplification;
using SourceAutodiff.Analyzers.Numerics;
using SourceAutodiff.CodeFixes.Editing;
using SourceAutodiff.Generator.Diagnostics;

namespace SourceAutodiff.CodeFixes.Numerics;

/// <summary>A fix that writes a call in another way.</summary>
public abstract class CallFix : DocumentFix
{
    private protected CallFix(string title, DiagnosticDescriptor descriptor)
        : base(title, descriptor)
    {
    }

    /// <summary><see langword="null"/> if the call cannot be written so.</summary>
    private protected abstract ExpressionSyntax? Replacement(IInvocationOperation call);

    private protected sealed override Action<SyntaxEditor>? Plan(Diagnostic diagnostic, SyntaxNode node, SemanticModel model, CancellationToken cancellation)
    {
        if (node is not InvocationExpressionSyntax || model.GetOperation(node, cancellation) is not IInvocationOperation call || Replacement(call) is not { } replacement) return null;
        return editor => editor.ReplaceNode(node, SyntaxFactory.ParenthesizedExpression(replacement).WithTriviaFrom(node).WithAdditionalAnnotations(Simplifier.Annotation, Formatter.Annotation));
    }

    private protected static ExpressionSyntax Function(string name, params IOperation[] arguments) => SyntaxFactory.InvocationExpression(
        SyntaxFactory.ParseExpression("global::SourceAutodiff.SpecialFunctions." + name).WithAdditionalAnnotations(Simplifier.Annotation),
        SyntaxFactory.ArgumentList(SyntaxFactory.SeparatedList(arguments.Select(argument => SyntaxFactory.Argument((ExpressionSyntax)argument.Syntax.WithoutTrivia())))));
}

/// <summary>SAD3101: writes a square as a multiplication.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MultiplyFix)), Shared]
public sealed class MultiplyFix : CallFix
{
    /// <summary>Creates the provider.</summary>
    public MultiplyFix()
        : base("Multiply", HazardDescriptors.SquareByPow)
    {
    }

    private protected override ExpressionSyntax? Replacement(IInvocationOperation call)
    {
        // What is computed would be computed twice.
        if (!MathCall.IsPlace(MathCall.Argument(call, 0))) return null;
        var factor = (ExpressionSyntax)MathCall.Argument(call, 0).Syntax.WithoutTrivia();
        return SyntaxFactory.BinaryExpression(SyntaxKind.MultiplyExpression, factor, factor);
    }
}

/// <summary>SAD3103: one function for the logarithm of one exponential and 1.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(SoftplusFix)), Shared]
public sealed class SoftplusFix : CallFix
{
    /// <summary>Creates the provider.</summary>
    public SoftplusFix()
        : base("Use Softplus", HazardDescriptors.LogSumExp)
    {
    }

    private protected override ExpressionSyntax? Replacement(IInvocationOperation call) =>
        ExponentialSum.Find(MathCall.Argument(call, 0))?.Exponents is [var exponent] ? Function("Softplus", exponent) : null;
}

/// <summary>SAD3103: one function for the logarithm of a sum of two exponentials.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(LogAddExpFix)), Shared]
public sealed class LogAddExpFix : CallFix
{
    /// <summary>Creates the provider.</summary>
    public LogAddExpFix()
        : base("Use LogAddExp", HazardDescriptors.LogSumExp)
    {
    }

    private protected override ExpressionSyntax? Replacement(IInvocationOperation call) =>
        ExponentialSum.Find(MathCall.Argument(call, 0))?.Exponents is [var first, var second] ? Function("LogAddExp", first, second) : null;
}
