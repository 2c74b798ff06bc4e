using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Operations;
using SourceAutodiff.CodeFixes.Editing;
using SourceAutodiff.Generator.Diagnostics;

namespace SourceAutodiff.CodeFixes.Tensors;

/// <summary>SAD5001: makes the tensor of single precision where it is created, if the numbers are written there, or the type is.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MakeFloatingFix)), Shared]
public sealed class MakeFloatingFix : DocumentFix
{
    /// <summary>Creates the provider.</summary>
    public MakeFloatingFix()
        : base("Make the tensor of floating-point numbers", TensorDescriptors.IntegerRequiresGrad)
    {
    }

    private protected override Action<SyntaxEditor>? Plan(Diagnostic diagnostic, SyntaxNode node, SemanticModel model, CancellationToken cancellation)
    {
        if (Other(diagnostic, node) is not InvocationExpressionSyntax call || model.GetOperation(call, cancellation) is not IInvocationOperation operation) return null;
        var edits = new List<Action<SyntaxEditor>>();
        foreach (IArgumentOperation argument in operation.Arguments)
        {
            if (argument.ArgumentKind != ArgumentKind.Explicit || argument.Syntax is not ArgumentSyntax { Expression: var expression }) continue;
            switch (argument.Parameter!.Name)
            {
                case "dtype":
                    // Another dtype decides alone.
                    return expression is MemberAccessExpressionSyntax { Name: IdentifierNameSyntax } member ? editor => editor.ReplaceNode(member, static (current, _) => Single((MemberAccessExpressionSyntax)current)) : null;
                case "values" or "value" or "end" when !Convert(expression, model, edits, cancellation):
                    return null;
            }
        }

        if (call.Expression is MemberAccessExpressionSyntax { Name: GenericNameSyntax { TypeArgumentList.Arguments: [PredefinedTypeSyntax type] } }) edits.Add(editor => editor.ReplaceNode(type, static (current, _) => Float(current)));
        return edits.Count == 0 ? null : editor => edits.ForEach(edit => edit(editor));
    }

    private static MemberAccessExpressionSyntax Single(MemberAccessExpressionSyntax member) => member.WithName(SyntaxFactory.IdentifierName("Float32").WithTriviaFrom(member.Name));

    private static PredefinedTypeSyntax Float(SyntaxNode type) => SyntaxFactory.PredefinedType(SyntaxFactory.Token(SyntaxKind.FloatKeyword)).WithTriviaFrom(type);

    /// <summary>Collects the edits that make these numbers of single precision.</summary>
    private static bool Convert(ExpressionSyntax expression, SemanticModel model, List<Action<SyntaxEditor>> edits, CancellationToken cancellation)
    {
        switch (expression)
        {
            case LiteralExpressionSyntax literal when literal.IsKind(SyntaxKind.NumericLiteralExpression) && literal.Token.Value is int or long:
                edits.Add(editor => editor.ReplaceNode(literal, static (current, _) => WithSuffix((LiteralExpressionSyntax)current)));
                return true;
            case PrefixUnaryExpressionSyntax sign when sign.IsKind(SyntaxKind.UnaryMinusExpression):
                return Convert(sign.Operand, model, edits, cancellation);
            case CollectionExpressionSyntax collection:
                return collection.Elements.All(element => element is ExpressionElementSyntax { Expression: var item } && Convert(item, model, edits, cancellation));
            case ImplicitArrayCreationExpressionSyntax array:
                return Convert(array.Initializer, model, edits, cancellation);
            case InitializerExpressionSyntax initializer:
                return initializer.Expressions.All(item => Convert(item, model, edits, cancellation));
            case ArrayCreationExpressionSyntax { Type.ElementType: PredefinedTypeSyntax type } array when model.GetTypeInfo(type, cancellation).Type is { SpecialType: not SpecialType.System_Boolean }:
                // Whole numbers become floating-point numbers by themselves there.
                edits.Add(editor => editor.ReplaceNode(type, static (current, _) => Float(current)));
                return true;
            case IdentifierNameSyntax when model.GetSymbolInfo(expression, cancellation).Symbol is ILocalSymbol { DeclaringSyntaxReferences: [var reference] } local && IsOnlyRead(local, expression, model, cancellation)
                && reference.GetSyntax(cancellation) is VariableDeclaratorSyntax { Initializer.Value: var value, Parent: VariableDeclarationSyntax { Variables.Count: 1 } declaration } && reference.SyntaxTree == expression.SyntaxTree:
                if (ElementType(declaration.Type) is { } element) edits.Add(editor => editor.ReplaceNode(element, static (current, _) => Float(current)));
                else if (!declaration.Type.IsVar) return false;
                return Convert(value, model, edits, cancellation);
            default:
                return false;
        }
    }

    private static LiteralExpressionSyntax WithSuffix(LiteralExpressionSyntax literal)
    {
        // Hexadecimal digits include the suffix.
        string text = literal.Token.Text.TrimEnd('l', 'L', 'u', 'U');
        text = text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) || text.StartsWith("0b", StringComparison.OrdinalIgnoreCase) ? System.Convert.ToInt64(literal.Token.Value, System.Globalization.CultureInfo.InvariantCulture).ToString(System.Globalization.CultureInfo.InvariantCulture) : text;
        return literal.WithToken(SyntaxFactory.ParseToken(text + "f").WithTriviaFrom(literal.Token));
    }

    private static PredefinedTypeSyntax? ElementType(TypeSyntax type) => type switch
    {
        PredefinedTypeSyntax predefined => predefined,
        ArrayTypeSyntax array => ElementType(array.ElementType),
        GenericNameSyntax { TypeArgumentList.Arguments: [var element] } => ElementType(element),
        _ => null,
    };

    /// <summary>Nothing else than this expression uses the variable, so its type may change.</summary>
    private static bool IsOnlyRead(ILocalSymbol local, ExpressionSyntax expression, SemanticModel model, CancellationToken cancellation) =>
        expression.Ancestors().OfType<MemberDeclarationSyntax>().FirstOrDefault() is { } member
        && !member.DescendantNodes().OfType<IdentifierNameSyntax>().Any(name => name != expression && name.Identifier.ValueText == local.Name && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(name, cancellation).Symbol, local));
}
