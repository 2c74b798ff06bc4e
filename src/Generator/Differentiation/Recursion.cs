using SourceAutodiff.Generator.Activity;
using SourceAutodiff.Generator.Infrastructure;
using SourceAutodiff.Generator.IR;
using SourceAutodiff.Generator.Rules;

namespace SourceAutodiff.Generator.Differentiation;

/// <summary>A function that is part of a recursion.</summary>
/// <param name="Lost">The ids of its buffer parameters whose contents the backward function cannot rely on.</param>
internal sealed record RecursiveFunction(Function Function, EquatableArray<int> Lost);

/// <summary>
/// Calls that inlining leaves become invocations of routines: which parameters a recursive function writes, with respect to which it is
/// differentiated, and which buffers have changed by the time of its backward function follow from all calls of it.
/// </summary>
internal sealed class Recursion
{
    private readonly RuleTable _rules;
    private readonly Func<string, string> _rename;
    private readonly string _typeArguments;
    private readonly Dictionary<string, Function> _functions;
    private readonly Dictionary<string, bool[]> _written = [], _differentiated = [], _lost = [];
    private bool _changed;

    private Recursion(IReadOnlyList<Function> recursive, RuleTable rules, Func<string, string> rename, string typeArguments)
    {
        _rules = rules;
        _rename = rename;
        _typeArguments = typeArguments;
        _functions = recursive.ToDictionary(function => function.Name, WithSpans);
        foreach (Function function in recursive)
        {
            _written[function.Name] = new bool[function.Parameters.Count];
            _differentiated[function.Name] = new bool[function.Parameters.Count];
            _lost[function.Name] = new bool[function.Parameters.Count];
        }
    }

    /// <param name="primal">Its calls, and those in the others, are of the others.</param>
    /// <param name="rename">The name of the members that are made of a function.</param>
    public static (Function Primal, EquatableArray<RecursiveFunction> Functions) Link(
        Function primal, IReadOnlyList<Function> recursive, RuleTable rules, Func<string, string> rename, string typeArguments)
    {
        if (recursive.Count == 0) return (primal, []);
        var recursion = new Recursion(recursive, rules, rename, typeArguments);
        recursion.Fixpoint(() =>
        {
            foreach (Function function in recursion._functions.Values) recursion.FindWritten(function);
        });
        recursion.Fixpoint(() =>
        {
            recursion.FindDifferentiated(primal, null);
            foreach (KeyValuePair<string, Function> pair in recursion._functions) recursion.FindDifferentiated(recursion.Configured(pair.Key), pair.Key);
        });
        recursion.Fixpoint(() =>
        {
            recursion.FindLost(primal, []);
            foreach (Function function in recursion._functions.Values) recursion.FindLost(function, recursion.LostIds(function));
        });
        return (
            recursion.Linked(primal),
            recursion._functions.Select(pair => new RecursiveFunction(
                recursion.Linked(recursion.Configured(pair.Key)) with { Name = rename(pair.Key) }, recursion.LostIds(pair.Value).ToEquatableArray())).ToEquatableArray());
    }

    private void Fixpoint(Action sweep)
    {
        do
        {
            _changed = false;
            sweep();
        }
        while (_changed);
    }

    private void Set(bool[] flags, int index)
    {
        _changed |= !flags[index];
        flags[index] = true;
    }

    private void FindWritten(Function function)
    {
        var structure = new Structure(function);
        HashSet<int> written = structure.WrittenRoots();
        foreach (Call call in structure.Operations.OfType<Call>())
            written.UnionWith(call.Arguments.Where((argument, i) => argument.Type is BufferType && _written[call.Callee][i]).Select(buffer => structure.Root(buffer).Id));

        for (int i = 0; i < function.Parameters.Count; i++)
        {
            if (written.Contains(function.Parameters[i].Value.Id)) Set(_written[function.Name], i);
        }
    }

    private void FindDifferentiated(Function function, string? name)
    {
        Function linked = Linked(function);
        var activity = new ActivityAnalysis(new Structure(linked), _rules);
        Dictionary<string, string> names = _functions.Keys.ToDictionary(_rename);
        IrWalk.ForEachOperation(linked.Body, operation =>
        {
            if (operation is not Invoke { Routine.Kind: RoutineKind.Primal } invoke) return;
            for (int i = 0; i < invoke.Arguments.Count; i++)
            {
                if (activity.IsVaried(invoke.Arguments[i])) Set(_differentiated[names[invoke.Routine.Name]], i);
            }
        });
        if (name is null) return;
        for (int i = 0; i < function.Parameters.Count; i++)
        {
            // Filled with something that carries a derivative.
            if (_written[name][i] && activity.IsVaried(function.Parameters[i].Value)) Set(_differentiated[name], i);
        }
    }

    private void FindLost(Function function, IReadOnlyCollection<int> lost)
    {
        Function linked = Linked(function);
        var structure = new Structure(linked);
        var memory = new Memory(structure, new HashSet<int>(lost));
        Dictionary<string, string> names = _functions.Keys.ToDictionary(_rename);
        foreach (Invoke invoke in structure.Operations.OfType<Invoke>().Where(invoke => invoke.Routine.Kind == RoutineKind.Primal))
        {
            string callee = names[invoke.Routine.Name];
            for (int i = 0; i < invoke.Arguments.Count; i++)
            {
                if (invoke.Arguments[i].Type is BufferType && (_written[callee][i] || memory.IsLost(invoke, invoke.Arguments[i]))) Set(_lost[callee], i);
            }
        }
    }

    private List<int> LostIds(Function function) => [.. function.Parameters.Where((_, i) => _lost[function.Name][i]).Select(parameter => parameter.Value.Id)];

    private Function Configured(string name) => _functions[name] with
    {
        Parameters = _functions[name].Parameters.Select((parameter, i) => parameter with { Differentiated = _differentiated[name][i] }).ToEquatableArray(),
    };

    private Function Linked(Function function) => function with { Body = Linked(function.Body) };

    private Region Linked(Region region) => region with { Operations = region.Operations.Select(Linked).ToEquatableArray() };

    private Operation Linked(Operation operation)
    {
        operation = IrRewrite.Rebuild(operation, value => value, value => value, Linked);
        if (operation is not Call call) return operation;
        IEnumerable<RoutineParameter> parameters = _functions[call.Callee].Parameters.Select((parameter, i) => new RoutineParameter(
            parameter.Value.Type is not BufferType ? ParameterUse.Value : _written[call.Callee][i] ? ParameterUse.Writes : ParameterUse.Reads, _differentiated[call.Callee][i]));
        var routine = new Routine(_rename(call.Callee), RoutineKind.Primal, parameters.ToEquatableArray()) { TypeArguments = _typeArguments };
        return new Invoke(call.Returned, routine, call.Arguments) { Note = call.Note };
    }

    /// <summary>Arrays go in as spans: a local array is one by then.</summary>
    private static Function WithSpans(Function function)
    {
        var values = new ValueFactory();
        var cloner = new Cloner(values);
        Parameter[] parameters =
        [
            .. function.Parameters.Select(parameter =>
            {
                Value value = parameter.Value;
                Value span = values.New(value.Type is BufferType { Kind: BufferKind.Array } array ? array with { Kind = BufferKind.Span } : value.Type, value.Name);
                cloner[value] = span;
                return parameter with { Value = span };
            }),
        ];
        EquatableArray<Operation> operations = function.Body.Operations.Select(cloner.Clone).ToEquatableArray();
        return function with
        {
            Parameters = parameters.ToEquatableArray(),
            Body = new Region(parameters.Select(parameter => parameter.Value).ToEquatableArray(), operations, cloner.Map(function.Body.Yields)),
        };
    }
}
