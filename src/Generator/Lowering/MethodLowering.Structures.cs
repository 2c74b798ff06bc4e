using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SourceAutodiff.Generator.Diagnostics;
using SourceAutodiff.Generator.IR;
using SourceAutodiff.Generator.Parsing;

namespace SourceAutodiff.Generator.Lowering;

/// <summary>Arrays, spans and lists whose elements are structs, objects or arrays: a buffer for each leaf of an element.</summary>
internal sealed partial class MethodLowering
{
    private bool IsStructure(ITypeSymbol? type) => type is not null && LayoutOf(type) is BufferLayout && (_types.Map(type) is null || LayoutOf(type) is BufferLayout { Kind: BufferKind.List or BufferKind.Memory });

    private Value LengthOf(Value buffer) => HandleOf(buffer) is RowsHandle rows ? rows.Count : buffer.Type is BufferType ? _builder.Length(buffer) : Placeholder(IrType.I32);

    /// <summary>The buffers of an array; null after a diagnostic.</summary>
    private Value[]? StructureOf(IOperation array)
    {
        Value[] buffers = LowerComponents(array, null);
        if (!HasFailed && buffers.Length > 0) return buffers;
        if (!HasFailed) ReportType(array, array.Type);
        return null;
    }

    private Place[] ElementPlaces(IOperation array, IOperation index)
    {
        if (LayoutOf(array.Type) is not BufferLayout layout || StructureOf(array) is not { } buffers) return [new NoPlace(IrType.F64)];
        return ElementPlaces(layout, buffers, LowerStructureIndex(index, buffers[0]));
    }

    private Value LowerStructureIndex(IOperation index, Value buffer)
    {
        if (HandleOf(buffer) is null) return LowerIndex(index, buffer);
        if (index is IUnaryOperation { OperatorKind: UnaryOperatorKind.Hat } fromEnd) return _builder.Apply(Ops.Subtract, "fromEnd", LengthOf(buffer), Lower(fromEnd.Operand));
        return LowerIndex(index, null);
    }

    private Place[] ElementPlaces(BufferLayout layout, Value[] buffers, Value index)
    {
        if (HasFailed) return buffers.Select(_ => (Place)new NoPlace(IrType.F64)).ToArray();
        LeafKind[] kinds = Kinds(layout.Element).ToArray();
        // A reference to an element fails where the element is missing, not where it is used.
        if (layout.Element is ObjectLayout && buffers.FirstOrDefault(buffer => buffer.Type is BufferType { Element: not BufferType }) is { } first) _builder.Load(first, index, "unused");
        return buffers.Select((buffer, leaf) => kinds[leaf] == LeafKind.InPlace ? new ElementPlace(buffer, index)
            : kinds[leaf] == LeafKind.Cell ? new ValuePlace(NewHandle(new ElementHandle(buffer, index), buffer.Name))
            : (Place)new ValuePlace(RowOf(buffer, index))).ToArray();
    }

    /// <summary>A row of a jagged array, or a number of its own that an element refers to.</summary>
    private Value RowOf(Value buffer, Value index)
    {
        if (HandleOf(buffer) is RowsHandle rows)
        {
            Value inside = _builder.Apply(Ops.Index, "row", index, rows.Count);
            return Slice(rows.Flat, _builder.Apply(Ops.Multiply, "start", inside, rows.Width), rows.Width, "row", isInRange: true);
        }

        string name = buffer.Name + (index.Name == "c" ? "Row" : index.Name);
        Value row = buffer.Type is BufferType { Element: BufferType } ? _builder.Row(buffer, index, name) : _builder.Load(buffer, index, name);
        _rows.Add(row.Id);
        return row;
    }

    private Value[] LowerNewStructure(IArrayCreationOperation creation, string? hint)
    {
        string name = hint ?? "buffer";
        if (LayoutOf(creation.Type) is GridLayout grid) return LowerNewGrid(creation, grid, name);
        if (LayoutOf(creation.Type) is not BufferLayout layout) return UnsupportedComposite(creation);
        if (creation.Initializer is { } initializer) return LowerStructureElements(layout, initializer.ElementValues, creation, name);
        if (!CanAllocate(layout, creation)) return Placeholders(creation.Type);
        Value count = LowerIndex(creation.DimensionSizes[0], null);
        return AllocateEach(layout, count, name);
    }

    private Value[] AllocateEach(BufferLayout layout, Value count, string name) =>
        layout.Element.Leaves().Select(leaf => _builder.Allocate(leaf.Type, count, zeroed: true, name + string.Concat(leaf.Path.Where(char.IsLetterOrDigit)))).ToArray();

    private bool CanAllocate(BufferLayout layout, IOperation operation)
    {
        if (Kinds(layout.Element).All(kind => kind == LeafKind.InPlace) && layout.Element.Leaves().Any()) return true;
        if (layout.Element is BufferLayout) ReportUnsupported(operation, "a jagged array made this way", "make all its rows of one length in the loop that follows, or use one array and compute the index");
        else ReportUnsupported(operation, "an array of objects or of structs that hold arrays", "use an array of structs of numbers, or an array for each member");
        return false;
    }

    private Value[] LowerCollection(ICollectionExpressionOperation collection, string? hint)
    {
        if (LayoutOf(collection.Type) is not BufferLayout layout || collection.Elements.Any(element => element is ISpreadOperation)) return UnsupportedComposite(collection);
        return LowerStructureElements(layout, collection.Elements, collection, hint ?? "buffer");
    }

    private Value[] LowerStructureElements(BufferLayout layout, IReadOnlyList<IOperation> elements, IOperation operation, string name)
    {
        if (layout.Element is BufferLayout rows) return LowerRows(rows, elements, operation, name);
        if (!CanAllocate(layout, operation)) return Placeholders(operation.Type);
        IrType[] types = layout.Element.Leaves().Select(leaf => leaf.Type).ToArray();
        Value[][] values = elements.Select(element => LowerComponents(element, null)).ToArray();
        if (HasFailed) return Placeholders(operation.Type);
        Value[] buffers = AllocateEach(layout, _builder.Integer(elements.Count), name);
        for (int i = 0; i < values.Length; i++)
        {
            Value index = _builder.Integer(i);
            for (int leaf = 0; leaf < buffers.Length; leaf++) _builder.Store(buffers[leaf], index, ConvertTo(values[i][leaf], types[leaf], "t", elements[i]));
        }

        return buffers;
    }

    private Value[] LowerStructureRange(IOperation array, IRangeOperation range, string? hint)
    {
        if (StructureOf(array) is not { } buffers || buffers.Any(buffer => HandleOf(buffer) is not null)) return UnsupportedComposite(array);
        Value start = range.LeftOperand is { } left ? LowerIndex(left, buffers[0]) : _builder.Integer(0);
        Value end = range.RightOperand is { } right ? LowerIndex(right, buffers[0]) : _builder.Length(buffers[0]);
        Value count = _builder.Apply(Ops.Subtract, "count", end, start);
        return SliceEach(buffers, start, count, hint);
    }

    private Value[] SliceEach(Value[] buffers, Value start, Value count, string? hint) =>
        buffers.Select(buffer => Slice(buffer, start, count, hint ?? buffer.Name + "Slice")).ToArray();

    /// <summary><c>Slice</c>, <c>AsSpan</c> and <c>ToArray</c> of arrays and spans of structs; null for other calls.</summary>
    private Value[]? LowerStructuredCall(IInvocationOperation call, string? hint)
    {
        if (LayoutOf(call.Type) is not BufferLayout || IsHere(call.TargetMethod) || call.TargetMethod.MethodKind == MethodKind.DelegateInvoke) return null;
        IOperation[] arguments = call.Arguments.OrderBy(argument => argument.Parameter!.Ordinal).Select(argument => argument.Value).ToArray();
        if (call.Instance is { } instance) arguments = [instance, .. arguments];
        if (arguments.Length is 0 or > 3 || !IsStructure(arguments[0].Type) || !arguments.Skip(1).All(argument => _types.Scalar(argument.Type) == IrType.I32)) return null;
        switch (call.TargetMethod.Name)
        {
            case "ToArray" when arguments.Length == 1:
                return CopiesOf(LowerComponents(arguments[0], null), call, hint);
            case "Slice" or "AsSpan":
                if (StructureOf(arguments[0]) is not { } buffers) return Placeholders(call.Type);
                return SliceEach(buffers, arguments.Skip(1).ToArray(), hint);
            default:
                return null;
        }
    }

    private Value[] SliceEach(Value[] buffers, IReadOnlyList<IOperation> arguments, string? hint)
    {
        if (arguments.Count == 0 || HandleOf(buffers[0]) is not null) return buffers;
        Value start = Lower(arguments[0]);
        Value count = arguments.Count > 1 ? Lower(arguments[1]) : _builder.Apply(Ops.Subtract, "count", _builder.Length(buffers[0]), start);
        return SliceEach(buffers, start, count, hint);
    }

    /// <summary><c>new Span&lt;S&gt;(array, start, length)</c>.</summary>
    private Value[]? LowerStructuredCreation(IObjectCreationOperation creation, string? hint)
    {
        if (creation.Arguments.Length is not (1 or 3) || !IsStructure(creation.Arguments[0].Value.Type) || StructureOf(creation.Arguments[0].Value) is not { } buffers) return null;
        return SliceEach(buffers, creation.Arguments.Skip(1).Select(argument => argument.Value).ToArray(), hint);
    }

    private Value[] CopiesOf(Value[] buffers, IOperation operation, string? hint)
    {
        if (HasFailed || buffers.Any(buffer => buffer.Type is not BufferType { Element: not BufferType }))
        {
            if (!HasFailed) ReportUnsupported(operation, "a copy of this array", "copy numbers one by one");
            return Placeholders(operation.Type);
        }

        return buffers.Select(buffer => CopyOf(buffer, hint is null ? null : buffer.Name + "Copy")).ToArray();
    }

    /// <summary>The <c>Memory</c> whose <c>Span</c> is asked for.</summary>
    private IOperation? MemoryOf(IOperation operation) =>
        operation is IPropertyReferenceOperation { Property: { Name: "Span", IsIndexer: false }, Instance: { } memory } && LayoutOf(memory.Type) is BufferLayout { Kind: BufferKind.Memory or BufferKind.ReadOnlyMemory } ? memory : null;

    /// <summary>A field, property or row that is an array or span of numbers, and what a <c>Memory</c> shows; null for anything else.</summary>
    private Value? LowerMemoryOf(IOperation operation)
    {
        if (MemoryOf(operation) is { } memory) return LowerComponents(memory, null) is [var shown] ? shown : BufferPlaceholder();
        if (operation is not (IFieldReferenceOperation { Instance: not null } or IPropertyReferenceOperation or IArrayElementReferenceOperation { Indices: [not IRangeOperation] } or IImplicitIndexerReferenceOperation { Argument: not IRangeOperation }))
            return null;
        return Places(operation) is { } places ? ReadPlaces(places, operation) is [{ Type: BufferType } buffer] ? buffer : BufferPlaceholder() : null;
    }

    /// <summary><c>Length</c>, <c>Count</c>, <c>IsEmpty</c>, <c>Rank</c> of what is no plain array or span of numbers; null for other properties.</summary>
    private Value? LowerSize(IPropertyReferenceOperation reference)
    {
        if (reference.Instance is not { } instance || reference.Property.IsIndexer) return null;
        switch (LayoutOf(instance.Type))
        {
            case GridLayout grid when reference.Property.Name is "Length" or "Rank":
                return reference.Property.Name == "Rank" ? _builder.Integer(grid.Rank) : GridLength(LowerComponents(instance, null), grid);
            case BufferLayout when reference.Property.Name is "Length" or "Count" or "IsEmpty" && IsStructure(instance.Type):
                if (StructureOf(instance) is not [var first, ..]) return Placeholder(reference.Type);
                Value length = LengthOf(first);
                return reference.Property.Name == "IsEmpty" ? _builder.Apply(Ops.Equal, "isEmpty", length, _builder.Integer(0)) : length;
            default:
                return null;
        }
    }
}
