using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Simplification;
using SourceAutodiff.CodeFixes.Editing;
using SourceAutodiff.Generator.Diagnostics;

namespace SourceAutodiff.CodeFixes.Expressions;

/// <summary>SAD2010: casts an index of another integer type to <c>int</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(IndexCastFix)), Shared]
public sealed class IndexCastFix : DocumentFix
{
    /// <summary>Creates the provider.</summary>
    public IndexCastFix()
        : base("Cast the index to int", Descriptors.Index)
    {
    }

    private protected override Action<SyntaxEditor>? Plan(Diagnostic diagnostic, SyntaxNode node, SemanticModel model, CancellationToken cancellation)
    {
        bool isInteger = model.GetTypeInfo(node, cancellation).Type?.SpecialType is SpecialType.System_Int64 or SpecialType.System_UInt64 or SpecialType.System_UInt32 or SpecialType.System_IntPtr or SpecialType.System_UIntPtr;
        return !isInteger || node is not ExpressionSyntax index ? null : editor => editor.ReplaceNode(index, static (current, _) =>
            SyntaxFactory.CastExpression(
                SyntaxFactory.PredefinedType(SyntaxFactory.Token(SyntaxKind.IntKeyword)),
                SyntaxFactory.ParenthesizedExpression((ExpressionSyntax)current.WithoutTrivia()).WithAdditionalAnnotations(Simplifier.Annotation)).WithTriviaFrom(current));
    }
}
