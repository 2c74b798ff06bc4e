using Microsoft.CodeAnalysis;
using SourceAutodiff.Generator.Diagnostics;
using SourceAutodiff.Generator.Parsing;

namespace SourceAutodiff.Generator;

/// <summary>Whether a method that is marked as a derivative of another one can be that.</summary>
internal static class CustomDerivativeChecks
{
    public static IEnumerable<DiagnosticInfo> Of(IMethodSymbol method)
    {
        foreach (bool isJvp in new[] { false, true })
        {
            foreach ((INamedTypeSymbol? type, string name) in KnownTypes.CustomTargets(method, isJvp))
            {
                if (Problem(method, type ?? method.ContainingType, name, isJvp) is { } problem)
                    yield return new DiagnosticInfo(Descriptors.CustomDerivative.Id, LocationInfo.From(method.Locations[0]), [method.Name, name, problem]);
            }
        }
    }

    private static string? Problem(IMethodSymbol method, INamedTypeSymbol type, string name, bool isJvp)
    {
        IMethodSymbol[] primals = [.. type.GetMembers(name).OfType<IMethodSymbol>().Where(primal => primal.MethodKind == MethodKind.Ordinary && !SymbolEqualityComparer.Default.Equals(primal, method))];
        if (primals.Length == 0) return $"there is no method '{name}' in '{type.Name}'";
        if (!primals.Any(primal => primal.IsStatic)) return $"'{name}' is an instance method, and only static methods have custom derivatives";
        string? expected = null;
        foreach (IMethodSymbol candidate in primals.Where(primal => primal.IsStatic && primal.Arity == method.Arity))
        {
            IMethodSymbol primal = candidate.Arity == 0 ? candidate : candidate.Construct([.. method.TypeParameters]);
            var signatures = new CustomDerivative(TypeMap.Open);
            bool startsLike = CustomDerivative.StartsLike(method, primal);
            IMethodSymbol? backward = isJvp ? BackwardOf(primal, method.ContainingType) : method;
            // The tangents of a jvp stand between the parameters: there, only the primal method can say what is constant.
            bool[] differentiated = signatures.Differentiated(primal, backward);
            bool[] written = CustomDerivative.Written(primal, backward);
            if (isJvp ? signatures.IsJvp(method, primal, differentiated, written) : signatures.IsBackward(method, primal, differentiated))
                return differentiated.Any(isDifferentiated => isDifferentiated) ? null : "it has no floating-point parameter to differentiate with respect to";
            if (expected is null || startsLike) expected = isJvp ? signatures.ExpectedJvp(primal, method.Name, differentiated, written) : signatures.ExpectedBackward(primal, method.Name, differentiated);
        }

        return expected is null ? $"it must have the same type parameters as '{name}'" : $"it must be declared '{expected}'";
    }

    private static IMethodSymbol? BackwardOf(IMethodSymbol primal, INamedTypeSymbol type) =>
        type.GetMembers().OfType<IMethodSymbol>().FirstOrDefault(member =>
            KnownTypes.CustomTargets(member, isJvp: false).Any(target => target.Method == primal.Name) && CustomDerivative.StartsLike(member, primal));
}
