using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using SourceAutodiff.CodeFixes.Editing;
using SourceAutodiff.Generator.Diagnostics;

namespace SourceAutodiff.CodeFixes.Signatures;

/// <summary>SAD1005: returns the number that was an integer as a <c>double</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(DoubleResultFix)), Shared]
public sealed class DoubleResultFix : DocumentFix
{
    /// <summary>Creates the provider.</summary>
    public DoubleResultFix()
        : base("Return double", Descriptors.ResultType)
    {
    }

    // Callers may need an integer.
    private protected override bool MustCompile => true;

    private protected override Action<SyntaxEditor>? Plan(Diagnostic diagnostic, SyntaxNode node, SemanticModel model, CancellationToken cancellation) =>
        node is PredefinedTypeSyntax type && Integers.Is(type) ? editor => editor.ReplaceNode(type, Integers.Double(type)) : null;
}

/// <summary>SAD1006: makes the only parameter, an integer, a <c>double</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(DoubleParameterFix)), Shared]
public sealed class DoubleParameterFix : DocumentFix
{
    /// <summary>Creates the provider.</summary>
    public DoubleParameterFix()
        : base("Make the parameter double", Descriptors.NoInput)
    {
    }

    // It may be an index, or be passed by reference.
    private protected override bool MustCompile => true;

    private protected override Action<SyntaxEditor>? Plan(Diagnostic diagnostic, SyntaxNode node, SemanticModel model, CancellationToken cancellation)
    {
        // What is divided would get another value.
        if (node is not MethodDeclarationSyntax { ParameterList.Parameters: [{ Type: PredefinedTypeSyntax type } parameter] } method || !Integers.Is(type) || Declarations.HasNoGradient(parameter)) return null;
        bool divides = method.DescendantNodes().Any(inner => inner.IsKind(SyntaxKind.DivideExpression) || inner.IsKind(SyntaxKind.DivideAssignmentExpression) || inner.IsKind(SyntaxKind.ModuloExpression) || inner.IsKind(SyntaxKind.ModuloAssignmentExpression));
        return divides ? null : editor => editor.ReplaceNode(type, Integers.Double(type));
    }
}

internal static class Integers
{
    public static bool Is(PredefinedTypeSyntax type) => type.Keyword.Kind() is SyntaxKind.IntKeyword or SyntaxKind.LongKeyword or SyntaxKind.ShortKeyword or SyntaxKind.ByteKeyword or SyntaxKind.SByteKeyword or SyntaxKind.UIntKeyword or SyntaxKind.ULongKeyword or SyntaxKind.UShortKeyword;

    public static PredefinedTypeSyntax Double(PredefinedTypeSyntax type) => type.WithKeyword(SyntaxFactory.Token(SyntaxKind.DoubleKeyword).WithTriviaFrom(type.Keyword));
}
