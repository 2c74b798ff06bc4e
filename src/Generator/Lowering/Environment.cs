using SourceAutodiff.Generator.IR;

namespace SourceAutodiff.Generator.Lowering;

/// <summary>What a <see cref="Variable"/> stands for.</summary>
internal enum VariableKind
{
    /// <summary>A local or a parameter.</summary>
    User,

    /// <summary>A result of the method, set by <c>return</c>.</summary>
    Result,

    /// <summary>A field of an object that was made in the method: lives on where the body that made it has returned.</summary>
    Field,

    /// <summary>Whether a loop or the method has been left; see <see cref="LoopScope"/>.</summary>
    Flag,
}

/// <summary>Something that holds one scalar, buffer or delegate and can be assigned.</summary>
internal sealed class Variable(string name, IrType type, VariableKind kind, int order)
{
    public string Name { get; } = name;

    public IrType Type { get; } = type;

    public VariableKind Kind { get; } = kind;

    /// <summary>Order of declaration: what makes the order of results and loop-carried values stable.</summary>
    public int Order { get; } = order;

    /// <summary>A lambda or local function assigns it, so a call may change it.</summary>
    public bool IsShared { get; set; }
}

/// <summary>Values of flags that need no operation as long as nothing asks for them.</summary>
internal static class Known
{
    public static readonly Value True = new(-1, IrType.Bool, "true");
    public static readonly Value False = new(-2, IrType.Bool, "false");

    /// <summary>Nobody reads the flag from here on, so no value was computed for it.</summary>
    public static readonly Value Dead = new(-3, IrType.Bool, "dead");

    /// <summary>A buffer or delegate that is another one in each branch.</summary>
    public static readonly Value Mixed = new(-4, IrType.Bool, "mixed");

    /// <summary>A buffer or delegate that is another one in each iteration of a loop.</summary>
    public static readonly Value Changing = new(-5, IrType.Bool, "changing");

    public static bool IsUnclear(Value value) => ReferenceEquals(value, Mixed) || ReferenceEquals(value, Changing);

    public static Value Of(bool value) => value ? True : False;
}

/// <summary>The current value of every variable in scope; null while it is unassigned.</summary>
internal sealed class Environment
{
    private readonly Dictionary<Variable, Value?> _values;

    public Environment() => _values = [];

    private Environment(Environment other) => _values = new Dictionary<Variable, Value?>(other._values);

    public IReadOnlyList<Variable> Variables => _values.Keys.OrderBy(variable => variable.Order).ToArray();

    public Value? this[Variable variable]
    {
        get => _values[variable];
        set => _values[variable] = value;
    }

    public bool Contains(Variable variable) => _values.ContainsKey(variable);

    public void Remove(Variable variable) => _values.Remove(variable);

    public void RemoveAll(Func<Variable, bool> isGone)
    {
        foreach (Variable variable in _values.Keys.Where(isGone).ToArray()) _values.Remove(variable);
    }

    public Environment Clone() => new(this);
}
