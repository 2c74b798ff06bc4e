using Microsoft.CodeAnalysis;
using SourceAutodiff.Generator.IR;

namespace SourceAutodiff.Generator.Parsing;

/// <summary>C# types to types of the IR. In a generic helper, type parameters stand for the types it is called with.</summary>
/// <param name="arguments">The type arguments, in terms of the annotated method.</param>
/// <param name="outer">For a generic local function: what the type parameters around it stand for.</param>
internal sealed class TypeMap(IReadOnlyDictionary<ITypeParameterSymbol, ITypeSymbol>? arguments = null, TypeMap? outer = null)
{
    /// <summary>For the annotated method itself: its type parameters stay open.</summary>
    public static readonly TypeMap Open = new();

    /// <summary>Null if the type has no place in the IR.</summary>
    public IrType? Map(ITypeSymbol? type) => type switch
    {
        IArrayTypeSymbol { IsSZArray: true } array => Buffer(array.ElementType, BufferKind.Array),
        INamedTypeSymbol span when KnownTypes.IsSpan(span) =>
            Buffer(span.TypeArguments[0], span.Name == "Span" ? BufferKind.Span : BufferKind.ReadOnlySpan),
        ITypeParameterSymbol parameter when Argument(parameter) is { } argument => Open.Map(argument),
        _ => Scalar(type),
    };

    public IrType? Scalar(ITypeSymbol? type) => type switch
    {
        ITypeParameterSymbol parameter when Argument(parameter) is { } argument => Open.Scalar(argument),
        ITypeParameterSymbol parameter => KnownTypes.IsRealParameter(parameter) ? new RealParameterType(parameter.Name) : null,
        null => null,
        INamedTypeSymbol { EnumUnderlyingType: { } underlying } => Scalar(underlying),
        INamedTypeSymbol { Arity: 1 } vector when KnownTypes.VectorBits(vector) is { } bits => Vector(bits, Scalar(vector.TypeArguments[0])),
        _ => Kind(type.SpecialType) is { } kind ? new ScalarType(kind) : KnownTypes.IsHalf(type) ? IrType.F16 : null,
    };

    /// <summary>The type with type arguments in the places of type parameters, as far as they are known.</summary>
    public ITypeSymbol Resolve(ITypeSymbol type, Compilation compilation) => type switch
    {
        ITypeParameterSymbol parameter => Argument(parameter) ?? type,
        IArrayTypeSymbol array => compilation.CreateArrayTypeSymbol(Resolve(array.ElementType, compilation), array.Rank),
        INamedTypeSymbol named => Resolve(named, compilation),
        _ => type,
    };

    private INamedTypeSymbol Resolve(INamedTypeSymbol type, Compilation compilation)
    {
        INamedTypeSymbol definition = type.OriginalDefinition;
        if (type.ContainingType is { IsGenericType: true } container)
            definition = Resolve(container, compilation).GetTypeMembers(type.Name, type.Arity).FirstOrDefault() ?? definition;
        if (type.Arity == 0) return definition;
        return definition.Construct(type.TypeArguments.Select(argument => Resolve(argument, compilation)).ToArray());
    }

    private ITypeSymbol? Argument(ITypeParameterSymbol parameter) =>
        arguments is not null && arguments.TryGetValue(parameter, out ITypeSymbol? argument) ? argument : outer?.Argument(parameter);

    private BufferType? Buffer(ITypeSymbol element, BufferKind kind) => element.TypeKind != TypeKind.Enum && Scalar(element) is { } mapped ? new BufferType(mapped, kind) : null;

    /// <summary>Vectors of integers are known only as what a comparison of <c>Vector&lt;T&gt;</c> gives.</summary>
    private static IrType? Vector(int bits, IrType? element) => element switch
    {
        ScalarType { Kind: ScalarKind.F32 or ScalarKind.F64 } => new VectorType(element, bits),
        ScalarType { Kind: ScalarKind.I64 } when bits == 0 => new MaskType(new VectorType(IrType.F64, bits)),
        ScalarType { Kind: ScalarKind.I32 } when bits == 0 => new MaskType(new VectorType(IrType.F32, bits)),
        _ => null,
    };

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
