using SourceAutodiff.Generator.Activity;
using SourceAutodiff.Generator.IR;

namespace SourceAutodiff.Generator.Differentiation;

/// <summary>
/// Finds the loops whose iterations can be reversed one by one, right after each has run, because all that they carry are sums whose cotangents are
/// known beforehand. Such a loop stores no residuals: what an iteration computes is still there when it is reversed.
/// </summary>
internal sealed class Fusion(Structure structure, ActivityAnalysis activity, Needs needs, EarlyCotangents early)
{
    private static readonly HashSet<int> NothingSaved = [];

    private readonly Overwrites _overwrites = new(structure);

    /// <summary>Marks the bodies of these loops as standing. Outer loops first: what is inside a standing body may be fused into it.</summary>
    public void Mark() => Mark(structure.Top);

    private void Mark(RegionPlace place)
    {
        foreach (For loop in place.Region.Operations.OfType<For>())
        {
            if (!CanFuse(loop)) continue;
            structure.Place(loop.Body).Stands = true;
            Mark(structure.Place(loop.Body));
        }
    }

    private bool CanFuse(For loop)
    {
        if (!needs.HasAdjoint(loop, NothingSaved) || !loop.Carried.Any(activity.IsActive)) return false;
        RegionPlace body = structure.Place(loop.Body);
        for (int k = 0; k < loop.Carried.Count; k++)
        {
            bool isActive = activity.IsActive(loop.Carried[k]) || activity.IsActive(loop.Body.Arguments[k + 1]) || activity.IsActive(loop.Body.Yields[k]);
            if (isActive && !(early.IsAccumulator(loop, k) && early.IsKnown(loop.Carried[k], loop))) return false;
        }

        // An iteration that writes to memory outside could not be undone without undoing it for the next one, unless no iteration sees what another
        // wrote; and a shadow that the reversed iteration adds to must not be taken away by the adjoint of a write that comes later in the program.
        bool IsOutside(Value buffer)
        {
            Value root = structure.Root(buffer);
            return !structure.Home(root).IsInside(body) && !(structure.Definition(root) is Allocate && _overwrites.IsPrivateTo(root, loop));
        }

        return structure.Operations.All(operation => operation switch
        {
            Store or Accumulate when structure.RegionOf(operation).IsInside(body) => !IsOutside(operation.WrittenBuffer!),
            Invoke invoke when structure.RegionOf(invoke).IsInside(body) =>
                !invoke.WrittenBuffers.Any(IsOutside)
                && invoke.DifferentiatedArguments.All(argument => argument.Type is not BufferType || !activity.IsActive(argument) || !IsOutside(argument) || !IsWrittenAfter(argument, loop)),
            Load load when structure.RegionOf(load).IsInside(body) && activity.IsActive(load.Result) && IsOutside(load.Buffer) => !IsWrittenAfter(load.Buffer, loop),
            _ => true,
        });
    }

    private bool IsWrittenAfter(Value buffer, Operation loop)
    {
        Value root = structure.Root(buffer);
        return structure.Operations.Any(operation =>
            operation.WrittenBuffers.Any(written => structure.Root(written) == root) && structure.Order(operation) > structure.Order(loop));
    }
}
