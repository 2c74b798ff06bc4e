using SourceAutodiff.Generator.IR;
using SourceAutodiff.Generator.Rules;

namespace SourceAutodiff.Generator.Activity;

/// <summary>Where a derivative that was asked for is identically zero, or loses a part of itself.</summary>
internal sealed class LostDerivatives
{
    private readonly Dictionary<int, List<Value>> _inputs = [];
    private readonly Structure _structure;
    private readonly Function _function;

    public LostDerivatives(Function function, RuleTable rules)
    {
        var structure = new Structure(function);
        (_structure, _function) = (structure, function);
        var activity = new ActivityAnalysis(structure, rules);
        InactiveParameters = [.. Enumerable.Range(0, function.Parameters.Count).Where(i =>
            function.Parameters[i] is { Differentiated: true } parameter && !activity.IsActive(parameter.Value))];
        HasActiveResult = function.Body.Yields.Any(activity.IsVaried)
            || function.Parameters.Any(parameter => parameter.Differentiated && activity.Written.Contains(parameter.Value.Id) && activity.IsVaried(parameter.Value));
        CutConversions = FindCuts(structure, activity);
    }

    /// <summary>The differentiated parameters, by index, on which no result depends differentiably.</summary>
    public IReadOnlyList<int> InactiveParameters { get; }

    /// <summary>At least one result depends differentiably on at least one input.</summary>
    public bool HasActiveResult { get; }

    /// <summary>
    /// The ids of the integers that are converted from a number with a derivative and flow back into a result as a number. One that is only an index
    /// or a condition is not among them: it chooses what is computed, and a choice has no derivative to lose.
    /// </summary>
    public IReadOnlyCollection<int> CutConversions { get; }

    public bool IsUsed(int parameter) => _structure.Operations.Any(operation => operation.Operands.Any(operand => operand.Id == parameter)) || _function.Body.Yields.Any(value => value.Id == parameter);

    /// <summary>What takes its value from the parameter, in whatever way, and gives it on to a result.</summary>
    public IEnumerable<int> BetweenResultsAnd(int parameter)
    {
        ILookup<int, int> outputs = _inputs.SelectMany(pair => pair.Value.Select(input => (Input: input.Id, Output: pair.Key))).ToLookup(pair => pair.Input, pair => pair.Output);
        HashSet<int> fromParameter = Closure([parameter], id => outputs[id]);
        HashSet<int> toResults = Closure(_function.Body.Yields.Select(value => value.Id).Concat(_structure.WrittenRoots()), InputsOf);
        return fromParameter.Where(toResults.Contains);
    }

    private IEnumerable<int> InputsOf(int id) => _inputs.TryGetValue(id, out List<Value>? inputs) ? inputs.Select(input => input.Id) : [];

    private static HashSet<int> Closure(IEnumerable<int> start, Func<int, IEnumerable<int>> next)
    {
        var reached = new HashSet<int>();
        var queue = new Queue<int>(start);
        while (queue.Count > 0)
        {
            int id = queue.Dequeue();
            if (!reached.Add(id)) continue;
            foreach (int other in next(id)) queue.Enqueue(other);
        }

        return reached;
    }

    private HashSet<int> FindCuts(Structure structure, ActivityAnalysis activity)
    {
        foreach (Operation operation in structure.Operations) CollectInputs(structure, operation);

        // Back from the integers that become part of a useful real number.
        HashSet<int> flowing = Closure(
            structure.Operations.OfType<IR.Convert>().Where(convert => convert.Argument.Type.IsInteger && activity.IsUseful(convert.Result)).Select(convert => convert.Argument.Id), InputsOf);

        return [.. structure.Operations.OfType<IR.Convert>()
            .Where(convert => convert.Result.Type.IsInteger && activity.IsVaried(convert.Argument) && flowing.Contains(convert.Result.Id))
            .Select(convert => convert.Result.Id)];
    }

    /// <summary>Which integers an integer, or the memory it is in, takes its value from.</summary>
    private void CollectInputs(Structure structure, Operation operation)
    {
        switch (operation)
        {
            case Apply or Compute:
                foreach (Value argument in operation.Operands)
                {
                    foreach (Value result in operation.Results) Add(result, argument);
                }

                break;
            case IR.Convert convert:
                Add(convert.Result, convert.Argument);
                break;
            case Load load:
                Add(load.Result, structure.Root(load.Buffer));
                break;
            case Store store:
                Add(structure.Root(store.Buffer), store.Operand);
                break;
            case Invoke invoke:
                foreach (Value argument in invoke.Arguments)
                {
                    Value source = argument.Type is BufferType ? structure.Root(argument) : argument;
                    foreach (Value result in invoke.Returned) Add(result, source);
                    foreach (Value buffer in invoke.WrittenBuffers) Add(structure.Root(buffer), source);
                }

                break;
            case If branch:
                AddAll(branch.Yielded, branch.Then.Yields);
                AddAll(branch.Yielded, branch.Else.Yields);
                break;
            case For loop:
                AddLoop(loop.Carried, loop.Initial, [.. loop.Body.Arguments.Skip(1)], loop.Body.Yields);
                break;
            case While loop:
                AddLoop(loop.Carried, loop.Initial, loop.Body.Arguments, loop.Body.Yields);
                break;
        }
    }

    private void AddLoop(IReadOnlyList<Value> carried, IReadOnlyList<Value> initial, IReadOnlyList<Value> arguments, IReadOnlyList<Value> yields)
    {
        AddAll(carried, initial);
        AddAll(carried, yields);
        AddAll(arguments, initial);
        AddAll(arguments, yields);
    }

    private void AddAll(IReadOnlyList<Value> values, IReadOnlyList<Value> inputs)
    {
        for (int i = 0; i < values.Count; i++) Add(values[i], inputs[i]);
    }

    private void Add(Value value, Value input)
    {
        if (!_inputs.TryGetValue(value.Id, out List<Value>? inputs)) _inputs.Add(value.Id, inputs = []);
        inputs.Add(input);
    }
}
