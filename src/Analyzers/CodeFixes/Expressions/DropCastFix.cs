using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Operations;
using SourceAutodiff.CodeFixes.Editing;
using SourceAutodiff.Generator.Diagnostics;

namespace SourceAutodiff.CodeFixes.Expressions;

/// <summary>SAD3002: takes away a cast to an integer whose result is used as a floating-point number at once.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(DropCastFix)), Shared]
public sealed class DropCastFix : DocumentFix
{
    /// <summary>Creates the provider.</summary>
    public DropCastFix()
        : base("Remove the cast", Descriptors.GradientCut)
    {
    }

    private protected override Action<SyntaxEditor>? Plan(Diagnostic diagnostic, SyntaxNode node, SemanticModel model, CancellationToken cancellation)
    {
        // Where the whole number is computed with, it may be meant to be one.
        if (node is not CastExpressionSyntax cast || model.GetOperation(cast, cancellation) is not IConversionOperation { Parent: IConversionOperation outer } conversion) return null;
        if (outer.Type is null || conversion.Operand.Type is not { } real || !model.Compilation.ClassifyCommonConversion(real, outer.Type).IsImplicit) return null;
        return editor => editor.ReplaceNode(cast, static (current, _) => Operand((CastExpressionSyntax)current));
    }

    private static ExpressionSyntax Operand(CastExpressionSyntax cast)
    {
        // a - (int)-x must not become a --x.
        ExpressionSyntax operand = cast.Expression is PrefixUnaryExpressionSyntax ? SyntaxFactory.ParenthesizedExpression(cast.Expression.WithoutTrivia()) : cast.Expression;
        SyntaxTriviaList between = cast.CloseParenToken.TrailingTrivia;
        return operand.WithLeadingTrivia(cast.GetLeadingTrivia().AddRange(between.All(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia)) ? default : between)).WithTrailingTrivia(cast.GetTrailingTrivia());
    }
}
