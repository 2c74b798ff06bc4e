using Microsoft.CodeAnalysis;
using SourceAutodiff.Generator.Diagnostics;
using SourceAutodiff.Generator.IR;
using SourceAutodiff.Generator.Parsing;

namespace SourceAutodiff.Generator.Lowering;

internal sealed partial class MethodLowering
{
    private IrType[]? Leaves(ITypeSymbol? type) => Leaves(type, _types);

    /// <summary>What a value of the type is made of: scalars, buffers and delegates. Null if it has no place here.</summary>
    private IrType[]? Leaves(ITypeSymbol? type, TypeMap types)
    {
        if (type is null) return null;
        type = types.Resolve(type, _model.Compilation);
        if (TypeMap.Open.Map(type) is { } single) return [single];
        if (type.TypeKind == TypeKind.Delegate) return [FunctionType.Instance];
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Collections_Generic_IEnumerable_T } sequence && TypeMap.Open.Scalar(sequence.TypeArguments[0]) is not null)
            return [QueryType.Instance];
        if (type is INamedTypeSymbol { IsTupleType: true } tuple)
        {
            IrType[]?[] elements = tuple.TupleElements.Select(element => Leaves(element.Type, types)).ToArray();
            return elements.Contains(null) ? null : elements.SelectMany(element => element!).ToArray();
        }

        if (Underlying(type) is { } value) return Leaves(value, types) is { } parts && !parts.Any(part => IsMemory(part) || KnownTypes.HasVector(part)) ? [IrType.Bool, .. parts] : null;

        // An array of what holds no numbers is of no use.
        return _program.Layouts.Of(type) is { } layout and not OpaqueLayout && !(layout is BufferLayout or GridLayout && !ElementOf(layout).Leaves().Any()) ? layout.Leaves().Select(leaf => leaf.Type).ToArray() : null;
    }

    private static bool IsMemory(IrType type) => type is BufferType or FunctionType or QueryType or HandleType;

    private static Layout ElementOf(Layout array) => array is BufferLayout buffer ? buffer.Element : ((GridLayout)array).Element;

    private bool IsFunction(ITypeSymbol? type) => Leaves(type) is [FunctionType];

    private void ReportUnclear(Value value, IOperation operation, ITypeSymbol? type)
    {
        if (type?.TypeKind == TypeKind.Delegate) ReportUnsupported(operation, "a delegate chosen by control flow", "call it in each branch");
        else Report(ReferenceEquals(value, Known.Changing) ? Descriptors.BufferAssignment : Descriptors.BufferFlow, operation, Excerpt.Of(operation));
    }

    /// <summary>A variable for each leaf, holding the values; without values they are unassigned.</summary>
    private Place[] DeclareVariables(string name, IReadOnlyList<IrType> types, Value[]? values, IReadOnlyList<string>? names = null)
    {
        Place[] places = new Place[types.Count];
        for (int i = 0; i < places.Length; i++)
        {
            Variable variable = NewVariable(names?[i] ?? name, types[i], VariableKind.User);
            _environment[variable] = values?[i];
            places[i] = new VariablePlace(variable);
        }

        return places;
    }
}
