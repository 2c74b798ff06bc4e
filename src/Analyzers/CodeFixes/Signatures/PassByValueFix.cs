using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.FindSymbols;
using Microsoft.CodeAnalysis.Operations;
using SourceAutodiff.CodeFixes.Editing;
using SourceAutodiff.Generator.Diagnostics;

namespace SourceAutodiff.CodeFixes.Signatures;

/// <summary>SAD1011: passes an array, span or object by value where the method does not replace it, and so do all who call the method.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(PassByValueFix)), Shared]
public sealed class PassByValueFix : SolutionFix
{
    /// <summary>Creates the provider.</summary>
    public PassByValueFix()
        : base("Pass it by value", Descriptors.ParameterPassing)
    {
    }

    // The method may override another one, or be used as a delegate.
    private protected override bool MustCompile => true;

    private protected override Task<Finding?> Find(Document document, Diagnostic diagnostic, SyntaxNode node, SemanticModel model, CancellationToken cancellation)
    {
        Finding? found = node.FirstAncestorOrSelf<ParameterSyntax>() is { Parent.Parent: MethodDeclarationSyntax method } syntax && syntax.Modifiers.Any(SyntaxKind.RefKeyword)
            && model.GetDeclaredSymbol(syntax, cancellation) is { ContainingSymbol: IMethodSymbol { PartialDefinitionPart: null, PartialImplementationPart: null } } parameter && IsOnlyRead(parameter, method, model)
            ? new Parameter(document, syntax, parameter) : null;
        return Task.FromResult(found);
    }

    private protected override async Task Edit(SolutionEditor editor, IReadOnlyList<Finding> findings, CancellationToken cancellation)
    {
        foreach (Parameter found in findings.Cast<Parameter>())
        {
            DocumentEditor file = await editor.GetDocumentEditorAsync(found.Document.Id, cancellation).ConfigureAwait(false);
            file.ReplaceNode(found.Node, static (current, _) => WithoutRef((ParameterSyntax)current));
            foreach (ReferenceLocation place in (await SymbolFinder.FindReferencesAsync(found.Symbol.ContainingSymbol, editor.OriginalSolution, cancellation).ConfigureAwait(false)).SelectMany(reference => reference.Locations))
            {
                DocumentEditor caller = await editor.GetDocumentEditorAsync(place.Document.Id, cancellation).ConfigureAwait(false);
                SyntaxNode name = NodeAt(caller.OriginalRoot, place.Location);
                if (name.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } call || caller.SemanticModel.GetOperation(call, cancellation) is not IInvocationOperation operation) continue;
                if (operation.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == found.Symbol.Ordinal)?.Syntax is not ArgumentSyntax passed) continue;
                caller.ReplaceNode(passed, static (current, _) => ((ArgumentSyntax)current).WithRefKindKeyword(default).WithLeadingTrivia(current.GetLeadingTrivia()));
            }
        }
    }

    /// <summary>Also not passed on by reference.</summary>
    private static bool IsOnlyRead(IParameterSymbol parameter, MethodDeclarationSyntax method, SemanticModel model)
    {
        DataFlowAnalysis? flow = method.Body is { } body ? model.AnalyzeDataFlow(body) : method.ExpressionBody is { } arrow ? model.AnalyzeDataFlow(arrow.Expression) : null;
        return flow is { Succeeded: true } && !flow.WrittenInside.Contains(parameter, SymbolEqualityComparer.Default);
    }

    private static ParameterSyntax WithoutRef(ParameterSyntax parameter)
    {
        SyntaxTriviaList leading = parameter.GetLeadingTrivia();
        ParameterSyntax bare = parameter.WithLeadingTrivia();
        return bare.WithModifiers(SyntaxFactory.TokenList(bare.Modifiers.Where(modifier => !modifier.IsKind(SyntaxKind.RefKeyword)))).WithLeadingTrivia(leading);
    }

    private sealed record Parameter(Document Document, SyntaxNode Node, IParameterSymbol Symbol) : Finding(Document, Node);
}
