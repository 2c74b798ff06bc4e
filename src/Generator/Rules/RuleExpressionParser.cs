using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SourceAutodiff.Generator.Infrastructure;
using SourceAutodiff.Generator.IR;

namespace SourceAutodiff.Generator.Rules;

/// <summary>The expression of a rule → operations. A tuple gives several values, and <c>?:</c> may choose between tuples.</summary>
internal sealed class RuleExpressionParser(IReadOnlyDictionary<string, double> constants, IReadOnlyDictionary<(string Op, int Arity), RuleRow> signatures)
{
    public IReadOnlyList<Value> Parse(ExpressionSyntax expression, IrBuilder builder, IReadOnlyDictionary<string, Value> scope) => expression switch
    {
        ParenthesizedExpressionSyntax inner => Parse(inner.Expression, builder, scope),
        TupleExpressionSyntax tuple => [.. tuple.Arguments.Select(argument => One(argument.Expression, builder, scope))],
        ConditionalExpressionSyntax conditional => Conditional(conditional, builder, scope),
        _ => [Single(expression, builder, scope)],
    };

    private Value One(ExpressionSyntax expression, IrBuilder builder, IReadOnlyDictionary<string, Value> scope) =>
        Parse(expression, builder, scope) is { Count: 1 } values ? values[0] : throw Unexpected(expression);

    private IReadOnlyList<Value> Conditional(ConditionalExpressionSyntax expression, IrBuilder builder, IReadOnlyDictionary<string, Value> scope)
    {
        Value condition = One(expression.Condition, builder, scope);
        IrBuilder then = builder.Nested();
        IrBuilder otherwise = builder.Nested();
        IReadOnlyList<Value> thenValues = Parse(expression.WhenTrue, then, scope);
        IReadOnlyList<Value> elseValues = Parse(expression.WhenFalse, otherwise, scope);
        if (condition.Type != IrType.Bool || !thenValues.Select(value => value.Type).SequenceEqual(elseValues.Select(value => value.Type))) throw Unexpected(expression);

        var results = thenValues.Select(value => builder.Values.New(value.Type, "t")).ToEquatableArray();
        builder.Append(new If(results, condition, then.ToRegion([], thenValues), otherwise.ToRegion([], elseValues)));
        return results;
    }

    private Value Single(ExpressionSyntax expression, IrBuilder builder, IReadOnlyDictionary<string, Value> scope)
    {
        if (Constant(expression) is double number) return builder.Real(RuleParser.Real, number);
        return expression switch
        {
            IdentifierNameSyntax name when scope.TryGetValue(name.Identifier.Text, out Value? value) => value,
            PrefixUnaryExpressionSyntax unary when unary.IsKind(SyntaxKind.UnaryPlusExpression) => One(unary.Operand, builder, scope),
            PrefixUnaryExpressionSyntax unary when unary.IsKind(SyntaxKind.UnaryMinusExpression) => builder.Apply(Ops.Negate, "t", One(unary.Operand, builder, scope)),
            BinaryExpressionSyntax binary => Binary(binary, builder, scope),
            LiteralExpressionSyntax { Token.Value: int whole } => builder.Integer(whole),
            InvocationExpressionSyntax call when (MemberOfT(call.Expression) ?? Member(call.Expression, PrimalNames.Special)) is string name => Call(call, name, builder, scope),
            _ => throw Unexpected(expression),
        };
    }

    /// <summary>The value of <c>T.One</c>, <c>-T.Pi</c>, <c>T.CreateChecked(0.5)</c> and their like; null when the expression is not one of those.</summary>
    private double? Constant(ExpressionSyntax expression) => expression switch
    {
        ParenthesizedExpressionSyntax inner => Constant(inner.Expression),
        PrefixUnaryExpressionSyntax unary when unary.IsKind(SyntaxKind.UnaryMinusExpression) => -Constant(unary.Operand),
        InvocationExpressionSyntax { ArgumentList.Arguments.Count: 1 } call when MemberOfT(call.Expression) == "CreateChecked" => Literal(call.ArgumentList.Arguments[0].Expression),
        _ => MemberOfT(expression) switch
        {
            "Zero" => 0,
            "One" => 1,
            "NegativeOne" => -1,
            "Pi" => Math.PI,
            "E" => Math.E,
            "Tau" => 2 * Math.PI,
            _ => null,
        },
    };

    private double? Literal(ExpressionSyntax expression) => expression switch
    {
        LiteralExpressionSyntax { Token.Value: int value } => value,
        LiteralExpressionSyntax { Token.Value: double value } => value,
        PrefixUnaryExpressionSyntax unary when unary.IsKind(SyntaxKind.UnaryMinusExpression) => -Literal(unary.Operand),
        IdentifierNameSyntax name when constants.TryGetValue(name.Identifier.Text, out double value) => value,
        _ => null,
    };

    /// <summary><c>Cos</c> of <c>T.Cos</c>.</summary>
    private static string? MemberOfT(ExpressionSyntax expression) => Member(expression, "T");

    private static string? Member(ExpressionSyntax expression, string type) =>
        expression is MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax name } member && name.Identifier.Text == type ? member.Name.Identifier.Text : null;

    private Value Binary(BinaryExpressionSyntax expression, IrBuilder builder, IReadOnlyDictionary<string, Value> scope)
    {
        string op = expression.Kind() switch
        {
            SyntaxKind.AddExpression => Ops.Add,
            SyntaxKind.SubtractExpression => Ops.Subtract,
            SyntaxKind.MultiplyExpression => Ops.Multiply,
            SyntaxKind.DivideExpression => Ops.Divide,
            SyntaxKind.ModuloExpression => Ops.Remainder,
            SyntaxKind.LessThanExpression => Ops.Less,
            SyntaxKind.LessThanOrEqualExpression => Ops.LessOrEqual,
            SyntaxKind.GreaterThanExpression => Ops.Greater,
            SyntaxKind.GreaterThanOrEqualExpression => Ops.GreaterOrEqual,
            SyntaxKind.EqualsExpression => Ops.Equal,
            SyntaxKind.NotEqualsExpression => Ops.NotEqual,

            // Both sides are pure and cheap; evaluating both is no harm.
            SyntaxKind.LogicalAndExpression => Ops.And,
            SyntaxKind.LogicalOrExpression => Ops.Or,
            _ => throw Unexpected(expression),
        };
        Value left = One(expression.Left, builder, scope);
        Value right = One(expression.Right, builder, scope);
        bool isWhole = left.Type == IrType.I32 && op is Ops.Add or Ops.Subtract or Ops.Equal or Ops.NotEqual;
        IrType wanted = op is Ops.And or Ops.Or ? IrType.Bool : isWhole ? IrType.I32 : RuleParser.Real;
        if (left.Type != wanted || right.Type != wanted) throw Unexpected(expression);
        return builder.Apply(op, "t", left, right);
    }

    private Value Call(InvocationExpressionSyntax expression, string name, IrBuilder builder, IReadOnlyDictionary<string, Value> scope)
    {
        SeparatedSyntaxList<ArgumentSyntax> arguments = expression.ArgumentList.Arguments;
        if (name == "CreateChecked" && arguments.Count == 1) return builder.Convert(One(arguments[0].Expression, builder, scope), RuleParser.Real, "t");
        if (!signatures.TryGetValue((name, arguments.Count), out RuleRow? row)) throw new RuleFormatException($"{expression}: there is no rule for {name}");
        Value[] values = [.. arguments.Select(argument => One(argument.Expression, builder, scope))];
        for (int i = 0; i < values.Length; i++)
        {
            if (values[i].Type.IsReal != row.Parameters[i].IsReal) throw Unexpected(expression);
        }

        return builder.ApplyTyped(row.DiscreteResult ?? RuleParser.Real, name, "t", values);
    }

    private static RuleFormatException Unexpected(ExpressionSyntax expression) => new($"{expression} is not an expression that a rule may have");
}
