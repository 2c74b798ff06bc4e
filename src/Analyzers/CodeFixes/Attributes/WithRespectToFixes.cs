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

/// <summary>SAD1007: replaces a misspelled name by that of the parameter.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(NearestNameFix)), Shared]
public sealed class NearestNameFix : DocumentFix
{
    /// <summary>Creates the provider.</summary>
    public NearestNameFix()
        : base("Name the parameter that is spelled alike", Descriptors.WithRespectTo)
    {
    }

    private protected override Action<SyntaxEditor>? Plan(Diagnostic diagnostic, SyntaxNode node, SemanticModel model, CancellationToken cancellation)
    {
        // The name of an integer, or of what is marked [NoGradient], is no misspelling; and nameof(…) of no parameter does not compile.
        if (node is not LiteralExpressionSyntax { Token: { Value: string name } token } literal || node.FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } syntax) return null;
        if (model.GetDeclaredSymbol(syntax, cancellation) is not { } method || method.Parameters.Any(parameter => parameter.Name == name)) return null;
        string[] wanted = KnownTypes.WithRespectTo(method) ?? [];
        IEnumerable<string> candidates = method.Parameters.Where(parameter => Declarations.IsReal(parameter.Type) && !KnownTypes.HasNoGradient(parameter)).Select(parameter => parameter.Name).Except(wanted);
        return Spelling.Nearest(name, candidates) is { } nearest ? editor => editor.ReplaceNode(literal, literal.WithToken(SyntaxFactory.Literal(nearest).WithTriviaFrom(token))) : null;
    }
}

/// <summary>SAD1007: takes the name away, if others are left.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(DropNameFix)), Shared]
public sealed class DropNameFix : DocumentFix
{
    /// <summary>Creates the provider.</summary>
    public DropNameFix()
        : base("Remove the name from WithRespectTo", Descriptors.WithRespectTo)
    {
    }

    private protected override Action<SyntaxEditor>? Plan(Diagnostic diagnostic, SyntaxNode node, SemanticModel model, CancellationToken cancellation)
    {
        // Without any names, the derivatives would be those with respect to all parameters: something else.
        if (node.FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } syntax || model.GetDeclaredSymbol(syntax, cancellation) is not { } method) return null;
        bool leavesOne = method.Parameters.Any(parameter => Declarations.IsReal(parameter.Type) && !KnownTypes.HasNoGradient(parameter) && KnownTypes.WithRespectTo(method)?.Contains(parameter.Name) == true);
        SyntaxNode? element = node.Parent is ExpressionElementSyntax item ? item : node.Parent is InitializerExpressionSyntax ? node : null;
        return leavesOne && element is not null ? editor => editor.RemoveNode(element) : null;
    }
}
