using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using SourceAutodiff.CodeFixes.Editing;
using SourceAutodiff.Generator.Diagnostics;

namespace SourceAutodiff.CodeFixes;

/// <summary>SAD3001: marks the parameter that influences nothing <c>[NoGradient]</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(NoGradientFix)), Shared]
public sealed class NoGradientFix : DocumentFix
{
    /// <summary>Creates the provider.</summary>
    public NoGradientFix()
        : base("Mark the parameter [NoGradient]", Descriptors.InactiveParameter)
    {
    }

    private protected override Action<SyntaxEditor>? Plan(Diagnostic diagnostic, SyntaxNode node, SemanticModel model, CancellationToken cancellation) =>
        node.FirstAncestorOrSelf<ParameterSyntax>() is { } parameter ? editor => editor.ReplaceNode(parameter, static (current, _) => Declarations.MarkNoGradient((ParameterSyntax)current)) : null;
}
