using SourceAutodiff.Generator.Differentiation;
using SourceAutodiff.Generator.Emission;
using SourceAutodiff.Generator.IR;
using SourceAutodiff.Generator.Rules;
using SourceAutodiff.Generator.Simplification;

namespace SourceAutodiff.Generator;

/// <summary>What derived functions call of the functions that are part of a recursion, and what those call.</summary>
internal sealed class RecursiveMembers(IEnumerable<RecursiveFunction> functions, RuleTable rules)
{
    private readonly Dictionary<string, RecursiveFunction> _functions = functions.ToDictionary(
        function => function.Function.Name, function => function with { Function = Simplifier.Simplify(function.Function) });

    private readonly HashSet<string> _known = [];

    public List<Function> Functions { get; } = [];

    /// <summary>Adds what the function calls; it is not added itself.</summary>
    public void Add(Function? caller)
    {
        if (caller is null) return;
        var called = new List<Routine>();
        IrWalk.ForEachOperation(caller.Body, operation =>
        {
            if (operation is Invoke { Routine: { Kind: not RoutineKind.Method } routine }) called.Add(routine);
        });
        foreach (Routine routine in called)
        {
            if (!_known.Add(RoutineNames.Of(routine.Name, routine.Kind))) continue;
            Function member = Derive(_functions[routine.Name], routine.Kind) with { Name = RoutineNames.Of(routine.Name, routine.Kind) };
            Functions.Add(member);
            Add(member);
        }
    }

    private Function Derive(RecursiveFunction function, RoutineKind kind) => kind switch
    {
        RoutineKind.Primal => function.Function,
        RoutineKind.Forward => Split(function).Forward,
        RoutineKind.Backward => Split(function).Backward,
        _ => Simplifier.Simplify(Jvp.Transform(function.Function, rules, lanes: kind == RoutineKind.JvpLanes)),
    };

    private (Function Forward, Function Backward) Split(RecursiveFunction function) =>
        SplitVjp.Transform(function.Function, rules, new HashSet<int>(function.Lost), Simplifier.Simplify);
}
