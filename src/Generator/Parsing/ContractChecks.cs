using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace SourceAutodiff.Generator.Parsing;

/// <summary>What breaks a contract.</summary>
internal static class ContractChecks
{
    private static readonly ConditionalWeakTable<Compilation, Dictionary<ISymbol, string>> Broken = new();

    /// <summary>Implementations in the type that have no derivative of their own: what implements, by name and place, which contract, what is wrong with it, and what to do.</summary>
    public static IEnumerable<(ISymbol Implementation, IMethodSymbol Contract, string Problem, string WayOut)> Unmarked(INamedTypeSymbol type)
    {
        const string NotMarked = "and is not marked [Differentiable]", Mark = "mark it";
        foreach (IMethodSymbol method in type.GetMembers().OfType<IMethodSymbol>().Where(method => !method.IsImplicitlyDeclared && !Contracts.IsMarked(method)))
        {
            if (method.IsOverride && Contracts.Of(method) is { } contract && Contracts.Problem(contract) is null) yield return (method, contract, NotMarked, Mark);
            foreach (IMethodSymbol implemented in method.ExplicitInterfaceImplementations.Where(IsContract)) yield return (method, implemented, NotMarked, Mark);
        }

        if (type.TypeKind is not (TypeKind.Class or TypeKind.Struct)) yield break;
        foreach (IMethodSymbol contract in Contracts.Declared(type).SelectMany(declared => declared.GetMembers()).OfType<IMethodSymbol>().Where(IsContract))
        {
            if (type.FindImplementationForInterfaceMember(contract) is not IMethodSymbol { ContainingType.TypeKind: not TypeKind.Interface } found) continue;
            if (!SymbolEqualityComparer.Default.Equals(found.ContainingType, type))
            {
                if (found.ContainingType.AllInterfaces.Contains(contract.ContainingType, SymbolEqualityComparer.Default)) continue;
                string name = found.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat);
                yield return (type, contract, $"by the inherited '{name}'", "override that here, or let its class implement the interface");
            }
            else if (!Contracts.IsMarked(found) && found.ExplicitInterfaceImplementations.IsEmpty)
            {
                yield return (found, contract, NotMarked, Mark);
            }
        }

        static bool IsContract(IMethodSymbol method) => !method.IsStatic && Contracts.IsMarked(method) && Contracts.Problem(method) is null;
    }

    /// <summary>An implementation in the project that has no derivative of its own; null if all have.</summary>
    public static string? UnmarkedImplementation(IMethodSymbol contract, Compilation compilation) =>
        Broken.GetValue(compilation, FindAll).TryGetValue(contract.OriginalDefinition, out string name) ? name : null;

    /// <summary>Why an annotated method does not keep a contract that it implements, and what to do; null if it does.</summary>
    public static (string Why, string WayOut)? Mismatch(IMethodSymbol method, IMethodSymbol contract)
    {
        var signatures = new CustomDerivative(TypeMap.Open);
        bool isAlike = signatures.Differentiated(method, null).SequenceEqual(signatures.Differentiated(contract, null)) && Contracts.HasGradient(method) == Contracts.HasGradient(contract);
        if (!isAlike) return ("it is differentiated with respect to others", "mark the same parameters [NoGradient], and name the same in WithRespectTo");
        return Contracts.IsOpen(method) && contract.ContainingType.TypeKind != TypeKind.Interface && !Contracts.HasJvp(contract) && Contracts.HasJvp(method)
            ? ("that does not ask for Derivatives.Jvp, and this does", "ask for it there, too")
            : null;
    }

    private static Dictionary<ISymbol, string> FindAll(Compilation compilation)
    {
        var broken = new Dictionary<ISymbol, string>(SymbolEqualityComparer.Default);
        foreach ((ISymbol implementation, IMethodSymbol contract, _, _) in Types(compilation.Assembly.GlobalNamespace).SelectMany(Unmarked))
            broken[contract.OriginalDefinition] = implementation.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat);
        return broken;
    }

    private static IEnumerable<INamedTypeSymbol> Types(INamespaceOrTypeSymbol container)
    {
        foreach (INamespaceOrTypeSymbol member in container.GetMembers().OfType<INamespaceOrTypeSymbol>())
        {
            if (member is INamedTypeSymbol type) yield return type;
            foreach (INamedTypeSymbol nested in Types(member)) yield return nested;
        }
    }
}
