using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Simplification;
using SourceAutodiff.Analyzers.Numerics;
using SourceAutodiff.Generator.Diagnostics;

namespace SourceAutodiff.CodeFixes.Numerics;

/// <summary>SAD3101 and SAD3103: writes a square as a multiplication, and a logarithm of a sum of exponentials as one function.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(HazardFix)), Shared]
public sealed class HazardFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [HazardDescriptors.SquareByPow.Id, HazardDescriptors.LogSumExp.Id];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SyntaxNode? root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        SemanticModel? model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        if (root?.FindNode(context.Span, getInnermostNodeForTie: true) is not InvocationExpressionSyntax syntax || model?.GetOperation(syntax, context.CancellationToken) is not IInvocationOperation call) return;
        if (Replacement(call) is not ({ } title, { } replacement)) return;
        ExpressionSyntax edited = SyntaxFactory.ParenthesizedExpression(replacement).WithTriviaFrom(syntax).WithAdditionalAnnotations(Simplifier.Annotation, Formatter.Annotation);
        context.RegisterCodeFix(CodeAction.Create(title, _ => Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceNode(syntax, edited))), equivalenceKey: title), context.Diagnostics);
    }

    private static (string Title, ExpressionSyntax Replacement)? Replacement(IInvocationOperation call)
    {
        IOperation argument = MathCall.Argument(call, 0);
        if (MathCall.NameOf(call) == "Pow")
        {
            // What is computed would be computed twice.
            if (!MathCall.IsPlace(argument)) return null;
            var factor = (ExpressionSyntax)argument.Syntax.WithoutTrivia();
            return ("Multiply", SyntaxFactory.BinaryExpression(SyntaxKind.MultiplyExpression, factor, factor));
        }

        return ExponentialSum.Find(argument)?.Exponents switch
        {
            [var exponent] => ("Use Softplus", Function("Softplus", exponent)),
            [var first, var second] => ("Use LogAddExp", Function("LogAddExp", first, second)),
            _ => null,
        };
    }

    private static InvocationExpressionSyntax Function(string name, params IOperation[] arguments) => SyntaxFactory.InvocationExpression(
        SyntaxFactory.ParseExpression("global::SourceAutodiff.SpecialFunctions." + name).WithAdditionalAnnotations(Simplifier.Annotation),
        SyntaxFactory.ArgumentList(SyntaxFactory.SeparatedList(arguments.Select(argument => SyntaxFactory.Argument((ExpressionSyntax)argument.Syntax.WithoutTrivia())))));
}
