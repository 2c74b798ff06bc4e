using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Simplification;
using SourceAutodiff.CodeFixes.Editing;
using SourceAutodiff.Generator.Diagnostics;

namespace SourceAutodiff.CodeFixes.Tensors;

/// <summary>SAD5005: puts the change into <c>using (Autograd.NoGrad())</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(NoGradFix)), Shared]
public sealed class NoGradFix : DocumentFix
{
    /// <summary>Creates the provider.</summary>
    public NoGradFix()
        : base("Change it under Autograd.NoGrad()", TensorDescriptors.LeafChangedInPlace)
    {
    }

    private protected override Action<SyntaxEditor>? Plan(Diagnostic diagnostic, SyntaxNode node, SemanticModel model, CancellationToken cancellation)
    {
        if (node.FirstAncestorOrSelf<ExpressionStatementSyntax>() is not { Parent: BlockSyntax or GlobalStatementSyntax } statement || StatementOf(node) != statement) return null;
        return editor => editor.ReplaceNode(statement, static (current, _) =>
            SyntaxFactory.UsingStatement(
                null,
                SyntaxFactory.ParseExpression("global::SourceAutodiff.Autograd.NoGrad()").WithAdditionalAnnotations(Simplifier.Annotation),
                SyntaxFactory.Block((StatementSyntax)current.WithoutTrivia())).WithTriviaFrom(current).WithAdditionalAnnotations(Formatter.Annotation, Simplifier.Annotation));
    }
}

/// <summary>SAD5004: keeps the gradient, right after the result is computed.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RetainGradFix)), Shared]
public sealed class RetainGradFix : DocumentFix
{
    /// <summary>Creates the provider.</summary>
    public RetainGradFix()
        : base("Keep the gradient with RetainGrad()", TensorDescriptors.GradOfResult)
    {
    }

    private protected override Action<SyntaxEditor>? Plan(Diagnostic diagnostic, SyntaxNode node, SemanticModel model, CancellationToken cancellation)
    {
        if (node is not MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax name } || Other(diagnostic, node) is not { } computed || StatementOf(computed) is not { } statement) return null;

        // It has to go into that variable as it is.
        SyntaxToken variable = computed.Parent switch
        {
            EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax declarator } => declarator.Identifier,
            AssignmentExpressionSyntax { Left: IdentifierNameSyntax target } => target.Identifier,
            _ => default,
        };
        return variable.ValueText != name.Identifier.ValueText ? null : editor => editor.InsertAfter(Whole(statement), Call(statement, $"{name.Identifier.Text}.RetainGrad();"));
    }

    internal static SyntaxNode Whole(StatementSyntax statement) => statement.Parent is GlobalStatementSyntax global ? global : statement;

    internal static SyntaxNode Call(StatementSyntax beside, string text)
    {
        StatementSyntax call = SyntaxFactory.ParseStatement(text).WithTrailingTrivia(Lines.EndOf(beside)).WithAdditionalAnnotations(Formatter.Annotation);
        return beside.Parent is GlobalStatementSyntax ? SyntaxFactory.GlobalStatement(call) : call;
    }
}

/// <summary>SAD5007: sets the gradients to zero after the step.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ZeroGradFix)), Shared]
public sealed class ZeroGradFix : DocumentFix
{
    /// <summary>Creates the provider.</summary>
    public ZeroGradFix()
        : base("Set the gradients to zero after the step", TensorDescriptors.GradientsNotZeroed)
    {
    }

    private protected override Action<SyntaxEditor>? Plan(Diagnostic diagnostic, SyntaxNode node, SemanticModel model, CancellationToken cancellation)
    {
        if (node is not InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: var optimizer }, Parent: ExpressionStatementSyntax } || StatementOf(node) is not { } statement) return null;
        return editor => editor.InsertAfter(RetainGradFix.Whole(statement), RetainGradFix.Call(statement, $"{optimizer.WithoutTrivia()}.ZeroGrad();"));
    }
}

/// <summary>SAD5008: assigns the result to the variable.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AssignResultFix)), Shared]
public sealed class AssignResultFix : DocumentFix
{
    /// <summary>Creates the provider.</summary>
    public AssignResultFix()
        : base("Assign the result", TensorDescriptors.ResultIgnored)
    {
    }

    private protected override Action<SyntaxEditor>? Plan(Diagnostic diagnostic, SyntaxNode node, SemanticModel model, CancellationToken cancellation)
    {
        if (node.FirstAncestorOrSelf<ExpressionStatementSyntax>() is not { Expression: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: var tensor } } call } || !IsAssignable(tensor, model, cancellation)) return null;
        if (!SymbolEqualityComparer.Default.Equals(model.GetTypeInfo(call, cancellation).Type, model.GetTypeInfo(tensor, cancellation).Type)) return null;
        return editor => editor.ReplaceNode(call, static (current, _) => DetachFix.Assign((ExpressionSyntax)((InvocationExpressionSyntax)current).Expression.ChildNodes().First(), (ExpressionSyntax)current));
    }
}

/// <summary>SAD5006: goes on with a tensor outside of the graph.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(DetachFix)), Shared]
public sealed class DetachFix : DocumentFix
{
    /// <summary>Creates the provider.</summary>
    public DetachFix()
        : base("Use Detach()", TensorDescriptors.RequiresGradOfResult)
    {
    }

    private protected override Action<SyntaxEditor>? Plan(Diagnostic diagnostic, SyntaxNode node, SemanticModel model, CancellationToken cancellation)
    {
        ExpressionSyntax? tensor = node switch
        {
            AssignmentExpressionSyntax { Left: MemberAccessExpressionSyntax { Expression: var left }, Parent: ExpressionStatementSyntax } => left,
            InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: var instance }, Parent: ExpressionStatementSyntax } => instance,
            _ => null,
        };
        return tensor is null || !IsAssignable(tensor, model, cancellation) ? null : editor => editor.ReplaceNode(node, (current, _) => Assign(tensor, Expressions.Call(tensor.WithoutTrivia(), "Detach")).WithTriviaFrom(current));
    }

    internal static ExpressionSyntax Assign(ExpressionSyntax variable, ExpressionSyntax value) =>
        SyntaxFactory.AssignmentExpression(SyntaxKind.SimpleAssignmentExpression, variable.WithTrailingTrivia(SyntaxFactory.Space), SyntaxFactory.Token(SyntaxKind.EqualsToken).WithTrailingTrivia(SyntaxFactory.Space), value.WithoutLeadingTrivia());
}
