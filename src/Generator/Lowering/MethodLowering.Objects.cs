using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SourceAutodiff.Generator.Diagnostics;
using SourceAutodiff.Generator.IR;
using SourceAutodiff.Generator.Parsing;

namespace SourceAutodiff.Generator.Lowering;

/// <summary>Objects: a reference is the values of its leaves, each a cell, a buffer or a <see cref="Handle"/>.</summary>
internal sealed partial class MethodLowering
{
    private readonly Dictionary<int, Handle> _handles = [];

    /// <summary>How a leaf belongs to the value that it is part of.</summary>
    private enum LeafKind
    {
        /// <summary>A number of the value itself.</summary>
        InPlace,

        /// <summary>A number of an object that the value refers to.</summary>
        Cell,

        /// <summary>An array that the value refers to, or one of its lengths.</summary>
        Memory,
    }

    private static IEnumerable<LeafKind> Kinds(Layout layout) => layout switch
    {
        ScalarLayout => [LeafKind.InPlace],
        StructLayout composite => composite.Members.SelectMany(member => Kinds(member.Layout)),
        ObjectLayout composite => composite.Members.SelectMany(member => Kinds(member.Layout)).Select(kind => kind == LeafKind.InPlace ? LeafKind.Cell : kind)
            .Concat(composite.Self is null ? [] : [LeafKind.Memory]),
        _ => layout.Leaves().Select(_ => LeafKind.Memory),
    };

    private Value NewHandle(Handle handle, string name)
    {
        Value value = _values.New(HandleType.Instance, name);
        _handles[value.Id] = handle;
        return value;
    }

    private Place CellPlace(Value cell) => HandleOf(cell) switch
    {
        SlotHandle slot => new VariablePlace(slot.Variable),
        ElementHandle element => new ElementPlace(element.Buffer, element.Index),
        _ => cell.Type is BufferType ? new ElementPlace(cell, _builder.Integer(0)) : new NoPlace(IrType.F64),
    };

    /// <summary>Where the reference itself is: it can be replaced only in objects that were made here.</summary>
    private Place ReferencePlaceOf(Value leaf) => HandleOf(leaf) is SlotHandle slot ? new VariablePlace(slot.Variable) : new ValuePlace(leaf);

    private Handle? HandleOf(Value value) => _handles.TryGetValue(value.Id, out Handle handle) ? handle : null;

    /// <summary>A new object: its fields are variables that live as long as anything refers to it. Numbers are zero.</summary>
    private Value[] NewObject(ObjectLayout layout, string name)
    {
        LeafKind[] kinds = layout.Members.SelectMany(member => Kinds(member.Layout)).ToArray();
        return layout.Leaves().Select((leaf, index) =>
        {
            bool isNumber = index < kinds.Length && kinds[index] == LeafKind.InPlace;
            IrType type = isNumber && leaf.Type is BufferType cell ? cell.Element : leaf.Type;
            string field = name + string.Concat(leaf.Path.Where(char.IsLetterOrDigit));
            Variable variable = NewVariable(field, type, VariableKind.Field);
            variable.IsShared = true;
            _environment[variable] = isNumber ? NewNumber(type, 0) : null;
            return NewHandle(new SlotHandle(variable), field);
        }).ToArray();
    }

    /// <summary>Whether two references are known to be the same object, or known not to be; null where that cannot be said.</summary>
    private bool? SameObject(Value[] a, Value[] b)
    {
        if (a.Length == 0 || a.Length != b.Length) return null;
        if (a.Zip(b, ReferenceEquals).All(same => same)) return true;
        return HandleOf(a[0]) is SlotHandle || HandleOf(b[0]) is SlotHandle ? false : null;
    }

    /// <summary><c>a == b</c> of references, and <c>a == null</c>, where the answer is known.</summary>
    private Value? LowerReferenceEquality(IBinaryOperation binary, string? hint)
    {
        if (binary.OperatorMethod is not null || binary.OperatorKind is not (BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals)) return null;
        (IOperation left, IOperation right) = (Referenced(binary.LeftOperand), Referenced(binary.RightOperand));
        bool isNegated = binary.OperatorKind == BinaryOperatorKind.NotEquals;
        if (IsNull(left) || IsNull(right))
        {
            IOperation other = IsNull(left) ? right : left;
            if (LayoutOf(other.Type) is not (ObjectLayout or BufferLayout) || other.Type is not { IsReferenceType: true }) return null;
            if (WithPresence(other, binary) is not [var isThere, ..]) return Placeholder(IrType.Bool);
            return isNegated ? isThere : Negate(isThere);
        }

        if (LayoutOf(left.Type) is not ObjectLayout || LayoutOf(right.Type) is not ObjectLayout) return null;
        Value[] a = LowerComponents(left, null);
        if (SameObject(a, LowerComponents(right, null)) is { } known) return NewConstant(IrType.Bool, known != isNegated ? 1 : 0, hint);
        if (!HasFailed) ReportUnsupported(binary, "a comparison of references", "compare outside of the method and pass the answer as a bool");
        return Placeholder(IrType.Bool);
    }

    private static IOperation Referenced(IOperation operation) =>
        operation is IConversionOperation { IsImplicit: true, OperatorMethod: null, Operand: var operand } && operand.Type is { IsReferenceType: true } ? Referenced(operand) : operation;

    private static bool IsNull(IOperation operation) =>
        operation.ConstantValue is { HasValue: true, Value: null } || operation is IConversionOperation { Operand.ConstantValue: { HasValue: true, Value: null } };
}
