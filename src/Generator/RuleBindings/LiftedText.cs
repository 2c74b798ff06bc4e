using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SourceAutodiff.Generator.Rules;

namespace SourceAutodiff.Generator.RuleBindings;

/// <summary>The formula of a partial as operations on tensors, which are recorded: so the derivative can be differentiated again.</summary>
internal static class LiftedText
{
    /// <param name="body">The expression of a rule.</param>
    /// <param name="argument">Whose partial.</param>
    /// <param name="constants">Of the rule class.</param>
    public static string Write(ExpressionSyntax body, int argument, IReadOnlyDictionary<string, double> constants) => Text(Part(body, argument), constants);

    /// <summary>The parameters that the partial is computed from.</summary>
    public static HashSet<string> Names(ExpressionSyntax body, int argument) =>
        [.. Part(body, argument).DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Where(name => name.Parent is not MemberAccessExpressionSyntax).Select(name => name.Identifier.Text)];

    /// <summary>One of several partials. A choice between tuples is a choice between their elements.</summary>
    public static ExpressionSyntax Part(ExpressionSyntax body, int argument) => body switch
    {
        TupleExpressionSyntax tuple => tuple.Arguments[argument].Expression,
        ParenthesizedExpressionSyntax inner when inner.Expression is ConditionalExpressionSyntax or TupleExpressionSyntax => Part(inner.Expression, argument),
        ConditionalExpressionSyntax choice => choice.WithWhenTrue(Part(choice.WhenTrue, argument)).WithWhenFalse(Part(choice.WhenFalse, argument)),
        _ => body,
    };

    private static string Text(ExpressionSyntax expression, IReadOnlyDictionary<string, double> constants)
    {
        return expression switch
        {
            ParenthesizedExpressionSyntax inner => $"({Of(inner.Expression)})",
            IdentifierNameSyntax name => name.Identifier.Text,
            LiteralExpressionSyntax whole => whole.Token.Text,
            PrefixUnaryExpressionSyntax unary when unary.IsKind(SyntaxKind.LogicalNotExpression) => $"Lift.Not({Of(unary.Operand)})",
            PrefixUnaryExpressionSyntax unary => $"{unary.OperatorToken.Text}{Of(unary.Operand)}",
            ConditionalExpressionSyntax choice => $"Lift.Select({Of(choice.Condition)}, {Of(choice.WhenTrue)}, {Of(choice.WhenFalse)})",
            BinaryExpressionSyntax binary when Function(binary.Kind()) is { } function => $"Lift.{function}({Of(binary.Left)}, {Of(binary.Right)})",
            BinaryExpressionSyntax binary => $"{Of(binary.Left)} {binary.OperatorToken.Text} {Of(binary.Right)}",
            MemberAccessExpressionSyntax member => $"Lift.{member.Name.Identifier.Text}",
            InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.Text: "CreateChecked" } } call => $"Lift.Number({Number(call.ArgumentList.Arguments[0].Expression, constants)})",
            InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax called } call => $"Lift.{called.Name.Identifier.Text}({string.Join(", ", call.ArgumentList.Arguments.Select(a => Of(a.Expression)))})",
            _ => throw new RuleFormatException($"{expression} cannot be lifted to tensors"),
        };

        string Of(ExpressionSyntax inner) => Text(inner, constants);
    }

    public static string Number(ExpressionSyntax expression, IReadOnlyDictionary<string, double> constants) => expression switch
    {
        IdentifierNameSyntax name when constants.TryGetValue(name.Identifier.Text, out double value) => value.ToString("R", CultureInfo.InvariantCulture),
        _ => expression.ToString(),
    };

    private static string? Function(SyntaxKind kind) => kind switch
    {
        SyntaxKind.LessThanExpression => "Less",
        SyntaxKind.LessThanOrEqualExpression => "LessOrEqual",
        SyntaxKind.GreaterThanExpression => "Greater",
        SyntaxKind.GreaterThanOrEqualExpression => "GreaterOrEqual",
        SyntaxKind.EqualsExpression => "Equal",
        SyntaxKind.NotEqualsExpression => "NotEqual",
        SyntaxKind.LogicalAndExpression => "And",
        SyntaxKind.LogicalOrExpression => "Or",
        _ => null,
    };
}
