using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using SourceAutodiff.Generator.Diagnostics;
using SourceAutodiff.Generator.IR;
using SourceAutodiff.Generator.Parsing;

namespace SourceAutodiff.Generator.Lowering;

internal sealed partial class MethodLowering
{
    /// <summary>Lowers an expression that is an array or a span. A conversion between the two is the same memory.</summary>
    private Value LowerBuffer(IOperation operation, string? hint = null)
    {
        switch (operation)
        {
            case IConversionOperation conversion when IsStackAlloc(conversion.Operand) || conversion.Operand is ICollectionExpressionOperation || SameElements(conversion):
                return LowerBuffer(conversion.Operand, hint);
            case ILocalReferenceOperation { IsDeclaration: false } or IParameterReferenceOperation when _types.Map(operation.Type) is BufferType:
                return LowerBufferVariable(operation);
            case IConversionOperation when LowerClone(operation, hint) is [var clone]:
                return clone;
            case IInvocationOperation call when IsHere(call.TargetMethod) || IsQuery(call) || call.TargetMethod.MethodKind == MethodKind.DelegateInvoke:
                return LowerCall(call, hint) is [{ Type: BufferType } returned] ? returned : BufferPlaceholder();
            case ISimpleAssignmentOperation { IsRef: false } assignment:
                return LowerBufferAssignment(assignment);
            case IConditionalOperation { WhenFalse: { } other } choice:
                return LowerBufferChoice(choice, other, hint);
            case ICoalesceOperation or IConditionalAccessInstanceOperation or IConditionalAccessOperation:
                return LowerNullable(operation, hint) is [{ Type: BufferType } given] ? given : BufferPlaceholder();
            case IArrayCreationOperation { DimensionSizes.Length: 1 } creation when _types.Map(creation.Type) is BufferType type:
                return LowerNewArray(creation, type.Element, hint);
            case ICollectionExpressionOperation collection when _types.Map(collection.Type) is BufferType type && collection.Elements.All(element => element is not ISpreadOperation { Operand: var spread } || IsSpan(spread)):
                return LowerElements(collection.Elements, type.Element, hint);
            case IImplicitIndexerReferenceOperation { Argument: IRangeOperation range } slice when IsSpan(slice.Instance):
                return LowerRange(LowerBuffer(slice.Instance), range, hint);
            case IArrayElementReferenceOperation { Indices.Length: 1 } copy when copy.Indices[0] is IRangeOperation range && IsSpan(copy.ArrayReference):
                return CopyOf(LowerRange(LowerBuffer(copy.ArrayReference), range, hint), hint);
            case IInvocationOperation call when SliceArguments(call) is { } arguments:
                return LowerSlice(LowerBuffer(arguments[0]), arguments.Skip(1).ToArray(), hint);
            case IInvocationOperation { TargetMethod.Name: "ToArray", Arguments.Length: 0, Instance: { } source } when IsSpan(source):
                return CopyOf(LowerBuffer(source), hint);
            case IObjectCreationOperation { Arguments.Length: 1 or 3 } creation when KnownSpan(creation.Type) && IsSpan(creation.Arguments[0].Value):
                return LowerSlice(LowerBuffer(creation.Arguments[0].Value), creation.Arguments.Skip(1).Select(argument => argument.Value).ToArray(), hint);
            default:
                if (LowerTable(operation, hint) is { } table) return table;
                if (LowerMemoryOf(operation) is { } memory) return memory;
                if (IsStackAlloc(operation)) return LowerStackAlloc(operation.Syntax, _types.Map(operation.Type) as BufferType, operation, hint);
                ReportBuffer(operation);
                return BufferPlaceholder();
        }
    }

    private void ReportBuffer(IOperation operation)
    {
        if (operation is IConditionalOperation or ISwitchExpressionOperation) Report(Descriptors.BufferFlow, operation, Excerpt.Of(operation));
        else if (operation is IMemberReferenceOperation { Member: IFieldSymbol or IPropertySymbol } member) Report(Descriptors.OutsideState, member, member.Member.Name, WayOutOfTable(member));
        else if (operation is IInvocationOperation call) ReportCall(call);
        else if (operation is ILocalReferenceOperation or IParameterReferenceOperation) LowerVariable(operation);
        else if (_types.Map(operation.Type) is null && operation is not (IArrayCreationOperation or IConversionOperation { Type: not null })) ReportType(operation, operation.Type);
        else ReportUnsupported(operation);
    }

    private Value LowerBufferVariable(IOperation operation)
    {
        Value value = LowerVariable(operation);
        if (!Known.IsUnclear(value)) return value.Type is BufferType ? value : BufferPlaceholder();
        ReportUnclear(value, operation, operation.Type);
        return BufferPlaceholder();
    }

    /// <summary><c>n &gt; 2 ? s[1..] : s</c>: parts of the same buffer.</summary>
    private Value LowerBufferChoice(IConditionalOperation choice, IOperation other, string? hint)
    {
        if (choice.Condition.ConstantValue is { HasValue: true, Value: bool constant }) return LowerBuffer(constant ? choice.WhenTrue : other, hint);
        if (_types.Map(choice.Type) is not BufferType type)
        {
            ReportType(choice, choice.Type);
            return BufferPlaceholder();
        }

        Variable chosen = NewVariable(hint ?? "part", type, VariableKind.User);
        _environment[chosen] = null;
        Value condition = Lower(choice.Condition);
        Branch Choose(IOperation operation) => Fork(() =>
        {
            _environment[chosen] = LowerBuffer(operation, hint);
            return Flow.Falls;
        });
        Join(condition, Choose(choice.WhenTrue), Choose(other), Continuation.Plain);
        Value value = Use(chosen);
        _environment.Remove(chosen);
        if (!Known.IsUnclear(value)) return value;
        ReportUnclear(value, choice, choice.Type);
        return BufferPlaceholder();
    }

    /// <summary>The variable stands for other memory from here on.</summary>
    private Value LowerBufferAssignment(ISimpleAssignmentOperation assignment)
    {
        if (assignment.Target is IDiscardOperation) return LowerBuffer(assignment.Value);
        Place target = LowerPlace(assignment.Target);
        Value value = LowerBuffer(assignment.Value, NameOf(target));
        if (target is VariablePlace) Write(target, value);
        else Report(Descriptors.BufferAssignment, assignment, Excerpt.Of(assignment.Target));
        return value;
    }

    private bool SameElements(IConversionOperation conversion) =>
        _types.Map(conversion.Type) is BufferType to && _types.Map(conversion.Operand.Type) is BufferType from && to.Element == from.Element;

    private bool KnownSpan(ITypeSymbol? type) => Parsing.KnownTypes.IsSpan(type) && _types.Map(type) is BufferType;

    private Value LowerNewArray(IArrayCreationOperation creation, IrType element, string? hint)
    {
        if (creation.Initializer is { } initializer) return LowerElements(initializer.ElementValues, element, hint);
        return _builder.Allocate(element, LowerIndex(creation.DimensionSizes[0], null), zeroed: true, hint ?? "buffer");
    }

    private Value LowerElements(IReadOnlyList<IOperation> elements, IrType element, string? hint)
    {
        if (elements.Any(item => item is ISpreadOperation)) return LowerSpreads(elements, element, hint);
        Value[] values = elements.Select(item => ConvertTo(Lower(item), element, "t", item)).ToArray();
        Value buffer = _builder.Allocate(element, _builder.Integer(values.Length), zeroed: true, hint ?? "buffer");
        for (int i = 0; i < values.Length; i++) _builder.Store(buffer, _builder.Integer(i), values[i]);
        return buffer;
    }

    /// <summary><c>[.. a, x, .. b]</c>: all parts are evaluated, then copied one after the other.</summary>
    private Value LowerSpreads(IReadOnlyList<IOperation> elements, IrType element, string? hint)
    {
        Value[] parts = elements.Select(item => item is ISpreadOperation spread ? LowerBuffer(spread.Operand) : ConvertTo(Lower(item), element, "t", item)).ToArray();
        if (HasFailed) return BufferPlaceholder();
        Value[] counts = parts.Select(part => part.Type is BufferType ? _builder.Length(part) : _builder.Integer(1)).ToArray();
        Value buffer = _builder.Allocate(element, counts.Aggregate((sum, next) => _builder.Apply(Ops.Add, "count", sum, next)), zeroed: true, hint ?? "buffer");
        Value start = _builder.Integer(0);
        for (int i = 0; i < parts.Length; i++)
        {
            (Value part, Value offset) = (parts[i], start);
            if (part.Type is not BufferType) _builder.Store(buffer, offset, part);
            else ForEachIndex(counts[i], (body, index) => body.Store(buffer, body.Apply(Ops.Add, "at", offset, index), body.Convert(body.Load(part, index, part.Name + "i"), element, "t")));
            if (i + 1 < parts.Length) start = _builder.Apply(Ops.Add, "start", start, counts[i]);
        }

        return buffer;
    }

    private static bool IsStackAlloc(IOperation operation) =>
        operation.Kind == OperationKind.None && operation.Syntax is StackAllocArrayCreationExpressionSyntax or ImplicitStackAllocArrayCreationExpressionSyntax;

    // Roslyn has no operation for stackalloc: its parts are found through the syntax.
    private Value LowerStackAlloc(SyntaxNode syntax, BufferType? type, IOperation operation, string? hint)
    {
        IrType? element = type?.Element ?? StackAllocElement(syntax);
        if (element is null)
        {
            ReportUnsupported(operation);
            return BufferPlaceholder();
        }

        (IOperation[]? elements, IOperation? size) = StackAllocParts(syntax);
        if (elements is not null) return LowerElements(elements, element, hint);
        if (size is not null) return _builder.Allocate(element, LowerIndex(size, null), zeroed: true, hint ?? "buffer");
        ReportUnsupported(operation);
        return BufferPlaceholder();
    }

    /// <summary>A buffer for each number of an element.</summary>
    private Value[] LowerStackAllocOfStructs(IOperation allocation, ITypeSymbol? type, string? hint)
    {
        (IOperation[]? elements, IOperation? size) = StackAllocParts(allocation.Syntax);
        if (LayoutOf(type) is not BufferLayout layout || (elements ?? (object?)size) is null) return UnsupportedComposite(allocation);

        // Conversions of the elements are not in their operations.
        ITypeSymbol? element = (type as INamedTypeSymbol)?.TypeArguments.FirstOrDefault();
        if (elements?.Any(given => !SymbolEqualityComparer.Default.Equals(given.Type, element)) == true) return UnsupportedComposite(allocation);
        if (elements is not null) return LowerStructureElements(layout, elements, allocation, hint ?? "buffer");
        return CanAllocate(layout, allocation) ? AllocateEach(layout, LowerIndex(size!, null), hint ?? "buffer") : Placeholders(type);
    }

    /// <summary>The elements that are given, or else how many there are.</summary>
    private (IOperation[]? Elements, IOperation? Size) StackAllocParts(SyntaxNode syntax)
    {
        InitializerExpressionSyntax? initializer = syntax switch
        {
            StackAllocArrayCreationExpressionSyntax allocation => allocation.Initializer,
            ImplicitStackAllocArrayCreationExpressionSyntax allocation => allocation.Initializer,
            _ => null,
        };
        if (initializer is not null) return (initializer.Expressions.Select(Operation).ToArray(), null);
        ExpressionSyntax? size = ((syntax as StackAllocArrayCreationExpressionSyntax)?.Type as ArrayTypeSyntax)?.RankSpecifiers[0].Sizes[0];
        return (null, size is null or OmittedArraySizeExpressionSyntax ? null : Operation(size));

        IOperation Operation(ExpressionSyntax expression) => _model.GetOperation(expression, _cancellation) ?? throw new InvalidOperationException($"No operation for '{expression}'.");
    }

    private IrType? StackAllocElement(SyntaxNode syntax) =>
        (syntax as StackAllocArrayCreationExpressionSyntax)?.Type is ArrayTypeSyntax { ElementType: var element } ? _types.Scalar(_model.GetTypeInfo(element, _cancellation).Type) : null;

    /// <summary>The buffer and what follows it, of <c>Slice</c> on a span and <c>AsSpan</c> on an array, where start and length are ints.</summary>
    private IOperation[]? SliceArguments(IInvocationOperation call)
    {
        if (call.Arguments.Any(argument => argument.Parameter is not { RefKind: RefKind.None })) return null;
        IEnumerable<IOperation> arguments = call.Arguments.OrderBy(argument => argument.Parameter!.Ordinal).Select(argument => argument.Value);
        IOperation[] all = call.Instance is { } instance ? [instance, .. arguments] : arguments.ToArray();
        bool matches = call.TargetMethod.Name switch
        {
            "Slice" => call.Instance is not null && KnownSpan(call.Instance.Type),
            "AsSpan" => call.TargetMethod.ContainingType is { Name: "MemoryExtensions", ContainingNamespace.Name: "System" },
            _ => false,
        };
        return matches && all.Length is >= 1 and <= 3 && IsSpan(all[0]) && all.Skip(1).All(argument => _types.Scalar(argument.Type) == IrType.I32) ? all : null;
    }

    private Value LowerSlice(Value buffer, IReadOnlyList<IOperation> arguments, string? hint)
    {
        if (arguments.Count == 0) return buffer;
        Value start = Lower(arguments[0]);
        Value count = arguments.Count > 1 ? Lower(arguments[1]) : _builder.Apply(Ops.Subtract, "count", _builder.Length(buffer), start);
        return Slice(buffer, start, count, hint ?? buffer.Name + "Slice");
    }

    private Value LowerRange(Value buffer, IRangeOperation range, string? hint)
    {
        Value start = range.LeftOperand is { } left ? LowerIndex(left, buffer) : _builder.Integer(0);
        Value end = range.RightOperand is { } right ? LowerIndex(right, buffer) : _builder.Length(buffer);
        return Slice(buffer, start, _builder.Apply(Ops.Subtract, "count", end, start), hint ?? buffer.Name + "Slice");
    }

    /// <summary>An int, an int that C# converted to an index, or <c>^</c> and an int; <paramref name="buffer"/> is what <c>^</c> counts from.</summary>
    private Value LowerIndex(IOperation index, Value? buffer)
    {
        if (buffer is not null && index is IUnaryOperation { OperatorKind: UnaryOperatorKind.Hat } fromEnd)
            return _builder.Apply(Ops.Subtract, "fromEnd", _builder.Length(buffer), Lower(fromEnd.Operand));
        if (buffer is not null && index is IConversionOperation { Type.Name: "Index" } conversion) return LowerIndex(conversion.Operand, buffer);
        if (_types.Scalar(index.Type) == IrType.I32) return Lower(index);
        Report(Descriptors.Index, index, index.Type?.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat) ?? "");
        return Placeholder(IrType.I32);
    }

    /// <summary><c>array[1..3]</c> and <c>ToArray()</c> are new memory.</summary>
    private Value CopyOf(Value source, string? hint)
    {
        Value count = _builder.Length(source);
        Value copy = _builder.Allocate(((BufferType)source.Type).Element, count, zeroed: true, hint ?? source.Name + "Copy");
        ForEachIndex(count, (body, index) => body.Store(copy, index, body.Load(source, index, source.Name + "i")));
        return copy;
    }

    private void Fill(Value buffer, Value element) => ForEachIndex(_builder.Length(buffer), (body, index) => body.Store(buffer, index, element));

    private void ForEachIndex(Value count, Action<IrBuilder, Value> write)
    {
        Value start = _builder.Integer(0);
        IrBuilder body = _builder.Nested();
        Value index = _values.New(IrType.I32, "i");
        write(body, index);
        _builder.Append(new For([], [], start, count, 1, false, body.ToRegion([index], [])));
    }
}
