namespace SourceAutodiff.Generator.IR;

/// <summary>Visits operations and values in program order, outer before inner.</summary>
internal static class IrWalk
{
    public static void ForEachOperation(Region region, Action<Operation> visit)
    {
        foreach (Operation operation in region.Operations)
        {
            visit(operation);
            foreach (Region nested in operation.Regions) ForEachOperation(nested, visit);
        }
    }

    public static void ForEachDefinition(Region region, Action<Value> visit)
    {
        foreach (Value argument in region.Arguments) visit(argument);
        foreach (Operation operation in region.Operations)
        {
            foreach (Value result in operation.Results) visit(result);
            foreach (Region nested in operation.Regions) ForEachDefinition(nested, visit);
        }
    }

    /// <summary>Every read of a value in the region and the regions inside it: operands and yields.</summary>
    public static void ForEachUse(Region region, Action<Value> visit)
    {
        foreach (Operation operation in region.Operations)
        {
            foreach (Value operand in operation.Operands) visit(operand);
            foreach (Region nested in operation.Regions) ForEachUse(nested, visit);
        }

        foreach (Value yielded in region.Yields) visit(yielded);
    }

    /// <summary>Every read, in the operation's regions, of a value that they do not define themselves.</summary>
    public static void ForEachCapture(Operation operation, Action<Value> visit)
    {
        var own = new HashSet<int>();
        foreach (Region region in operation.Regions) ForEachDefinition(region, value => own.Add(value.Id));
        foreach (Region region in operation.Regions)
        {
            ForEachUse(region, value =>
            {
                if (!own.Contains(value.Id)) visit(value);
            });
        }
    }
}
