using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Rename;
using SourceAutodiff.CodeFixes.Editing;
using SourceAutodiff.Generator.Diagnostics;
using SourceAutodiff.Generator.Parsing;

namespace SourceAutodiff.CodeFixes.Signatures;

/// <summary>SAD1009: gives the members that have the names of derivatives others, wherever they are used.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RenameMemberFix)), Shared]
public sealed class RenameMemberFix : FixBase
{
    private const string Suffix = "ByHand";
    private static readonly string[] s_derivatives = ["Backward", "Gradient", "ValueAndGradient", "Jvp", "Jacobian"];

    /// <summary>Creates the provider.</summary>
    public RenameMemberFix()
        : base("Rename the member", Descriptors.NameCollision)
    {
    }

    // It may implement an interface that this project does not declare.
    private protected override bool MustCompile => true;

    private protected override Task<Finding?> Find(Document document, Diagnostic diagnostic, SyntaxNode node, SemanticModel model, CancellationToken cancellation)
    {
        if (node is not MethodDeclarationSyntax syntax || model.GetDeclaredSymbol(syntax, cancellation) is not { } method) return Task.FromResult<Finding?>(null);

        // Only those that are in the way.
        RequestedDerivatives asked = Contracts.Requested(method);
        IEnumerable<string> names = s_derivatives.Where(name => (name != "Jvp" || asked.HasFlag(RequestedDerivatives.Jvp)) && (name != "Jacobian" || asked.HasFlag(RequestedDerivatives.Jacobian))).Select(name => method.Name + name);
        ISymbol[] members = [.. names.SelectMany(name => method.ContainingType.GetMembers(name)).Except(DeclarationChecks.CustomDerivatives(method), SymbolEqualityComparer.Default).Where(member => member!.Locations.All(location => location.SourceTree?.FilePath.EndsWith(".g.cs", StringComparison.OrdinalIgnoreCase) == false))!];
        bool canRename = members.All(member => member is (IMethodSymbol { MethodKind: MethodKind.Ordinary, IsOverride: false } or IFieldSymbol or IPropertySymbol { IsOverride: false } or IEventSymbol) && member.ContainingType.GetMembers(member.Name + Suffix).IsEmpty);
        return Task.FromResult<Finding?>(members.Length > 0 && canRename ? new Taken(document, node, method.ContainingType.GetDocumentationCommentId()!, [.. members.Select(member => member.Name).Distinct()]) : null);
    }

    private protected override async Task<Solution> Apply(Solution solution, IReadOnlyList<Finding> findings, CancellationToken cancellation)
    {
        foreach ((ProjectId project, string type, string name) in findings.Cast<Taken>().SelectMany(taken => taken.Names.Select(name => (taken.Document.Project.Id, taken.Type, name))).Distinct())
        {
            // Each renaming makes another solution, with other symbols.
            Compilation? compilation = await solution.GetProject(project)!.GetCompilationAsync(cancellation).ConfigureAwait(false);
            if (compilation is null || (DocumentationCommentId.GetFirstSymbolForDeclarationId(type, compilation) as INamedTypeSymbol)?.GetMembers(name).FirstOrDefault() is not { } member) continue;
            solution = await Renamer.RenameSymbolAsync(solution, member, new SymbolRenameOptions(RenameOverloads: true), name + Suffix, cancellation).ConfigureAwait(false);
        }

        return solution;
    }

    private sealed record Taken(Document Document, SyntaxNode Node, string Type, IReadOnlyList<string> Names) : Finding(Document, Node);
}
