using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SourceAutodiff.Generator.IR;
using SourceAutodiff.Generator.Parsing;
using SourceAutodiff.Generator.Rules.Vectors;

namespace SourceAutodiff.Generator.Lowering;

/// <summary>Methods of hardware vectors and of the static classes beside them.</summary>
internal sealed partial class MethodLowering
{
    private static bool IsVectorCall(IInvocationOperation call) => KnownTypes.VectorBits(call.TargetMethod.ContainingType) is not null;

    /// <summary>The results of the call, none for void; null after a diagnostic.</summary>
    private Value[]? LowerVectorCall(IInvocationOperation call, string? hint)
    {
        IMethodSymbol method = call.TargetMethod;
        if (method.Parameters.Select(parameter => parameter.Type).Append(method.ReturnType).FirstOrDefault(IsUnknownVector) is { } unknown)
        {
            ReportType(call, unknown);
            return null;
        }

        Value[]? results = LowerVectorMemory(call, hint) ?? (HasFailed ? null : LowerVectorFunction(call, hint ?? ToCamel(method.Name)));
        if (results is null && !HasFailed) ReportWithoutRule(call, method);
        return results;
    }

    /// <summary>The receiver first, then the arguments in the order of the parameters.</summary>
    private static IOperation[] VectorOperands(IInvocationOperation call)
    {
        IEnumerable<IOperation> arguments = call.Arguments.OrderBy(argument => argument.Parameter?.Ordinal).Select(argument => argument.Value);
        return call.Instance is { } instance ? [instance, .. arguments] : [.. arguments];
    }

    private Value[]? LowerVectorFunction(IInvocationOperation call, string name)
    {
        IOperation[] operands = VectorOperands(call);
        if (operands.Any(operand => _types.Scalar(operand.Type) is null)) return null;
        Value[] values = [.. operands.Select(operand => Lower(operand))];
        if (HasFailed) return null;
        string method = call.TargetMethod.Name;
        Value? result = VectorArithmetic(method, values, call, name)
            ?? VectorParts(method, values, _types.Scalar(call.Type) as VectorType, call, name)
            ?? VectorCondition(method, values, call, name);
        if (result is not null) return [result];
        if (!HasFailed && values.Any(value => value.Type is MaskType) && _types.Scalar(call.Type) is { } expected) return [BitsOfVector(call, expected)];
        if (HasFailed || values.Length == 0 || values[0].Type is not VectorType type || values.Any(value => value.Type != type)) return null;
        if (method == "SinCos") return [_builder.Apply("Sin", "sin", values), _builder.Apply("Cos", "cos", values)];
        return call.Type is not null && _types.Scalar(call.Type) == type && VectorFunctions.Find(method, values.Length) is { } op ? [_builder.Apply(op, name, values)] : null;
    }

    private Value? VectorArithmetic(string method, Value[] values, IOperation site, string name)
    {
        string? op = method switch
        {
            "Add" => Ops.Add,
            "Subtract" => Ops.Subtract,
            "Multiply" => Ops.Multiply,
            "Divide" => Ops.Divide,
            "BitwiseAnd" => Ops.And,
            "BitwiseOr" => Ops.Or,
            "Xor" => Ops.Xor,
            _ => null,
        };
        switch (method, values)
        {
            case (_, [var a, var b]) when op is not null:
                return VectorOperator(op, a, b, site, name);
            case ("Negate", [{ Type: VectorType } a]):
                return _builder.Apply(Ops.Negate, name, a);
            case ("OnesComplement", [{ Type: MaskType } a]):
                return _builder.Apply(Ops.Not, name, a);
            case ("AndNot", [{ Type: MaskType } a, { Type: MaskType } b]) when a.Type == b.Type:
                return _builder.Apply(Ops.And, name, a, _builder.Apply(Ops.Not, "not", b));
            case ("AndNot", [{ Type: VectorType } a, { Type: MaskType mask } b]) when a.Type == mask.Vector:
                return Select(b, _builder.Zero(a.Type), a, name);
            case ("Clamp" or "ClampNative", [{ Type: VectorType }, _, _]) when values.All(value => value.Type == values[0].Type):
                return _builder.Apply(method == "Clamp" ? VectorOps.Clamp : VectorOps.ClampNative, name, values);
            case ("Sum", [{ Type: VectorType type }]):
                return _builder.ApplyTyped(type.Element, VectorOps.Sum, name, values);
            case ("Dot", [{ Type: VectorType type }, { Type: VectorType }]) when values[0].Type == values[1].Type:
                return _builder.ApplyTyped(type.Element, VectorOps.Dot, name, values);
            default:
                return null;
        }
    }

    private Value? VectorParts(string method, Value[] values, VectorType? type, IOperation site, string name)
    {
        switch (method, values)
        {
            case ("Create", [var number]) when type is not null && number.Type == type.Element:
                return Broadcast(type, number, name == "create" ? null : name);
            case ("Create", [{ Type: VectorType half }, { Type: VectorType other }]) when type is not null && half == other && half.Bits * 2 == type.Bits:
                return _builder.ApplyTyped(type, VectorOps.Join, name, values);
            case ("Create", _) when type is not null && values.Length == type.Count && values.All(value => value.Type == type.Element):
                return _builder.ApplyTyped(type, VectorOps.Create, name, values);
            case ("CreateScalar", [var number]) when type is not null && number.Type == type.Element:
                return _builder.ApplyTyped(type, VectorOps.WithLane, name, _builder.Zero(type), _builder.Integer(0), number);
            case ("ToScalar", [{ Type: VectorType } vector]):
                return VectorElement(vector, _builder.Integer(0), site, name);
            case ("GetElement", [{ Type: VectorType } vector, var index]):
                return VectorElement(vector, index, site, name);
            case ("WithElement", [{ Type: VectorType vector }, var index, var number]) when number.Type == vector.Element:
                return _builder.ApplyTyped(vector, VectorOps.WithElement, name, values);
            case ("GetLower", [{ Type: VectorType vector }]) when type is not null && type.Bits * 2 == vector.Bits:
                return _builder.ApplyTyped(type, VectorOps.GetLower, name, values);
            case ("GetUpper", [{ Type: VectorType vector }]) when type is not null && type.Bits * 2 == vector.Bits:
                return _builder.ApplyTyped(type, VectorOps.GetUpper, name, values);
            case ("WithLower", [{ Type: VectorType vector } whole, { Type: VectorType half } lower]) when half.Bits * 2 == vector.Bits:
                return _builder.ApplyTyped(vector, VectorOps.Join, name, lower, _builder.ApplyTyped(half, VectorOps.GetUpper, "upper", whole));
            case ("WithUpper", [{ Type: VectorType vector } whole, { Type: VectorType half } upper]) when half.Bits * 2 == vector.Bits:
                return _builder.ApplyTyped(vector, VectorOps.Join, name, _builder.ApplyTyped(half, VectorOps.GetLower, "lower", whole), upper);
            default:
                return null;
        }
    }

    private Value? VectorCondition(string method, Value[] values, IOperation site, string name)
    {
        if (method == "ConditionalSelect" && values is [_, { Type: VectorType type } then, _] && values[2].Type == type)
            return values[0].Type is MaskType mask && mask.Vector == type ? Select(values[0], then, values[2], name) : BitsOfVector(site, type);
        if (values.Any(value => value.Type is not VectorType || value.Type != values[0].Type)) return null;
        return (method, values) switch
        {
            ("IsNaN", [var number]) => _builder.Apply(Ops.NotEqual, name, number, number),
            ("IsZero", [var number]) => _builder.Apply(Ops.Equal, name, number, _builder.Zero(number.Type)),
            // An instance's Equals takes NaN for equal.
            (_, [var a, var b]) when ((IInvocationOperation)site).Instance is null && VectorFunctions.Comparison(method) is { } op => _builder.Apply(op, name, a, b),
            (_, [_, _]) when VectorOps.Test(method) is { } op => _builder.ApplyTyped(IrType.Bool, op, name, values),
            _ => null,
        };
    }
}
