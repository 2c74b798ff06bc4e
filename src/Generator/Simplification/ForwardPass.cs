using SourceAutodiff.Generator.Infrastructure;
using SourceAutodiff.Generator.IR;

namespace SourceAutodiff.Generator.Simplification;

/// <summary>A walk in program order that may replace values by others; later reads follow.</summary>
internal abstract class ForwardPass
{
    private readonly Dictionary<int, Value> _replacements = [];

    protected Function Walk(Function function) => function with { Body = Walk(function.Body) };

    /// <summary>Appends what shall stand in place of <paramref name="operation"/>.</summary>
    protected abstract void Visit(Operation operation, List<Operation> output);

    protected virtual Region Walk(Region region)
    {
        List<Operation> output = [];
        foreach (Operation operation in region.Operations) Visit(operation, output);
        return new Region(region.Arguments, output.ToEquatableArray(), region.Yields.Select(Resolve).ToEquatableArray());
    }

    /// <summary>The operation with replaced operands and walked regions.</summary>
    protected Operation Rebuild(Operation operation) => IrRewrite.Rebuild(operation, Resolve, value => value, Walk);

    protected Value Resolve(Value value)
    {
        while (_replacements.TryGetValue(value.Id, out Value replacement)) value = replacement;
        return value;
    }

    protected void Replace(Value value, Value replacement) => _replacements.Add(value.Id, Resolve(replacement));
}
