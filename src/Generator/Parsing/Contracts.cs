using Microsoft.CodeAnalysis;
using SourceAutodiff.Generator.Infrastructure;

namespace SourceAutodiff.Generator.Parsing;

/// <summary>
/// Contracts: annotated methods whose body depends on the object, abstract and virtual ones and those of interfaces. Beside its derivatives a contract has
/// companions, virtual as it is itself, which every implementation overrides with its own derivatives. Calls of the contract are differentiated through them.
/// </summary>
internal static class Contracts
{
    /// <summary>Which body runs depends on the object.</summary>
    public static bool IsOpen(IMethodSymbol method) =>
        method.IsAbstract || ((method.IsVirtual || (method.IsOverride && !method.IsSealed)) && method.ContainingType is { IsSealed: false, TypeKind: not TypeKind.Struct });

    public static bool IsMarked(IMethodSymbol method) => KnownTypes.FindDifferentiable(method) is not null;

    /// <summary>The contract by which the method is called on an object of unknown class: its first annotated declaration. Null if none is annotated.</summary>
    public static IMethodSymbol? Of(IMethodSymbol method)
    {
        IMethodSymbol? contract = null;
        for (IMethodSymbol? declared = method; declared is not null; declared = declared.OverriddenMethod)
        {
            if (IsMarked(declared) && IsOpen(declared) && !declared.IsStatic) contract = declared;
        }

        return contract;
    }

    /// <summary>The method that a call runs on an object of the class; null if it cannot be told.</summary>
    public static IMethodSymbol? Implementation(INamedTypeSymbol type, IMethodSymbol method)
    {
        if (method.Arity > 0) return null;
        if (method.ContainingType.TypeKind == TypeKind.Interface)
        {
            if (type.FindImplementationForInterfaceMember(method) is not IMethodSymbol found) return null;
            if (found.ContainingType.TypeKind == TypeKind.Interface) return found;
            method = found;
        }

        return Bases(type).SelectMany(part => part.GetMembers(method.Name)).OfType<IMethodSymbol>().FirstOrDefault(member => Overrides(member));

        bool Overrides(IMethodSymbol? member) => member is not null && (SymbolEqualityComparer.Default.Equals(member, method) || Overrides(member.OverriddenMethod));
    }

    /// <summary>The contracts of interfaces that the method implements, if its type is the one that says so.</summary>
    public static IEnumerable<IMethodSymbol> InterfacesOf(IMethodSymbol method) =>
        method.IsStatic || method.ContainingType is not { TypeKind: TypeKind.Class or TypeKind.Struct } type ? []
        : Declared(type).SelectMany(declared => declared.GetMembers(method.Name)).OfType<IMethodSymbol>()
            .Where(member => !member.IsStatic && IsMarked(member) && SymbolEqualityComparer.Default.Equals(type.FindImplementationForInterfaceMember(member), method));

    /// <summary>The interfaces that the type names, and those behind them.</summary>
    public static IEnumerable<INamedTypeSymbol> Declared(INamedTypeSymbol type) =>
        type.Interfaces.SelectMany(declared => declared.AllInterfaces.Prepend(declared)).Distinct<INamedTypeSymbol>(SymbolEqualityComparer.Default);

    /// <summary>Everything that a call on an object of the type can be a contract of, the type's own first.</summary>
    public static IEnumerable<IMethodSymbol> In(INamedTypeSymbol type) =>
        Bases(type).Concat(type.AllInterfaces).SelectMany(part => part.GetMembers()).OfType<IMethodSymbol>()
            .Where(method => SymbolEqualityComparer.Default.Equals(Of(method), method) && Problem(method) is null);

    /// <summary>Why an open method cannot be a contract; null if it can.</summary>
    public static string? Problem(IMethodSymbol method) =>
        method.MethodKind != MethodKind.Ordinary ? "it is not an ordinary method"
        : method.Arity > 0 ? "it has type parameters of its own"
        : CustomDerivative.Unsupported(method, TypeMap.Open);

    /// <summary>There are gradients of what is in the objects.</summary>
    public static bool HasGradient(IMethodSymbol contract) => KnownTypes.WithRespectTo(contract) is not { } wanted || wanted.Contains("this");

    /// <summary>There is a jvp, asked for by the contract or by one that it implements itself.</summary>
    public static bool HasJvp(IMethodSymbol contract) => Requested(contract).HasFlag(RequestedDerivatives.Jvp) || InterfacesOf(contract).Any(HasJvp);

    public static RequestedDerivatives Requested(IMethodSymbol method) =>
        KnownTypes.FindDifferentiable(method)?.ConstructorArguments.FirstOrDefault().Value is int value ? (RequestedDerivatives)value : RequestedDerivatives.None;

    /// <summary>What the names of the companions begin with.</summary>
    public static string CompanionName(IMethodSymbol contract) => $"{contract.Name}_{DeclarationText.Hash(contract.OriginalDefinition)}";

    public static string TypeText(IMethodSymbol contract) => DeclarationText.Type(contract.ContainingType);

    /// <summary>How the numbers in an object of the type are set to zero; empty where its class is known, null where it has no contracts.</summary>
    public static EquatableArray<string>? Zeros(INamedTypeSymbol type)
    {
        if (type.TypeKind is not (TypeKind.Class or TypeKind.Interface)) return null;
        IMethodSymbol[] contracts = [.. In(type)];
        if (contracts.Length == 0) return null;
        return type.IsSealed ? [] : contracts.Where(HasGradient).Select(Zero).ToEquatableArray();
    }

    public static string Zero(IMethodSymbol contract) => $"(({TypeText(contract)}$)@)$.{CompanionName(contract)}Zero();";

    /// <summary>The class and its bases, or the interface.</summary>
    private static IEnumerable<INamedTypeSymbol> Bases(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? part = type; part is not null; part = part.BaseType) yield return part;
    }
}
