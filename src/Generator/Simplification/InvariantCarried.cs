using SourceAutodiff.Generator.Infrastructure;
using SourceAutodiff.Generator.IR;

namespace SourceAutodiff.Generator.Simplification;

/// <summary>A loop-carried value that no iteration changes is its initial value; one that always equals another is that one.</summary>
internal sealed class InvariantCarried : ForwardPass
{
    private InvariantCarried()
    {
    }

    public static Function Run(Function function) => new InvariantCarried().Walk(function);

    protected override void Visit(Operation operation, List<Operation> output)
    {
        if (operation is For loop)
        {
            int[] kept = Merge(loop.Carried, loop.Initial, loop.Body, 1);
            operation = loop with
            {
                Carried = Pick(loop.Carried, kept),
                Initial = Pick(loop.Initial, kept),
                Body = loop.Body with { Arguments = [loop.Body.Arguments[0], .. kept.Select(k => loop.Body.Arguments[k + 1])], Yields = Pick(loop.Body.Yields, kept) },
            };
        }
        else if (operation is While repeat)
        {
            int[] kept = Merge(repeat.Carried, repeat.Initial, repeat.Body, 0, repeat.Condition);
            operation = repeat with
            {
                Carried = Pick(repeat.Carried, kept),
                Initial = Pick(repeat.Initial, kept),
                Condition = repeat.Condition with { Arguments = Pick(repeat.Condition.Arguments, kept) },
                Body = repeat.Body with { Arguments = Pick(repeat.Body.Arguments, kept), Yields = Pick(repeat.Body.Yields, kept) },
            };
        }

        output.Add(Rebuild(operation));
    }

    /// <summary>Replaces what can be replaced; returns the indices of the carried values that stay.</summary>
    private int[] Merge(EquatableArray<Value> results, EquatableArray<Value> initial, Region body, int offset, Region? condition = null)
    {
        List<int> kept = [];
        for (int k = 0; k < results.Count; k++)
        {
            Value argument = body.Arguments[k + offset];
            Value yielded = body.Yields[k];
            if (yielded == argument || yielded == initial[k])
            {
                Replace(argument, initial[k]);
                Replace(results[k], initial[k]);
                if (condition is not null) Replace(condition.Arguments[k], initial[k]);
                continue;
            }

            int twin = kept.FindIndex(j => initial[j] == initial[k] && body.Yields[j] == yielded);
            if (twin < 0)
            {
                kept.Add(k);
                continue;
            }

            twin = kept[twin];
            Replace(argument, body.Arguments[twin + offset]);
            Replace(results[k], results[twin]);
            if (condition is not null) Replace(condition.Arguments[k], condition.Arguments[twin]);
        }

        return kept.ToArray();
    }

    private static EquatableArray<Value> Pick(EquatableArray<Value> values, int[] indices) => indices.Select(i => values[i]).ToEquatableArray();
}
