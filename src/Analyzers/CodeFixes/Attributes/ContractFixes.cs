using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using SourceAutodiff.CodeFixes.Editing;
using SourceAutodiff.Generator.Diagnostics;
using SourceAutodiff.Generator.Parsing;

namespace SourceAutodiff.CodeFixes.Attributes;

/// <summary>SAD1015: marks those parameters <c>[NoGradient]</c> that the contract marks, and no others.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MarkAsContractFix)), Shared]
public sealed class MarkAsContractFix : DocumentFix
{
    /// <summary>Creates the provider.</summary>
    public MarkAsContractFix()
        : base("Mark the parameters as the contract does", Descriptors.Contract)
    {
    }

    private protected override Action<SyntaxEditor>? Plan(Diagnostic diagnostic, SyntaxNode node, SemanticModel model, CancellationToken cancellation)
    {
        if (node is not MethodDeclarationSyntax syntax || model.GetDeclaredSymbol(syntax, cancellation) is not { PartialImplementationPart: null, PartialDefinitionPart: null } method) return null;
        IMethodSymbol[] contracts = [.. ContractRequest.Implemented(method)];

        // Names in WithRespectTo may say the same in another way, and two contracts need not agree.
        if (contracts.Length == 0 || contracts.Append(method).Any(each => KnownTypes.WithRespectTo(each) is not null)) return null;
        bool[] wanted = Marks(contracts[0]);
        if (contracts.Any(contract => !Marks(contract).SequenceEqual(wanted)) || wanted.SequenceEqual(Marks(method))) return null;
        return editor =>
        {
            for (int i = 0; i < wanted.Length; i++)
            {
                ParameterSyntax parameter = syntax.ParameterList.Parameters[i];
                if (wanted[i] == Declarations.HasNoGradient(parameter)) continue;
                bool mark = wanted[i];
                editor.ReplaceNode(parameter, (current, _) => mark ? Declarations.MarkNoGradient((ParameterSyntax)current) : Declarations.UnmarkNoGradient((ParameterSyntax)current));
            }
        };
    }

    private static bool[] Marks(IMethodSymbol method) => [.. method.Parameters.Select(KnownTypes.HasNoGradient)];
}

/// <summary>SAD1015: seals an implementation that asks for more than its contract, so that it has no implementations itself.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(SealMethodFix)), Shared]
public sealed class SealMethodFix : DocumentFix
{
    /// <summary>Creates the provider.</summary>
    public SealMethodFix()
        : base("Seal the method", Descriptors.Contract)
    {
    }

    // It may be overridden.
    private protected override bool MustCompile => true;

    private protected override Action<SyntaxEditor>? Plan(Diagnostic diagnostic, SyntaxNode node, SemanticModel model, CancellationToken cancellation)
    {
        if (node is not MethodDeclarationSyntax syntax || model.GetDeclaredSymbol(syntax, cancellation) is not { IsOverride: true, IsSealed: false, IsAbstract: false } method) return null;
        bool asksForMore = Contracts.HasJvp(method) && ContractRequest.Implemented(method).Any(contract => contract.ContainingType.TypeKind != TypeKind.Interface && !Contracts.HasJvp(contract));
        return asksForMore && Contracts.IsOpen(method) ? editor => editor.ReplaceNode(syntax, static (current, _) => Sealed((MethodDeclarationSyntax)current)) : null;
    }

    private static MethodDeclarationSyntax Sealed(MethodDeclarationSyntax method)
    {
        SyntaxToken overriding = method.Modifiers[method.Modifiers.IndexOf(SyntaxKind.OverrideKeyword)];
        SyntaxToken sealing = SyntaxFactory.Token(SyntaxKind.SealedKeyword).WithLeadingTrivia(overriding.LeadingTrivia).WithTrailingTrivia(SyntaxFactory.Space);
        return method.WithModifiers(method.Modifiers.ReplaceRange(overriding, [sealing, overriding.WithLeadingTrivia()]));
    }
}
