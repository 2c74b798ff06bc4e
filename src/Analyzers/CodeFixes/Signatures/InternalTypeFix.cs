using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using SourceAutodiff.CodeFixes.Editing;
using SourceAutodiff.Generator.Diagnostics;

namespace SourceAutodiff.CodeFixes.Signatures;

/// <summary>SAD1008: makes a type that only its file can name one that the project can name.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(InternalTypeFix)), Shared]
public sealed class InternalTypeFix : DocumentFix
{
    /// <summary>Creates the provider.</summary>
    public InternalTypeFix()
        : base("Make the type internal", Descriptors.ContainingType)
    {
    }

    // The project may have another type of that name.
    private protected override bool MustCompile => true;

    private protected override Action<SyntaxEditor>? Plan(Diagnostic diagnostic, SyntaxNode node, SemanticModel model, CancellationToken cancellation)
    {
        if (node.Ancestors().OfType<TypeDeclarationSyntax>().LastOrDefault() is not { } outermost || !outermost.Modifiers.Any(SyntaxKind.FileKeyword)) return null;
        SyntaxNode[] parts = [.. model.GetDeclaredSymbol(outermost, cancellation)!.DeclaringSyntaxReferences.Select(part => part.GetSyntax(cancellation))];
        return editor =>
        {
            foreach (SyntaxNode part in parts) editor.ReplaceNode(part, static (current, _) => WithoutFile((TypeDeclarationSyntax)current));
        };
    }

    private static TypeDeclarationSyntax WithoutFile(TypeDeclarationSyntax type)
    {
        int index = type.Modifiers.IndexOf(SyntaxKind.FileKeyword);
        return index < 0 ? type : type.WithModifiers(type.Modifiers.Replace(type.Modifiers[index], SyntaxFactory.Token(SyntaxKind.InternalKeyword).WithTriviaFrom(type.Modifiers[index])));
    }
}
