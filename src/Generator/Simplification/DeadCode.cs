using SourceAutodiff.Generator.Infrastructure;
using SourceAutodiff.Generator.IR;

namespace SourceAutodiff.Generator.Simplification;

/// <summary>
/// Keeps what <see cref="Liveness"/> finds needed: operations, results of <c>if</c>s and loops one by one, carried values that matter
/// to something other than themselves.
/// </summary>
internal static class DeadCode
{
    public static Function Run(Function function) => function with { Body = Prune(function.Body, new Liveness(function)) };

    private static Region Prune(Region region, Liveness liveness) =>
        region with { Operations = region.Operations.Where(liveness.IsLive).Select(operation => Prune(operation, liveness)).ToEquatableArray() };

    private static Operation Prune(Operation operation, Liveness liveness)
    {
        if (operation.Regions.Count == 0) return operation;
        int[] kept = Enumerable.Range(0, operation.Results.Count).Where(k => liveness.IsLive(operation.Results[k])).ToArray();
        EquatableArray<Value> Pick(EquatableArray<Value> values, int offset = 0) => kept.Select(k => values[k + offset]).ToEquatableArray();
        Region PickYields(Region region) => Prune(region, liveness) with { Yields = Pick(region.Yields) };

        return operation switch
        {
            If branch => branch with { Yielded = Pick(branch.Yielded), Then = PickYields(branch.Then), Else = PickYields(branch.Else) },
            For loop => loop with
            {
                Carried = Pick(loop.Carried),
                Initial = Pick(loop.Initial),
                Body = PickYields(loop.Body) with { Arguments = [loop.Body.Arguments[0], .. Pick(loop.Body.Arguments, 1)] },
            },
            While loop => loop with
            {
                Carried = Pick(loop.Carried),
                Initial = Pick(loop.Initial),
                Condition = Prune(loop.Condition, liveness) with { Arguments = Pick(loop.Condition.Arguments) },
                Body = PickYields(loop.Body) with { Arguments = Pick(loop.Body.Arguments) },
            },
            _ => operation,
        };
    }
}
