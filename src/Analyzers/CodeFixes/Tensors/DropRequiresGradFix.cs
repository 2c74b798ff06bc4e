using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using SourceAutodiff.CodeFixes.Editing;
using SourceAutodiff.Generator.Diagnostics;

namespace SourceAutodiff.CodeFixes.Tensors;

/// <summary>SAD5001: asks for no gradient.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(DropRequiresGradFix)), Shared]
public sealed class DropRequiresGradFix : DocumentFix
{
    /// <summary>Creates the provider.</summary>
    public DropRequiresGradFix()
        : base("Ask for no gradient", TensorDescriptors.IntegerRequiresGrad)
    {
    }

    private protected override Action<SyntaxEditor>? Plan(Diagnostic diagnostic, SyntaxNode node, SemanticModel model, CancellationToken cancellation)
    {
        if (node.FirstAncestorOrSelf<ArgumentSyntax>() is { } argument && argument.Span == diagnostic.Location.SourceSpan) return editor => editor.RemoveNode(argument, SyntaxRemoveOptions.KeepNoTrivia);
        switch (node)
        {
            case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: var tensor } } call:
                if (call.Parent is ExpressionStatementSyntax && tensor is not InvocationExpressionSyntax) return Remove(call.Parent);
                return editor => editor.ReplaceNode(call, static (current, _) => ((MemberAccessExpressionSyntax)((InvocationExpressionSyntax)current).Expression).Expression.WithTriviaFrom(current));
            case AssignmentExpressionSyntax { Parent: ExpressionStatementSyntax statement }:
                return Remove(statement);
            default:
                return null;
        }
    }

    private static Action<SyntaxEditor>? Remove(SyntaxNode statement)
    {
        SyntaxNode removed = statement.Parent is GlobalStatementSyntax ? statement.Parent : statement;
        if (removed.Parent is not (BlockSyntax or SwitchSectionSyntax or CompilationUnitSyntax)) return null;

        return editor =>
        {
            editor.ReplaceNode(removed, static (current, _) => current.WithLeadingTrivia(Comments(current.GetLeadingTrivia())));
            editor.RemoveNode(removed, SyntaxRemoveOptions.KeepLeadingTrivia | SyntaxRemoveOptions.KeepUnbalancedDirectives);
        };
    }

    /// <summary>Comments stay, without the indentation of what goes.</summary>
    private static SyntaxTriviaList Comments(SyntaxTriviaList leading)
    {
        if (!leading.Any(trivia => trivia.IsDirective || trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) || trivia.IsKind(SyntaxKind.MultiLineCommentTrivia))) return default;
        return leading.Last().IsKind(SyntaxKind.WhitespaceTrivia) ? leading.RemoveAt(leading.Count - 1) : leading;
    }
}
