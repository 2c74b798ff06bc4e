using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SourceAutodiff.Generator.Diagnostics;

namespace SourceAutodiff.CodeFixes;

/// <summary>SAD1002: makes the method static. Offered where it uses nothing of its object, so that the result compiles.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MakeStaticFix)), Shared]
public sealed class MakeStaticFix : CodeFixProvider
{
    private const string Title = "Make the method static";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [Descriptors.NotStatic.Id];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SyntaxNode? root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        SemanticModel? model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        if (root?.FindNode(context.Span).FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } method || model is null) return;
        if (method.Modifiers.Any(SyntaxKind.OverrideKeyword) || method.Modifiers.Any(SyntaxKind.VirtualKeyword) || UsesItsObject(method, model, context.CancellationToken)) return;
        context.RegisterCodeFix(
            CodeAction.Create(
                Title,
                _ => Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceNode(method, Declarations.MakeStatic(method)))),
                equivalenceKey: Title),
            context.Diagnostics);
    }

    private static bool UsesItsObject(MethodDeclarationSyntax method, SemanticModel model, CancellationToken cancellation)
    {
        foreach (SyntaxNode node in method.DescendantNodes())
        {
            if (node is ThisExpressionSyntax or BaseExpressionSyntax) return true;
            // A member by its simple name: x, not p.x.
            if (node is not SimpleNameSyntax name || (name.Parent is MemberAccessExpressionSyntax access && access.Name == name)) continue;
            ISymbol? symbol = model.GetSymbolInfo(name, cancellation).Symbol;
            bool isInstanceMember = symbol is { IsStatic: false, ContainingType: not null, Kind: SymbolKind.Field or SymbolKind.Property or SymbolKind.Event }
                or IMethodSymbol { IsStatic: false, MethodKind: MethodKind.Ordinary };
            if (isInstanceMember) return true;
        }

        return false;
    }
}
