using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SourceAutodiff.Generator.RuleBindings;

/// <summary>The formula of a partial for vectors, if it is made of what vectors compute to the same bits as single numbers: arithmetic, roots, comparisons and choices.</summary>
internal static class VectorText
{
    /// <param name="body">The expression of a rule.</param>
    /// <param name="argument">Whose partial.</param>
    /// <param name="constants">Of the rule class.</param>
    /// <returns><see langword="null"/> if there is anything else in it.</returns>
    public static string? Write(ExpressionSyntax body, int argument, IReadOnlyDictionary<string, double> constants) => Text(LiftedText.Part(body, argument), constants);

    private static string? Text(ExpressionSyntax expression, IReadOnlyDictionary<string, double> constants)
    {
        return expression switch
        {
            ParenthesizedExpressionSyntax inner => Of(inner.Expression),
            IdentifierNameSyntax name => name.Identifier.Text,
            PrefixUnaryExpressionSyntax unary when unary.IsKind(SyntaxKind.LogicalNotExpression) => Of(unary.Operand) is { } operand ? $"(~{operand})" : null,
            PrefixUnaryExpressionSyntax unary when unary.IsKind(SyntaxKind.UnaryMinusExpression) => Of(unary.Operand) is { } operand ? $"(new Vector<T>(T.NegativeOne) * {operand})" : null,
            ConditionalExpressionSyntax choice => Call("ConditionalSelect", choice.Condition, choice.WhenTrue, choice.WhenFalse),
            BinaryExpressionSyntax binary => Binary(binary),
            MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.Text: "T" } } member => $"new Vector<T>({member})",
            InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.Text: "T" }, Name.Identifier.Text: var called } } call => called switch
            {
                "CreateChecked" => $"new Vector<T>(T.CreateChecked({LiftedText.Number(call.ArgumentList.Arguments[0].Expression, constants)}))",
                "Sqrt" => Call("SquareRoot", call.ArgumentList.Arguments[0].Expression),
                "Abs" => Call("Abs", call.ArgumentList.Arguments[0].Expression),
                _ => null,
            },
            _ => null,
        };

        string? Of(ExpressionSyntax inner) => Text(inner, constants);

        string? Call(string function, params ExpressionSyntax[] arguments)
        {
            string?[] texts = [.. arguments.Select(Of)];
            return texts.Contains(null) ? null : $"Vector.{function}({string.Join(", ", texts)})";
        }

        string? Binary(BinaryExpressionSyntax binary)
        {
            (ExpressionSyntax left, ExpressionSyntax right) = (binary.Left, binary.Right);
            return binary.Kind() switch
            {
                SyntaxKind.AddExpression => Operator("+"),
                SyntaxKind.SubtractExpression => Operator("-"),
                SyntaxKind.MultiplyExpression => Operator("*"),
                SyntaxKind.DivideExpression => Operator("/"),
                SyntaxKind.LogicalAndExpression => Operator("&"),
                SyntaxKind.LogicalOrExpression => Operator("|"),
                SyntaxKind.LessThanExpression => Call("LessThan", left, right),
                SyntaxKind.LessThanOrEqualExpression => Call("LessThanOrEqual", left, right),
                SyntaxKind.GreaterThanExpression => Call("GreaterThan", left, right),
                SyntaxKind.GreaterThanOrEqualExpression => Call("GreaterThanOrEqual", left, right),
                SyntaxKind.EqualsExpression => Call("Equals", left, right),
                _ => null,
            };

            string? Operator(string symbol) => Of(left) is { } l && Of(right) is { } r ? $"({l} {symbol} {r})" : null;
        }
    }
}
