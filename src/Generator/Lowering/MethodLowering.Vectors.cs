using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SourceAutodiff.Generator.IR;
using SourceAutodiff.Generator.Parsing;
using SourceAutodiff.Generator.Rules.Vectors;

namespace SourceAutodiff.Generator.Lowering;

/// <summary>
/// Hardware vectors, <c>Vector&lt;T&gt;</c> and <c>Vector64&lt;T&gt;</c> to <c>Vector512&lt;T&gt;</c>: their constructors, properties and operators.
/// In C# the result of a comparison can have the type of a vector of numbers; here it is a mask, and known as one wherever it goes.
/// </summary>
internal sealed partial class MethodLowering
{
    /// <summary>The values that are the size of a <c>Vector&lt;T&gt;</c>.</summary>
    private readonly HashSet<Value> _vectorCounts = [];

    private bool IsVector(ITypeSymbol? type) => _types.Scalar(type) is VectorType or MaskType;

    /// <summary>A vector of something else than real numbers.</summary>
    private bool IsUnknownVector(ITypeSymbol? type) => KnownTypes.IsRegister(type) && !IsVector(type);

    /// <summary>Null for what is no constructor, property or operator of vectors.</summary>
    private Value? LowerVector(IOperation operation, string? hint) => operation switch
    {
        IObjectCreationOperation { Initializer: null } creation when _types.Scalar(creation.Type) is VectorType type => LowerVectorCreation(creation, type, hint),
        IPropertyReferenceOperation { Instance: null, Property: var property } reference when KnownTypes.VectorBits(property.ContainingType) is { } bits => LowerVectorProperty(reference, bits),
        IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } instance } element when _types.Scalar(instance.Type) is VectorType =>
            VectorElement(Lower(instance), Lower(element.Arguments[0].Value), element, hint),
        IBinaryOperation { IsLifted: false } binary when IsVector(binary.LeftOperand.Type) || IsVector(binary.RightOperand.Type) =>
            VectorOperator(Operator(binary.OperatorKind), Lower(binary.LeftOperand), Lower(binary.RightOperand), binary, hint),
        IUnaryOperation { IsLifted: false } unary when IsVector(unary.Operand.Type) => LowerVectorUnary(unary, hint),
        _ => null,
    };

    private Value LowerVectorCreation(IObjectCreationOperation creation, VectorType type, string? hint)
    {
        IOperation[] arguments = [.. creation.Arguments.OrderBy(argument => argument.Parameter?.Ordinal).Select(argument => argument.Value)];
        if (arguments.Length == 0) return _builder.Zero(type);
        if (arguments.Length == 1 && _types.Scalar(creation.Arguments[0].Parameter!.Type) == type.Element) return Broadcast(type, Lower(arguments[0]), hint);
        if (arguments.Length <= 2 && _types.Map(creation.Arguments[0].Parameter!.Type) is BufferType { Element: var element } && element == type.Element)
            return LoadVector(LowerWindow(arguments[0], arguments.ElementAtOrDefault(1), type), hint);
        ReportWithoutRule(creation, creation.Constructor!);
        return Placeholder(type);
    }

    private Value LowerVectorProperty(IPropertyReferenceOperation reference, int bits)
    {
        IrType? asked = reference.Property.ContainingType.Arity == 0 ? new VectorType(IrType.F64, bits) : _types.Scalar(reference.Property.ContainingType);
        VectorType? type = asked as VectorType ?? (asked as MaskType)?.Vector;
        switch (reference.Property.Name)
        {
            case "Zero" when asked is VectorType:
                return _builder.Zero(asked);
            case "One" when asked is VectorType:
                return _builder.Real(asked, 1);
            case "Count" when type is { Count: { } count }:
                return _builder.Integer(count);
            case "Count" when type is not null:
                Value size = _builder.ApplyTyped(IrType.I32, VectorOps.Count, "lanes", _builder.Zero(type));
                _vectorCounts.Add(size);
                return size;
            case "IsSupported" when type is not null:
                return _builder.ApplyTyped(IrType.Bool, VectorOps.IsSupported, "isSupported", _builder.Zero(type));
            case "IsHardwareAccelerated" when type is not null:
                return _builder.ApplyTyped(IrType.Bool, VectorOps.IsHardwareAccelerated, "isAccelerated", _builder.Zero(type));
            default:
                if (type is null) ReportType(reference, reference.Property.ContainingType);
                else ReportWithoutRule(reference, reference.Property);
                return Placeholder(reference.Type);
        }
    }

    private Value LowerVectorUnary(IUnaryOperation unary, string? hint)
    {
        Value operand = Lower(unary.Operand);
        switch (unary.OperatorKind)
        {
            case UnaryOperatorKind.Plus:
                return operand;
            case UnaryOperatorKind.Minus when operand.Type is VectorType:
                return _builder.Apply(Ops.Negate, hint ?? "neg", operand);
            case UnaryOperatorKind.BitwiseNegation when operand.Type is MaskType:
                return _builder.Apply(Ops.Not, hint ?? "not", operand);
            default:
                return BitsOfVector(unary, operand.Type);
        }
    }

    /// <summary>An operator of two vectors, of a vector and a number, or of two masks.</summary>
    private Value VectorOperator(string? op, Value a, Value b, IOperation site, string? hint)
    {
        VectorType? type = a.Type as VectorType ?? b.Type as VectorType;
        switch (op)
        {
            case Ops.Add or Ops.Subtract or Ops.Multiply or Ops.Divide when type is not null && AsVector(a, type) is { } left && AsVector(b, type) is { } right:
                return _builder.Apply(op, hint ?? "t", left, right);
            case Ops.And or Ops.Or or Ops.Xor when a.Type is MaskType && a.Type == b.Type:
                return _builder.Apply(op, hint ?? op, a, b);
            // All bits of a number, or none: the number or zero.
            case Ops.And when a.Type is MaskType mask && b.Type == mask.Vector:
                return Select(a, b, _builder.Zero(b.Type), hint);
            case Ops.And when b.Type is MaskType mask && a.Type == mask.Vector:
                return Select(b, a, _builder.Zero(a.Type), hint);
            case Ops.Equal when type is not null && a.Type == b.Type:
                return EqualsAll(a, b, hint);
            case Ops.NotEqual when type is not null && a.Type == b.Type:
                return _builder.Apply(Ops.Not, hint ?? "not", EqualsAll(a, b, null));
            default:
                return BitsOfVector(site, Ops.IsComparison(op ?? "") ? IrType.Bool : a.Type);
        }
    }

    private Value EqualsAll(Value a, Value b, string? hint) => _builder.ApplyTyped(IrType.Bool, VectorOps.Test("EqualsAll")!, hint ?? "equals", a, b);

    private Value Select(Value mask, Value then, Value otherwise, string? hint) => _builder.ApplyTyped(then.Type, VectorOps.Select, hint ?? "t", mask, then, otherwise);

    private Value Broadcast(VectorType type, Value number, string? hint) => _builder.ApplyTyped(type, VectorOps.Broadcast, hint ?? number.Name + "Lanes", number);

    /// <summary>A number as a vector that has it in all places; null for masks and vectors of another type.</summary>
    private Value? AsVector(Value value, VectorType type) => value.Type == type ? value : value.Type == type.Element ? Broadcast(type, value, null) : null;

    private Value VectorElement(Value vector, Value index, IOperation site, string? hint)
    {
        if (vector.Type is not VectorType type) return BitsOfVector(site, IrType.F64);
        return _builder.ApplyTyped(type.Element, IsLane(type, index) ? VectorOps.Lane : VectorOps.GetElement, hint ?? vector.Name + "Lane", vector, index);
    }

    /// <summary>The index is a constant that every such vector has.</summary>
    private bool IsLane(VectorType type, Value index) =>
        _builder.Operations.LastOrDefault() is Constant { Bits: >= 0 } constant && constant.Result == index && (constant.Bits == 0 || constant.Bits < type.Count);

    /// <summary>Where bits are taken for numbers, or numbers for bits, no derivative is known.</summary>
    private Value BitsOfVector(IOperation operation, IrType type)
    {
        if (!HasFailed) ReportUnsupported(operation, "arithmetic on the bits of a vector, or a comparison taken for numbers,", "use '+', '-', '*' and '/' on numbers, '&', '|', '^', '~' on comparisons, and ConditionalSelect");
        return Placeholder(type);
    }

    /// <summary>A mask in a place for numbers is reported: its type in C# does not tell it from numbers there.</summary>
    private Value CheckMask(Value value, IOperation operation)
    {
        if (value.Type is not MaskType || _types.Scalar(operation.Type) is not VectorType vector || IsForMasks(operation)) return value;
        BitsOfVector(operation, vector);
        return Placeholder(vector);
    }

    private static bool IsForMasks(IOperation operation) => operation.Parent switch
    {
        IConversionOperation { OperatorMethod: null } or IParenthesizedOperation => IsForMasks(operation.Parent),
        IArgumentOperation { Parent: IInvocationOperation call } => IsVectorCall(call),
        IInvocationOperation call => IsVectorCall(call),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.And or BinaryOperatorKind.Or or BinaryOperatorKind.ExclusiveOr } => true,
        ICompoundAssignmentOperation { OperatorKind: BinaryOperatorKind.And or BinaryOperatorKind.Or or BinaryOperatorKind.ExclusiveOr } => true,
        IUnaryOperation { OperatorKind: UnaryOperatorKind.BitwiseNegation } => true,
        IVariableInitializerOperation or IExpressionStatementOperation => true,
        ISimpleAssignmentOperation { Target: ILocalReferenceOperation or IDiscardOperation } => true,
        _ => false,
    };

    private Value LowerVectorCompound(ICompoundAssignmentOperation compound)
    {
        Place target = LowerPlace(compound.Target);
        Value before = Read(target, null);
        Value result = VectorOperator(Operator(compound.OperatorKind), before, Lower(compound.Value), compound, NameOf(target));
        if (result.Type != target.Type) return BitsOfVector(compound, target.Type);
        Write(target, result);
        return result;
    }
}
