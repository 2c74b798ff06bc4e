using SourceAutodiff.Generator.Infrastructure;
using SourceAutodiff.Generator.IR;
using SourceAutodiff.Generator.Parsing;

namespace SourceAutodiff.Generator.Simplification;

/// <summary>Puts the operations of the callees in the places of their calls, until no call is left.</summary>
internal sealed class Inlining : ForwardPass
{
    private readonly Dictionary<string, Function> _callees;
    private readonly Stack<string> _active = new();
    private readonly ValueFactory _values;
    private readonly Dictionary<int, (string Function, int ValueId)> _origins = [];

    private Inlining(DifferentiableProgram program)
    {
        _callees = program.Callees.ToDictionary(callee => callee.Name);
        _values = ValueFactory.Continuing(program.Primal);
    }

    public static Function Inline(DifferentiableProgram program) => Inline(program, out _);

    /// <param name="origins">Of which value of which callee a value is a copy. What is not in it is a value of the primal, with its id.</param>
    public static Function Inline(DifferentiableProgram program, out IReadOnlyDictionary<int, (string Function, int ValueId)> origins)
    {
        var inlining = new Inlining(program);
        origins = inlining._origins;
        return inlining.Walk(program.Primal);
    }

    protected override void Visit(Operation operation, List<Operation> output)
    {
        operation = Rebuild(operation);
        if (operation is not Call call)
        {
            output.Add(operation);
            return;
        }

        if (!_callees.TryGetValue(call.Callee, out Function callee)) throw new InvalidOperationException($"no function '{call.Callee}'");
        if (_active.Contains(call.Callee)) throw new InvalidOperationException($"'{call.Callee}' is recursive");

        var copy = new Cloner(_values);
        for (int i = 0; i < callee.Parameters.Count; i++) copy[callee.Parameters[i].Value] = call.Arguments[i];
        Operation[] operations = callee.Body.Operations.Select(copy.Clone).ToArray();
        IrWalk.ForEachDefinition(callee.Body with { Arguments = [] }, value => _origins.Add(copy[value].Id, (callee.Name, value.Id)));

        _active.Push(call.Callee);
        foreach (Operation inner in operations) Visit(inner, output);
        _active.Pop();
        for (int i = 0; i < call.Returned.Count; i++) Replace(call.Returned[i], copy[callee.Body.Yields[i]]);
    }
}
