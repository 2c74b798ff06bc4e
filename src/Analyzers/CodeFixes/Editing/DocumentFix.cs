using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace SourceAutodiff.CodeFixes.Editing;

/// <summary>A fix that edits the file of a diagnostic.</summary>
public abstract class DocumentFix : SolutionFix
{
    private protected DocumentFix(string title, params DiagnosticDescriptor[] descriptors)
        : base(title, descriptors)
    {
    }

    /// <summary>The edit; <see langword="null"/> if there is none for this place. What it replaces is computed from what the node is by then, since other edits may have changed it.</summary>
    private protected abstract Action<SyntaxEditor>? Plan(Diagnostic diagnostic, SyntaxNode node, SemanticModel model, CancellationToken cancellation);

    private protected sealed override Task<Finding?> Find(Document document, Diagnostic diagnostic, SyntaxNode node, SemanticModel model, CancellationToken cancellation) =>
        Task.FromResult<Finding?>(Plan(diagnostic, node, model, cancellation) is { } plan ? new Planned(document, node, plan) : null);

    private protected sealed override async Task Edit(SolutionEditor editor, IReadOnlyList<Finding> findings, CancellationToken cancellation)
    {
        foreach (Planned planned in findings.Cast<Planned>()) planned.Edit(await editor.GetDocumentEditorAsync(planned.Document.Id, cancellation).ConfigureAwait(false));
    }

    /// <summary>The other place that a diagnostic names, if it is in the same file.</summary>
    private protected static SyntaxNode? Other(Diagnostic diagnostic, SyntaxNode node) =>
        diagnostic.AdditionalLocations.Count == 1 && diagnostic.AdditionalLocations[0].SourceTree == node.SyntaxTree ? NodeAt(node.SyntaxTree.GetRoot(), diagnostic.AdditionalLocations[0]) : null;

    /// <summary>The statement around an expression, if statements can be put before and after it.</summary>
    private protected static StatementSyntax? StatementOf(SyntaxNode node) =>
        node.Ancestors().TakeWhile(ancestor => ancestor is not (AnonymousFunctionExpressionSyntax or MemberDeclarationSyntax) || ancestor is GlobalStatementSyntax).OfType<StatementSyntax>().FirstOrDefault()
            is { Parent: BlockSyntax or SwitchSectionSyntax or GlobalStatementSyntax } statement ? statement : null;

    /// <summary>Whether this names a variable of type tensor that can be assigned here.</summary>
    private protected static bool IsAssignable(ExpressionSyntax expression, SemanticModel model, CancellationToken cancellation) =>
        expression is IdentifierNameSyntax && model.GetSymbolInfo(expression, cancellation).Symbol is ILocalSymbol { IsForEach: false, IsUsing: false } or IParameterSymbol { RefKind: not (RefKind.In or RefKind.RefReadOnlyParameter) } or IFieldSymbol { IsReadOnly: false };

    private sealed record Planned(Document Document, SyntaxNode Node, Action<SyntaxEditor> Edit) : Finding(Document, Node);
}
