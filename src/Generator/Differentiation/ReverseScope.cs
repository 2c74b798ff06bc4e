using SourceAutodiff.Generator.IR;

namespace SourceAutodiff.Generator.Differentiation;

/// <summary>
/// A region while it is reversed: how primal values and buffers are called there, and the cotangents collected so far. Zero cotangents are absent,
/// so they never materialise: the first contribution is taken as it is, later ones are added.
/// </summary>
internal sealed class ReverseScope(ReverseScope? parent, IrBuilder builder, RegionPlace place)
{
    public ReverseScope? Parent { get; } = parent;
    public IrBuilder Builder { get; } = builder;
    public RegionPlace Place { get; } = place;

    /// <summary>Primal values that are not visible as themselves: popped, recomputed, or another loop's index.</summary>
    public Dictionary<int, Value> Primals { get; } = [];

    /// <summary>The shadow of each buffer, by the primal buffer.</summary>
    public Dictionary<int, Value> Shadows { get; } = [];

    public Dictionary<Value, Value> Cotangents { get; } = [];

    /// <summary>For a standing region: the cotangents of what it yields, known from the start. Null entries are zero.</summary>
    public IReadOnlyList<Value?> YieldCotangents { get; init; } = [];

    public Value? FindPrimal(Value primal)
    {
        for (ReverseScope? scope = this; scope is not null; scope = scope.Parent)
        {
            if (scope.Primals.TryGetValue(primal.Id, out Value? value)) return value;
        }

        return null;
    }

    public Value? FindShadow(Value buffer)
    {
        for (ReverseScope? scope = this; scope is not null; scope = scope.Parent)
        {
            if (scope.Shadows.TryGetValue(buffer.Id, out Value? shadow)) return shadow;
        }

        return null;
    }

    public void Contribute(Value primal, Value contribution) =>
        Cotangents[primal] = Cotangents.TryGetValue(primal, out Value? sum) ? Builder.Apply(Ops.Add, Derived.CotangentName(primal), sum, contribution) : contribution;

    public Value CotangentOrZero(Value primal) => Cotangents.TryGetValue(primal, out Value? cotangent) ? cotangent : Builder.Zero(primal.Type);

    /// <summary>The cotangent of a value that is complete, because everything that reads the value is reversed.</summary>
    public Value? Take(Value primal)
    {
        if (!Cotangents.TryGetValue(primal, out Value? cotangent)) return null;
        Cotangents.Remove(primal);
        return cotangent;
    }
}
