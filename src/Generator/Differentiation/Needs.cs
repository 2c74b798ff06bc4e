using SourceAutodiff.Generator.Activity;
using SourceAutodiff.Generator.IR;
using SourceAutodiff.Generator.Rules;
using SourceAutodiff.Generator.Rules.Structs;
using SourceAutodiff.Generator.Rules.Vectors;

namespace SourceAutodiff.Generator.Differentiation;

/// <summary>Which primal values the adjoint of each operation reads.</summary>
internal sealed class Needs(Structure structure, ActivityAnalysis activity, RuleTable rules)
{
    /// <summary>The operation does something in the backward sweep. <paramref name="saved"/>: root buffers whose contents are restored.</summary>
    public bool HasAdjoint(Operation operation, ISet<int> saved) => operation switch
    {
        Apply apply => activity.IsActive(apply.Result),
        Compute compute => compute.Returned.Any(activity.IsActive),
        IR.Convert convert => activity.IsActive(convert.Result),
        Load load => activity.IsActive(load.Result),
        Invoke invoke => invoke.Returned.Any(activity.IsActive) || invoke.WrittenBuffers.Any(activity.IsActive),
        Store or Accumulate => operation.WrittenBuffer is { } buffer
            && (activity.IsActive(buffer) || saved.Contains(structure.Root(buffer).Id)),
        If branch => branch.Yielded.Any(activity.IsActive) || HasAdjoint(branch.Then, saved) || HasAdjoint(branch.Else, saved),
        For loop => LoopHasAdjoint(loop.Carried, loop.Body, saved),
        While loop => LoopHasAdjoint(loop.Carried, loop.Body, saved),
        _ => false,
    };

    private bool HasAdjoint(Region region, ISet<int> saved) => region.Operations.Any(operation => HasAdjoint(operation, saved));

    private bool LoopHasAdjoint(IReadOnlyList<Value> carried, Region body, ISet<int> saved) =>
        carried.Any(activity.IsActive) || HasAdjoint(body, saved);

    /// <summary>What the adjoint of the operation itself reads; nested operations are asked themselves.</summary>
    public IEnumerable<Value> Direct(Operation operation, ISet<int> saved)
    {
        if (operation is Allocate allocate && activity.IsActive(allocate.Result)) return [allocate.Count];
        if (!HasAdjoint(operation, saved)) return [];
        return operation switch
        {
            Apply apply => PartialReads(apply),
            Compute compute => ComputeReads(compute),
            Load load => [load.Index, .. Handle(load.Buffer)],
            Store store => [store.Index, .. Handle(store.Buffer)],
            Accumulate accumulate => [accumulate.Index, .. Handle(accumulate.Buffer)],
            Invoke invoke => invoke.Arguments.SelectMany(argument => argument.Type is BufferType ? [.. Handle(argument), .. CountOf(argument)] : new[] { argument }),
            If branch => [branch.Condition],
            For loop => [loop.Start, loop.End],
            _ => [],
        };
    }

    /// <summary>The scalars from which a buffer can be found again: the bounds of the slices and the numbers of the rows between it and its root.</summary>
    public IEnumerable<Value> Handle(Value buffer)
    {
        while (structure.Definition(buffer) is { PartOf: { } whole } part && !structure.Home(buffer).Stands)
        {
            foreach (Value operand in part.Operands.Where(operand => operand != whole)) yield return operand;
            buffer = whole;
        }
    }

    /// <summary>The size of a buffer that is gone by the time of the backward sweep.</summary>
    private IEnumerable<Value> CountOf(Value buffer)
    {
        Value root = structure.Root(buffer);
        return structure.Definition(root) is Allocate allocate && !structure.Home(root).Stands ? [allocate.Count] : [];
    }

    /// <summary>From what the length of a buffer is known in the backward sweep, where a buffer of a nested region is not at hand.</summary>
    public IEnumerable<Value> LengthInputs(Length length)
    {
        if (structure.Home(length.Buffer).Stands) return [];
        return structure.Definition(length.Buffer) switch
        {
            Slice slice => [slice.Count],
            Row => Handle(length.Buffer),
            Allocate allocate => [allocate.Count],
            _ => [],
        };
    }

    private IEnumerable<Value> ComputeReads(Compute compute)
    {
        StructFunction function = StructFunctions.Find(compute.Op)!;
        if (function.Rule != StructRule.Elementwise) return Tangents.Reads(compute, activity, rules);
        return Enumerable.Range(0, compute.Returned.Count).Where(i => activity.IsActive(compute.Returned[i])).SelectMany(i => PartialReads(Tangents.Element(compute, function, i)));
    }

    private IEnumerable<Value> PartialReads(Apply apply)
    {
        if (VectorOps.Is(apply.Op))
        {
            IEnumerable<int> active = Enumerable.Range(0, apply.Arguments.Count).Where(i => VectorOps.DependsOn(apply, i) && activity.IsActive(apply.Arguments[i]));
            foreach (int read in active.SelectMany(i => VectorOps.Reads(apply, i))) yield return apply.Arguments[read];
            yield break;
        }

        Rule rule = rules.Find(apply.Op, apply.Arguments.Count)!;
        for (int i = 0; i < apply.Arguments.Count; i++)
        {
            if (!rule.RealArguments[i] || !activity.IsActive(apply.Arguments[i])) continue;
            foreach (int read in PartialEmitter.Reads(rule, i))
            {
                yield return read < apply.Arguments.Count ? apply.Arguments[read] : apply.Result;
            }
        }
    }
}
