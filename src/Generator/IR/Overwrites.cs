namespace SourceAutodiff.Generator.IR;

/// <summary>
/// Whether what a buffer held before is ever read: true also when that cannot be ruled out. It is ruled out when a counted loop writes every
/// element from the first to some bound before any is read, and all that is read lies below that bound.
/// </summary>
internal sealed class Overwrites(Structure structure)
{
    private readonly ILookup<int, Read> _reads = structure.Operations.SelectMany(Read.Of).ToLookup(read => structure.Root(read.Buffer).Id);

    /// <summary>A load of the root buffer may find what was there when the function began (for an allocation: the zeros).</summary>
    public bool ReadsInitialContents(Value root) => !IsWrittenFirst(root, structure.Home(root).Region);

    /// <summary>Only the loop uses the buffer, and no iteration reads what another one, or anything before the loop, has written.</summary>
    public bool IsPrivateTo(Value root, For loop)
    {
        RegionPlace body = structure.Place(loop.Body);
        return structure.Operations.Where(operation => Touches(operation, root)).All(operation => structure.RegionOf(operation).IsInside(body))
            && IsWrittenFirst(root, loop.Body);
    }

    private bool IsWrittenFirst(Value root, Region region)
    {
        List<Operation> users = [.. region.Operations.Where(operation => TouchesInside(operation, root))];
        if (!users.Any(user => ReadsInside(user, root).Any())) return true;
        if (users[0] is For loop && WrittenBound(loop, root) is { } bound)
        {
            RegionPlace writing = structure.Place(loop.Body);
            return users.SelectMany(user => ReadsInside(user, root))
                .All(read => structure.RegionOf(read.Operation).IsInside(writing) || IsBelow(read.Buffer, read.Index, root, bound));
        }

        // What happens in the only user's regions stays in them, as long as each run of a region writes before it reads.
        return users.Count == 1 && users[0].Regions.Count > 0 && users[0].Regions.All(nested => IsWrittenFirst(root, nested));
    }

    /// <summary>The bound below which the loop writes every element of the buffer, each before it reads it; null if it does not.</summary>
    private Value? WrittenBound(For loop, Value root)
    {
        if (loop.Step != 1 || structure.Definition(loop.Start) is not Constant { Bits: 0 }) return null;
        Value index = loop.Body.Arguments[0];
        bool written = false;
        foreach (Operation operation in loop.Body.Operations)
        {
            if (operation is Store store && store.Buffer == root && store.Index == index) written = true;
            else if (ReadsInside(operation, root).Any(read => !(written && read.Buffer == root && read.Index == index))) return null;
        }

        return written ? loop.End : null;
    }

    private bool IsBelow(Value buffer, Value? index, Value root, Value bound)
    {
        // A read that does not throw is within the buffer.
        if (structure.Definition(root) is Allocate allocate && allocate.Count == bound) return true;
        if (structure.Definition(bound) is Length length && length.Buffer == root) return true;
        return buffer == root && index is not null && structure.Definition(index) is null && structure.Home(index).Owner is For { Step: > 0 } loop
            && loop.Body.Arguments[0] == index && loop.End == bound;
    }

    private bool Touches(Operation operation, Value root) => operation is not (IR.Length or Slice or Row or Window)
        && operation.Operands.Any(operand => operand.Type is BufferType && structure.Root(operand) == root);

    private bool TouchesInside(Operation operation, Value root)
    {
        bool touches = Touches(operation, root);
        foreach (Region region in operation.Regions) IrWalk.ForEachOperation(region, inner => touches |= Touches(inner, root));
        return touches;
    }

    private IEnumerable<Read> ReadsInside(Operation operation, Value root) => _reads[root.Id].Where(read =>
        ReferenceEquals(read.Operation, operation)
        || operation.Regions.Any(region => structure.RegionOf(read.Operation).IsInside(structure.Place(region))));

    /// <summary>An operation that reads an element; adding to it reads it too. <paramref name="Index"/> is null where all elements may be read.</summary>
    private sealed record Read(Operation Operation, Value Buffer, Value? Index)
    {
        public static IEnumerable<Read> Of(Operation operation) => operation switch
        {
            Load load => [new Read(load, load.Buffer, load.Index)],
            Accumulate accumulate => [new Read(accumulate, accumulate.Buffer, accumulate.Index)],
            Invoke invoke => invoke.Arguments.Where(argument => argument.Type is BufferType).Select(argument => new Read(invoke, argument, null)),
            _ => [],
        };
    }
}
