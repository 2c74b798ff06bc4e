using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SourceAutodiff.Analyzers.Tensors;

/// <summary>
/// Goes through the control-flow graph of one body and finds what is certain of the tensors in it. Nothing is assumed of parameters and of what other code may change.
/// </summary>
internal sealed partial class FlowAnalysis
{
    /// <summary>Far more than any real body needs.</summary>
    private const int MaxSteps = 20_000;

    private readonly TensorLibrary _library;
    private readonly ControlFlowGraph _graph;
    private readonly FlowAnalysis? _outer;
    private readonly int _depth;
    private readonly CancellationToken _cancellation;
    private readonly FlowVariables _variables;
    private readonly FlowState?[] _entries;
    private readonly Dictionary<ISymbol, TensorValue> _written = new(SymbolEqualityComparer.Default);
    private FlowState _state;
    private TensorChecks? _checks;
    private TensorValue? _returned;
    private int _steps;

    /// <param name="library">The runtime.</param>
    /// <param name="graph">Of the body.</param>
    /// <param name="outer">Of the body that a lambda or local function stands in.</param>
    /// <param name="depth">How many calls further members may be followed.</param>
    /// <param name="cancellation">Ends the analysis.</param>
    public FlowAnalysis(TensorLibrary library, ControlFlowGraph graph, FlowAnalysis? outer, int depth, CancellationToken cancellation)
    {
        (_library, _graph, _outer, _depth, _cancellation) = (library, graph, outer, depth, cancellation);
        _variables = outer?._variables ?? new FlowVariables(graph.OriginalOperation);
        _entries = new FlowState?[graph.Blocks.Length];
        _state = new FlowState(RecordingMode.Recording);
    }

    /// <summary>What a method returns; <see langword="null"/> if it does not return.</summary>
    public TensorValue? Returned => _returned;

    /// <summary>Everything that was assigned to a variable, field or property.</summary>
    public TensorValue? Written(ISymbol symbol) => _written.TryGetValue(symbol, out TensorValue? value) ? value : null;

    /// <summary>Finds what is known at the beginning of each block.</summary>
    /// <param name="start">What is known before.</param>
    /// <returns>Whether that came to an end.</returns>
    public bool Run(FlowState start)
    {
        _entries[0] = start;
        RunFrom(0, start, 0, _graph.Blocks.Length - 1, isNested: false);
        return _steps <= MaxSteps;
    }

    /// <summary>Goes through all blocks once more, with what is known.</summary>
    public void Report(TensorChecks checks)
    {
        _checks = checks;
        foreach (BasicBlock block in _graph.Blocks)
        {
            if (_entries[block.Ordinal] is not { } entry) continue;
            _state = entry.Copy();
            foreach (IOperation operation in block.Operations) Evaluate(operation);
            if (block.BranchValue is { } value) Evaluate(value);
        }

        foreach (IMethodSymbol function in _graph.LocalFunctions) ReportNested(_graph.GetLocalFunctionControlFlowGraph(function, _cancellation), _entries[0]!.Mode);
    }

    /// <param name="graph">Of a lambda or local function.</param>
    /// <param name="mode">Where it is made. It may run elsewhere, which matters only if there are other modes in the body.</param>
    private void ReportNested(ControlFlowGraph graph, RecordingMode mode)
    {
        if (_checks is null) return;
        var nested = new FlowAnalysis(_library, graph, this, _depth, _cancellation);
        if (nested.Run(new FlowState(_variables.HasModes ? RecordingMode.Unknown : mode))) nested.Report(_checks);
    }

    /// <summary>Runs some blocks until nothing changes any more.</summary>
    /// <returns>What is known where a finally block is left; <see langword="null"/> if it is not left.</returns>
    private FlowState? RunFrom(int first, FlowState start, int low, int high, bool isNested)
    {
        var entries = new Dictionary<int, FlowState> { [first] = start.Copy() };
        var waiting = new SortedSet<int> { first };
        FlowState? end = null;
        while (waiting.Count > 0)
        {
            _cancellation.ThrowIfCancellationRequested();
            if (++_steps > MaxSteps) return null;
            BasicBlock block = _graph.Blocks[waiting.Min];
            waiting.Remove(block.Ordinal);
            if (isNested) Enter(block.Ordinal, entries[block.Ordinal]);
            _state = entries[block.Ordinal].Copy();
            ImmutableArray<int> handlers = Handlers(block);
            foreach (int handler in handlers) Flow(handler, _state);
            foreach (IOperation operation in block.Operations)
            {
                Evaluate(operation);
                foreach (int handler in handlers) Flow(handler, _state);
            }

            TensorValue? value = block.BranchValue is { } branch ? Evaluate(branch) : null;
            FlowState after = _state;
            Follow(block.FallThroughSuccessor, block.ConditionKind == ControlFlowConditionKind.None || value?.Truth is not { } known || known != (block.ConditionKind == ControlFlowConditionKind.WhenTrue), value, after);
            Follow(block.ConditionalSuccessor, value?.Truth is not { } certain || certain == (block.ConditionKind == ControlFlowConditionKind.WhenTrue), value, after);
        }

        return end;

        void Follow(ControlFlowBranch? branch, bool isPossible, TensorValue? value, FlowState after)
        {
            if (branch is null || !isPossible) return;
            if (branch.Semantics == ControlFlowBranchSemantics.Return && value is not null) _returned = _returned is null ? value : TensorValue.Join(_returned, value);
            if (branch.Semantics == ControlFlowBranchSemantics.StructuredExceptionHandling) end = Joined(end, after);
            if (branch.Destination is not { } destination) return;
            FlowState? state = after;
            foreach (ControlFlowRegion region in branch.FinallyRegions)
            {
                state = RunFrom(region.FirstBlockOrdinal, state, region.FirstBlockOrdinal, region.LastBlockOrdinal, isNested: true);
                if (state is null) return;
            }

            Flow(destination.Ordinal, state);
        }

        void Flow(int ordinal, FlowState state)
        {
            if (!isNested) Enter(ordinal, state);
            if (ordinal < low || ordinal > high) return;
            if (!entries.TryGetValue(ordinal, out FlowState? known)) entries[ordinal] = state.Copy();
            else if (!known.Join(state)) return;
            waiting.Add(ordinal);
        }
    }

    private void Enter(int ordinal, FlowState state) => _entries[ordinal] = Joined(_entries[ordinal], state);

    private static FlowState Joined(FlowState? known, FlowState state)
    {
        if (known is null) return state.Copy();
        known.Join(state);
        return known;
    }

    /// <summary>Where an exception in the block may be caught.</summary>
    private static ImmutableArray<int> Handlers(BasicBlock block)
    {
        var handlers = ImmutableArray.CreateBuilder<int>();
        for (ControlFlowRegion? region = block.EnclosingRegion; region is not null; region = region.EnclosingRegion)
        {
            if (region is not { Kind: ControlFlowRegionKind.Try, EnclosingRegion: { Kind: ControlFlowRegionKind.TryAndCatch } both }) continue;
            foreach (ControlFlowRegion handler in both.NestedRegions)
            {
                if (handler.Kind != ControlFlowRegionKind.Try) handlers.Add(handler.FirstBlockOrdinal);
            }
        }

        return handlers.ToImmutable();
    }
}
