using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeRefactorings;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Simplification;
using SourceAutodiff.CodeFixes.Editing;
using SourceAutodiff.Generator;
using SourceAutodiff.Generator.Diagnostics;
using SourceAutodiff.Generator.Parsing;

namespace SourceAutodiff.CodeFixes.Refactorings;

/// <summary>
/// Marks the method at the cursor <c>[Differentiable]</c>, makes the types around it partial, and adds the <c>using</c>.
/// <para>
/// The front end is asked before: it sees the method as it is after the edit. If the declaration cannot be differentiated (no floating-point
/// parameter, a type that is not supported), if no result depends on an input, or if the code does not compile, nothing is offered: the edit
/// would only make an error. What in the body cannot be differentiated does not hide the offer, since it has to be marked before that is shown
/// and can be fixed where it is, but the title says how much it is: "Mark [Differentiable] (2 things in the way)". Implementations of
/// a contract that have to be marked as well are counted among them. Warnings are not: the derivatives are there.
/// </para>
/// </summary>
[ExportCodeRefactoringProvider(LanguageNames.CSharp, Name = nameof(MarkDifferentiableRefactoring)), Shared]
public sealed class MarkDifferentiableRefactoring : CodeRefactoringProvider
{
    private const string Title = "Mark [Differentiable]";

    /// <inheritdoc/>
    public override async Task ComputeRefactoringsAsync(CodeRefactoringContext context)
    {
        (Document document, CancellationToken cancellation) = (context.Document, context.CancellationToken);
        if (await MethodHeader.At(context).ConfigureAwait(false) is not { } method) return;
        if (await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false) is not { } model) return;
        if (model.Compilation.GetTypeByMetadataName(KnownTypes.DifferentiableAttribute) is null) return;
        if (model.GetDeclaredSymbol(method, cancellation) is not { } symbol || KnownTypes.FindDifferentiable(symbol) is not null) return;
        if (model.GetDiagnostics(method.Span, cancellation).Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)) return;

        var marker = new SyntaxAnnotation();
        Document marked = await Mark(document, method, marker, cancellation).ConfigureAwait(false);
        if (await marked.GetSyntaxRootAsync(cancellation).ConfigureAwait(false) is not { } root) return;
        if (InTheWay(model.Compilation, method.SyntaxTree, root, marker, cancellation) is not { } count) return;
        string title = count switch
        {
            0 => Title,
            1 => Title + " (1 thing in the way)",
            _ => $"{Title} ({count} things in the way)",
        };
        context.RegisterRefactoring(CodeAction.Create(title, async token => await Finish(document, marked, token).ConfigureAwait(false), equivalenceKey: Title));
    }

    /// <summary>How many errors there are after the edit; null if it should not be offered.</summary>
    private static int? InTheWay(Compilation compilation, SyntaxTree tree, SyntaxNode root, SyntaxAnnotation marker, CancellationToken cancellation)
    {
        SyntaxTree markedTree = tree.WithRootAndOptions(root, tree.Options);
        Compilation marked = compilation.ReplaceSyntaxTree(tree, markedTree);
        var method = (MethodDeclarationSyntax)markedTree.GetRoot(cancellation).GetAnnotatedNodes(marker).Single();
        if (marked.GetSemanticModel(markedTree).GetDeclaredSymbol(method, cancellation) is not IMethodSymbol declared) return null;
        IMethodSymbol symbol = declared.PartialDefinitionPart ?? declared;
        DiagnosticInfo[] errors = [.. MethodDiagnostics.Of(symbol, marked, cancellation).Where(IsError)];
        return errors.Any(error => IsHopeless(error, method)) ? null : errors.Length + UnmarkedImplementations(symbol, marked, cancellation);
    }

    private static bool IsError(DiagnosticInfo info) => Descriptors.Of(info).DefaultSeverity == DiagnosticSeverity.Error;

    /// <summary>Not in the body, or of it as a whole.</summary>
    private static bool IsHopeless(DiagnosticInfo error, MethodDeclarationSyntax method) =>
        Descriptors.Of(error).Category == Descriptors.NoBody.Category || error.Id == Descriptors.NothingActive.Id || error.Id == Descriptors.InternalError.Id
        || (error.Location is { } place && place.Path == method.SyntaxTree.FilePath && MethodHeader.Span(method).Contains(place.Span));

    private static int UnmarkedImplementations(IMethodSymbol method, Compilation compilation, CancellationToken cancellation)
    {
        if (method.IsStatic || !Contracts.IsOpen(method)) return 0;
        return compilation.GetSymbolsWithName(method.Name, SymbolFilter.Member, cancellation).Select(member => member.ContainingType)
            .Distinct<INamedTypeSymbol>(SymbolEqualityComparer.Default).SelectMany(ContractChecks.Unmarked)
            .Count(unmarked => SymbolEqualityComparer.Default.Equals(unmarked.Contract.OriginalDefinition, method));
    }

    private static async Task<Document> Mark(Document document, MethodDeclarationSyntax method, SyntaxAnnotation marker, CancellationToken cancellation)
    {
        DocumentEditor editor = await DocumentEditor.CreateAsync(document, cancellation).ConfigureAwait(false);
        editor.ReplaceNode(method, (current, _) => Declarations.MarkDifferentiable((MethodDeclarationSyntax)current, method).WithAdditionalAnnotations(marker));
        Declarations.MakeContainingTypesPartial(editor, method);
        return editor.GetChangedDocument();
    }

    private static async Task<Document> Finish(Document original, Document marked, CancellationToken cancellation)
    {
        Document imported = await ImportAdder.AddImportsAsync(marked, Simplifier.Annotation, cancellationToken: cancellation).ConfigureAwait(false);
        return await Lines.Finish(imported, original, cancellation).ConfigureAwait(false);
    }
}
