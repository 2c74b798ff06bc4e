using SourceAutodiff.Generator.IR;

namespace SourceAutodiff.Generator.Emission;

/// <summary>A C# local: one value, or several that it holds one after the other.</summary>
internal sealed class Variable(IrType type, Block home)
{
    public IrType Type { get; } = type;

    /// <summary>The block that declares it.</summary>
    public Block Home { get; set; } = home;

    public string Name { get; set; } = "";
}

/// <summary>
/// Gives values variables. What a loop carries is one variable throughout; where nothing else needs them at the same time, so are the value it
/// starts with, the ones yielded to it, and what a conditional yields: <c>if (c) s += x[i];</c>.
/// </summary>
internal sealed class Variables
{
    private readonly Schedule _schedule;
    private readonly Liveness _liveness;
    private readonly Dictionary<int, List<Value>> _groups = [];
    private readonly Dictionary<int, Variable> _variables = [];

    public Variables(Schedule schedule)
    {
        _schedule = schedule;
        _liveness = new Liveness(schedule);
        foreach (Step step in schedule.AllSteps()) JoinCarried(step);
        foreach (Step step in schedule.AllSteps()) JoinYields(step);
        foreach (Step step in schedule.AllSteps()) JoinInitial(step);
        foreach (Step step in schedule.AllSteps()) Declare(step);
    }

    /// <summary>All variables, in the order in which they come to be.</summary>
    public List<Variable> All { get; } = [];

    /// <summary>Null for parameters and for what is folded into expressions.</summary>
    public Variable? Of(Value value) => _variables.TryGetValue(value.Id, out Variable variable) ? variable : null;

    private void JoinCarried(Step step)
    {
        if (!step.IsCompound) return;
        for (int i = 0; i < step.Operation.Results.Count; i++)
        {
            Value result = step.Operation.Results[i];
            if (step.Operation is For loop)
            {
                Merge(result, loop.Body.Arguments[i + 1]);
            }
            else if (step.Operation is While condition)
            {
                Merge(result, condition.Body.Arguments[i]);
                Merge(result, condition.Condition.Arguments[i]);
            }
        }
    }

    private void JoinYields(Step step)
    {
        if (!step.IsCompound) return;
        foreach (Block block in step.Blocks)
        {
            if (step.Operation is While && block == step.Blocks[0]) continue;
            for (int i = 0; i < step.Operation.Results.Count; i++) TryMerge(step.Operation.Results[i], block.Region.Yields[i]);
        }
    }

    private void JoinInitial(Step step)
    {
        if (!step.IsStatement || step.Operation is not (For or While)) return;
        IReadOnlyList<Value> initial = step.Operation is For loop ? loop.Initial : ((While)step.Operation).Initial;
        for (int i = 0; i < initial.Count; i++) TryMerge(step.Operation.Results[i], initial[i]);
    }

    private void TryMerge(Value first, Value second)
    {
        if (!_liveness.IsCandidate(first) || !_liveness.IsCandidate(second) || first.Type != second.Type) return;
        List<Value> a = Group(first), b = Group(second);
        if (a == b || a.Any(x => b.Any(y => _liveness.AreNeededTogether(x.Id, y.Id)))) return;
        Merge(first, second);
    }

    private void Merge(Value first, Value second)
    {
        List<Value> a = Group(first), b = Group(second);
        if (a == b) return;
        a.AddRange(b);
        foreach (Value value in b) _groups[value.Id] = a;
    }

    private List<Value> Group(Value value)
    {
        if (!_groups.TryGetValue(value.Id, out List<Value> group)) _groups.Add(value.Id, group = [value]);
        return group;
    }

    private void Declare(Step step)
    {
        if (step.IsDropped) return;
        if (step.IsStatement)
        {
            foreach (Value result in step.Operation.Results) Declare(result);
        }

        foreach (Block block in step.Blocks)
        {
            foreach (Value argument in block.Region.Arguments) Declare(argument);
        }
    }

    private void Declare(Value value)
    {
        if (_variables.ContainsKey(value.Id)) return;
        List<Value> group = Group(value);
        Block home = _schedule.Home(group[0]);
        foreach (Value member in group)
        {
            while (!_schedule.Home(member).IsInside(home)) home = home.Parent!;
        }

        // The stack of a loop is declared before it, with the other work memory.
        if (value.Type is StackType && home.LoopDepth > 0) home = _schedule.Top;
        var variable = new Variable(value.Type, home);
        All.Add(variable);
        foreach (Value member in group) _variables.Add(member.Id, variable);
        variable.Name = NameOf(group);
    }

    /// <summary>The outermost loop's name for it: that is the user's variable.</summary>
    private string NameOf(List<Value> group)
    {
        Value? named = null;
        foreach (Value member in group)
        {
            bool isCarried = _schedule.Definition(member) is null;
            if (isCarried && (named is null || _schedule.Home(member).LoopDepth < _schedule.Home(named).LoopDepth)) named = member;
        }

        return (named ?? group.FirstOrDefault(member => _schedule.Definition(member)!.Operation is If) ?? group[0]).Name;
    }

    /// <summary>Distinct names where scopes meet: C# allows a name again only in blocks of which neither is around the other.</summary>
    public void AssignNames(NameScope taken)
    {
        var scopes = new Dictionary<string, List<Block>>();
        foreach (Variable variable in All)
        {
            Block scope = variable.Home;
            variable.Name = NameScope.Distinct(variable.Name, name =>
                taken.IsTaken(name) || (scopes.TryGetValue(name, out List<Block> others) && others.Any(other => Meet(other, scope))));
            if (!scopes.TryGetValue(variable.Name, out List<Block> same)) scopes.Add(variable.Name, same = []);
            same.Add(scope);
        }

        static bool Meet(Block first, Block second) => first.IsInScopeOf(second) || second.IsInScopeOf(first);
    }
}
