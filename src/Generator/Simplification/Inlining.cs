using SourceAutodiff.Generator.Infrastructure;
using SourceAutodiff.Generator.IR;
using SourceAutodiff.Generator.Parsing;

namespace SourceAutodiff.Generator.Simplification;

/// <summary>Puts the operations of the callees in the places of their calls, until only calls of functions that call themselves are left.</summary>
internal sealed class Inlining : ForwardPass
{
    private readonly Dictionary<string, Function> _callees;
    private readonly HashSet<string> _recursive;
    private readonly ValueFactory _values;
    private readonly Dictionary<int, (string Function, int ValueId)> _origins = [];

    private Inlining(DifferentiableProgram program)
    {
        _callees = program.Callees.ToDictionary(callee => callee.Name);
        _values = ValueFactory.Continuing(program.Primal);
        _recursive = FindRecursive(program);
    }

    private Inlining(Inlining outer, Function function)
    {
        _callees = outer._callees;
        _recursive = outer._recursive;
        _values = ValueFactory.Continuing(function);
    }

    public static Function Inline(DifferentiableProgram program) => Inline(program, out _, out _);

    /// <param name="recursive">The functions that are left to be called, with all other calls in them inlined.</param>
    /// <param name="origins">Of which value of which callee a value is a copy. What is not in it is a value of the primal, with its id.</param>
    public static Function Inline(DifferentiableProgram program, out IReadOnlyDictionary<int, (string Function, int ValueId)> origins, out IReadOnlyList<Function> recursive)
    {
        var inlining = new Inlining(program);
        origins = inlining._origins;
        Function primal = inlining.Walk(program.Primal);
        recursive = [.. program.Callees.Where(callee => inlining._recursive.Contains(callee.Name)).Select(callee => new Inlining(inlining, callee).Walk(callee))];
        return primal;
    }

    /// <summary>The callees that call themselves, directly or through others.</summary>
    private static HashSet<string> FindRecursive(DifferentiableProgram program)
    {
        Dictionary<string, HashSet<string>> reached = program.Callees.ToDictionary(callee => callee.Name, callee =>
        {
            var names = new HashSet<string>();
            IrWalk.ForEachOperation(callee.Body, operation =>
            {
                if (operation is Call call) names.Add(call.Callee);
            });
            return names;
        });
        bool changed = true;
        while (changed)
        {
            changed = false;
            foreach (HashSet<string> names in reached.Values)
            {
                foreach (string name in names.ToArray())
                {
                    if (!reached.TryGetValue(name, out HashSet<string> further)) continue;
                    int before = names.Count;
                    names.UnionWith(further);
                    changed |= names.Count > before;
                }
            }
        }

        return [.. reached.Where(pair => pair.Value.Contains(pair.Key)).Select(pair => pair.Key)];
    }

    protected override void Visit(Operation operation, List<Operation> output)
    {
        operation = Rebuild(operation);
        if (operation is not Call call || _recursive.Contains(call.Callee))
        {
            output.Add(operation);
            return;
        }

        if (!_callees.TryGetValue(call.Callee, out Function callee)) throw new InvalidOperationException($"no function '{call.Callee}'");

        var copy = new Cloner(_values);
        for (int i = 0; i < callee.Parameters.Count; i++) copy[callee.Parameters[i].Value] = call.Arguments[i];
        Operation[] operations = callee.Body.Operations.Select(copy.Clone).ToArray();
        IrWalk.ForEachDefinition(callee.Body with { Arguments = [] }, value => _origins.Add(copy[value].Id, (callee.Name, value.Id)));

        foreach (Operation inner in operations) Visit(inner, output);
        for (int i = 0; i < call.Returned.Count; i++) Replace(call.Returned[i], copy[callee.Body.Yields[i]]);
    }
}
