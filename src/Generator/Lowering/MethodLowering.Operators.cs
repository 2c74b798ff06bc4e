using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SourceAutodiff.Generator.Diagnostics;
using SourceAutodiff.Generator.IR;
using SourceAutodiff.Generator.Parsing;

namespace SourceAutodiff.Generator.Lowering;

internal sealed partial class MethodLowering
{
    private Value LowerBinary(IBinaryOperation binary, string? hint)
    {
        if (IsUserOperator(binary.OperatorMethod)) return Single(LowerUserOperator(binary.OperatorMethod!, [binary.LeftOperand, binary.RightOperand], binary, binary.IsLifted, hint));
        if (LowerReferenceEquality(binary, hint) is { } same) return same;
        if (binary.OperatorKind is BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr && IsBuiltIn(binary.OperatorMethod, binary.IsLifted, binary))
        {
            Value left = Lower(binary.LeftOperand);
            return ShortCircuit(left, binary.OperatorKind == BinaryOperatorKind.ConditionalAnd, () => Lower(binary.RightOperand), hint);
        }

        if (!IsBuiltIn(binary.OperatorMethod, binary.IsLifted, binary)) return Placeholder(binary.Type);
        if (Operator(binary.OperatorKind) is not { } op) return Unsupported(binary);
        Value a = Lower(binary.LeftOperand);
        Value b = Lower(binary.RightOperand);
        return Apply(op, a, b, binary.IsChecked, hint);
    }

    private Value LowerUnary(IUnaryOperation unary, string? hint)
    {
        if (IsUserOperator(unary.OperatorMethod)) return Single(LowerUserOperator(unary.OperatorMethod!, [unary.Operand], unary, unary.IsLifted, hint));
        if (!IsBuiltIn(unary.OperatorMethod, unary.IsLifted, unary)) return Placeholder(unary.Type);
        switch (unary.OperatorKind)
        {
            case UnaryOperatorKind.Plus:
                return Lower(unary.Operand, hint);
            case UnaryOperatorKind.Minus:
                Value operand = Lower(unary.Operand);
                return _builder.Apply(unary.IsChecked && operand.Type.IsInteger ? Ops.NegateChecked : Ops.Negate, hint ?? "neg", operand);
            case UnaryOperatorKind.Not or UnaryOperatorKind.BitwiseNegation:
                return _builder.Apply(Ops.Not, hint ?? "not", Lower(unary.Operand));
            default:
                return Unsupported(unary);
        }
    }

    /// <summary>An operator of C# or of generic math on operands of one type.</summary>
    private Value Apply(string op, Value a, Value b, bool isChecked, string? hint)
    {
        if (isChecked && a.Type.IsInteger) op = Ops.Checked(op) ?? op;
        return _builder.Apply(op, hint ?? (Ops.IsComparison(op) ? op : "t"), a, b);
    }

    /// <summary>Reports an operator that the user defined, or one on nullable values.</summary>
    private bool IsBuiltIn(IMethodSymbol? method, bool isLifted, IOperation operation)
    {
        if (isLifted)
        {
            ReportUnsupported(operation, "an operator on nullable values", "use values that are not nullable");
            return false;
        }

        if (method is null || IsGenericMath(method) || KnownTypes.IsHalf(method.ContainingType)) return CheckOperands(operation);
        ReportUnsupported(operation, $"the operator '{method.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat)}'", "write it with numbers, or call a static method that takes and returns numbers");
        return false;
    }

    private bool CheckOperands(IOperation operation)
    {
        foreach (IOperation operand in operation.ChildOperations)
        {
            if (_types.Scalar(operand.Type) is not null) continue;
            // What the operand is says more than its type: a string, a dynamic, a lambda.
            int before = _diagnostics.Count;
            if (operand.Type is null || operand.Kind is not (OperationKind.LocalReference or OperationKind.ParameterReference or OperationKind.Literal)) LowerEffect(operand);
            if (_diagnostics.Count == before) ReportType(operand, operand.Type);
            return false;
        }

        if (_types.Scalar(operation.Type) is not null) return true;
        ReportType(operation, operation.Type);
        return false;
    }

    private bool IsGenericMath(IMethodSymbol method) =>
        method.ContainingType is { TypeKind: TypeKind.Interface } type && type.ContainingNamespace.ToDisplayString() == "System.Numerics"
        && method.Parameters.All(parameter => _types.Scalar(parameter.Type) is not null || parameter.Type is ITypeParameterSymbol);

    private static string? Operator(BinaryOperatorKind kind) => kind switch
    {
        BinaryOperatorKind.Add => Ops.Add,
        BinaryOperatorKind.Subtract => Ops.Subtract,
        BinaryOperatorKind.Multiply => Ops.Multiply,
        BinaryOperatorKind.Divide => Ops.Divide,
        BinaryOperatorKind.Remainder => Ops.Remainder,
        BinaryOperatorKind.LessThan => Ops.Less,
        BinaryOperatorKind.LessThanOrEqual => Ops.LessOrEqual,
        BinaryOperatorKind.GreaterThan => Ops.Greater,
        BinaryOperatorKind.GreaterThanOrEqual => Ops.GreaterOrEqual,
        BinaryOperatorKind.Equals => Ops.Equal,
        BinaryOperatorKind.NotEquals => Ops.NotEqual,
        BinaryOperatorKind.And => Ops.And,
        BinaryOperatorKind.Or => Ops.Or,
        BinaryOperatorKind.ExclusiveOr => Ops.Xor,
        BinaryOperatorKind.LeftShift => Ops.ShiftLeft,
        BinaryOperatorKind.RightShift => Ops.ShiftRight,
        BinaryOperatorKind.UnsignedRightShift => Ops.ShiftRightUnsigned,
        _ => null,
    };
}
