using SourceAutodiff.Generator.IR;

namespace SourceAutodiff.Generator.Simplification;

/// <summary>
/// Algebra that holds bit for bit, also for −0, infinities and NaN (whose sign and payload nobody promises). So <c>x * 0</c> and <c>x + 0.0</c> stay,
/// <c>x - 0.0</c> and <c>x + -0.0</c> do not.
/// </summary>
internal static class Identities
{
    public static Rewrite? Simplify(Apply operation, Definitions definitions)
    {
        Value a = operation.Arguments[0];
        Value b = operation.Arguments[operation.Arguments.Count - 1];
        Rewrite? rewrite = a.Type.IsReal && b.Type.IsReal ? Reals(operation, a, b, definitions)
            : a.Type == IrType.Bool ? Booleans(operation, a, b, definitions)
            : a.Type.IsInteger ? Integers(operation, a, b, definitions)
            : null;

        // A scalar times the lanes 1 is not the scalar.
        return rewrite?.Same is Value same && same.Type != operation.Result.Type ? null : rewrite;
    }

    private static Rewrite? Reals(Apply operation, Value a, Value b, Definitions definitions)
    {
        Value? NegatedBy(Value value) => definitions.Of(value) is Apply { Op: Ops.Negate } negation ? negation.Arguments[0] : null;
        Rewrite Apply(string op, params Value[] arguments) => Rewrite.By(operation with { Op = op, Arguments = new(arguments) });

        switch (operation.Op)
        {
            case Ops.Add:
                if (definitions.Is(b, -0.0)) return Rewrite.To(a);
                if (definitions.Is(a, -0.0)) return Rewrite.To(b);
                if (NegatedBy(b) is Value subtrahend) return Apply(Ops.Subtract, a, subtrahend);
                if (NegatedBy(a) is Value taken) return Apply(Ops.Subtract, b, taken);
                break;
            case Ops.Subtract:
                if (definitions.Is(b, 0.0)) return Rewrite.To(a);
                if (definitions.Is(a, -0.0)) return Apply(Ops.Negate, b);
                if (NegatedBy(b) is Value added) return Apply(Ops.Add, a, added);
                break;
            case Ops.Multiply:
                if (definitions.Is(b, 1.0)) return Rewrite.To(a);
                if (definitions.Is(a, 1.0)) return Rewrite.To(b);
                if (definitions.Is(b, -1.0) && a.Type == operation.Result.Type) return Apply(Ops.Negate, a);
                if (definitions.Is(a, -1.0) && b.Type == operation.Result.Type) return Apply(Ops.Negate, b);
                if (NegatedBy(a) is Value left && NegatedBy(b) is Value right) return Apply(Ops.Multiply, left, right);
                break;
            case Ops.Divide:
                if (definitions.Is(b, 1.0)) return Rewrite.To(a);
                if (definitions.Is(b, -1.0) && a.Type == operation.Result.Type) return Apply(Ops.Negate, a);
                if (NegatedBy(a) is Value dividend && NegatedBy(b) is Value divisor) return Apply(Ops.Divide, dividend, divisor);
                break;
            case Ops.Negate:
                if (NegatedBy(a) is Value original) return Rewrite.To(original);
                if (definitions.Constant(a) is Constant { AsDouble: not double.NaN } constant)
                    return Rewrite.By(new Constant(operation.Result, BitConverter.DoubleToInt64Bits(-constant.AsDouble)));
                break;
        }

        return null;
    }

    private static Rewrite? Integers(Apply operation, Value a, Value b, Definitions definitions)
    {
        Rewrite Zero() => Rewrite.By(new Constant(operation.Result, 0));
        switch (operation.Op)
        {
            case Ops.Add or Ops.Or or Ops.Xor when definitions.Is(a, 0):
                return Rewrite.To(b);
            case Ops.Add or Ops.Subtract or Ops.Or or Ops.Xor or Ops.ShiftLeft or Ops.ShiftRight or Ops.ShiftRightUnsigned when definitions.Is(b, 0):
                return Rewrite.To(a);
            case Ops.Multiply when definitions.Is(a, 1):
                return Rewrite.To(b);
            case Ops.Multiply or Ops.Divide when definitions.Is(b, 1):
                return Rewrite.To(a);
            case Ops.Multiply or Ops.And when definitions.Is(a, 0) || definitions.Is(b, 0):
            case Ops.Subtract or Ops.Xor when a == b:
                return Zero();
            case Ops.And or Ops.Or when a == b:
                return Rewrite.To(a);
            case Ops.Negate or Ops.Not when definitions.Of(a) is Apply inner && inner.Op == operation.Op:
                return Rewrite.To(inner.Arguments[0]);
            case Ops.Equal or Ops.LessOrEqual or Ops.GreaterOrEqual when a == b:
                return Rewrite.By(new Constant(operation.Result, 1));
            case Ops.NotEqual or Ops.Less or Ops.Greater when a == b:
                return Zero();
            case Ops.Subtract when definitions.Of(a) is Apply { Op: Ops.Add } sum && (sum.Arguments[0] == b || sum.Arguments[1] == b):
                return Rewrite.To(sum.Arguments[0] == b ? sum.Arguments[1] : sum.Arguments[0]);
            default:
                return null;
        }
    }

    private static Rewrite? Booleans(Apply operation, Value a, Value b, Definitions definitions)
    {
        bool? first = definitions.Boolean(a);
        bool? second = operation.Arguments.Count > 1 ? definitions.Boolean(b) : null;
        Value other = first is null ? a : b;
        bool? known = first ?? second;
        bool same = operation.Arguments.Count > 1 && a == b;
        Rewrite Not(Value value) => Rewrite.By(operation with { Op = Ops.Not, Arguments = [value] });
        Rewrite Constant(bool value) => Rewrite.By(new Constant(operation.Result, value ? 1 : 0));

        return operation.Op switch
        {
            Ops.Not => definitions.Of(a) is Apply inner ? Complement(operation, inner) : null,
            Ops.And when known is bool k => k ? Rewrite.To(other) : Constant(false),
            Ops.Or when known is bool k => k ? Constant(true) : Rewrite.To(other),
            Ops.And or Ops.Or when same => Rewrite.To(a),
            Ops.Equal when known is bool k => k ? Rewrite.To(other) : Not(other),
            Ops.Xor or Ops.NotEqual when known is bool k => k ? Not(other) : Rewrite.To(other),
            Ops.Equal when same => Constant(true),
            Ops.Xor or Ops.NotEqual when same => Constant(false),
            _ => null,
        };
    }

    /// <summary>The negation of a test. Orderings of reals have none: with NaN both a test and its opposite are false.</summary>
    private static Rewrite? Complement(Apply not, Apply test)
    {
        if (test.Op == Ops.Not) return Rewrite.To(test.Arguments[0]);
        string? op = test.Op switch
        {
            Ops.Equal => Ops.NotEqual,
            Ops.NotEqual => Ops.Equal,
            _ when test.Arguments[0].Type.IsReal => null,
            Ops.Less => Ops.GreaterOrEqual,
            Ops.LessOrEqual => Ops.Greater,
            Ops.Greater => Ops.LessOrEqual,
            Ops.GreaterOrEqual => Ops.Less,
            _ => null,
        };
        return op is null ? null : Rewrite.By(not with { Op = op, Arguments = test.Arguments });
    }
}
