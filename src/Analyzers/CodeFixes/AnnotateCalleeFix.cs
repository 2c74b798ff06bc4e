using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using SourceAutodiff.CodeFixes.Editing;
using SourceAutodiff.Generator.Diagnostics;
using SourceAutodiff.Generator.Lowering;
using SourceAutodiff.Generator.Parsing;

namespace SourceAutodiff.CodeFixes;

/// <summary>
/// SAD2002 and SAD2008, where the called method is the user's own, and SAD1014, an implementation of a contract: marks it <c>[Differentiable]</c>, in a partial
/// type. A method that can be differentiated then gets derivatives; of one that cannot, each thing in the way is reported where it is.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AnnotateCalleeFix)), Shared]
public sealed class AnnotateCalleeFix : SolutionFix
{
    private const string TitleOfDeclaration = "Add [Differentiable]";

    /// <summary>Creates the provider.</summary>
    public AnnotateCalleeFix()
        : base("Add [Differentiable] to the called method", Descriptors.CallWithoutDerivative, Descriptors.CalleeHasErrors, Descriptors.UnmarkedImplementation)
    {
    }

    internal override IReadOnlyList<string> Titles => [.. base.Titles, TitleOfDeclaration];

    private protected override string TitleOf(Finding finding) => ((Callee)finding).IsDeclaration ? TitleOfDeclaration : base.TitleOf(finding);

    private protected override async Task<Finding?> Find(Document document, Diagnostic diagnostic, SyntaxNode node, SemanticModel model, CancellationToken cancellation)
    {
        bool isDeclared = node is MethodDeclarationSyntax;
        ISymbol? symbol = isDeclared ? model.GetDeclaredSymbol(node, cancellation) : model.GetSymbolInfo(node, cancellation).Symbol;
        if (symbol?.OriginalDefinition is not IMethodSymbol { MethodKind: MethodKind.Ordinary, IsExtern: false } method) return null;

        // What is wrong with a method that has a rule is wrong with the rule.
        if (KnownTypes.FindDifferentiable(method) is not null || UserRules.Of(model.Compilation).Find(method) is not null) return null;
        if (method.DeclaringSyntaxReferences.FirstOrDefault() is not { } reference || document.Project.Solution.GetDocument(reference.SyntaxTree) is not { } declaring) return null;
        return await reference.GetSyntaxAsync(cancellation).ConfigureAwait(false) is MethodDeclarationSyntax declaration ? new Callee(declaring, declaration, isDeclared) : null;
    }

    private protected override async Task Edit(SolutionEditor editor, IReadOnlyList<Finding> findings, CancellationToken cancellation)
    {
        foreach (Finding callee in findings.GroupBy(finding => finding.Node).Select(same => same.First()))
        {
            DocumentEditor file = await editor.GetDocumentEditorAsync(callee.Document.Id, cancellation).ConfigureAwait(false);
            file.ReplaceNode(callee.Node, (current, _) => Declarations.MarkDifferentiable((MethodDeclarationSyntax)current, callee.Node));
            Declarations.MakeContainingTypesPartial(file, callee.Node);
        }
    }

    private sealed record Callee(Document Document, SyntaxNode Node, bool IsDeclaration) : Finding(Document, Node);
}
