using System.Collections.Immutable;
using SourceAutodiff.Generator.IR;

namespace SourceAutodiff.Generator.Lowering;

/// <summary>The type of an <c>IEnumerable</c> while lowering: a value of it is a <see cref="Query"/>, and no operation ever reads it.</summary>
internal sealed record QueryType : IrType
{
    public static readonly QueryType Instance = new();
}

/// <summary>
/// A sequence that is not computed before it is consumed: <paramref name="Count"/> elements, computed by <paramref name="At"/> from their index,
/// of which <paramref name="Stages"/> let some pass.
/// </summary>
internal sealed record Query(Value Count, Func<Value, Value> At, ImmutableArray<QueryStage> Stages)
{
    public static Query Indexed(Value count, Func<Value, Value> at) => new(count, at, []);

    /// <summary>How many elements there are is known, and each is found by its index.</summary>
    public bool IsIndexed => Stages.IsEmpty;
}

/// <summary>Does something with an element and hands it on, or not.</summary>
/// <param name="State">Declares what the stage keeps from one element to the next.</param>
/// <param name="HasEnded">No further element passes, so none may be computed; null for a stage that goes on to the end.</param>
internal sealed record QueryStage(Func<Variable?> State, Action<Variable?, Value, Action<Value>> Run, Func<Variable, Value>? HasEnded = null)
{
    public static QueryStage Simple(Action<Value, Action<Value>> run) => new(() => null, (_, element, next) => run(element, next));
}
