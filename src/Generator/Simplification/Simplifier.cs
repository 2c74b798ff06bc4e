using SourceAutodiff.Generator.Infrastructure;
using SourceAutodiff.Generator.IR;

namespace SourceAutodiff.Generator.Simplification;

/// <summary>Makes a function smaller and faster without changing a bit of what it returns or writes, nor whether it throws.</summary>
internal static class Simplifier
{
    private static readonly Func<Function, Function>[] Passes =
    [
        Folding.Run, LoopInvariants.Run, CommonSubexpressions.Run, LoadForwarding.Run, InvariantLoads.Run, Accumulations.Run, InvariantCarried.Run, Counters.Run, DeadCode.Run,
    ];

    public static Function Simplify(Function function)
    {
        // Every pass removes operations, moves them outward or swaps one for a simpler one, so this ends.
        while (true)
        {
            Function simpler = Passes.Aggregate(function, (current, pass) => pass(current));
            if (simpler == function) return simpler;
            function = simpler;
        }
    }

    /// <summary>The simplified function without the results for which <paramref name="unwanted"/> holds, and without what only they needed.</summary>
    public static Function DropResults(Function function, Func<Result, bool> unwanted)
    {
        int[] kept = Enumerable.Range(0, function.Results.Count).Where(i => !unwanted(function.Results[i])).ToArray();
        return Simplify(function with
        {
            Results = kept.Select(i => function.Results[i]).ToEquatableArray(),
            Body = function.Body with { Yields = kept.Select(i => function.Body.Yields[i]).ToEquatableArray() },
        });
    }

    /// <summary>The simplified function with a constant in the place of the real scalar parameter number <paramref name="index"/>.</summary>
    public static Function Specialize(Function function, int index, double constant)
    {
        Value value = function.Parameters[index].Value;
        var definition = new Constant(value, BitConverter.DoubleToInt64Bits(constant));
        return Simplify(function with
        {
            Parameters = function.Parameters.Where((_, i) => i != index).ToEquatableArray(),
            Body = function.Body with
            {
                Arguments = function.Body.Arguments.Where((_, i) => i != index).ToEquatableArray(),
                Operations = [definition, .. function.Body.Operations],
            },
        });
    }
}
