using SourceAutodiff.Generator.Infrastructure;

namespace SourceAutodiff.Generator.IR;

/// <summary>Copies operations, giving every definition a fresh value. Values that are not mapped stay themselves.</summary>
/// <param name="retype">Replaces types, for instance a rule's <c>T</c> by the type at hand.</param>
internal sealed class Cloner(ValueFactory values, Func<IrType, IrType>? retype = null)
{
    private readonly Dictionary<int, Value> _map = [];

    private Cloner(ValueFactory values, Func<IrType, IrType>? retype, Dictionary<int, Value> map)
        : this(values, retype) => _map = new Dictionary<int, Value>(map);

    /// <summary>A cloner that starts with what is mapped now; what it maps itself stays its own.</summary>
    public Cloner Scoped() => new(values, retype, _map);

    public bool IsMapped(Value original) => _map.ContainsKey(original.Id);

    public Value this[Value original]
    {
        get => _map.TryGetValue(original.Id, out Value? mapped) ? mapped : original;
        set => _map[original.Id] = value;
    }

    public Value Fresh(Value original)
    {
        Value fresh = values.New(retype is null ? original.Type : retype(original.Type), original.Name);
        _map[original.Id] = fresh;
        return fresh;
    }

    public EquatableArray<Value> Map(EquatableArray<Value> originals) => originals.Select(value => this[value]).ToEquatableArray();

    public Region Clone(Region region)
    {
        EquatableArray<Value> arguments = region.Arguments.Select(Fresh).ToEquatableArray();
        EquatableArray<Operation> operations = region.Operations.Select(Clone).ToEquatableArray();
        return new Region(arguments, operations, Map(region.Yields));
    }

    public Operation Clone(Operation operation) => operation switch
    {
        Constant o => o with { Result = Fresh(o.Result) },
        Apply o => o with { Arguments = Map(o.Arguments), Result = Fresh(o.Result) },
        Convert o => o with { Argument = this[o.Argument], Result = Fresh(o.Result) },
        Length o => o with { Buffer = this[o.Buffer], Result = Fresh(o.Result) },
        Load o => o with { Buffer = this[o.Buffer], Index = this[o.Index], Result = Fresh(o.Result) },
        Store o => o with { Buffer = this[o.Buffer], Index = this[o.Index], Operand = this[o.Operand] },
        Accumulate o => o with { Buffer = this[o.Buffer], Index = this[o.Index], Operand = this[o.Operand] },
        Fill o => o with { Buffer = this[o.Buffer], Operand = this[o.Operand] },
        Slice o => o with { Buffer = this[o.Buffer], Start = this[o.Start], Count = this[o.Count], Result = Fresh(o.Result) },
        Allocate o => o with { Count = this[o.Count], Result = Fresh(o.Result) },
        NewStack o => o with { Result = Fresh(o.Result) },
        Push o => o with { Stack = this[o.Stack], Operand = this[o.Operand] },
        Pop o => o with { Stack = this[o.Stack], Result = Fresh(o.Result) },
        Call o => o with { Arguments = Map(o.Arguments), Returned = Freshen(o.Returned) },
        If o => o with { Condition = this[o.Condition], Then = Clone(o.Then), Else = Clone(o.Else), Yielded = Freshen(o.Yielded) },
        For o => o with
        {
            Initial = Map(o.Initial), Start = this[o.Start], End = this[o.End], Body = Clone(o.Body), Carried = Freshen(o.Carried),
        },
        While o => o with
        {
            Initial = Map(o.Initial), Condition = Clone(o.Condition), Body = Clone(o.Body), Carried = Freshen(o.Carried),
        },
        _ => throw new InvalidOperationException($"unknown operation {operation.GetType().Name}"),
    };

    private EquatableArray<Value> Freshen(EquatableArray<Value> originals) => originals.Select(Fresh).ToEquatableArray();
}
