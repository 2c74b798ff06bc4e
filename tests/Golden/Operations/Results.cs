using SourceAutodiff.Golden.Running;

namespace SourceAutodiff.Golden.Operations;

/// <summary>What an operation gives: one tensor or several.</summary>
internal readonly struct Results
{
    private Results(params Tensor[] all) => All = all;

    public Tensor[] All { get; }

    public static implicit operator Results(Tensor one) => new(one);

    public static implicit operator Results(Tensor[] all) => new(all);

    public static implicit operator Results((Tensor First, Tensor Second) both) => new(both.First, both.Second);
}

/// <summary>A line for each operation: how it is called.</summary>
internal sealed class OperationTable : Dictionary<string, Func<Case, Results>>;
