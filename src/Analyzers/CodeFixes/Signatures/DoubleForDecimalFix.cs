using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.FindSymbols;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Simplification;
using SourceAutodiff.CodeFixes.Editing;
using SourceAutodiff.Generator.Diagnostics;

namespace SourceAutodiff.CodeFixes.Signatures;

/// <summary>SAD2020, and SAD2008 of a method with decimals: computes with <c>double</c> in the whole method and those it calls, and converts where others call them.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(DoubleForDecimalFix)), Shared]
public sealed class DoubleForDecimalFix : SolutionFix
{
    /// <summary>Creates the provider.</summary>
    public DoubleForDecimalFix()
        : base("Use double for decimal", Descriptors.Decimal, Descriptors.CalleeHasErrors)
    {
    }

    // Fields and other methods that the method uses may have to stay as they are.
    private protected override bool MustCompile => true;

    private protected override async Task<Finding?> Find(Document document, Diagnostic diagnostic, SyntaxNode node, SemanticModel model, CancellationToken cancellation)
    {
        if (node.FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } around || model.GetDeclaredSymbol(around, cancellation) is not { } symbol) return null;
        if (diagnostic.Id == Descriptors.CalleeHasErrors.Id && !(model.GetSymbolInfo(node, cancellation).Symbol is IMethodSymbol called && HasDecimals(called))) return null;
        var seen = new HashSet<IMethodSymbol>(SymbolEqualityComparer.Default) { symbol };
        var waiting = new Queue<IMethodSymbol>(seen);
        var methods = new List<Method>();
        while (waiting.Count > 0)
        {
            IMethodSymbol next = waiting.Dequeue();
            if (next.DeclaringSyntaxReferences is not [var reference] || !model.Compilation.ContainsSyntaxTree(reference.SyntaxTree) || document.Project.GetDocument(reference.SyntaxTree) is not { } file) continue;
            if (await reference.GetSyntaxAsync(cancellation).ConfigureAwait(false) is not MethodDeclarationSyntax method) continue;
            methods.Add(new Method(file, method, next));
            SemanticModel own = model.Compilation.GetSemanticModel(reference.SyntaxTree);
            IEnumerable<IMethodSymbol> callees = method.DescendantNodes().OfType<InvocationExpressionSyntax>().Select(call => own.GetSymbolInfo(call, cancellation).Symbol?.OriginalDefinition).OfType<IMethodSymbol>();
            foreach (IMethodSymbol callee in callees.Where(callee => HasDecimals(callee) && seen.Add(callee))) waiting.Enqueue(callee);
        }

        return methods.Any(method => Types(method.Node).Any() || Literals(method.Node).Any()) ? new Methods(document, around, methods) : null;
    }

    private protected override async Task Edit(SolutionEditor editor, IReadOnlyList<Finding> findings, CancellationToken cancellation)
    {
        Method[] methods = [.. findings.Cast<Methods>().SelectMany(found => found.All).GroupBy(found => found.Node).Select(same => same.First())];
        foreach (Method method in methods)
        {
            DocumentEditor file = await editor.GetDocumentEditorAsync(method.Document.Id, cancellation).ConfigureAwait(false);
            foreach (PredefinedTypeSyntax type in Types(method.Node)) file.ReplaceNode(type, type.WithKeyword(SyntaxFactory.Token(SyntaxKind.DoubleKeyword).WithTriviaFrom(type.Keyword)));
            foreach (LiteralExpressionSyntax literal in Literals(method.Node)) file.ReplaceNode(literal, Double(literal));
        }

        var calls = new List<(DocumentEditor File, IInvocationOperation Call)>();
        foreach (Method method in methods)
        {
            foreach (ReferenceLocation place in (await SymbolFinder.FindReferencesAsync(method.Symbol, editor.OriginalSolution, cancellation).ConfigureAwait(false)).SelectMany(found => found.Locations))
            {
                DocumentEditor file = await editor.GetDocumentEditorAsync(place.Document.Id, cancellation).ConfigureAwait(false);
                SyntaxNode name = NodeAt(file.OriginalRoot, place.Location);
                if (methods.Any(other => other.Node.Contains(name)) || name.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } syntax || !syntax.Expression.Contains(name)) continue;
                if (file.SemanticModel.GetOperation(syntax, cancellation) is IInvocationOperation call) calls.Add((file, call));
            }
        }

        // What is given first: a result may be given to another call.
        foreach ((DocumentEditor file, IInvocationOperation call) in calls)
        {
            foreach (ExpressionSyntax given in call.Arguments.Where(argument => IsDecimal(argument.Parameter?.Type) && argument.ArgumentKind == ArgumentKind.Explicit).Select(argument => argument.Syntax).OfType<ArgumentSyntax>().Select(argument => argument.Expression))
            {
                if (given is LiteralExpressionSyntax { Token.Value: decimal }) file.ReplaceNode(given, static (current, _) => Double((LiteralExpressionSyntax)current));
                else if (IsDecimal(file.SemanticModel.GetTypeInfo(given, cancellation).Type)) file.ReplaceNode(given, static (current, _) => Cast(SyntaxKind.DoubleKeyword, current));
            }
        }

        foreach ((DocumentEditor file, IInvocationOperation call) in calls)
        {
            if (IsDecimal(call.Type) && call.Syntax.Parent is not ExpressionStatementSyntax) file.ReplaceNode(call.Syntax, static (current, _) => Cast(SyntaxKind.DecimalKeyword, current));
        }
    }

    private static bool IsDecimal(ITypeSymbol? type) => type?.SpecialType == SpecialType.System_Decimal;

    private static bool HasDecimals(IMethodSymbol method) => IsDecimal(method.ReturnType) || method.Parameters.Any(parameter => IsDecimal(parameter.Type));

    private static IEnumerable<PredefinedTypeSyntax> Types(SyntaxNode method) => method.DescendantNodes().OfType<PredefinedTypeSyntax>().Where(type => type.Keyword.IsKind(SyntaxKind.DecimalKeyword));

    private static IEnumerable<LiteralExpressionSyntax> Literals(SyntaxNode method) => method.DescendantNodes().OfType<LiteralExpressionSyntax>().Where(literal => literal.Token.Value is decimal);

    private static LiteralExpressionSyntax Double(LiteralExpressionSyntax literal)
    {
        string text = literal.Token.Text.TrimEnd('m', 'M');
        bool isWhole = text.IndexOfAny(['.', 'e', 'E']) < 0;
        return literal.WithToken(SyntaxFactory.ParseToken(isWhole ? text + ".0" : text).WithTriviaFrom(literal.Token));
    }

    private static ExpressionSyntax Cast(SyntaxKind type, SyntaxNode value) =>
        SyntaxFactory.ParenthesizedExpression(SyntaxFactory.CastExpression(
            SyntaxFactory.PredefinedType(SyntaxFactory.Token(type)),
            SyntaxFactory.ParenthesizedExpression((ExpressionSyntax)value.WithoutTrivia()).WithAdditionalAnnotations(Simplifier.Annotation))).WithTriviaFrom(value).WithAdditionalAnnotations(Simplifier.Annotation);

    /// <summary>That with the diagnostic, and what it calls with decimals.</summary>
    private sealed record Methods(Document Document, SyntaxNode Node, IReadOnlyList<Method> All) : Finding(Document, Node);

    private sealed record Method(Document Document, SyntaxNode Node, IMethodSymbol Symbol);
}
