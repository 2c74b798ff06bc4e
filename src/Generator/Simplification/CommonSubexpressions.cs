using SourceAutodiff.Generator.Infrastructure;
using SourceAutodiff.Generator.IR;

namespace SourceAutodiff.Generator.Simplification;

/// <summary>
/// Computes equal things once. A region sees what was computed before it in the regions around it. Loads are shared
/// from buffers that nothing in the function writes.
/// </summary>
internal sealed class CommonSubexpressions : ForwardPass
{
    private readonly Dictionary<Expression, EquatableArray<Value>> _available = [];
    private readonly HashSet<int> _written;
    private readonly Structure _structure;
    private List<Expression> _ofRegion = [];

    private CommonSubexpressions(Function function)
    {
        _structure = new Structure(function);
        _written = _structure.WrittenRoots();
        foreach (Call call in _structure.Operations.OfType<Call>()) _written.UnionWith(call.Arguments.Where(a => a.Type is BufferType).Select(a => _structure.Root(a).Id));
    }

    public static Function Run(Function function) => new CommonSubexpressions(function).Walk(function);

    protected override Region Walk(Region region)
    {
        List<Expression> outer = _ofRegion;
        _ofRegion = [];
        Region walked = base.Walk(region);
        foreach (Expression expression in _ofRegion) _available.Remove(expression);
        _ofRegion = outer;
        return walked;
    }

    protected override void Visit(Operation operation, List<Operation> output)
    {
        operation = Rebuild(operation);
        if (ExpressionOf(operation) is Expression expression)
        {
            if (_available.TryGetValue(expression, out EquatableArray<Value> earlier))
            {
                for (int i = 0; i < earlier.Count; i++) Replace(operation.Results[i], earlier[i]);
                return;
            }

            _available.Add(expression, operation.Results);
            _ofRegion.Add(expression);
        }

        output.Add(operation);
    }

    /// <summary>What identifies the result; null when the operation must run each time. A repeated operation that throws has thrown before.</summary>
    private Expression? ExpressionOf(Operation operation) => operation switch
    {
        Constant o => new Expression("const", o.Result.Type, o.Bits, []),
        Apply o => new Expression(o.Op, o.Result.Type, 0, Ids(o.Operands)),
        Compute o => new Expression(o.Op, o.Returned[0].Type, 0, Ids(o.Operands)),
        IR.Convert o => new Expression("convert", o.Result.Type, 0, Ids(o.Operands)),
        Length o => new Expression("length", o.Result.Type, 0, Ids(o.Operands)),
        Row o => new Expression("row", o.Result.Type, 0, Ids(o.Operands)),
        Window o => new Expression("window", o.Result.Type, 0, Ids(o.Operands)),
        Slice o => new Expression("slice", o.Result.Type, 0, Ids(o.Operands)),
        Load o when !_written.Contains(_structure.Root(o.Buffer).Id) => new Expression("load", o.Result.Type, 0, Ids(o.Operands)),
        _ => null,
    };

    private static EquatableArray<int> Ids(EquatableArray<Value> values) => values.Select(value => value.Id).ToEquatableArray();

    private sealed record Expression(string Op, IrType Type, long Bits, EquatableArray<int> Operands);
}
