using SourceAutodiff.Generator.IR;

namespace SourceAutodiff.Generator.Simplification;

/// <summary>
/// A load of an element that was just stored or loaded is that value, as long as nothing has written the buffer in between. What was known before a
/// branch or a loop is known in it, unless something in it writes the buffer.
/// </summary>
internal sealed class LoadForwarding : ForwardPass
{
    private readonly Structure _structure;
    private Dictionary<(Value Buffer, Value Index), Value> _known = [];

    private LoadForwarding(Function function) => _structure = new Structure(function);

    public static Function Run(Function function) => new LoadForwarding(function).Walk(function);

    protected override void Visit(Operation operation, List<Operation> output)
    {
        foreach (Value root in WrittenInside(operation)) Forget(root);
        operation = Rebuild(operation);
        switch (operation)
        {
            case Load load when _known.TryGetValue((load.Buffer, load.Index), out Value value):
                Replace(load.Result, value);
                return;
            case Load load:
                _known[(load.Buffer, load.Index)] = load.Result;
                break;
            case Store store:
                Forget(_structure.Root(store.Buffer));
                _known[(store.Buffer, store.Index)] = store.Operand;
                break;
            case Accumulate accumulate:
                Forget(_structure.Root(accumulate.Buffer));
                break;
            case Invoke invoke:
                foreach (Value buffer in invoke.WrittenBuffers) Forget(_structure.Root(buffer));
                break;
            case Call call:
                foreach (Value argument in call.Arguments)
                {
                    if (argument.Type is BufferType) Forget(_structure.Root(argument));
                }

                break;
        }

        output.Add(operation);
    }

    protected override Region Walk(Region region)
    {
        Dictionary<(Value Buffer, Value Index), Value> outer = _known;
        _known = new Dictionary<(Value Buffer, Value Index), Value>(outer);
        Region walked = base.Walk(region);
        _known = outer;
        return walked;
    }

    /// <summary>The buffers that an operation with regions writes; they are unknown in it, since it may be a loop, and after it.</summary>
    private IEnumerable<Value> WrittenInside(Operation operation)
    {
        var roots = new List<Value>();
        foreach (Region region in operation.Regions)
        {
            IrWalk.ForEachOperation(region, inner =>
            {
                roots.AddRange(inner.WrittenBuffers.Select(_structure.Root));
                if (inner is Call call) roots.AddRange(call.Arguments.Where(argument => argument.Type is BufferType).Select(_structure.Root));
            });
        }

        return roots;
    }

    private void Forget(Value root)
    {
        List<(Value Buffer, Value Index)> gone = [.. _known.Keys.Where(key => _structure.Root(key.Buffer) == root)];
        foreach ((Value Buffer, Value Index) key in gone) _known.Remove(key);
    }
}
