using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeRefactorings;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace SourceAutodiff.CodeFixes.Refactorings;

/// <summary>Where the light bulb offers something for a method: at its attributes, modifiers, return type, name, parameters and constraints.</summary>
internal static class MethodHeader
{
    /// <summary>The method whose header the cursor or the start of the selection is in; null if it is anywhere else.</summary>
    public static async Task<MethodDeclarationSyntax?> At(CodeRefactoringContext context)
    {
        SyntaxNode? root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        if (root is null || context.Span.Start > root.FullSpan.End) return null;
        MethodDeclarationSyntax? method = root.FindToken(context.Span.Start).Parent?.FirstAncestorOrSelf<MethodDeclarationSyntax>();
        return method is not null && Span(method).IntersectsWith(context.Span.Start) && context.Span.End <= method.Span.End ? method : null;
    }

    /// <summary>All of the method but its body.</summary>
    public static TextSpan Span(MethodDeclarationSyntax method)
    {
        SyntaxToken after = method.Body?.OpenBraceToken ?? method.ExpressionBody?.ArrowToken ?? method.SemicolonToken;
        return TextSpan.FromBounds(method.SpanStart, after.IsMissing ? method.Span.End : after.SpanStart);
    }
}
