using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace SourceAutodiff.CodeFixes.Tensors;

/// <summary>A fix that edits the file of a diagnostic. All of a file are done in one go.</summary>
public abstract class TensorFix : CodeFixProvider
{
    private readonly DiagnosticDescriptor _descriptor;
    private readonly string _title;

    private protected TensorFix(DiagnosticDescriptor descriptor, string title) => (_descriptor, _title) = (descriptor, title);

    /// <inheritdoc/>
    public sealed override ImmutableArray<string> FixableDiagnosticIds => [_descriptor.Id];

    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => FixAllProvider.Create(async (context, document, diagnostics) =>
        diagnostics.IsEmpty ? document : await Fix(document, diagnostics, context.CancellationToken).ConfigureAwait(false));

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        DocumentEditor editor = await DocumentEditor.CreateAsync(context.Document, context.CancellationToken).ConfigureAwait(false);
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            if (Plan(diagnostic, Node(editor.OriginalRoot, diagnostic.Location), editor.SemanticModel, context.CancellationToken) is null) continue;
            context.RegisterCodeFix(CodeAction.Create(_title, cancellation => Fix(context.Document, [diagnostic], cancellation), equivalenceKey: GetType().Name), diagnostic);
        }
    }

    /// <summary>The edit; <see langword="null"/> if there is none for this place. What it replaces is computed from what the node is by then, since other edits may have changed it.</summary>
    private protected abstract Action<SyntaxEditor>? Plan(Diagnostic diagnostic, SyntaxNode node, SemanticModel model, CancellationToken cancellation);

    /// <summary>The other place that a diagnostic names, if it is in the same file.</summary>
    private protected static SyntaxNode? Other(Diagnostic diagnostic, SyntaxNode node) =>
        diagnostic.AdditionalLocations.Count == 1 && diagnostic.AdditionalLocations[0].SourceTree == node.SyntaxTree ? Node(node.SyntaxTree.GetRoot(), diagnostic.AdditionalLocations[0]) : null;

    /// <summary>The statement around an expression, if statements can be put before and after it.</summary>
    private protected static StatementSyntax? StatementOf(SyntaxNode node) =>
        node.Ancestors().TakeWhile(ancestor => ancestor is not (AnonymousFunctionExpressionSyntax or MemberDeclarationSyntax) || ancestor is GlobalStatementSyntax).OfType<StatementSyntax>().FirstOrDefault()
            is { Parent: BlockSyntax or SwitchSectionSyntax or GlobalStatementSyntax } statement ? statement : null;

    /// <summary>Whether this names a variable of type tensor that can be assigned here.</summary>
    private protected static bool IsAssignable(ExpressionSyntax expression, SemanticModel model, CancellationToken cancellation) =>
        expression is IdentifierNameSyntax && model.GetSymbolInfo(expression, cancellation).Symbol is ILocalSymbol { IsForEach: false, IsUsing: false } or IParameterSymbol { RefKind: not (RefKind.In or RefKind.RefReadOnlyParameter) } or IFieldSymbol { IsReadOnly: false };

    private async Task<Document> Fix(Document document, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellation)
    {
        DocumentEditor editor = await DocumentEditor.CreateAsync(document, cancellation).ConfigureAwait(false);
        foreach (Diagnostic diagnostic in diagnostics) Plan(diagnostic, Node(editor.OriginalRoot, diagnostic.Location), editor.SemanticModel, cancellation)?.Invoke(editor);
        return editor.GetChangedDocument();
    }

    private static SyntaxNode Node(SyntaxNode root, Location location) => root.FindNode(location.SourceSpan, getInnermostNodeForTie: true);
}
