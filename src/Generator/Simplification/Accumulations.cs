using SourceAutodiff.Generator.Infrastructure;
using SourceAutodiff.Generator.IR;

namespace SourceAutodiff.Generator.Simplification;

/// <summary>
/// <c>b[i] = b[i] + v</c> is one operation, <c>b[i] += v</c>: its adjoint only reads the shadow, where those of a load and a store would also take the
/// cotangent out and put it back.
/// </summary>
internal sealed class Accumulations : ForwardPass
{
    private readonly Dictionary<int, int> _uses = [];
    private readonly Structure _structure;
    private readonly ValueFactory _values;

    private Accumulations(Function function)
    {
        _structure = new Structure(function);
        _values = ValueFactory.Continuing(function);
        IrWalk.ForEachUse(function.Body, value => _uses[value.Id] = Uses(value) + 1);
    }

    public static Function Run(Function function) => new Accumulations(function).Walk(function);

    protected override void Visit(Operation operation, List<Operation> output)
    {
        operation = Rebuild(operation);
        if (operation is Store store && Match(store, output) is { } match)
        {
            output.Remove(match.Sum);
            output.Remove(match.Load);
            Value added = match.Sum.Arguments[1];
            if (match.Sum.Op == Ops.Subtract)
            {
                // a - v is a + (-v), to the bit.
                Value negative = _values.New(added.Type, added.Name);
                output.Add(new Apply(negative, Ops.Negate, [added]));
                added = negative;
            }

            output.Add(new Accumulate(store.Buffer, store.Index, added) { Note = store.Note });
            return;
        }

        output.Add(operation);
    }

    private (Apply Sum, Load Load)? Match(Store store, List<Operation> before)
    {
        if (!store.Operand.Type.IsReal || Uses(store.Operand) != 1) return null;
        int sumAt = before.FindLastIndex(operation => operation is Apply && operation.Results[0] == store.Operand);
        if (sumAt < 0 || before[sumAt] is not Apply { Op: Ops.Add or Ops.Subtract } sum || sum.Arguments[0] == sum.Arguments[1]) return null;
        int loadAt = before.FindLastIndex(operation => operation is Load && operation.Results[0] == sum.Arguments[0]);
        if (loadAt < 0 || before[loadAt] is not Load load || Uses(load.Result) != 1 || load.Buffer != store.Buffer || load.Index != store.Index) return null;

        // The read moves to the write: nothing between them may write, or throw anything but what the read itself would.
        bool isMovable = before.Skip(loadAt + 1).All(operation => Effects.IsPure(operation) || operation is Load);
        return isMovable ? (sum, load) : null;
    }

    private int Uses(Value value) => _uses.TryGetValue(value.Id, out int uses) ? uses : 0;
}
