using SourceAutodiff.Generator.Differentiation;
using SourceAutodiff.Generator.Emission;
using SourceAutodiff.Generator.Infrastructure;
using SourceAutodiff.Generator.IR;
using SourceAutodiff.Generator.Parsing;
using SourceAutodiff.Generator.Rules;
using SourceAutodiff.Generator.Simplification;

namespace SourceAutodiff.Generator;

/// <summary>What Emission turns into C#: the derivatives of one method that were asked for, each an ordinary function of the IR.</summary>
/// <param name="Backward">Parameters: primal, seeds of the real results, cotangent buffers. Results: gradients of the differentiated real scalars.</param>
/// <param name="ValueAndGradient">For one real result: as <paramref name="Backward"/> with the seed 1, and the primal result first.</param>
/// <param name="Jvp">Parameters: primal, tangents. Results: primal and tangent of each result.</param>
/// <param name="Recursive">The functions that these and each other call, by the names they have in C#.</param>
/// <param name="JvpLanes">The same with each tangent (scalar or buffer element) a <see cref="LanesType"/>; for the Jacobian.</param>
internal sealed record DerivedFunctions(
    MethodRequest Request, Function Primal, Function Backward, Function? ValueAndGradient, Function? Jvp, Function? JvpLanes)
{
    public EquatableArray<Function> Recursive { get; init; } = [];
}

/// <summary>All stages from the lowered program to the generated text, in order.</summary>
internal static class Pipeline
{
    /// <summary>Null if no result depends on an input: derivatives that are all zero are not emitted, but for implementations of contracts; or if something is written that derivatives do not account for.</summary>
    public static string? Run(DifferentiableProgram program)
    {
        if (program is { Request.Contract: { } contract, Dispatch: { } dispatch })
            return Differentiate(contract.IsOpen ? program with { Primal = dispatch } : program) is { } called ? Emitter.Emit(called, CompanionFunctions.Of(program, contract, dispatch, called)) : null;
        return Differentiate(program) is { } derived ? Emitter.Emit(derived) : null;
    }

    public static DerivedFunctions? Differentiate(DifferentiableProgram program)
    {
        var inlined = new InlinedProgram(program);
        if ((!inlined.Lost.HasActiveResult && program.Request.Contract is null) || inlined.WrittenTables.Count > 0) return null;

        RuleTable rules = inlined.Rules;
        RequestedDerivatives requested = program.Request.Derivatives;

        Function primal = Verified(Simplifier.Simplify(inlined.Function));
        Function vjp = Verified(Vjp.Transform(primal, rules));
        Function backward = Verified(Simplifier.DropResults(vjp, result => result.Role == ResultRole.Primal));
        Function? valueAndGradient = primal.Body.Yields.Count(result => result.Type.IsReal) == 1 ? Verified(WithSeedOne(vjp)) : null;

        bool wantsJacobian = requested.HasFlag(RequestedDerivatives.Jacobian);
        bool lanes = wantsJacobian && program.Request.IsPlain && Differentiation.Jvp.SupportsLanes(primal);
        bool single = requested.HasFlag(RequestedDerivatives.Jvp) || (wantsJacobian && !lanes);
        Function? Forward(bool wanted, bool lanes) => wanted ? Verified(Simplifier.Simplify(Differentiation.Jvp.Transform(primal, rules, lanes))) : null;

        Function? jvp = Forward(single, lanes: false), jvpLanes = Forward(lanes, lanes: true);
        var members = new RecursiveMembers(inlined.Recursive, rules);
        foreach (Function? caller in new[] { backward, valueAndGradient, jvp, jvpLanes }) members.Add(caller);
        return new DerivedFunctions(program.Request, primal, backward, valueAndGradient, jvp, jvpLanes)
        {
            Recursive = members.Functions.Select(Verified).ToEquatableArray(),
        };
    }

    private static Function WithSeedOne(Function vjp)
    {
        int seed = vjp.Parameters.ToList().FindIndex(parameter => parameter.Role == ParameterRole.Seed);
        return Simplifier.Specialize(vjp, seed, 1);
    }

    /// <summary>A wrong gradient is worse than none: every stage's result is checked, also in users' builds.</summary>
    private static Function Verified(Function function) => IrVerifier.Check(function);
}
