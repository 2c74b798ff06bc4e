using SourceAutodiff.Generator.IR;

namespace SourceAutodiff.Generator.Simplification;

/// <summary>
/// A counter that each iteration of a counted loop changes by the same amount follows from the loop's own index. It is no longer carried, so it needs no
/// residual: <c>next++</c> beside <c>for (int row …)</c> becomes <c>start + (row - first)</c>. Integer arithmetic wraps around alike.
/// </summary>
internal sealed class Counters : ForwardPass
{
    private readonly Dictionary<int, Operation> _definitions = [];
    private readonly ValueFactory _values;

    private Counters(Function function)
    {
        _values = ValueFactory.Continuing(function);
        IrWalk.ForEachOperation(function.Body, operation =>
        {
            foreach (Value result in operation.Results) _definitions[result.Id] = operation;
        });
    }

    public static Function Run(Function function) => new Counters(function).Walk(function);

    protected override void Visit(Operation operation, List<Operation> output)
    {
        if (operation is not For { Step: 1, Reversed: false } loop)
        {
            output.Add(Rebuild(operation));
            return;
        }

        List<int> kept = [];
        var inside = new IrBuilder(_values);
        var after = new IrBuilder(_values);
        for (int k = 0; k < loop.Carried.Count; k++)
        {
            if (AmountOf(loop, k) is not { } amount)
            {
                kept.Add(k);
                continue;
            }

            Value start = Resolve(loop.Start), end = Resolve(loop.End), initial = Resolve(loop.Initial[k]);
            Replace(loop.Body.Arguments[k + 1], Advance(inside, loop.Body.Arguments[k + 1].Name, initial, amount, Difference(inside, loop.Body.Arguments[0], start)));
            Value trips = Trips(after, start, end);
            Replace(loop.Carried[k], Advance(after, loop.Carried[k].Name, initial, amount, trips));
        }

        if (kept.Count < loop.Carried.Count)
        {
            loop = loop with
            {
                Carried = [.. kept.Select(k => loop.Carried[k])],
                Initial = [.. kept.Select(k => loop.Initial[k])],
                Body = new Region(
                    [loop.Body.Arguments[0], .. kept.Select(k => loop.Body.Arguments[k + 1])],
                    [.. inside.Operations, .. loop.Body.Operations],
                    [.. kept.Select(k => loop.Body.Yields[k])]),
            };
        }

        output.Add(Rebuild(loop));
        output.AddRange(after.Operations);
    }

    /// <summary>The constant that each iteration adds, as the bits of an int.</summary>
    private long? AmountOf(For loop, int k)
    {
        Value counter = loop.Body.Arguments[k + 1];
        if (counter.Type != IrType.I32 || !_definitions.TryGetValue(loop.Body.Yields[k].Id, out Operation? next)) return null;
        if (next is not Apply { Op: Ops.Add or Ops.Subtract } step || step.Arguments[0] != counter) return null;
        if (!_definitions.TryGetValue(step.Arguments[1].Id, out Operation? amount) || amount is not Constant constant) return null;
        return step.Op == Ops.Add ? constant.Bits : -constant.Bits;
    }

    private Value Trips(IrBuilder builder, Value start, Value end)
    {
        if (IsZero(start) && _definitions.TryGetValue(end.Id, out Operation? definition) && definition is Length) return end;
        IrBuilder runs = builder.Nested();
        Value ran = Difference(runs, end, start);
        IrBuilder idle = builder.Nested();
        Value none = idle.Integer(0);
        Value trips = _values.New(IrType.I32, "trips");
        builder.Append(new If([trips], builder.Apply(Ops.Less, "t", start, end), runs.ToRegion([], [ran]), idle.ToRegion([], [none])));
        return trips;
    }

    private bool IsZero(Value value) => _definitions.TryGetValue(value.Id, out Operation? definition) && definition is Constant { Bits: 0 };

    private Value Difference(IrBuilder builder, Value value, Value start) =>
        IsZero(start) ? value : builder.Apply(Ops.Subtract, "t", value, start);

    private static Value Advance(IrBuilder builder, string name, Value initial, long amount, Value iterations)
    {
        Value distance = amount == 1 ? iterations : builder.Apply(Ops.Multiply, "t", builder.Integer(unchecked((int)amount)), iterations);
        return builder.Apply(Ops.Add, name, initial, distance);
    }
}
