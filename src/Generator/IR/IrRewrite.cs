using SourceAutodiff.Generator.Infrastructure;

namespace SourceAutodiff.Generator.IR;

/// <summary>Copies operations with other values and regions in the places of theirs.</summary>
internal static class IrRewrite
{
    /// <summary>The same operation (note included) with every read value, defined value and nested region mapped, in that order.</summary>
    public static Operation Rebuild(Operation operation, Func<Value, Value> use, Func<Value, Value> define, Func<Region, Region> region)
    {
        EquatableArray<Value> Uses(EquatableArray<Value> values) => Map(values, use);
        EquatableArray<Value> Defines(EquatableArray<Value> values) => Map(values, define);

        switch (operation)
        {
            case Constant o: return o with { Result = define(o.Result) };
            case Apply o: return o with { Arguments = Uses(o.Arguments), Result = define(o.Result) };
            case Convert o: return o with { Argument = use(o.Argument), Result = define(o.Result) };
            case Length o: return o with { Buffer = use(o.Buffer), Result = define(o.Result) };
            case Load o: return o with { Buffer = use(o.Buffer), Index = use(o.Index), Result = define(o.Result) };
            case Store o: return o with { Buffer = use(o.Buffer), Index = use(o.Index), Operand = use(o.Operand) };
            case Accumulate o: return o with { Buffer = use(o.Buffer), Index = use(o.Index), Operand = use(o.Operand) };
            case Row o: return o with { Buffer = use(o.Buffer), Index = use(o.Index), Result = define(o.Result) };
            case Slice o: return o with { Buffer = use(o.Buffer), Start = use(o.Start), Count = use(o.Count), Result = define(o.Result) };
            case Window o: return o with { Buffer = use(o.Buffer), Start = use(o.Start), Result = define(o.Result) };
            case Table o: return o with { Result = define(o.Result) };
            case Allocate o: return o with { Count = use(o.Count), Result = define(o.Result) };
            case NewStack o: return o with { Result = define(o.Result) };
            case Push o: return o with { Stack = use(o.Stack), Operand = use(o.Operand) };
            case Pop o: return o with { Stack = use(o.Stack), Result = define(o.Result) };
            case Call o: return o with { Arguments = Uses(o.Arguments), Returned = Defines(o.Returned) };
            case Invoke o: return o with { Arguments = Uses(o.Arguments), Returned = Defines(o.Returned) };
            case Compute o: return o with { Arguments = Uses(o.Arguments), Returned = Defines(o.Returned) };
            case Throw o: return o with { Arguments = Uses(o.Arguments) };
            case Perform o: return o with { Arguments = Uses(o.Arguments) };
            case If o: return o with { Condition = use(o.Condition), Yielded = Defines(o.Yielded), Then = region(o.Then), Else = region(o.Else) };
            case For o:
                return o with { Start = use(o.Start), End = use(o.End), Initial = Uses(o.Initial), Carried = Defines(o.Carried), Body = region(o.Body) };
            case While o:
                return o with { Initial = Uses(o.Initial), Carried = Defines(o.Carried), Condition = region(o.Condition), Body = region(o.Body) };
            default: throw new InvalidOperationException($"No copy of {operation.GetType().Name}.");
        }
    }

    private static EquatableArray<Value> Map(EquatableArray<Value> values, Func<Value, Value> map)
    {
        var mapped = new Value[values.Count];
        for (int i = 0; i < mapped.Length; i++) mapped[i] = map(values[i]);
        return new(mapped);
    }

    /// <summary>The same function with ids 0, 1, … in program order: two functions that differ only in ids become equal.</summary>
    public static Function Renumber(Function function)
    {
        var cloner = new Cloner(new ValueFactory());
        Region body = cloner.Clone(function.Body);
        return function with { Parameters = function.Parameters.Select(p => p with { Value = cloner[p.Value] }).ToEquatableArray(), Body = body };
    }

    /// <summary>Whether two regions compute the same from the same values around them.</summary>
    public static bool SameUpToIds(Region left, Region right)
    {
        if (left.Operations.Count != right.Operations.Count || left.Yields.Count != right.Yields.Count) return false;
        return Renumber(left) == Renumber(right);

        // Negative ids cannot meet those of the values around.
        static Region Renumber(Region region) => new Cloner(new ValueFactory(int.MinValue)).Clone(region);
    }
}
