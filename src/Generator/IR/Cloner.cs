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

    public Operation Clone(Operation operation) => IrRewrite.Rebuild(operation, value => this[value], Fresh, Clone);
}
