using Microsoft.CodeAnalysis;

namespace SourceAutodiff.Generator.Parsing;

/// <summary>Recognises the types and attributes that mean something here, by name: no symbol is kept.</summary>
internal static class KnownTypes
{
    public const string DifferentiableAttribute = "SourceAutodiff.DifferentiableAttribute";

    public static AttributeData? FindDifferentiable(IMethodSymbol method) => Find(method, "SourceAutodiff", "DifferentiableAttribute");

    public static bool HasNoGradient(IParameterSymbol parameter) => Find(parameter, "SourceAutodiff", "NoGradientAttribute") is not null;

    public static bool IsConditional(IMethodSymbol method) => Find(method, "System.Diagnostics", "ConditionalAttribute") is not null;

    private static AttributeData? Find(ISymbol symbol, string ns, string name) =>
        symbol.GetAttributes().FirstOrDefault(attribute => IsIn(attribute.AttributeClass, ns, name));

    public static bool IsIn(ITypeSymbol? type, string ns, string name) => type is not null && type.Name == name && type.ContainingNamespace?.ToDisplayString() == ns;

    public static bool IsSpan(ITypeSymbol? type) => type is INamedTypeSymbol { TypeArguments.Length: 1 } && (IsIn(type, "System", "Span") || IsIn(type, "System", "ReadOnlySpan"));

    /// <summary><c>decimal</c>, an array or span of it, or <c>decimal?</c>.</summary>
    public static bool IsDecimal(ITypeSymbol? type) => type switch
    {
        IArrayTypeSymbol array => IsDecimal(array.ElementType),
        INamedTypeSymbol { TypeArguments.Length: 1 } named => IsDecimal(named.TypeArguments[0]),
        _ => type?.SpecialType == SpecialType.System_Decimal,
    };

    public static bool IsHalf(ITypeSymbol? type) => IsIn(type, "System", "Half");

    /// <summary>A type parameter constrained to <c>IFloatingPointIeee754</c> or to an interface derived from it.</summary>
    public static bool IsRealParameter(ITypeParameterSymbol parameter) =>
        parameter.ConstraintTypes.Any(constraint => IsReal(constraint) || constraint.AllInterfaces.Any(IsReal));

    private static bool IsReal(ITypeSymbol type) => IsIn(type, "System.Numerics", "IFloatingPointIeee754");
}
