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

/// <summary>What <c>[Differentiable(…)]</c> asks for, as it is written.</summary>
internal static class AskedFor
{
    /// <summary>The members of <c>Derivatives</c> that are combined; <see langword="null"/> for anything else.</summary>
    public static string[]? Names(ExpressionSyntax expression) => expression switch
    {
        MemberAccessExpressionSyntax { Name: IdentifierNameSyntax name } => [name.Identifier.ValueText],
        IdentifierNameSyntax name => [name.Identifier.ValueText],
        BinaryExpressionSyntax both when both.IsKind(SyntaxKind.BitwiseOrExpression) && Names(both.Left) is { } left && Names(both.Right) is { } right => [.. left, .. right],
        _ => null,
    };

    /// <summary>The combination without some of its members; <see langword="null"/> if none is left.</summary>
    public static ExpressionSyntax? Without(ExpressionSyntax expression, params string[] names)
    {
        if (expression is not BinaryExpressionSyntax both) return Names(expression) is [var name] && names.Contains(name) ? null : expression;
        ExpressionSyntax? left = Without(both.Left, names), right = Without(both.Right, names);
        return left is null || right is null ? (left ?? right)?.WithTriviaFrom(expression) : both.WithLeft(left).WithRight(right);
    }
}

/// <summary>SAD1013: asks for the product with a tangent in the place of the whole matrix.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(JvpForJacobianFix)), Shared]
public sealed class JvpForJacobianFix : DocumentFix
{
    /// <summary>Creates the provider.</summary>
    public JvpForJacobianFix()
        : base("Ask for the Jvp instead", Descriptors.JacobianShape)
    {
    }

    private protected override Action<SyntaxEditor>? Plan(Diagnostic diagnostic, SyntaxNode node, SemanticModel model, CancellationToken cancellation)
    {
        if (node.FirstAncestorOrSelf<AttributeArgumentSyntax>() is not { Expression: var asked } || AskedFor.Names(asked) is not { } names || !names.Contains("Jacobian")) return null;
        if (names.Contains("Jvp")) return editor => editor.ReplaceNode(asked, AskedFor.Without(asked, "Jacobian")!);
        IdentifierNameSyntax jacobian = asked.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().First(name => name.Identifier.ValueText == "Jacobian");
        return editor => editor.ReplaceNode(jacobian, SyntaxFactory.IdentifierName("Jvp").WithTriviaFrom(jacobian));
    }
}

/// <summary>SAD4011: does not ask for what is computed forward.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(DropForwardFix)), Shared]
public sealed class DropForwardFix : DocumentFix
{
    /// <summary>Creates the provider.</summary>
    public DropForwardFix()
        : base("Do not ask for Jvp and Jacobian", Descriptors.CallWithoutJvp)
    {
    }

    private protected override Action<SyntaxEditor>? Plan(Diagnostic diagnostic, SyntaxNode node, SemanticModel model, CancellationToken cancellation)
    {
        // In a method that is called, it is the caller who asks; and a contract may ask for more than the method does.
        if (node.FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } syntax || model.GetDeclaredSymbol(syntax, cancellation) is not { } method || ContractRequest.Implemented(method).Any()) return null;
        if (KnownTypes.FindDifferentiable(method)?.ApplicationSyntaxReference?.GetSyntax(cancellation) is not AttributeSyntax attribute || attribute.SyntaxTree != node.SyntaxTree) return null;
        return Backward(attribute) == attribute ? null : editor => editor.ReplaceNode(attribute, static (current, _) => Backward((AttributeSyntax)current));
    }

    private static AttributeSyntax Backward(AttributeSyntax attribute)
    {
        if (attribute.ArgumentList is not { } list || list.Arguments.FirstOrDefault(argument => argument.NameEquals is null) is not { } argument || AskedFor.Names(argument.Expression) is null) return attribute;
        if (AskedFor.Without(argument.Expression, "Jvp", "Jacobian") is { } rest) return rest == argument.Expression ? attribute : attribute.ReplaceNode(argument.Expression, rest);
        return list.Arguments.Count == 1 ? attribute.WithArgumentList(null) : attribute.RemoveNode(argument, SyntaxRemoveOptions.KeepNoTrivia)!;
    }
}
