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

/// <summary>SAD1006: takes <c>[NoGradient]</c> from the floating-point parameters, if that is why none is left.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(DropNoGradientFix)), Shared]
public sealed class DropNoGradientFix : DocumentFix
{
    /// <summary>Creates the provider.</summary>
    public DropNoGradientFix()
        : base("Remove [NoGradient]", Descriptors.NoInput)
    {
    }

    private protected override Action<SyntaxEditor>? Plan(Diagnostic diagnostic, SyntaxNode node, SemanticModel model, CancellationToken cancellation)
    {
        if (node is not MethodDeclarationSyntax syntax || model.GetDeclaredSymbol(syntax, cancellation) is not { } method || KnownTypes.WithRespectTo(method) is not null) return null;
        ParameterSyntax[] marked = [.. syntax.ParameterList.Parameters.Where(parameter => model.GetDeclaredSymbol(parameter, cancellation) is { } symbol && Declarations.IsReal(symbol.Type) && Declarations.HasNoGradient(parameter))];
        return marked.Length == 0 ? null : editor =>
        {
            foreach (ParameterSyntax parameter in marked) editor.ReplaceNode(parameter, static (current, _) => Declarations.UnmarkNoGradient((ParameterSyntax)current));
        };
    }
}
