using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Operations;
using SourceAutodiff.CodeFixes.Editing;
using SourceAutodiff.Generator.Diagnostics;
using SourceAutodiff.Generator.Lowering;
using SourceAutodiff.Generator.Parsing;

namespace SourceAutodiff.CodeFixes.Rules;

/// <summary>
/// SAD2002: adds the declaration of a derivative rule for the called function, to the class of rules for its type or to a new one. Until its formula is filled in, the
/// rule throws, which no rule may: there is an error at it, and no derivative.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RuleStubFix)), Shared]
public sealed class RuleStubFix : SolutionFix
{
    /// <summary>Creates the provider.</summary>
    public RuleStubFix()
        : base("Add a rule stub", Descriptors.CallWithoutDerivative)
    {
    }

    private protected override Task<Finding?> Find(Document document, Diagnostic diagnostic, SyntaxNode node, SemanticModel model, CancellationToken cancellation)
    {
        Finding? found = model.GetOperation(node, cancellation) is IInvocationOperation { TargetMethod.OriginalDefinition: var function } && IsAccessible(function, node, model, cancellation)
            && UserRules.Of(model.Compilation).Find(function) is null && RuleStub.Of(function) is { } stub ? new Missing(document, node, stub, model.Compilation) : null;
        return Task.FromResult(found);
    }

    private protected override async Task Edit(SolutionEditor editor, IReadOnlyList<Finding> findings, CancellationToken cancellation)
    {
        foreach (IGrouping<(Compilation, string), Missing> owner in findings.Cast<Missing>().GroupBy(missing => (missing.Compilation, missing.Stub.OwnerText + missing.Stub.Real)))
        {
            Missing first = owner.First();
            RuleStub[] stubs = [.. owner.GroupBy(missing => missing.Stub.Function, SymbolEqualityComparer.Default).Select(same => same.First().Stub)];
            ClassDeclarationSyntax? existing = RuleStub.ClassFor(first.Stub, first.Compilation, cancellation);
            Document target = existing is null ? first.Document : editor.OriginalSolution.GetDocument(existing.SyntaxTree) ?? first.Document;
            DocumentEditor file = await editor.GetDocumentEditorAsync(target.Id, cancellation).ConfigureAwait(false);
            SyntaxNode? around = first.Node.FirstAncestorOrSelf<BaseNamespaceDeclarationSyntax>() ?? file.OriginalRoot;
            string end = Lines.EndOf(file.OriginalRoot).ToString();
            if (existing is not null)
            {
                file.ReplaceNode(existing, (current, _) => RuleStub.AddTo((ClassDeclarationSyntax)current, stubs, end));
                continue;
            }

            string name = FreeName(first.Stub.Owner.Name + "Rules", around, file.SemanticModel, cancellation);
            file.ReplaceNode(around, (current, _) => RuleStub.AddClassTo(current, name, stubs, end));
        }
    }

    private static string FreeName(string name, SyntaxNode around, SemanticModel model, CancellationToken cancellation)
    {
        INamespaceSymbol? ns = around is BaseNamespaceDeclarationSyntax declaration ? model.GetDeclaredSymbol(declaration, cancellation) as INamespaceSymbol : model.Compilation.GlobalNamespace;
        string free = name;
        for (int i = 2; ns?.GetMembers(free).Any() == true; i++) free = name + i;
        return free;
    }

    /// <summary>The rule names the type, and the derivatives call the function.</summary>
    private static bool IsAccessible(IMethodSymbol function, SyntaxNode call, SemanticModel model, CancellationToken cancellation)
    {
        if (!model.Compilation.IsSymbolAccessibleWithin(function.ContainingType, model.Compilation.Assembly)) return false;
        if (model.Compilation.IsSymbolAccessibleWithin(function, model.Compilation.Assembly)) return true;
        return call.FirstAncestorOrSelf<MethodDeclarationSyntax>() is { } caller && model.GetDeclaredSymbol(caller, cancellation) is { } symbol
            && KnownTypes.FindDifferentiable(symbol) is not null && model.Compilation.IsSymbolAccessibleWithin(function, symbol.ContainingType);
    }

    private sealed record Missing(Document Document, SyntaxNode Node, RuleStub Stub, Compilation Compilation) : Finding(Document, Node);
}
