using SourceAutodiff.Generator.IR;

namespace SourceAutodiff.Generator.Simplification;

/// <summary>How the values met so far are defined.</summary>
internal sealed class Definitions
{
    private readonly Dictionary<int, Operation> _operations = [];

    public void Add(Operation operation)
    {
        foreach (Value result in operation.Results) _operations[result.Id] = operation;
    }

    public Operation? Of(Value value) => _operations.TryGetValue(value.Id, out Operation operation) ? operation : null;

    public Constant? Constant(Value value) => Of(value) as Constant;

    public bool? Boolean(Value value) => value.Type == IrType.Bool && Of(value) is Constant constant ? constant.Bits != 0 : null;

    /// <summary>Whether the value is this number, sign of zero included.</summary>
    public bool Is(Value value, double number) =>
        value.Type.IsReal && Of(value) is Constant constant && constant.Bits == BitConverter.DoubleToInt64Bits(number);

    public bool Is(Value value, long number) => value.Type.IsInteger && Of(value) is Constant constant && constant.Bits == number;
}

/// <summary>What an operation becomes: another value that its result is the same as, or a cheaper operation with that result.</summary>
internal sealed record Rewrite(Value? Same, Operation? Instead)
{
    public static Rewrite To(Value same) => new(same, null);

    public static Rewrite By(Operation instead) => new(null, instead);
}
