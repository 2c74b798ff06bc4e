using SourceAutodiff.Generator.IR;

namespace SourceAutodiff.Generator.Emission;

/// <summary>A region, and how it will be printed.</summary>
internal sealed class Block(Region region, Step? owner)
{
    public Region Region { get; } = region;

    /// <summary>The step that the region belongs to; null for a function's body.</summary>
    public Step? Owner { get; } = owner;

    public Block? Parent => Owner?.Block;

    public List<Step> Steps { get; } = [];

    /// <summary>Where its variables are visible: a loop's condition that takes statements is printed at the head of the loop's body.</summary>
    public Block Scope => Owner is { Operation: While } && this == Owner.Blocks[0] ? Owner.Blocks[1] : this;

    public int LoopDepth { get; } = owner is null ? 0 : owner.Block.LoopDepth + (owner.Operation is If ? 0 : 1);

    /// <summary>Whether C# lets none of the other's names be declared again here.</summary>
    public bool IsInScopeOf(Block other)
    {
        for (Block? block = Scope; block is not null; block = block.Parent?.Scope)
        {
            if (block == other.Scope) return true;
        }

        return false;
    }

    public bool IsInside(Block other)
    {
        for (Block? block = this; block is not null; block = block.Parent)
        {
            if (block == other) return true;
        }

        return false;
    }
}

/// <summary>An operation, and how it will be printed.</summary>
internal sealed class Step(Operation operation, Block block, int index, int order)
{
    /// <summary>Position in the function; what is inside the step comes after it, up to <see cref="End"/>.</summary>
    public int Order { get; } = order;

    public int End { get; set; } = order;

    public Operation Operation { get; } = operation;
    public Block Block { get; } = block;
    public int Index { get; } = index;
    public List<Block> Blocks { get; } = [];

    /// <summary>No statement of its own: printed inside the one expression (or, for literals and lengths, in every expression) that uses it.</summary>
    public bool IsFolded { get; set; }

    /// <summary>Has no effect and no use.</summary>
    public bool IsDropped { get; set; }

    /// <summary>The index of the step whose statement it is printed in; the number of steps for the end of the block. Its own index if not folded.</summary>
    public int Root { get; set; } = index;

    /// <summary>How many expressions are around it in that statement.</summary>
    public int Depth { get; set; }

    /// <summary>An <see cref="If"/> that is printed as an expression.</summary>
    public bool IsConditional { get; set; }

    public bool IsStatement => !IsFolded && !IsDropped;

    /// <summary>A statement with statements in it.</summary>
    public bool IsCompound => IsStatement && Blocks.Count > 0 && !IsConditional;
}

/// <summary>Where a value is used: by a step, or (step null) by the yield of a block.</summary>
internal readonly record struct Use(Step? Step, Block Block, int Order);

/// <summary>The function as blocks and steps, with the uses of each value.</summary>
internal sealed class Schedule
{
    private readonly Dictionary<int, Step> _definitions = [];
    private readonly Dictionary<int, Block> _homes = [];
    private readonly Dictionary<int, List<Use>> _uses = [];
    private int _order;

    public Schedule(Function function)
    {
        Function = function;
        Top = Add(function.Body, null);
    }

    public Function Function { get; }

    public Block Top { get; }

    /// <summary>Null for arguments of regions.</summary>
    public Step? Definition(Value value) => _definitions.TryGetValue(value.Id, out Step step) ? step : null;

    /// <summary>The block that defines the value.</summary>
    public Block Home(Value value) => _homes[value.Id];

    public IReadOnlyList<Use> Uses(Value value) => _uses.TryGetValue(value.Id, out List<Use> uses) ? uses : [];

    /// <summary>The constant that a value is, if it is one.</summary>
    public Constant? Constant(Value value) => Definition(value)?.Operation as Constant;

    public IEnumerable<Step> AllSteps() => StepsOf(Top);

    private static IEnumerable<Step> StepsOf(Block block)
    {
        foreach (Step step in block.Steps)
        {
            yield return step;
            foreach (Block nested in step.Blocks)
            {
                foreach (Step inner in StepsOf(nested)) yield return inner;
            }
        }
    }

    private Block Add(Region region, Step? owner)
    {
        var block = new Block(region, owner);
        foreach (Value argument in region.Arguments) _homes.Add(argument.Id, block);
        foreach (Operation operation in region.Operations)
        {
            var step = new Step(operation, block, block.Steps.Count, ++_order);
            block.Steps.Add(step);
            foreach (Value operand in operation.Operands) AddUse(operand, new Use(step, block, step.Order));
            foreach (Value result in operation.Results)
            {
                _homes.Add(result.Id, block);
                _definitions.Add(result.Id, step);
            }

            foreach (Region nested in operation.Regions) step.Blocks.Add(Add(nested, step));
            step.End = _order;
        }

        _order++;
        foreach (Value yielded in region.Yields) AddUse(yielded, new Use(null, block, _order));
        return block;
    }

    private void AddUse(Value value, Use use)
    {
        if (!_uses.TryGetValue(value.Id, out List<Use> uses)) _uses.Add(value.Id, uses = []);
        uses.Add(use);
    }
}
