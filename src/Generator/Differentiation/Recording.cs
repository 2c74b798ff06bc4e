using SourceAutodiff.Generator.Activity;
using SourceAutodiff.Generator.IR;

namespace SourceAutodiff.Generator.Differentiation;

/// <summary>
/// Decides, for each primal value that the backward sweep reads, whether it is still there, is recomputed, or is stored as a residual. Values of standing
/// regions are still there. Inside other loops and branches cheap arithmetic and loads are recomputed where that needs nothing more to be
/// stored; results of transcendental functions, divisions, loops and loop-carried values are stored.
/// </summary>
internal sealed class Recording
{
    /// <summary>A value that takes more operations than this to recompute is stored instead.</summary>
    private const int LongestRecomputation = 12;

    private readonly Structure _structure;
    private readonly Needs _needs;
    private readonly Memory _memory;
    private readonly HashSet<int> _needed = [];
    private readonly Dictionary<RegionPlace, List<Value>> _stored = [];
    private readonly Dictionary<RegionPlace, List<Operation>> _recomputed = [];
    private readonly Dictionary<Operation, Value> _savedElements = new(ReferenceComparer<Operation>.Instance);
    private readonly Dictionary<Operation, Value> _trips = new(ReferenceComparer<Operation>.Instance);

    /// <param name="lost">See <see cref="Memory"/>.</param>
    public Recording(Structure structure, Needs needs, ValueFactory values, ISet<int>? lost = null)
    {
        _structure = structure;
        _needs = needs;
        _memory = new Memory(structure, lost ?? new HashSet<int>());
        _memory.ChooseSaved(Closure().Select(structure.Definition).OfType<Load>());

        foreach (Operation operation in structure.Operations)
        {
            foreach (Value value in needs.Direct(operation, _memory.Saved)) _needed.Add(value.Id);
            switch (operation)
            {
                case Store or Accumulate when _memory.MustSave(operation):
                    Value saved = _memory.AlreadyLoaded(operation) ?? values.New(((BufferType)operation.WrittenBuffer!.Type).Element, "old");
                    _savedElements.Add(operation, saved);
                    _needed.Add(saved.Id);
                    break;
                case While loop when needs.HasAdjoint(loop, _memory.Saved):
                    _trips.Add(loop, values.New(IrType.I32, "trips"));
                    break;
            }
        }

        Decide(structure.Top);
    }

    public ISet<int> SavedBuffers => _memory.Saved;

    /// <summary>The residuals of a region, in the order in which its end stores them.</summary>
    public IReadOnlyList<Value> Stored(RegionPlace place) => _stored.TryGetValue(place, out List<Value>? values) ? values : [];

    /// <summary>The operations to repeat at the start of the reversed region, in program order.</summary>
    public IReadOnlyList<Operation> Recomputed(RegionPlace place) =>
        _recomputed.TryGetValue(place, out List<Operation>? operations) ? operations : [];

    /// <summary>For a write that must save what it overwrites: the value that holds that, already loaded if it belongs to the primal.</summary>
    public Value? SavedElement(Operation write) => _savedElements.TryGetValue(write, out Value? value) ? value : null;

    /// <summary>The value that counts the iterations of a loop whose number depends on data; null if the loop is not reversed.</summary>
    public Value? Trips(While loop) => _trips.TryGetValue(loop, out Value? value) ? value : null;

    /// <summary>The positions of the buffers whose contents the backward method of a call has to be given back.</summary>
    public IReadOnlyList<int> SavedArguments(Invoke invoke) =>
    [
        .. Enumerable.Range(0, invoke.Routine.Kind == RoutineKind.Method && _needs.HasAdjoint(invoke, _memory.Saved) ? invoke.Arguments.Count : 0)
            .Where(i => invoke.Arguments[i].Type is BufferType && _memory.IsLost(invoke, invoke.Arguments[i])),
    ];

    /// <summary>All values read in the backward sweep if everything cheap were recomputed.</summary>
    private IEnumerable<Value> Closure()
    {
        var seen = new HashSet<int>();
        var queue = new Queue<Value>(_structure.Operations.SelectMany(operation => _needs.Direct(operation, _memory.Saved)));
        while (queue.Count > 0)
        {
            Value value = queue.Dequeue();
            if (!seen.Add(value.Id)) continue;
            yield return value;
            if (_structure.Definition(value) is not { } definition) continue;
            IEnumerable<Value>? inputs = definition is Load load ? [load.Index, .. _needs.Handle(load.Buffer)] : Inputs(definition);
            foreach (Value input in inputs ?? []) queue.Enqueue(input);
        }
    }

    private void Decide(RegionPlace place)
    {
        foreach (Operation operation in place.Region.Operations)
        {
            foreach (Region nested in operation.Regions)
            {
                if (_structure.Place(nested).Kind != RegionKind.LoopCondition) Decide(_structure.Place(nested));
            }
        }

        if (!place.Stands) new RegionDecision(this, place).Run();
    }

    /// <summary>What a cheap operation is recomputed from; null if it is not to be recomputed.</summary>
    private IEnumerable<Value>? Inputs(Operation definition) => definition switch
    {
        Constant => [],
        Apply apply => Costs.IsCheap(apply) ? apply.Arguments : null,
        IR.Convert convert => [convert.Argument],
        Length length => _needs.LengthInputs(length),
        Load load => _memory.CanReload(load) ? [load.Index, .. _needs.Handle(load.Buffer)] : null,
        If branch => PureChoiceInputs(branch),
        _ => null,
    };

    /// <summary>A choice between cheap expressions is an expression itself.</summary>
    private IEnumerable<Value>? PureChoiceInputs(If branch)
    {
        bool IsPure(Region region) => region.Operations.All(operation =>
            operation is Constant or IR.Convert || (operation is Apply apply && Costs.IsCheap(apply)));
        if (!IsPure(branch.Then) || !IsPure(branch.Else)) return null;

        var inputs = new List<Value> { branch.Condition };
        IrWalk.ForEachCapture(branch, inputs.Add);
        return inputs;
    }

    /// <summary>The decisions for the values that one region defines.</summary>
    private sealed class RegionDecision(Recording recording, RegionPlace place)
    {
        private readonly HashSet<int> _storedIds = [];
        private readonly HashSet<int> _recomputedIds = [];

        public void Run()
        {
            List<Value> needed = [.. Defined().Where(value => recording._needed.Contains(value.Id) || !recording._structure.IsDefined(value))];
            foreach (Value value in needed.Where(value => !IsFree(value) && !CanRecompute(value))) _storedIds.Add(value.Id);
            foreach (Value value in needed)
            {
                if (IsFree(value)) continue;
                List<Value> missing = MissingLeaves(value);
                // One missing value costs as much as this one, and others may need it too.
                if (missing.Count == 1) _storedIds.Add(missing[0].Id);
                else if (missing.Count > 1 || Size(value) > LongestRecomputation) _storedIds.Add(value.Id);
                if (!_storedIds.Contains(value.Id)) Recompute(value);
            }

            recording._stored[place] = [.. Defined().Where(value => _storedIds.Contains(value.Id))];
            recording._recomputed[place] =
            [
                .. place.Region.Operations.Where(operation => operation.Results.Any(result => _recomputedIds.Contains(result.Id))),
            ];
        }

        /// <summary>Everything the region defines itself, with the values that recording adds to it.</summary>
        private IEnumerable<Value> Defined()
        {
            foreach (Value argument in place.Region.Arguments) yield return argument;
            foreach (Operation operation in place.Region.Operations)
            {
                foreach (Value result in operation.Results)
                {
                    if (result.Type is not BufferType) yield return result;
                }

                if (recording.SavedElement(operation) is { } saved && !recording._structure.IsDefined(saved)) yield return saved;
                if (operation is While loop && recording.Trips(loop) is { } trips) yield return trips;
            }
        }

        /// <summary>Known in the backward sweep without storing: the index of a counted loop.</summary>
        private bool IsIndex(Value value) => place.Owner is For && place.Region.Arguments[0] == value;

        private bool IsFree(Value value) => IsIndex(value) || _storedIds.Contains(value.Id) || IsOuter(value);

        private bool IsOuter(Value value) => recording._structure.IsDefined(value) && recording._structure.Home(value) != place;

        private Operation? Definition(Value value) => recording._structure.IsDefined(value) ? recording._structure.Definition(value) : null;

        private bool CanRecompute(Value value) => Definition(value) is { } definition && recording.Inputs(definition) is not null;

        /// <summary>The values that would have to be stored before this one could be recomputed; itself if it cannot be.</summary>
        private List<Value> MissingLeaves(Value value)
        {
            var leaves = new List<Value>();
            var seen = new HashSet<int>();
            void Visit(Value current)
            {
                if (IsFree(current) || !seen.Add(current.Id)) return;
                IEnumerable<Value>? inputs = Definition(current) is { } definition ? recording.Inputs(definition) : null;
                if (inputs is null) leaves.Add(current);
                else foreach (Value input in inputs) Visit(input);
            }

            Visit(value);
            return leaves;
        }

        private int Size(Value value)
        {
            var seen = new HashSet<int>();
            void Visit(Value current)
            {
                if (IsFree(current) || _recomputedIds.Contains(current.Id) || !seen.Add(current.Id)) return;
                foreach (Value input in recording.Inputs(Definition(current)!)!) Visit(input);
            }

            Visit(value);
            return seen.Count;
        }

        private void Recompute(Value value)
        {
            if (IsOuter(value)) recording._needed.Add(value.Id);
            if (IsFree(value) || !_recomputedIds.Add(value.Id)) return;
            foreach (Value input in recording.Inputs(Definition(value)!)!) Recompute(input);
        }
    }
}
