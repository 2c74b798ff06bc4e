using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Formatting;
using SourceAutodiff.CodeFixes.Editing;
using SourceAutodiff.Generator.Diagnostics;

namespace SourceAutodiff.CodeFixes.Signatures;

/// <summary>SAD1010: makes a local function that uses nothing of what is around it a method of the type.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(LocalFunctionFix)), Shared]
public sealed class LocalFunctionFix : DocumentFix
{
    /// <summary>Creates the provider.</summary>
    public LocalFunctionFix()
        : base("Move the local function to the type", Descriptors.MethodKind)
    {
    }

    // It may use the object.
    private protected override bool MustCompile => true;

    private protected override Action<SyntaxEditor>? Plan(Diagnostic diagnostic, SyntaxNode node, SemanticModel model, CancellationToken cancellation)
    {
        if (node is not LocalFunctionStatementSyntax { ContainsDirectives: false, Parent: BlockSyntax } function || function.Ancestors().OfType<MemberDeclarationSyntax>().FirstOrDefault() is not { Parent: TypeDeclarationSyntax } member) return null;

        // What has the same name would take part in calls of it.
        if (!model.LookupSymbols(member.SpanStart, name: function.Identifier.ValueText).IsEmpty || UsesWhatIsAround(function, model, cancellation)) return null;
        SyntaxTrivia end = Lines.EndOf(node);
        return editor =>
        {
            if (function.Parent is BlockSyntax { Statements: [var first, var second, ..] } && first == function) editor.ReplaceNode(second, static (current, _) => current.WithLeadingTrivia(WithoutBlankLines(current.GetLeadingTrivia())));
            editor.RemoveNode(function, SyntaxRemoveOptions.KeepNoTrivia);
            editor.InsertAfter(member, Method(function, end));
            Declarations.MakeContainingTypesPartial(editor, function);
        };
    }

    /// <summary>Variables, other local functions and type parameters of the method around it: something else may have their names elsewhere.</summary>
    private static bool UsesWhatIsAround(LocalFunctionStatementSyntax function, SemanticModel model, CancellationToken cancellation) =>
        function.DescendantNodes().OfType<SimpleNameSyntax>().Select(name => model.GetSymbolInfo(name, cancellation).Symbol).Any(symbol =>
            symbol is ILocalSymbol or IParameterSymbol or IRangeVariableSymbol or IMethodSymbol { MethodKind: MethodKind.LocalFunction } or ITypeParameterSymbol { DeclaringMethod: not null }
            && !symbol.DeclaringSyntaxReferences.All(reference => reference.SyntaxTree == function.SyntaxTree && function.Span.Contains(reference.Span)));

    private static SyntaxTriviaList WithoutBlankLines(SyntaxTriviaList leading)
    {
        while (leading.Count > 0 && (leading[0].IsKind(SyntaxKind.EndOfLineTrivia) || (leading.Count > 1 && leading[0].IsKind(SyntaxKind.WhitespaceTrivia) && leading[1].IsKind(SyntaxKind.EndOfLineTrivia)))) leading = leading.RemoveAt(0);
        return leading;
    }

    private static MethodDeclarationSyntax Method(LocalFunctionStatementSyntax function, SyntaxTrivia end)
    {
        SyntaxTriviaList leading = WithoutBlankLines(function.GetLeadingTrivia());
        LocalFunctionStatementSyntax bare = function.WithLeadingTrivia();
        IEnumerable<SyntaxToken> others = bare.Modifiers.Where(modifier => !modifier.IsKind(SyntaxKind.StaticKeyword));
        SyntaxToken[] own = [SyntaxFactory.Token(SyntaxKind.PrivateKeyword).WithTrailingTrivia(SyntaxFactory.Space), SyntaxFactory.Token(SyntaxKind.StaticKeyword).WithTrailingTrivia(SyntaxFactory.Space)];
        return SyntaxFactory.MethodDeclaration(
                bare.AttributeLists, SyntaxFactory.TokenList([.. own, .. others]), bare.ReturnType.WithLeadingTrivia(), null, bare.Identifier, bare.TypeParameterList,
                bare.ParameterList, bare.ConstraintClauses, bare.Body, bare.ExpressionBody, bare.SemicolonToken)
            .WithLeadingTrivia(leading.Insert(0, end)).WithTrailingTrivia(end).WithAdditionalAnnotations(Formatter.Annotation);
    }
}
