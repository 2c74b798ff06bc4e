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

/// <summary>SAD3002: divides floating-point numbers instead of whole ones, <c>1.0 / 2</c> for <c>1 / 2</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(LiteralQuotientFix)), Shared]
public sealed class LiteralQuotientFix : DocumentFix
{
    /// <summary>Creates the provider.</summary>
    public LiteralQuotientFix()
        : base("Divide floating-point numbers", Descriptors.GradientCut)
    {
    }

    private protected override Action<SyntaxEditor>? Plan(Diagnostic diagnostic, SyntaxNode node, SemanticModel model, CancellationToken cancellation)
    {
        if (node is not BinaryExpressionSyntax { Left: LiteralExpressionSyntax { Token.Value: int value } dividend } || !node.IsKind(SyntaxKind.DivideExpression)) return null;
        bool? isSingle = (model.GetOperation(node, cancellation)?.Parent as IConversionOperation)?.Type?.SpecialType switch
        {
            SpecialType.System_Single => true,
            SpecialType.System_Double => false,
            _ => null,
        };
        return isSingle is not { } single ? null : editor => editor.ReplaceNode(dividend, dividend.WithToken(Numbers.Real(dividend.Token.Text, value, single).WithTriviaFrom(dividend.Token)));
    }
}
