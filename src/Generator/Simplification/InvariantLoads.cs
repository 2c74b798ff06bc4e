using SourceAutodiff.Generator.Infrastructure;
using SourceAutodiff.Generator.IR;

namespace SourceAutodiff.Generator.Simplification;

/// <summary>
/// An element that every iteration of a counted loop reads, and none writes, is read once before the loop, if the loop runs at all. In reverse its
/// cotangent is then summed in a variable instead of in memory. Only reads at the start of the body move, before anything that could be noticed.
/// </summary>
internal sealed class InvariantLoads : ForwardPass
{
    private readonly Structure _structure;
    private readonly ValueFactory _values;

    private InvariantLoads(Function function)
    {
        _structure = new Structure(function);
        _values = ValueFactory.Continuing(function);
    }

    public static Function Run(Function function) => new InvariantLoads(function).Walk(function);

    protected override void Visit(Operation operation, List<Operation> output)
    {
        operation = Rebuild(operation);
        if (operation is For loop && Moved(loop) is { Count: > 0 } moved)
        {
            Value[] read = moved.SelectMany(read => read.Results).ToArray();
            Value[] results = read.Select(value => _values.New(value.Type, value.Name)).ToArray();

            // Under new names: the old ones are replaced wherever they still stand.
            var copy = new Cloner(_values);
            EquatableArray<Operation> before = moved.Select(copy.Clone).ToEquatableArray();
            var outer = new IrBuilder(_values);
            Value runs = outer.Apply(loop.Step > 0 ? Ops.Less : Ops.Greater, "t", loop.Start, loop.End);
            IrBuilder idle = outer.Nested();
            Value[] nothing = read.Select(value => value.Type == IrType.Bool ? idle.Boolean(false) : idle.Zero(value.Type)).ToArray();
            outer.Append(new If(
                results.ToEquatableArray(), runs,
                new Region([], before, read.Select(value => copy[value]).ToEquatableArray()), idle.ToRegion([], nothing)));
            output.AddRange(outer.Operations);

            for (int i = 0; i < read.Length; i++) Replace(read[i], results[i]);
            Operation[] rest = loop.Body.Operations.Where(inner => !moved.Any(other => ReferenceEquals(other, inner))).ToArray();
            operation = Rebuild(loop with { Body = loop.Body with { Operations = rest.ToEquatableArray() } });
        }

        output.Add(operation);
    }

    /// <summary>The reads that can move, in order.</summary>
    private List<Operation> Moved(For loop)
    {
        var inside = new HashSet<int>();
        IrWalk.ForEachDefinition(loop.Body, value => inside.Add(value.Id));
        var written = new HashSet<int>();
        IrWalk.ForEachOperation(loop.Body, operation =>
        {
            written.UnionWith(operation.WrittenBuffers.Select(Root));
            if (operation is Call call) written.UnionWith(call.Arguments.Where(argument => argument.Type is BufferType).Select(Root));
        });

        // A read may be delayed or done early only among operations that throw nothing else and change nothing.
        bool OnlyReads(Operation operation) => Effects.IsPure(operation) || operation is Load
            || (operation is If branch && branch.Regions.All(region => region.Operations.All(OnlyReads)));
        bool IsInvariant(Operation operation) => operation switch
        {
            Load load => !inside.Contains(load.Buffer.Id) && !inside.Contains(load.Index.Id) && !written.Contains(Root(load.Buffer)),
            If branch => ReadsAnything(branch) && UsesOf(branch).All(value => !inside.Contains(value.Id)) && !LoadsOf(branch).Any(load => written.Contains(Root(load.Buffer))),
            _ => false,
        };
        return [.. loop.Body.Operations.TakeWhile(OnlyReads).Where(IsInvariant)];
    }

    private int Root(Value buffer) => _structure.Root(buffer).Id;

    private static bool ReadsAnything(If branch) => LoadsOf(branch).Any();

    private static List<Load> LoadsOf(If branch)
    {
        var loads = new List<Load>();
        foreach (Region region in branch.Regions)
        {
            IrWalk.ForEachOperation(region, operation =>
            {
                if (operation is Load load) loads.Add(load);
            });
        }

        return loads;
    }

    /// <summary>What the branch reads that it does not define itself.</summary>
    private static List<Value> UsesOf(If branch)
    {
        var uses = new List<Value> { branch.Condition };
        IrWalk.ForEachCapture(branch, uses.Add);
        return uses;
    }
}
