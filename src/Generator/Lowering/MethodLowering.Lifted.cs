using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SourceAutodiff.Generator.IR;

namespace SourceAutodiff.Generator.Lowering;

/// <summary>Operators on nullable values: without a value where an operand has none, but for comparisons and for <c>&amp;</c> and <c>|</c> of <c>bool?</c>.</summary>
internal sealed partial class MethodLowering
{
    private Value[] LowerLifted(IBinaryOperation binary, string? hint)
    {
        Value[] a = LowerOperand(binary.LeftOperand), b = LowerOperand(binary.RightOperand);
        if (HasFailed) return Placeholders(binary.Type);
        if (binary.OperatorKind is BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals) return [LiftedEquality(binary, a, b, binary.OperatorKind == BinaryOperatorKind.NotEquals, hint)];
        return ApplyLifted(binary, binary.OperatorKind, binary.OperatorMethod, binary.IsChecked, a, b, binary.Type!, hint);
    }

    /// <summary>An operand as a nullable value.</summary>
    private Value[] LowerOperand(IOperation operand)
    {
        Value[] values = LowerComponents(operand, null);
        return Underlying(operand.Type) is null ? Present(values) : values;
    }

    /// <summary>Two values that are not there are equal.</summary>
    private Value LiftedEquality(IBinaryOperation site, Value[] a, Value[] b, bool isNegated, string? hint)
    {
        Value same = _builder.Apply(Ops.Equal, "bothOrNone", a[0], b[0]);
        if (site.OperatorMethod is { } method && !IsPlainOperator(method))
        {
            Value both = Both(a[0], b[0]);
            Value[] compared = Where(both, () => CallLifted(method, [Rest(a), Rest(b)], site, hint));
            if (HasFailed) return Placeholder(IrType.Bool);
            Value neither = isNegated ? Negate(same) : _builder.Apply(Ops.And, "none", same, Negate(a[0]));
            return _builder.Apply(Ops.Or, hint ?? "t", compared[0], neither);
        }

        // What is not there is zero on both sides.
        Value equal = _builder.Apply(Ops.And, hint ?? "equal", same, _builder.Apply(Ops.Equal, "eq", a[1], b[1]));
        return isNegated ? Negate(equal) : equal;
    }

    private bool IsPlainOperator(IMethodSymbol method) => IsGenericMath(method) || Parsing.KnownTypes.IsHalf(method.ContainingType);

    private Value[] ApplyLifted(IOperation site, BinaryOperatorKind kind, IMethodSymbol? method, bool isChecked, Value[] a, Value[] b, ITypeSymbol result, string? hint)
    {
        Value both = Both(a[0], b[0]);
        bool isUser = method is not null && !IsPlainOperator(method);
        string? op = Operator(kind);
        if (!isUser && (op is null || a.Length != 2 || b.Length != 2)) return UnsupportedComposite(site);
        if (!isUser && a[1].Type == IrType.Bool && op is Ops.And or Ops.Or) return ApplyLogic(op!, both, a, b, hint);

        // A comparison with nothing is false.
        if (Underlying(result) is null) return isUser ? Where(both, () => CallLifted(method!, [Rest(a), Rest(b)], site, hint), hint) : [Both(both, Apply(op!, a[1], b[1], isChecked, hint))];
        return [both, .. Where(both, () => isUser ? CallLifted(method!, [Rest(a), Rest(b)], site, hint) : [Apply(op!, a[1], b[1], isChecked, hint)], hint)];
    }

    /// <summary>False and anything is false, true or anything is true.</summary>
    private Value[] ApplyLogic(string op, Value both, Value[] a, Value[] b, string? hint)
    {
        Value Decides(Value[] operand) => op == Ops.Or ? operand[1] : _builder.Apply(Ops.And, "decides", operand[0], Negate(operand[1]));
        Value decided = _builder.Apply(Ops.Or, "decided", Decides(a), Decides(b));
        return [_builder.Apply(Ops.Or, "hasValue", both, decided), _builder.Apply(op, hint ?? op, a[1], b[1])];
    }

    private Value[] LowerLifted(IUnaryOperation unary, string? hint)
    {
        Value[] operand = LowerOperand(unary.Operand);
        if (HasFailed) return Placeholders(unary.Type);
        Value[] Result() => unary switch
        {
            { OperatorMethod: { } method } when !IsPlainOperator(method) => CallLifted(method, [Rest(operand)], unary, hint),
            { OperatorKind: UnaryOperatorKind.Minus } => [_builder.Apply(unary.IsChecked && operand[1].Type.IsInteger ? Ops.NegateChecked : Ops.Negate, hint ?? "neg", operand[1])],
            { OperatorKind: UnaryOperatorKind.Not or UnaryOperatorKind.BitwiseNegation } => [_builder.Apply(Ops.Not, hint ?? "not", operand[1])],
            { OperatorKind: UnaryOperatorKind.Plus } => Rest(operand),
            _ => UnsupportedComposite(unary),
        };
        return [operand[0], .. Where(operand[0], Result, hint)];
    }

    private Value[] LowerLifted(ICompoundAssignmentOperation compound)
    {
        if (Underlying(compound.Target.Type) is not { } inner || Places(compound.Target) is not { } places) return UnsupportedTarget(compound.Target);
        Value[] before = ReadPlaces(places, compound.Target), operand = LowerOperand(compound.Value);
        if (HasFailed) return Placeholders(compound.Type);
        if (compound.OperatorMethod is { } method && !IsPlainOperator(method))
        {
            Value there = Both(before[0], operand[0]);
            return Assigned([there, .. Where(there, () => CallLifted(method, [Rest(before), Rest(operand)], compound, null))]);
        }

        // The operator's type: see LowerCompound.
        IrType type = compound.OperatorKind is BinaryOperatorKind.LeftShift or BinaryOperatorKind.RightShift or BinaryOperatorKind.UnsignedRightShift ? Promote(before[1].Type) : operand[1].Type;
        if (type == IrType.Bool) return Assigned(ApplyLifted(compound, compound.OperatorKind, null, false, before, operand, compound.Type!, null));
        if (Operator(compound.OperatorKind) is not { } op) return UnsupportedComposite(compound);
        Value both = Both(before[0], operand[0]);
        return Assigned([both, .. Where(both, () =>
            [ConvertTo(Apply(op, _builder.Convert(before[1], type, "t"), operand[1], compound.IsChecked, null), before[1].Type, "t", compound, compound.IsChecked)])]);

        Value[] Assigned(Value[] result)
        {
            if (!HasFailed) WritePlaces(places, result, compound.Target);
            return result;
        }
    }

    private Value[] LowerLifted(IIncrementOrDecrementOperation step)
    {
        if (Underlying(step.Target.Type) is null || Places(step.Target) is not { } places) return UnsupportedTarget(step.Target);
        Value[] before = ReadPlaces(places, step.Target);
        if (HasFailed) return Placeholders(step.Type);
        string op = step.Kind == OperationKind.Increment ? Ops.Add : Ops.Subtract;
        Value[] after = [before[0], .. Where(before[0], () =>
        {
            if (step.OperatorMethod is { } method && !IsPlainOperator(method)) return CallLifted(method, [Rest(before)], step, null);
            IrType type = Promote(before[1].Type);
            return [ConvertTo(Apply(op, _builder.Convert(before[1], type, "t"), NewNumber(type, 1), step.IsChecked, null), before[1].Type, "t", step, step.IsChecked)];
        })];
        if (!HasFailed) WritePlaces(places, after, step.Target);
        return step.IsPostfix ? before : after;
    }
}
