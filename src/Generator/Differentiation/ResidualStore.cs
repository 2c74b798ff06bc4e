using SourceAutodiff.Generator.IR;

namespace SourceAutodiff.Generator.Differentiation;

/// <summary>
/// Where residuals live. Those of a branch outside loops come out of the branch as further results. Counted loops whose trip counts are known before
/// the outermost of them have one buffer, indexed by the iteration; everything else goes onto a stack that the backward sweep pops in the opposite order.
/// </summary>
internal sealed class ResidualStore(Structure structure, Recording recording, IrBuilder top)
{
    private readonly Dictionary<(RegionPlace Place, IrType Type), Value> _buffers = [];
    private readonly Dictionary<IrType, Value> _stacks = [];

    /// <summary>Trip counts, by the standing region that computes them: what one loop's body knows, another's does not.</summary>
    private readonly Dictionary<(RegionPlace Standing, Value Start, Value End, int Step), Value> _trips = [];

    /// <summary>Residuals of branches outside loops, with the value that holds them one region further out.</summary>
    public Dictionary<int, (Value Residual, Value Visible)> Promoted { get; } = [];

    /// <summary>Declares the stacks, visible in both sweeps.</summary>
    public void DeclareStacks()
    {
        foreach (RegionPlace place in structure.Places.Where(place => IsInLoop(place) && !IsIndexed(place)))
        {
            foreach (Value residual in recording.Stored(place))
            {
                if (!_stacks.ContainsKey(residual.Type)) _stacks.Add(residual.Type, top.NewStack(residual.Type, "residuals"));
            }
        }
    }

    /// <summary>Allocates the buffers of all loops in an operation of a standing region.</summary>
    public void Prepare(Operation operation, IrBuilder target)
    {
        foreach (Region region in operation.Regions)
        {
            RegionPlace place = structure.Place(region);
            if (place.Stands) continue;
            if (IsInLoop(place) && IsIndexed(place)) Prepare(place, target);
            foreach (Operation nested in region.Operations) Prepare(nested, target);
        }
    }

    /// <summary>Stores the residuals at the end of their region.</summary>
    public void Store(RegionPlace place, IrBuilder target)
    {
        if (!IsIndexed(place))
        {
            foreach (Value residual in recording.Stored(place)) target.Push(_stacks[residual.Type], residual);
            return;
        }

        var slots = new Slots(this, place, target, index => index);
        foreach (Value residual in recording.Stored(place)) target.Store(_buffers[(place, residual.Type)], slots.Next(residual.Type), residual);
    }

    /// <summary>Fetches the residuals at the start of the reversed region.</summary>
    /// <param name="primal">How a loop index of the primal is called there.</param>
    public IEnumerable<(Value Residual, Value Fetched)> Fetch(RegionPlace place, IrBuilder target, Func<Value, Value> primal)
    {
        if (!IsInLoop(place))
        {
            foreach (Value residual in recording.Stored(place)) yield return (residual, Promoted[residual.Id].Visible);
            yield break;
        }

        if (!IsIndexed(place))
        {
            foreach (Value residual in recording.Stored(place).Reverse()) yield return (residual, target.Pop(_stacks[residual.Type], residual.Name));
            yield break;
        }

        var slots = new Slots(this, place, target, primal);
        foreach (Value residual in recording.Stored(place))
        {
            yield return (residual, target.Load(_buffers[(place, residual.Type)], slots.Next(residual.Type), residual.Name));
        }
    }

    /// <summary>The region runs more than once before it is reversed.</summary>
    public static bool IsInLoop(RegionPlace place) => place.LoopsToReverse().Count > 0;

    private bool IsIndexed(RegionPlace place) =>
        place.LoopsToReverse().All(loop => loop is For counted && structure.Home(counted.Start).Stands && structure.Home(counted.End).Stands);

    private void Prepare(RegionPlace place, IrBuilder target)
    {
        foreach (IGrouping<IrType, Value> residuals in recording.Stored(place).GroupBy(residual => residual.Type))
        {
            Value size = target.Integer(residuals.Count());
            foreach (Operation loop in place.LoopsToReverse()) size = target.Apply(Ops.Multiply, "size", Trips((For)loop, target), size);
            _buffers.Add((place, residuals.Key), target.Allocate(residuals.Key, size, zeroed: false, "residuals"));
        }
    }

    private Value Trips(For loop, IrBuilder target)
    {
        var range = Range(loop);
        if (_trips.TryGetValue(range, out Value? known)) return known;
        Value trips;
        if (loop.Step == 1 && structure.Definition(loop.Start) is Constant { Bits: 0 } && structure.Definition(loop.End) is Length)
        {
            trips = loop.End;
        }
        else
        {
            // A loop that does not run has no iterations rather than a negative number of them.
            (Value low, Value high) = loop.Step > 0 ? (loop.Start, loop.End) : (loop.End, loop.Start);
            IrBuilder runs = target.Nested();
            Value distance = runs.Apply(Ops.Subtract, "t", high, low);
            int stride = Math.Abs(loop.Step);
            if (stride > 1)
            {
                distance = runs.Apply(Ops.Divide, "t", runs.Apply(Ops.Add, "t", distance, runs.Integer(stride - 1)), runs.Integer(stride));
            }

            IrBuilder idle = target.Nested();
            Value zero = idle.Integer(0);
            trips = target.Values.New(IrType.I32, "trips");
            target.Append(new If([trips], target.Apply(Ops.Less, "t", low, high), runs.ToRegion([], [distance]), idle.ToRegion([], [zero])));
        }

        _trips.Add(range, trips);
        return trips;
    }

    private (RegionPlace Standing, Value Start, Value End, int Step) Range(For loop)
    {
        RegionPlace standing = structure.RegionOf(loop);
        while (!standing.Stands) standing = standing.Parent!;
        return (standing, loop.Start, loop.End, loop.Step);
    }

    /// <summary>Hands out the positions of one iteration's residuals, type by type.</summary>
    private sealed class Slots(ResidualStore store, RegionPlace place, IrBuilder target, Func<Value, Value> primal)
    {
        private readonly Dictionary<IrType, int> _next = [];
        private Value? _iteration;

        public Value Next(IrType type)
        {
            int slot = _next.TryGetValue(type, out int next) ? next : 0;
            _next[type] = slot + 1;
            int width = store.Width(place, type);
            Value position = _iteration ??= Iteration();
            if (width > 1) position = target.Apply(Ops.Multiply, "t", target.Integer(width), position);
            return slot > 0 ? target.Apply(Ops.Add, "t", position, target.Integer(slot)) : position;
        }

        /// <summary>The number of the iteration, counted through all the loops around it.</summary>
        private Value Iteration()
        {
            Value? number = null;
            foreach (Operation operation in place.LoopsToReverse())
            {
                var loop = (For)operation;
                Value ordinal = Ordinal(loop, primal(loop.Body.Arguments[0]));
                number = number is null ? ordinal : target.Apply(Ops.Add, "t", target.Apply(Ops.Multiply, "t", number, store._trips[store.Range(loop)]), ordinal);
            }

            return number!;
        }

        private Value Ordinal(For loop, Value index)
        {
            bool fromZero = store.StartsAtZero(loop);
            if (loop.Step == 1 && fromZero) return index;
            Value distance = loop.Step > 0
                ? fromZero ? index : target.Apply(Ops.Subtract, "t", index, loop.Start)
                : target.Apply(Ops.Subtract, "t", loop.Start, index);
            int stride = Math.Abs(loop.Step);
            return stride == 1 ? distance : target.Apply(Ops.Divide, "t", distance, target.Integer(stride));
        }
    }

    private int Width(RegionPlace place, IrType type) => recording.Stored(place).Count(residual => residual.Type == type);

    private bool StartsAtZero(For loop) => structure.Definition(loop.Start) is Constant { Bits: 0 };
}
