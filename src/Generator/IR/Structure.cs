namespace SourceAutodiff.Generator.IR;

internal enum RegionKind
{
    FunctionBody,
    Branch,
    LoopCondition,
    LoopBody,
}

/// <summary>Where a region stands in its function.</summary>
internal sealed class RegionPlace(Region region, RegionPlace? parent, Operation? owner, RegionKind kind)
{
    public Region Region { get; } = region;
    public RegionPlace? Parent { get; } = parent;

    /// <summary>The operation that holds the region; null for the function's body.</summary>
    public Operation? Owner { get; } = owner;

    public RegionKind Kind { get; } = kind;

    public bool IsLoop => Kind is RegionKind.LoopBody or RegionKind.LoopCondition;

    /// <summary>How many loops run around the operations of the region.</summary>
    public int LoopDepth { get; } = (parent?.LoopDepth ?? 0) + (kind is RegionKind.LoopBody or RegionKind.LoopCondition ? 1 : 0);

    /// <summary>What the region computes is still there when it is reversed: the function's body, and loop bodies that are reversed at once.</summary>
    public bool Stands { get; set; } = kind == RegionKind.FunctionBody;

    /// <summary>The loops between the region's operations and the standing region they are in, outermost first.</summary>
    public IReadOnlyList<Operation> LoopsToReverse()
    {
        var loops = new List<Operation>();
        for (RegionPlace place = this; !place.Stands; place = place.Parent!)
        {
            if (place.IsLoop) loops.Insert(0, place.Owner!);
        }

        return loops;
    }

    public bool IsInside(RegionPlace other)
    {
        for (RegionPlace? place = this; place is not null; place = place.Parent)
        {
            if (place == other) return true;
        }

        return false;
    }
}

/// <summary>Who defines what where: the questions that analyses ask of one function.</summary>
internal sealed class Structure
{
    private readonly Dictionary<int, Operation> _definitions = [];
    private readonly Dictionary<int, RegionPlace> _homes = [];
    private readonly Dictionary<Region, RegionPlace> _places = new(ReferenceComparer<Region>.Instance);
    private readonly Dictionary<Operation, int> _order = new(ReferenceComparer<Operation>.Instance);
    private readonly Dictionary<Operation, RegionPlace> _regionOf = new(ReferenceComparer<Operation>.Instance);

    public Structure(Function function)
    {
        Function = function;
        Top = Visit(function.Body, null, null, RegionKind.FunctionBody);
    }

    public Function Function { get; }

    public RegionPlace Top { get; }

    public IEnumerable<RegionPlace> Places => _places.Values;

    /// <summary>All operations in program order, those of loop conditions included.</summary>
    public IEnumerable<Operation> Operations => _order.Keys;

    /// <summary>The operation that defines the value; null for arguments of regions.</summary>
    public Operation? Definition(Value value) => _definitions.TryGetValue(value.Id, out Operation? operation) ? operation : null;

    /// <summary>The value belongs to the function the questions are about, not to a transform's additions to it.</summary>
    public bool IsDefined(Value value) => _homes.ContainsKey(value.Id);

    /// <summary>The region that defines the value, as an argument or by one of its operations.</summary>
    public RegionPlace Home(Value value) => _homes[value.Id];

    public RegionPlace Place(Region region) => _places[region];

    /// <summary>The region that the operation stands in.</summary>
    public RegionPlace RegionOf(Operation operation) => _regionOf[operation];

    /// <summary>Position in program order; an operation comes before those in its regions.</summary>
    public int Order(Operation operation) => _order[operation];

    /// <summary>The parameter or allocation whose memory the buffer is, or is a part of.</summary>
    public Value Root(Value buffer)
    {
        while (Definition(buffer)?.PartOf is { } whole) buffer = whole;
        return buffer;
    }

    /// <summary>The ids of the root buffers that the function writes itself; what it calls is not looked into.</summary>
    public HashSet<int> WrittenRoots() => [.. Operations.SelectMany(operation => operation.WrittenBuffers).Select(buffer => Root(buffer).Id)];

    private RegionPlace Visit(Region region, RegionPlace? parent, Operation? owner, RegionKind kind)
    {
        var place = new RegionPlace(region, parent, owner, kind);
        _places.Add(region, place);
        foreach (Value argument in region.Arguments) _homes.Add(argument.Id, place);
        foreach (Operation operation in region.Operations)
        {
            _order.Add(operation, _order.Count);
            _regionOf.Add(operation, place);
            foreach (Value result in operation.Results)
            {
                _homes.Add(result.Id, place);
                _definitions.Add(result.Id, operation);
            }

            switch (operation)
            {
                case If branch:
                    Visit(branch.Then, place, operation, RegionKind.Branch);
                    Visit(branch.Else, place, operation, RegionKind.Branch);
                    break;
                case For loop:
                    Visit(loop.Body, place, operation, RegionKind.LoopBody);
                    break;
                case While loop:
                    Visit(loop.Condition, place, operation, RegionKind.LoopCondition);
                    Visit(loop.Body, place, operation, RegionKind.LoopBody);
                    break;
            }
        }

        return place;
    }
}
