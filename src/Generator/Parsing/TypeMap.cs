using Microsoft.CodeAnalysis;
using SourceAutodiff.Generator.IR;

namespace SourceAutodiff.Generator.Parsing;

/// <summary>C# types to types of the IR. In a generic helper, type parameters stand for the types it is called with.</summary>
internal sealed class TypeMap(IReadOnlyDictionary<ITypeParameterSymbol, IrType>? arguments = null)
{
    /// <summary>For the annotated method itself: its type parameters stay open.</summary>
    public static readonly TypeMap Open = new();

    /// <summary>Null if the type has no place in the IR.</summary>
    public IrType? Map(ITypeSymbol? type) => type switch
    {
        IArrayTypeSymbol { IsSZArray: true } array => Buffer(array.ElementType, BufferKind.Array),
        INamedTypeSymbol span when KnownTypes.IsSpan(span) =>
            Buffer(span.TypeArguments[0], span.Name == "Span" ? BufferKind.Span : BufferKind.ReadOnlySpan),
        _ => Scalar(type),
    };

    public IrType? Scalar(ITypeSymbol? type) => type switch
    {
        ITypeParameterSymbol parameter when arguments is not null => arguments.TryGetValue(parameter, out IrType? argument) ? argument : null,
        ITypeParameterSymbol parameter => KnownTypes.IsRealParameter(parameter) ? new RealParameterType(parameter.Name) : null,
        null or { TypeKind: TypeKind.Enum } => null,
        _ => Kind(type.SpecialType) is { } kind ? new ScalarType(kind) : KnownTypes.IsHalf(type) ? IrType.F16 : null,
    };

    private BufferType? Buffer(ITypeSymbol element, BufferKind kind) => Scalar(element) is { } mapped ? new BufferType(mapped, kind) : null;

    private static ScalarKind? Kind(SpecialType type) => type switch
    {
        SpecialType.System_Single => ScalarKind.F32,
        SpecialType.System_Double => ScalarKind.F64,
        SpecialType.System_Boolean => ScalarKind.Bool,
        SpecialType.System_SByte => ScalarKind.I8,
        SpecialType.System_Byte => ScalarKind.U8,
        SpecialType.System_Int16 => ScalarKind.I16,
        SpecialType.System_UInt16 => ScalarKind.U16,
        SpecialType.System_Char => ScalarKind.Char,
        SpecialType.System_Int32 => ScalarKind.I32,
        SpecialType.System_UInt32 => ScalarKind.U32,
        SpecialType.System_Int64 => ScalarKind.I64,
        SpecialType.System_UInt64 => ScalarKind.U64,
        _ => null,
    };
}
