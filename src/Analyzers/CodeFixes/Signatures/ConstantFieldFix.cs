using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using SourceAutodiff.CodeFixes.Editing;
using SourceAutodiff.Generator.Diagnostics;

namespace SourceAutodiff.CodeFixes.Signatures;

/// <summary>SAD2007: makes a field that nothing assigns <c>const</c>, or a static one whose value is no constant of C# <c>readonly</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ConstantFieldFix)), Shared]
public sealed class ConstantFieldFix : SolutionFix
{
    /// <summary>Creates the provider.</summary>
    public ConstantFieldFix()
        : base("Make the field constant", Descriptors.OutsideState)
    {
    }

    // The compiler knows whether anything assigns it, or takes a reference to it.
    private protected override bool MustCompile => true;

    private protected override async Task<Finding?> Find(Document document, Diagnostic diagnostic, SyntaxNode node, SemanticModel model, CancellationToken cancellation)
    {
        if (model.GetSymbolInfo(node, cancellation).Symbol?.OriginalDefinition is not IFieldSymbol { IsVolatile: false, DeclaringSyntaxReferences: [var reference] } field) return null;
        if (field.GetAttributes().Length > 0 || field.ContainingType.StaticConstructors.Any(constructor => !constructor.IsImplicitlyDeclared)) return null;
        if (await reference.GetSyntaxAsync(cancellation).ConfigureAwait(false) is not VariableDeclaratorSyntax { Initializer.Value: var value, Parent.Parent: FieldDeclarationSyntax { Declaration.Variables.Count: 1 } declaration }) return null;
        if (document.Project.Solution.GetDocument(reference.SyntaxTree) is not { } declaring) return null;
        bool isConstant = model.Compilation.ContainsSyntaxTree(reference.SyntaxTree) && model.Compilation.GetSemanticModel(reference.SyntaxTree).GetConstantValue(value, cancellation).HasValue;
        return isConstant || field is { IsStatic: true, IsReadOnly: false } ? new Field(declaring, declaration, isConstant) : null;
    }

    private protected override async Task Edit(SolutionEditor editor, IReadOnlyList<Finding> findings, CancellationToken cancellation)
    {
        foreach (Field field in findings.Cast<Field>().GroupBy(field => field.Node).Select(same => same.First()))
        {
            DocumentEditor file = await editor.GetDocumentEditorAsync(field.Document.Id, cancellation).ConfigureAwait(false);
            file.ReplaceNode(field.Node, (current, _) => Fixed((FieldDeclarationSyntax)current, field.IsConstant));
        }
    }

    private static FieldDeclarationSyntax Fixed(FieldDeclarationSyntax field, bool isConstant)
    {
        SyntaxTriviaList leading = field.GetLeadingTrivia();
        SyntaxToken word = SyntaxFactory.Token(isConstant ? SyntaxKind.ConstKeyword : SyntaxKind.ReadOnlyKeyword).WithTrailingTrivia(SyntaxFactory.Space);
        FieldDeclarationSyntax bare = field.WithLeadingTrivia();
        IEnumerable<SyntaxToken> kept = bare.Modifiers.Where(modifier => !(isConstant && modifier.Kind() is SyntaxKind.StaticKeyword or SyntaxKind.ReadOnlyKeyword));
        return bare.WithModifiers(SyntaxFactory.TokenList([.. kept, word])).WithLeadingTrivia(leading);
    }

    private sealed record Field(Document Document, SyntaxNode Node, bool IsConstant) : Finding(Document, Node);
}
