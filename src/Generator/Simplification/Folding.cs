using SourceAutodiff.Generator.Infrastructure;
using SourceAutodiff.Generator.IR;

namespace SourceAutodiff.Generator.Simplification;

/// <summary>Evaluates what is known at build time and applies identities. Every rewrite keeps the result bit for bit.</summary>
internal sealed class Folding : ForwardPass
{
    private const int MostTests = 6;

    private readonly Definitions _definitions = new();

    private Folding()
    {
    }

    public static Function Run(Function function) => new Folding().Walk(function);

    protected override void Visit(Operation operation, List<Operation> output)
    {
        operation = Rebuild(operation);
        switch (operation)
        {
            case Apply apply:
                Add(apply.Result, apply, ConstantFolding.Fold(apply, _definitions) ?? Identities.Simplify(apply, _definitions), output);
                break;
            case IR.Convert convert:
                Add(convert.Result, convert, ConstantFolding.Fold(convert, _definitions), output);
                break;
            case Length length when LengthOf(length.Buffer) is { } count:
                Replace(length.Result, count);
                break;
            case If branch:
                FoldBranch(branch, output);
                break;
            case For loop when HasNoIteration(loop):
                ReplaceAll(loop.Carried, loop.Initial);
                break;
            case While loop when loop.Condition.Operations.All(Effects.IsPure) && _definitions.Boolean(loop.Condition.Yields[0]) == false:
                ReplaceAll(loop.Carried, loop.Initial);
                break;
            default:
                Append(operation, output);
                break;
        }
    }

    private Value? LengthOf(Value buffer) => _definitions.Of(buffer) switch
    {
        Allocate allocate => allocate.Count,
        Slice slice => slice.Count,
        _ => null,
    };

    private void Add(Value result, Operation operation, Rewrite? rewrite, List<Operation> output)
    {
        if (rewrite is null) Append(operation, output);
        else if (rewrite.Same is not null) Replace(result, rewrite.Same);
        else Append(rewrite.Instead! with { Note = operation.Note }, output);
    }

    private void Append(Operation operation, List<Operation> output)
    {
        _definitions.Add(operation);
        output.Add(operation);
    }

    private void FoldBranch(If branch, List<Operation> output)
    {
        bool? condition = _definitions.Boolean(branch.Condition);
        if (condition is null && IrRewrite.SameUpToIds(branch.Then, branch.Else)) condition = true;
        if (condition is bool known)
        {
            Region taken = known ? branch.Then : branch.Else;
            output.AddRange(taken.Operations);
            ReplaceAll(branch.Yielded, taken.Yields);
            return;
        }

        if (_definitions.Of(branch.Condition) is Apply { Op: Ops.Not } negation && branch.Else.Operations.Count + branch.Else.Yields.Count > 0)
            branch = branch with { Condition = negation.Arguments[0], Then = branch.Else, Else = branch.Then };
        if (branch.Yielded.Count > 0 && Enumerable.Range(0, branch.Yielded.Count).All(i => IsLogic(branch, i))) branch = Flatten(branch, output);
        for (int i = 0; i < branch.Yielded.Count; i++)
        {
            Rewrite? rewrite = FoldYield(branch, i);
            if (rewrite?.Same is not null) Replace(branch.Yielded[i], rewrite.Same);
            else if (rewrite is not null) Append(rewrite.Instead!, output);
            else continue;
            branch = Without(branch, i--);
        }

        Append(branch, output);
    }

    /// <summary>A short-circuiting operator between tests that are cheaper than the branch.</summary>
    private bool IsLogic(If branch, int index) =>
        branch.Yielded[index].Type == IrType.Bool
        && (_definitions.Boolean(branch.Then.Yields[index]) is not null || _definitions.Boolean(branch.Else.Yields[index]) is not null)
        && branch.Then.Operations.Count + branch.Else.Operations.Count <= MostTests
        && branch.Then.Operations.Concat(branch.Else.Operations).All(
            operation => operation is Constant or Length || (Effects.IsPure(operation) && operation.Results[0].Type == IrType.Bool));

    private static If Flatten(If branch, List<Operation> output)
    {
        output.AddRange(branch.Then.Operations);
        output.AddRange(branch.Else.Operations);
        return branch with { Then = branch.Then with { Operations = [] }, Else = branch.Else with { Operations = [] } };
    }

    private static If Without(If branch, int index) => branch with
    {
        Yielded = Drop(branch.Yielded, index),
        Then = branch.Then with { Yields = Drop(branch.Then.Yields, index) },
        Else = branch.Else with { Yields = Drop(branch.Else.Yields, index) },
    };

    private static EquatableArray<Value> Drop(EquatableArray<Value> values, int index) => values.Where((_, i) => i != index).ToEquatableArray();

    /// <summary>A result that does not depend on the branch, or is the condition in other words.</summary>
    private Rewrite? FoldYield(If branch, int index)
    {
        Value result = branch.Yielded[index];
        Value then = branch.Then.Yields[index];
        Value otherwise = branch.Else.Yields[index];
        if (then == otherwise) return Rewrite.To(then);
        if (_definitions.Constant(then) is Constant a && _definitions.Constant(otherwise) is Constant b && a.Bits == b.Bits)
            return Rewrite.By(new Constant(result, a.Bits));
        if (result.Type != IrType.Bool) return null;

        // What is yielded must exist outside the branches to be combined with the condition there.
        bool? thenKnown = _definitions.Boolean(then);
        bool? elseKnown = _definitions.Boolean(otherwise);
        if (thenKnown is not null && elseKnown is not null)
            return thenKnown.Value ? Rewrite.To(branch.Condition) : Rewrite.By(new Apply(result, Ops.Not, [branch.Condition]));
        if (thenKnown == true && IsOutside(otherwise, branch.Else)) return Rewrite.By(new Apply(result, Ops.Or, [branch.Condition, otherwise]));
        if (elseKnown == false && IsOutside(then, branch.Then)) return Rewrite.By(new Apply(result, Ops.And, [branch.Condition, then]));
        return null;
    }

    private static bool IsOutside(Value value, Region region) => !region.Operations.Any(operation => operation.Results.Contains(value));

    private bool HasNoIteration(For loop) =>
        loop.Start == loop.End
        || (_definitions.Constant(loop.Start) is Constant start && _definitions.Constant(loop.End) is Constant end
            && (loop.Step > 0 ? start.Bits >= end.Bits : start.Bits <= end.Bits));

    private void ReplaceAll(EquatableArray<Value> values, EquatableArray<Value> replacements)
    {
        for (int i = 0; i < values.Count; i++) Replace(values[i], replacements[i]);
    }
}
