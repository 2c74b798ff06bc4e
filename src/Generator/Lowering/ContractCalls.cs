using Microsoft.CodeAnalysis;
using SourceAutodiff.Generator.Diagnostics;
using SourceAutodiff.Generator.Infrastructure;
using SourceAutodiff.Generator.IR;
using SourceAutodiff.Generator.Parsing;

namespace SourceAutodiff.Generator.Lowering;

/// <summary>Calls on objects of unknown class: a contract is called, and differentiated through its companions.</summary>
internal static class ContractCalls
{
    /// <param name="method">As it is called, with its type arguments.</param>
    /// <returns>Null if the method is no contract.</returns>
    public static OpaqueMethod? Find(IMethodSymbol method, TypeMap types, Compilation compilation, CancellationToken cancellation)
    {
        if (Contracts.Of(method) is not { } contract) return null;
        const string Alternative = "call a method that is not virtual";
        if (Contracts.Problem(contract) is { } problem) return new OpaqueMethod(null, problem, Alternative);
        if (SymbolEqualityComparer.Default.Equals(contract.ContainingAssembly, compilation.Assembly))
        {
            IMethodSymbol definition = contract.OriginalDefinition;
            if (MethodParser.Parse(definition, KnownTypes.FindDifferentiable(definition)!, compilation, new DiagnosticBag(), cancellation) is null)
                return new OpaqueMethod(null, "it is marked [Differentiable] and has errors of its own", "correct those");
            if (ContractChecks.UnmarkedImplementation(contract, compilation) is { } unmarked)
                return new OpaqueMethod(null, $"its implementation '{unmarked}' is not marked [Differentiable]", "mark it");
        }
        else if (contract.ContainingType.GetMembers(Contracts.CompanionName(contract) + "Backward").IsEmpty)
        {
            return new OpaqueMethod(null, "its assembly has no derivatives for it", "build that assembly with the same version of the SourceAutodiff package");
        }

        return new OpaqueMethod(Routine(contract, types));
    }

    public static Routine Routine(IMethodSymbol contract, TypeMap types)
    {
        bool[] differentiated = new CustomDerivative(types).Differentiated(contract, null), written = CustomDerivative.Written(contract, null);
        IEnumerable<RoutineParameter> parameters = contract.Parameters.Select((parameter, i) => OpaqueMethods.Parameter(types.Map(parameter.Type)!, differentiated[i], written[i]));
        string name = Contracts.CompanionName(contract);
        // A protected member is not reached through its base.
        bool isConverted = contract.DeclaredAccessibility is Accessibility.Public or Accessibility.Internal;
        return new Routine(
            DeclarationText.Name(contract), RoutineKind.Method, [new RoutineParameter(ParameterUse.Reads, Contracts.HasGradient(contract)), .. parameters],
            name + "Backward", Contracts.HasJvp(contract) ? name + "Jvp" : null)
        {
            Receiver = isConverted ? Contracts.TypeText(contract) : "",
        };
    }
}
