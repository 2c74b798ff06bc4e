using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SourceAutodiff.Generator.IR;
using SourceAutodiff.Generator.Parsing;

namespace SourceAutodiff.Generator.Lowering;

/// <summary>
/// Vectors in arrays and spans of numbers. What .NET does without looking at the bounds (<c>LoadUnsafe</c>, <c>Unsafe.Add</c>) is checked here: outside
/// of them there is no derivative.
/// </summary>
internal sealed partial class MethodLowering
{
    /// <summary>The <c>ref</c> locals of which <see cref="IsAmongNumbers"/> holds.</summary>
    private readonly HashSet<ISymbol> _amongNumbers = new(SymbolEqualityComparer.Default);

    /// <summary>Null for a method that neither reads nor writes memory, and after a diagnostic.</summary>
    private Value[]? LowerVectorMemory(IInvocationOperation call, string? hint)
    {
        IMethodSymbol method = call.TargetMethod;
        IOperation[] operands = VectorOperands(call);
        switch (method.Name)
        {
            case "LoadUnsafe" when _types.Scalar(call.Type) is VectorType type:
                return LowerVectorReference(operands[0], operands.ElementAtOrDefault(1), type, call) is { } read ? [LoadVector(read, hint)] : null;
            case "Create" when _types.Scalar(call.Type) is VectorType type && operands.Length <= 2 && IsNumbers(method.Parameters[0], type):
                return [LoadVector(LowerWindow(operands[0], operands.ElementAtOrDefault(1), type), hint)];
            case "StoreUnsafe" when StoredVector(operands[0], out Value stored) is { } type:
                if (LowerVectorReference(operands[1], operands.ElementAtOrDefault(2), type, call) is not { } target) return null;
                return StoreVector(target, stored, call);
            case "CopyTo" when StoredVector(operands[0], out Value copied) is { } type && _types.Map(operands[1].Type) is BufferType:
                return StoreVector(LowerWindow(operands[1], operands.ElementAtOrDefault(2), type), copied, call);
            default:
                return null;
        }
    }

    private bool IsNumbers(IParameterSymbol parameter, VectorType type) => _types.Map(parameter.Type) is BufferType { Element: var element } && element == type.Element;

    /// <summary>The vector that is to be stored; null if it is none.</summary>
    private VectorType? StoredVector(IOperation operation, out Value value)
    {
        value = Lower(operation);
        if (value.Type is MaskType) BitsOfVector(operation, value.Type);
        return HasFailed ? null : value.Type as VectorType;
    }

    private Value LoadVector(Value window, string? hint)
    {
        if (HasFailed) return Placeholder(((BufferType)window.Type).Element);
        return _builder.Load(window, _builder.Integer(0), hint ?? window.Name);
    }

    private Value[]? StoreVector(Value window, Value vector, IOperation site)
    {
        if (HasFailed) return null;
        if (((BufferType)window.Type).IsReadOnly)
        {
            ReportUnsupported(site, "writing to read-only memory", "take a Span");
            return null;
        }

        _builder.Store(window, _builder.Integer(0), vector);
        return [];
    }

    /// <summary>The vector that begins at an index of an array or span. A slice up to the end begins at its own index.</summary>
    private Value LowerWindow(IOperation memory, IOperation? start, VectorType type)
    {
        while (memory is IConversionOperation conversion && SameElements(conversion)) memory = conversion.Operand;
        if (start is null && memory is IInvocationOperation call && SliceArguments(call) is [var sliced, var from]) return NewWindow(LowerBuffer(sliced), Lower(from), type, memory);
        if (start is null && memory is IImplicitIndexerReferenceOperation { Argument: IRangeOperation { LeftOperand: { } left, RightOperand: null } } rest && IsSpan(rest.Instance))
        {
            Value whole = LowerBuffer(rest.Instance);
            return NewWindow(whole, LowerIndex(left, whole), type, memory);
        }

        Value buffer = LowerBuffer(memory);
        return NewWindow(buffer, start is null ? _builder.Integer(0) : Lower(start), type, memory);
    }

    private Value NewWindow(Value buffer, Value start, VectorType type, IOperation site)
    {
        if (!HasFailed && buffer.Type is not BufferType { Member: null, Element: not BufferType })
            ReportUnsupported(site, "a vector of numbers that do not lie side by side", "copy them to a span of numbers");
        if (HasFailed) return Placeholder(new BufferType(type, BufferKind.Window));
        string index = start.Name == "c" ? "" : start.Name;
        return _builder.Window(buffer, start, type, buffer.Name + index);
    }

    /// <summary>The vector that begins at a reference, and an offset from it. Null after a diagnostic.</summary>
    private Value? LowerVectorReference(IOperation reference, IOperation? offset, VectorType type, IOperation site)
    {
        Place place = FirstElement(reference) ?? LowerPlace(reference);
        if (HasFailed) return null;
        if (!IsAmongNumbers(reference)) place = new NoPlace(place.Type);
        ElementPlace? element = place is ReferencePlace kept ? Element(kept, reference) : place as ElementPlace;
        if (element is null || element.Type != type.Element)
        {
            ReportUnsupported(reference, "a reference to something else than an element", "use an element of an array or span");
            return null;
        }

        Value start = element.Index;
        if (offset is not null) start = Further(start, offset);
        return HasFailed ? null : NewWindow(element.Buffer, start, type, site);
    }

    /// <summary>The element that <c>MemoryMarshal.GetReference</c> or <c>Unsafe.Add</c> gives a reference to; null for other operations. It may not be there.</summary>
    private ElementPlace? FirstElement(IOperation operation)
    {
        if (operation is not IInvocationOperation { TargetMethod: var method } call) return null;
        if (IsFirst(method) && (call.Instance ?? call.Arguments[0].Value) is var memory && IsSpan(memory)) return new ElementPlace(LowerBuffer(memory), _builder.Integer(0));
        if (!IsNext(method)) return null;

        IOperation origin = call.Arguments[0].Value;
        Place place = FirstElement(origin) ?? LowerPlace(origin);
        ElementPlace? element = place is ReferencePlace kept ? Element(kept, origin) : place as ElementPlace;
        if (element is null || !IsAmongNumbers(origin))
        {
            if (!HasFailed) ReportUnsupported(origin, "a reference to something else than an element", "use an element of an array or span");
            return new ElementPlace(BufferPlaceholder(), Placeholder(IrType.I32));
        }

        return element with { Index = Further(element.Index, call.Arguments[1].Value) };
    }

    private static bool IsFirst(IMethodSymbol method) =>
        (KnownTypes.IsIn(method.ContainingType, "System.Runtime.InteropServices", "MemoryMarshal") && method.Name is "GetReference" or "GetArrayDataReference")
        || (method.Name == "GetPinnableReference" && KnownTypes.IsSpan(method.ContainingType));

    private static bool IsNext(IMethodSymbol method) =>
        method is { Name: "Add", Parameters: [{ RefKind: not RefKind.None }, _] } && KnownTypes.IsIn(method.ContainingType, "System.Runtime.CompilerServices", "Unsafe");

    /// <summary>
    /// The reference goes to an element of an array or span of numbers: what follows it are the next elements. That does not hold of a number in an
    /// element that is a struct, though it is an element of a buffer here.
    /// </summary>
    private bool IsAmongNumbers(IOperation reference) => reference switch
    {
        IArrayElementReferenceOperation { Indices: [not IRangeOperation] } element => IsSpan(element.ArrayReference),
        IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } span } => IsSpan(span),
        IImplicitIndexerReferenceOperation { Argument: not IRangeOperation } element => IsSpan(element.Instance),
        ILocalReferenceOperation local => _amongNumbers.Contains(local.Local),
        IInvocationOperation call => IsFirst(call.TargetMethod) || (IsNext(call.TargetMethod) && IsAmongNumbers(call.Arguments[0].Value)),
        _ => false,
    };

    private Value Further(Value index, IOperation offset)
    {
        Value distance = LowerOffset(offset);
        return _builder.Apply(Ops.Add, distance.Name == "c" ? "t" : distance.Name, index, distance);
    }

    /// <summary>An int, perhaps as a native integer.</summary>
    private Value LowerOffset(IOperation offset)
    {
        if (offset.ConstantValue is { HasValue: true, Value: { } constant } && System.Convert.ToInt64(constant, CultureInfo.InvariantCulture) is >= 0 and <= int.MaxValue and var number) return _builder.Integer(number);
        while (offset is IConversionOperation { Type.SpecialType: SpecialType.System_IntPtr or SpecialType.System_UIntPtr, OperatorMethod: null } native) offset = native.Operand;
        if (_types.Scalar(offset.Type) == IrType.I32) return Lower(offset);
        ReportUnsupported(offset, "an offset that is no int", "compute it as an int, and convert it in the call");
        return Placeholder(IrType.I32);
    }
}
