using Microsoft.CodeAnalysis;
using SourceAutodiff.Generator.IR;
using SourceAutodiff.Generator.Rules.Structs;

namespace SourceAutodiff.Generator.Parsing;

/// <summary>Recognises the types and attributes that mean something here, by name: no symbol is kept.</summary>
internal static class KnownTypes
{
    public const string DifferentiableAttribute = "SourceAutodiff.DifferentiableAttribute";

    public static AttributeData? FindDifferentiable(IMethodSymbol method) => Find(method, "SourceAutodiff", "DifferentiableAttribute");

    /// <summary>What the attribute of the method names, or null.</summary>
    public static string[]? WithRespectTo(IMethodSymbol method)
    {
        TypedConstant value = FindDifferentiable(method)?.NamedArguments.FirstOrDefault(argument => argument.Key == "WithRespectTo").Value ?? default;
        return value.Kind != TypedConstantKind.Array || value.IsNull ? null : [.. value.Values.Select(item => item.Value as string ?? "")];
    }

    /// <summary>The types (null for the containing one) and names of the methods that a method is the backward method, or else the jvp, of.</summary>
    public static IEnumerable<(INamedTypeSymbol? Type, string Method)> CustomTargets(IMethodSymbol method, bool isJvp)
    {
        foreach (AttributeData attribute in method.GetAttributes())
        {
            if (!IsIn(attribute.AttributeClass, "SourceAutodiff", isJvp ? "CustomJvpAttribute" : "CustomBackwardAttribute")) continue;
            object?[] arguments = [.. attribute.ConstructorArguments.Select(argument => argument.Value)];
            if (arguments.Length == 1 && arguments[0] is string name) yield return (null, name);
            if (arguments.Length == 2 && arguments[0] is INamedTypeSymbol type && arguments[1] is string other) yield return (type, other);
        }
    }

    /// <summary>The classes that an assembly announces as providers of derivatives.</summary>
    public static IEnumerable<INamedTypeSymbol> Providers(IAssemblySymbol assembly) =>
        assembly.GetAttributes().Where(attribute => IsIn(attribute.AttributeClass, "SourceAutodiff", "DerivativeProviderAttribute") && attribute.ConstructorArguments.Length == 1)
            .Select(attribute => attribute.ConstructorArguments[0].Value).OfType<INamedTypeSymbol>();

    public static bool HasNoGradient(ISymbol symbol) => Find(symbol, "SourceAutodiff", "NoGradientAttribute") is not null;

    /// <summary>The symbols of which one must be defined where the method is called; none for other methods.</summary>
    public static string[] ConditionalSymbols(IMethodSymbol method) =>
        [.. method.GetAttributes().Where(attribute => IsIn(attribute.AttributeClass, "System.Diagnostics", "ConditionalAttribute")).Select(attribute => attribute.ConstructorArguments.FirstOrDefault().Value as string ?? "")];

    private static AttributeData? Find(ISymbol symbol, string ns, string name) =>
        symbol.GetAttributes().FirstOrDefault(attribute => IsIn(attribute.AttributeClass, ns, name));

    public static bool IsIn(ITypeSymbol? type, string ns, string name) => type is not null && type.Name == name && type.ContainingNamespace?.ToDisplayString() == ns;

    /// <summary>A type of <c>System.Numerics</c> that is taken apart; null for others.</summary>
    public static StructType? Struct(ITypeSymbol? type) =>
        type is INamedTypeSymbol { Arity: 0, DeclaringSyntaxReferences.IsEmpty: true } && StructType.Find(type.Name) is { IsNumber: false } known && IsIn(type, "System.Numerics", type.Name) ? known : null;

    /// <summary><c>Vector&lt;T&gt;</c>, <c>Vector128&lt;T&gt;</c> and their like: what a register of the machine holds.</summary>
    public static bool IsRegister(ITypeSymbol? type) => type is INamedTypeSymbol { Arity: 1 } && (IsIn(type, "System.Numerics", "Vector") || type.ContainingNamespace?.ToDisplayString() == "System.Runtime.Intrinsics");

    /// <summary>The number of bits of <c>Vector64&lt;T&gt;</c> to <c>Vector512&lt;T&gt;</c>, 0 for <c>Vector&lt;T&gt;</c>; null for other types. Also of the static class beside it.</summary>
    public static int? VectorBits(ITypeSymbol? type)
    {
        if (type is not INamedTypeSymbol { Arity: 0 or 1, DeclaringSyntaxReferences.IsEmpty: true } || !type.Name.StartsWith("Vector", StringComparison.Ordinal)) return null;
        if (type.Name == "Vector") return IsIn(type, "System.Numerics", "Vector") ? 0 : null;
        int? bits = type.Name switch
        {
            "Vector64" => 64,
            "Vector128" => 128,
            "Vector256" => 256,
            "Vector512" => 512,
            _ => null,
        };
        return bits is not null && IsIn(type, "System.Runtime.Intrinsics", type.Name) ? bits : null;
    }

    /// <summary>What <c>Vector256&lt;double&gt;.Count</c> is; null for other properties and for <c>Vector&lt;T&gt;</c>.</summary>
    public static int? VectorCount(IPropertySymbol? property) =>
        property is { Name: "Count", ContainingType: { TypeArguments: [var element] } type } && VectorBits(type) is > 0 and var bits
            ? element.SpecialType switch { SpecialType.System_Double => bits / 64, SpecialType.System_Single => bits / 32, _ => null }
            : null;

    /// <summary>The type is a vector, or has one in it.</summary>
    public static bool HasVector(IrType type) => type switch
    {
        VectorType or MaskType => true,
        BufferType buffer => HasVector(buffer.Element),
        _ => false,
    };

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
