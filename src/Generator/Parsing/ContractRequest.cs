using Microsoft.CodeAnalysis;
using SourceAutodiff.Generator.Infrastructure;

namespace SourceAutodiff.Generator.Parsing;

/// <summary>A set of companions that a method has to have: those of a contract that it is or implements.</summary>
/// <param name="TypeText">The type that declares the contract.</param>
/// <param name="Name">What their names begin with.</param>
/// <param name="Modifiers"><c>public abstract</c>, <c>protected override</c>; empty for the explicit implementation of an interface.</param>
/// <param name="HasGradient">There are gradients of what is in the object.</param>
/// <param name="AlsoZero">What else the one that sets the object's numbers to zero has to call: derived classes may have overridden that alone.</param>
internal sealed record CompanionRequest(string TypeText, string Name, string Modifiers, bool HasGradient, bool HasJvp, EquatableArray<string> AlsoZero)
{
    public bool IsExplicit => Modifiers.Length == 0;
}

/// <summary>What a method has to do with contracts.</summary>
/// <param name="IsOpen">Its own derivatives are those of whatever the object's class does.</param>
/// <param name="IsAbstract">There is no body.</param>
internal sealed record ContractRequest(bool IsOpen, bool IsAbstract, EquatableArray<CompanionRequest> Companions)
{
    /// <summary>Null for a method that neither is nor implements a contract.</summary>
    public static ContractRequest? Of(IMethodSymbol method)
    {
        if (method.IsStatic || method.MethodKind != MethodKind.Ordinary) return null;
        List<CompanionRequest> companions = [];
        IMethodSymbol? contract = Contracts.Of(method);
        if (contract is not null && Contracts.Problem(contract) is null)
        {
            bool isOwn = SymbolEqualityComparer.Default.Equals(contract, method);
            string accessibility = DeclarationText.Accessibility(method.DeclaredAccessibility);
            string modifier = !isOwn ? "override" : method.IsAbstract ? "abstract" : "virtual";
            companions.Add(Companion(contract, $"{accessibility} {modifier}", isOwn ? [] : Introduced(method.ContainingType)));
        }

        IMethodSymbol[] own = [.. Contracts.In(method.ContainingType).Where(other => other.ContainingType.TypeKind != TypeKind.Interface && Contracts.HasGradient(other))];
        companions.AddRange(Contracts.InterfacesOf(method).Where(implemented => Contracts.Problem(implemented) is null)
            .Select(implemented => Companion(implemented, "", own.Select(Contracts.Zero).ToEquatableArray())));
        return companions.Count == 0 ? null : new ContractRequest(Contracts.IsOpen(method) && !companions[0].IsExplicit, method.IsAbstract, companions.ToEquatableArray());
    }

    /// <summary>The contracts that the method is an implementation of.</summary>
    public static IEnumerable<IMethodSymbol> Implemented(IMethodSymbol method)
    {
        IEnumerable<IMethodSymbol> implemented = Contracts.InterfacesOf(method);
        if (Contracts.Of(method) is { } contract && !SymbolEqualityComparer.Default.Equals(contract, method)) implemented = implemented.Prepend(contract);
        return implemented.Where(other => Contracts.Problem(other) is null);
    }

    private static CompanionRequest Companion(IMethodSymbol contract, string modifiers, EquatableArray<string> alsoZero) =>
        new(Contracts.TypeText(contract), Contracts.CompanionName(contract), modifiers, Contracts.HasGradient(contract), Contracts.HasJvp(contract), alsoZero);

    /// <summary>The contracts that the class itself adds to those of its bases.</summary>
    private static EquatableArray<string> Introduced(INamedTypeSymbol type) =>
        type.GetMembers().OfType<IMethodSymbol>().Where(method => SymbolEqualityComparer.Default.Equals(Contracts.Of(method), method) && Contracts.Problem(method) is null && Contracts.HasGradient(method))
            .Select(Contracts.Zero).ToEquatableArray();
}
