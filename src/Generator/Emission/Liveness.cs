using SourceAutodiff.Generator.IR;

namespace SourceAutodiff.Generator.Emission;

/// <summary>
/// Which values are needed at the same time and so cannot be one variable. Only the values that some copy connects are looked at: what loops carry
/// and conditionals yield. A value that is folded into an expression counts as read where the expression stands.
/// </summary>
internal sealed class Liveness
{
    private readonly Schedule _schedule;
    private readonly HashSet<int> _candidates = [];
    private readonly Dictionary<int, HashSet<int>> _together = [];

    public Liveness(Schedule schedule)
    {
        _schedule = schedule;
        FindCandidates();
        Scan(schedule.Top, []);
    }

    public bool IsCandidate(Value value) => _candidates.Contains(value.Id);

    public bool AreNeededTogether(int first, int second) => _together.TryGetValue(first, out HashSet<int> others) && others.Contains(second);

    private void FindCandidates()
    {
        foreach (Step step in _schedule.AllSteps())
        {
            if (!step.IsCompound) continue;
            AddCandidates(step.Operation.Results);
            AddCandidates(step.Operation is While condition ? condition.Condition.Arguments : []);
            if (step.Operation is For or While) AddCandidates(step.Operation is For loop ? loop.Initial : ((While)step.Operation).Initial);
            foreach (Block block in step.Blocks)
            {
                bool isCondition = step.Operation is While && block == step.Blocks[0];
                if (!isCondition) AddCandidates(block.Region.Yields);
                AddCandidates(block.Region.Arguments.Skip(step.Operation is For ? 1 : 0));
            }
        }
    }

    /// <summary>Parameters and loop indices keep the name they have, and literals have none.</summary>
    private void AddCandidates(IEnumerable<Value> values)
    {
        foreach (Value value in values)
        {
            Step? definition = _schedule.Definition(value);
            bool isArgument = definition is null;
            Block home = _schedule.Home(value);
            if (isArgument && home == _schedule.Top) continue;
            if (isArgument && home.Owner!.Operation is For loop && loop.Body.Arguments[0] == value) continue;
            if (definition is { IsFolded: true } || value.Type is BufferType or StackType) continue;
            _candidates.Add(value.Id);
        }
    }

    /// <summary>What the block needs from before it, given what is needed after it.</summary>
    private HashSet<int> Scan(Block block, HashSet<int> liveAfter)
    {
        var live = new HashSet<int>(liveAfter);
        foreach (Value yielded in block.Region.Yields) AddLeaves(yielded, live);
        for (int i = block.Steps.Count - 1; i >= 0; i--)
        {
            Step step = block.Steps[i];
            if (!step.IsStatement) continue;
            foreach (Value result in step.Operation.Results) live.Remove(result.Id);
            Define(step.Operation.Results, live);
            switch (step.Operation)
            {
                case If when step.IsConditional:
                    AddBranchLeaves(step, live);
                    break;
                case If:
                    HashSet<int> otherwise = Scan(step.Blocks[1], live);
                    live = Scan(step.Blocks[0], live);
                    live.UnionWith(otherwise);
                    break;
                case For:
                    AddFreeLeaves(step, live);
                    AddLeaves(((For)step.Operation).Start, live);
                    AddLeaves(((For)step.Operation).End, live);
                    Define(step.Blocks[0].Region.Arguments, Scan(step.Blocks[0], live));
                    break;
                case While loop:
                    AddFreeLeaves(step, live);
                    HashSet<int> atCondition = Scan(step.Blocks[1], live);
                    Define(loop.Body.Arguments, atCondition);
                    foreach (Value argument in loop.Body.Arguments) atCondition.Remove(argument.Id);
                    foreach (Value argument in loop.Condition.Arguments)
                    {
                        if (IsCandidate(argument)) atCondition.Add(argument.Id);
                    }

                    Define(loop.Condition.Arguments, Scan(step.Blocks[0], atCondition));
                    break;
            }

            foreach (Value operand in step.Operation.Operands) AddLeaves(operand, live);
        }

        return live;
    }

    /// <summary>Values that come to be at one point, with everything needed after it.</summary>
    private void Define(IEnumerable<Value> values, HashSet<int> live)
    {
        int[] defined = values.Where(IsCandidate).Select(value => value.Id).ToArray();
        foreach (int id in defined)
        {
            foreach (int other in live) Connect(id, other);
            foreach (int other in defined) Connect(id, other);
        }
    }

    private void Connect(int first, int second)
    {
        if (first == second) return;
        Add(first, second);
        Add(second, first);

        void Add(int from, int to)
        {
            if (!_together.TryGetValue(from, out HashSet<int> others)) _together.Add(from, others = []);
            others.Add(to);
        }
    }

    /// <summary>The variables that an expression reads.</summary>
    private void AddLeaves(Value value, HashSet<int> into)
    {
        if (IsCandidate(value)) into.Add(value.Id);
        if (_schedule.Definition(value) is not { IsFolded: true } folded) return;
        foreach (Value operand in folded.Operation.Operands) AddLeaves(operand, into);
        AddBranchLeaves(folded, into);
    }

    private void AddBranchLeaves(Step conditional, HashSet<int> into)
    {
        foreach (Block branch in conditional.Blocks)
        {
            foreach (Value yielded in branch.Region.Yields) AddLeaves(yielded, into);
        }
    }

    /// <summary>What the regions of a loop read from outside of it: needed until its last iteration.</summary>
    private void AddFreeLeaves(Step loop, HashSet<int> into)
    {
        foreach (Block block in loop.Blocks)
        {
            IrWalk.ForEachUse(block.Region, value =>
            {
                if (!_schedule.Home(value).IsInside(block)) AddLeaves(value, into);
            });
        }
    }
}
