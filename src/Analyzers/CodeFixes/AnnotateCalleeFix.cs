using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Formatting;
using SourceAutodiff.Generator.Diagnostics;
using SourceAutodiff.Generator.Parsing;

namespace SourceAutodiff.CodeFixes;

/// <summary>
/// SAD2002 and SAD2008, where the called method is the user's own, and SAD1014, an implementation of a contract: marks it <c>[Differentiable]</c>, in a partial
/// type. A method that can be differentiated then gets derivatives; of one that cannot, each thing in the way is reported where it is.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AnnotateCalleeFix)), Shared]
public sealed class AnnotateCalleeFix : CodeFixProvider
{
    private const string Title = "Add [Differentiable] to the called method";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [Descriptors.CallWithoutDerivative.Id, Descriptors.CalleeHasErrors.Id, Descriptors.UnmarkedImplementation.Id];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SyntaxNode? root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        SemanticModel? model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        if (root?.FindNode(context.Span, getInnermostNodeForTie: true) is not { } node || model is null) return;
        bool isDeclared = node is MethodDeclarationSyntax;
        ISymbol? symbol = isDeclared ? model.GetDeclaredSymbol(node, context.CancellationToken) : model.GetSymbolInfo(node, context.CancellationToken).Symbol;
        if (symbol?.OriginalDefinition is not IMethodSymbol { MethodKind: MethodKind.Ordinary } method) return;
        if (KnownTypes.FindDifferentiable(method) is not null) return;
        if (method.DeclaringSyntaxReferences.FirstOrDefault() is not { } reference) return;
        if (context.Document.Project.Solution.GetDocument(reference.SyntaxTree) is not { } document) return;
        context.RegisterCodeFix(
            CodeAction.Create(isDeclared ? "Add [Differentiable]" : Title, cancellation => Annotate(document, reference, cancellation), equivalenceKey: Title + method.ToDisplayString()),
            context.Diagnostics);
    }

    private static async Task<Solution> Annotate(Document document, SyntaxReference reference, CancellationToken cancellation)
    {
        var method = (MethodDeclarationSyntax)await reference.GetSyntaxAsync(cancellation).ConfigureAwait(false);
        DocumentEditor editor = await DocumentEditor.CreateAsync(document, cancellation).ConfigureAwait(false);
        editor.ReplaceNode(method, (current, _) => Annotate((MethodDeclarationSyntax)current));
        Declarations.MakeContainingTypesPartial(editor, method);
        return editor.GetChangedDocument().Project.Solution;
    }

    /// <summary>On a line of its own, between the documentation comment and the method.</summary>
    private static MethodDeclarationSyntax Annotate(MethodDeclarationSyntax method)
    {
        AttributeListSyntax attribute = Declarations.AttributeList("Differentiable").WithLeadingTrivia(method.GetLeadingTrivia()).WithTrailingTrivia(SyntaxFactory.ElasticCarriageReturnLineFeed);
        MethodDeclarationSyntax bare = method.WithLeadingTrivia();
        return bare.WithAttributeLists(bare.AttributeLists.Insert(0, attribute)).WithAdditionalAnnotations(Formatter.Annotation);
    }
}
