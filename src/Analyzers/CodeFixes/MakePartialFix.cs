using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Editing;
using SourceAutodiff.CodeFixes.Editing;
using SourceAutodiff.Generator.Diagnostics;

namespace SourceAutodiff.CodeFixes;

/// <summary>SAD1001: makes every type around the method partial.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MakePartialFix)), Shared]
public sealed class MakePartialFix : DocumentFix
{
    /// <summary>Creates the provider.</summary>
    public MakePartialFix()
        : base("Make the type partial", Descriptors.TypeNotPartial)
    {
    }

    private protected override Action<SyntaxEditor> Plan(Diagnostic diagnostic, SyntaxNode node, SemanticModel model, CancellationToken cancellation) =>
        editor => Declarations.MakeContainingTypesPartial(editor, node);
}
