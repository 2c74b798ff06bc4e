using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using SourceAutodiff.CodeFixes.Editing;
using SourceAutodiff.Generator.Diagnostics;

namespace SourceAutodiff.CodeFixes.Tensors;

internal static class Expressions
{
    /// <summary><c>tensor.Method()</c>, in parentheses where it needs some.</summary>
    public static InvocationExpressionSyntax Call(ExpressionSyntax tensor, string method)
    {
        bool isPrimary = tensor is IdentifierNameSyntax or MemberAccessExpressionSyntax or InvocationExpressionSyntax or ElementAccessExpressionSyntax or ParenthesizedExpressionSyntax or ThisExpressionSyntax;
        return SyntaxFactory.InvocationExpression(SyntaxFactory.MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, isPrimary ? tensor : SyntaxFactory.ParenthesizedExpression(tensor), SyntaxFactory.IdentifierName(method)));
    }
}

/// <summary>SAD5002: goes back from the sum.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(SumFix)), Shared]
public sealed class SumFix : DocumentFix
{
    /// <summary>Creates the provider.</summary>
    public SumFix()
        : base("Go back from the sum", TensorDescriptors.BackwardOfMany)
    {
    }

    private protected override Action<SyntaxEditor>? Plan(Diagnostic diagnostic, SyntaxNode node, SemanticModel model, CancellationToken cancellation) =>
        node is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: var tensor } }
            ? editor => editor.ReplaceNode(tensor, static (current, _) => Expressions.Call(((ExpressionSyntax)current).WithoutTrivia(), "Sum").WithTriviaFrom(current))
            : null;
}

/// <summary>SAD5003: keeps the graph in the first pass.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RetainGraphFix)), Shared]
public sealed class RetainGraphFix : DocumentFix
{
    /// <summary>Creates the provider.</summary>
    public RetainGraphFix()
        : base("Pass retainGraph: true to the first Backward()", TensorDescriptors.SecondBackward)
    {
    }

    private protected override Action<SyntaxEditor>? Plan(Diagnostic diagnostic, SyntaxNode node, SemanticModel model, CancellationToken cancellation)
    {
        if (Other(diagnostic, node) is not InvocationExpressionSyntax { ArgumentList: var list } || list.Arguments.Count > 1 || list.Arguments.Any(argument => argument.NameColon?.Name.Identifier.ValueText is "retainGraph" or "createGraph")) return null;
        return editor => editor.ReplaceNode(list, static (current, _) =>
        {
            // Two passes after the first ask for it once.
            var arguments = (ArgumentListSyntax)current;
            return arguments.Arguments.Any(argument => argument.NameColon?.Name.Identifier.ValueText == "retainGraph") ? arguments : arguments.AddArguments(Retain(arguments.Arguments.Count > 0));
        });
    }

    private static ArgumentSyntax Retain(bool isSecond) =>
        SyntaxFactory.Argument(SyntaxFactory.NameColon("retainGraph").WithColonToken(SyntaxFactory.Token(SyntaxKind.ColonToken).WithTrailingTrivia(SyntaxFactory.Space)), default, SyntaxFactory.LiteralExpression(SyntaxKind.TrueLiteralExpression))
            .WithLeadingTrivia(isSecond ? SyntaxFactory.TriviaList(SyntaxFactory.Space) : default);
}

/// <summary>SAD5009: uses a copy, which is an ordinary tensor.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(CloneFix)), Shared]
public sealed class CloneFix : DocumentFix
{
    /// <summary>Creates the provider.</summary>
    public CloneFix()
        : base("Use a Clone()", TensorDescriptors.InferenceTensorInGraph)
    {
    }

    private protected override Action<SyntaxEditor>? Plan(Diagnostic diagnostic, SyntaxNode node, SemanticModel model, CancellationToken cancellation)
    {
        // A copy that is told to require a gradient has to go somewhere.
        if (node is not ExpressionSyntax tensor || node.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "RequiresGrad" }) return null;
        return editor => editor.ReplaceNode(tensor, static (current, _) => Expressions.Call(((ExpressionSyntax)current).WithoutTrivia(), "Clone").WithTriviaFrom(current));
    }
}
