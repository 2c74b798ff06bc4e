using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SourceAutodiff.Generator.Diagnostics;
using SourceAutodiff.Generator.IR;
using SourceAutodiff.Generator.Parsing;

namespace SourceAutodiff.Generator.Lowering;

/// <summary>Values of structs, tuples, objects and arrays of those: the values of their leaves, in the order of the layout.</summary>
internal sealed partial class MethodLowering
{
    private Layout? LayoutOf(ITypeSymbol? type) => type is null ? null : _program.Layouts.Of(_types.Resolve(type, _model.Compilation));

    /// <summary>Whether the type is taken apart: it is neither a scalar nor a one-dimensional buffer of scalars nor a delegate.</summary>
    private bool IsComposite(ITypeSymbol? type) => type is not null && _types.Map(type) is null && Leaves(type) is not (null or [FunctionType or QueryType]);

    private Value[] Placeholders(ITypeSymbol? type) => (Leaves(type) ?? [IrType.F64]).Select(Placeholder).ToArray();

    private Value Single(Value[] values) => values is [var value] ? value : Placeholder(IrType.F64);

    private Value[] UnsupportedComposite(IOperation operation)
    {
        // A local that is not known was declared in something that has been reported.
        if (!HasFailed || operation is not ILocalReferenceOperation) ReportUnsupported(operation);
        return Placeholders(operation.Type);
    }

    private Value[] LowerComposite(IOperation operation, string? hint)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        if (ThrowIn(operation) is { } thrown)
        {
            LowerThrow(thrown);
            return NoValues(operation.Type);
        }

        if ((LowerNullable(operation, hint) ?? LowerClone(operation, hint)) is { } parts) return parts;
        switch (operation)
        {
            case ISwitchExpressionOperation choice:
                return LowerSwitchExpression(choice, hint);
            case ITupleOperation literal:
                return LowerTuple(literal);
            case IConversionOperation { Operand: var allocation } when IsStackAlloc(allocation):
                return LowerStackAllocOfStructs(allocation, operation.Type, hint);
            case IConversionOperation conversion:
                return LowerCompositeConversion(conversion, hint);
            case IConditionalOperation choice:
                return LowerChoice(choice, hint);
            case IInvocationOperation call when !ReturnsReference(call.TargetMethod):
                return LowerStructuredCall(call, hint) ?? LowerCall(call, hint) ?? Placeholders(call.Type);
            case IObjectCreationOperation creation:
                return LowerCreation(creation, hint);
            case IWithOperation with:
                return LowerWith(with, hint);
            case IDefaultValueOperation:
                return LowerDefaultComposite(operation);
            case ISimpleAssignmentOperation { IsRef: false } assignment:
                return LowerCompositeAssignment(assignment);
            case ICompoundAssignmentOperation compound:
                return LowerUserCompound(compound);
            case IIncrementOrDecrementOperation step:
                return LowerUserStep(step);
            case IBinaryOperation { OperatorMethod: { } method } binary:
                return LowerUserOperator(method, [binary.LeftOperand, binary.RightOperand], binary, binary.IsLifted, hint);
            case IUnaryOperation { OperatorMethod: { } method } unary:
                return LowerUserOperator(method, [unary.Operand], unary, unary.IsLifted, hint);
            case IArrayCreationOperation creation:
                return LowerNewStructure(creation, hint);
            case ICollectionExpressionOperation collection:
                return LowerCollection(collection, hint);
            case IImplicitIndexerReferenceOperation { Argument: IRangeOperation range } slice:
                return LowerStructureRange(slice.Instance, range, hint);
            case IArrayElementReferenceOperation { Indices: [IRangeOperation range] } copy:
                return CopiesOf(LowerStructureRange(copy.ArrayReference, range, hint), copy, hint);
            case IPropertyReferenceOperation when MemoryOf(operation) is { } memory:
                return LowerComponents(memory, hint);
            default:
                if (IsStackAlloc(operation)) return LowerStackAllocOfStructs(operation, operation.Type, hint);
                if (Places(operation) is { } places) return ReadPlaces(places, operation, hint);
                if (operation is IFieldReferenceOperation { Field.IsStatic: true } or IPropertyReferenceOperation { Property.IsStatic: true }) return LowerStatic(operation, hint);
                return UnsupportedComposite(operation);
        }
    }

    private Value[] LowerTuple(ITupleOperation literal)
    {
        ITypeSymbol[] targets = ((INamedTypeSymbol)literal.Type!).TupleElements.Select(element => element.Type).ToArray();
        return literal.Elements.SelectMany((element, index) => Fit(LowerComponents(element, null), element.Type, targets[index], element)).ToArray();
    }

    /// <summary>The values as those of another type: numbers are converted, what is not nullable becomes so.</summary>
    private Value[] Fit(Value[] values, ITypeSymbol? from, ITypeSymbol type, IOperation operation, string? hint = null)
    {
        if (Leaves(type) is not { } types) return values;
        if (types.Length != values.Length) return Converted(values, from, type, operation);
        return values.Select((value, index) => IsMemory(value.Type) || IsMemory(types[index]) ? value : ConvertTo(value, types[index], hint ?? "t", operation)).ToArray();
    }

    /// <summary>An array or list as <c>IReadOnlyList</c>, an array as <c>Memory</c>.</summary>
    private bool IsSameMemory(IConversionOperation conversion) =>
        LayoutOf(conversion.Type) is BufferLayout { Kind: BufferKind.ReadOnlyList or BufferKind.Memory or BufferKind.ReadOnlyMemory, Element: ScalarLayout or StructLayout } to
        && LayoutOf(conversion.Operand.Type) is BufferLayout { Kind: BufferKind.Array or BufferKind.List or BufferKind.Memory } from && from.Element == to.Element;

    private Value[] LowerCompositeConversion(IConversionOperation conversion, string? hint)
    {
        if (IsSameMemory(conversion)) return LowerComponents(conversion.Operand, hint);
        if (conversion.OperatorMethod is { } method) return LowerUserOperator(method, [conversion.Operand], conversion, false, hint);
        if (conversion.Operand is ICollectionExpressionOperation or IDefaultValueOperation) return LowerComponents(conversion.Operand, hint);
        if (conversion.Operand.Type is null || LayoutOf(conversion.Type) is not { } to) return UnsupportedComposite(conversion.Operand);
        if (LayoutOf(conversion.Operand.Type) is not { } from)
        {
            ReportType(conversion.Operand, conversion.Operand.Type);
            return Placeholders(conversion.Type);
        }

        switch (from, to)
        {
            case (StructLayout, StructLayout) when conversion.Operand.Type.IsTupleType && conversion.Type!.IsTupleType:
                return Fit(LowerComponents(conversion.Operand, hint), conversion.Operand.Type, conversion.Type, conversion, hint);
            case (ObjectLayout, ObjectLayout parent) when conversion.Conversion is { IsReference: true, IsImplicit: true }:
                return Upcast(LowerComponents(conversion.Operand, hint), parent);
            case (BufferLayout source, BufferLayout target) when source.Element == target.Element:
                return LowerComponents(conversion.Operand, hint);
            default:
                return from == to ? LowerComponents(conversion.Operand, hint) : UnsupportedComposite(conversion);
        }
    }

    private Value[] LowerDefaultComposite(IOperation operation)
    {
        if (LayoutOf(operation.Type) is StructLayout && Leaves(operation.Type) is { } types && !types.Any(IsMemory)) return types.Select(type => NewNumber(type, 0)).ToArray();
        ReportUnsupported(operation, "a value without memory", "make an object or array");
        return Placeholders(operation.Type);
    }

    /// <summary>The values of the leaves now. A property's accessor runs once.</summary>
    private Value[] ReadPlaces(Place[] places, IOperation operation, string? hint = null)
    {
        if (places.Length > 0 && places[0] is PropertyPlace { Access: var access }) return ReadProperty(access, hint) ?? places.Select(place => Placeholder(place.Type)).ToArray();
        return places.Select(place => ReadLeaf(place, operation, places.Length == 1 ? hint : null)).ToArray();
    }

    private Value ReadLeaf(Place place, IOperation operation, string? hint)
    {
        if (!IsMemory(place.Type)) return Read(place, hint);
        if (place is VariablePlace { Variable: var variable } && (!_environment.Contains(variable) || _environment[variable] is null))
        {
            ReportUnsupported(operation, $"'{Excerpt.Of(operation)}' before it has an object or array", "assign it first");
            return Placeholder(place.Type);
        }

        Value value = Read(place, hint);
        if (!Known.IsUnclear(value)) return value;
        ReportUnclear(value, operation, operation.Type);
        return Placeholder(place.Type);
    }

    private void WritePlaces(Place[] places, Value[] values, IOperation operation)
    {
        if (places.Length > 0 && places[0] is PropertyPlace { Access: var access })
        {
            WriteProperty(access, values);
            return;
        }

        if (places.Any(place => place is ValuePlace))
        {
            Report(Descriptors.BufferAssignment, operation, Excerpt.Of(operation));
            return;
        }

        if (places.Any(place => place is ElementPlace) && HasOpaque(LayoutOf(operation.Type)))
        {
            ReportUnsupported(operation, "a struct that holds text or references, assigned where others see it,", "assign its numbers one by one");
            return;
        }

        for (int i = 0; i < places.Length && i < values.Length; i++)
        {
            if (places[i] is not NoPlace) Write(places[i], values[i]);
        }
    }

    /// <summary>Something in it is passed on as it is, and would be lost.</summary>
    private static bool HasOpaque(Layout? layout) =>
        layout is OpaqueLayout || (layout is StructLayout composite && composite.Members.Any(member => HasOpaque(member.Layout)));

    private Value[] LowerCompositeAssignment(ISimpleAssignmentOperation assignment)
    {
        if (assignment.Target is IDiscardOperation) return LowerComponents(assignment.Value, null);
        if (Places(assignment.Target) is not { } places) return UnsupportedTarget(assignment.Target);
        if (assignment.Target is not IArrayElementReferenceOperation && Writes(assignment.Value)) Array.ForEach(places, CheckIndex);
        Value[] values = LowerComponents(assignment.Value, null);
        WritePlaces(places, values, assignment.Target);
        return values;
    }

    private Value[] UnsupportedTarget(IOperation target)
    {
        LowerPlace(target);
        if (!HasFailed) ReportUnsupported(target);
        return Placeholders(target.Type);
    }

    private string[] LeafNames(ITypeSymbol type, string name)
    {
        if (!IsComposite(type) || LayoutOf(type) is not { } layout) return [name];
        if (type is INamedTypeSymbol { IsTupleType: true } tuple)
            return tuple.TupleElements.SelectMany(element => LeafNames(element.Type, name + element.Name)).ToArray();
        return layout.Leaves().Select(leaf => name + string.Concat(leaf.Path.Replace(Member.NullableValue, "").Where(letter => char.IsLetterOrDigit(letter) || letter == '_'))).ToArray();
    }

    private Place[] DeclareCopy(ITypeSymbol type, Value[] values, string name)
    {
        IrType[] types = Leaves(type) ?? values.Select(value => value.Type).ToArray();
        return DeclareVariables(name, types, values, LeafNames(type, name));
    }
}
