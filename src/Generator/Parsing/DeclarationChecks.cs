using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SourceAutodiff.Generator.Diagnostics;

namespace SourceAutodiff.Generator.Parsing;

/// <summary>Whether the types around an annotated method can take the generated members.</summary>
internal static class DeclarationChecks
{
    /// <summary>Outermost first.</summary>
    public static IEnumerable<INamedTypeSymbol> ContainingTypes(IMethodSymbol method)
    {
        var types = new Stack<INamedTypeSymbol>();
        foreach (INamedTypeSymbol type in SelfAndContainers(method.ContainingType)) types.Push(type);
        return types;
    }

    /// <summary>Innermost first.</summary>
    public static IEnumerable<INamedTypeSymbol> SelfAndContainers(INamedTypeSymbol? type)
    {
        for (; type is not null; type = type.ContainingType) yield return type;
    }

    public static void CheckTypes(IMethodSymbol method, DiagnosticBag diagnostics, CancellationToken cancellation)
    {
        foreach (INamedTypeSymbol type in ContainingTypes(method))
        {
            string? problem = type.IsFileLocal ? "a file-local type"
                : type.TypeKind is not (TypeKind.Class or TypeKind.Struct or TypeKind.Interface) ? "not a class, struct, record or interface"
                : null;
            if (problem is not null) diagnostics.Report(Descriptors.ContainingType, method.Locations[0], type.Name, problem, method.Name);
            else if (!IsPartial(type, cancellation)) diagnostics.Report(Descriptors.TypeNotPartial, method.Locations[0], type.Name, method.Name);
        }
    }

    private static bool IsPartial(INamedTypeSymbol type, CancellationToken cancellation) =>
        type.DeclaringSyntaxReferences.All(reference =>
            reference.GetSyntax(cancellation) is not TypeDeclarationSyntax syntax || syntax.Modifiers.Any(SyntaxKind.PartialKeyword));

    public static void CheckNames(IMethodSymbol method, RequestedDerivatives derivatives, bool hasOneResult, DiagnosticBag diagnostics)
    {
        List<string> suffixes = ["Backward"];
        if (hasOneResult) suffixes.AddRange(["Gradient", "ValueAndGradient"]);
        if (derivatives.HasFlag(RequestedDerivatives.Jvp)) suffixes.Add("Jvp");
        if (derivatives.HasFlag(RequestedDerivatives.Jacobian)) suffixes.Add("Jacobian");
        foreach (string name in suffixes.Select(suffix => method.Name + suffix))
        {
            if (method.ContainingType.GetMembers(name).Any(member => !IsGenerated(member) && !CustomDerivatives(method).Contains(member, SymbolEqualityComparer.Default)))
                diagnostics.Report(Descriptors.NameCollision, method.Locations[0], method.ContainingType.Name, name, method.Name);
        }
    }

    /// <summary>The methods of the same type that are declared to be derivatives of the method.</summary>
    public static IEnumerable<IMethodSymbol> CustomDerivatives(IMethodSymbol method)
    {
        return method.ContainingType.GetMembers().OfType<IMethodSymbol>().Where(member =>
            (CustomDerivative.StartsLike(member, method) && IsFor(member, isJvp: false)) || IsFor(member, isJvp: true));

        bool IsFor(IMethodSymbol member, bool isJvp) => KnownTypes.CustomTargets(member, isJvp).Any(target => target.Type is null && target.Method == method.Name);
    }

    // The analyzer sees the generator's own members in the compilation; they lie in files with the names of generated ones.
    private static bool IsGenerated(ISymbol member) =>
        member.Locations.All(location => location.SourceTree?.FilePath.EndsWith(".g.cs", StringComparison.OrdinalIgnoreCase) == true);
}
