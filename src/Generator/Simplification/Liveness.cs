using SourceAutodiff.Generator.IR;

namespace SourceAutodiff.Generator.Simplification;

/// <summary>
/// Which operations and values something visible depends on: the results, what is written to memory that outlives the function or
/// is read in it, and everything that can throw. Stacks that nobody pops from, and residual buffers that nobody loads from, are dead.
/// </summary>
internal sealed class Liveness
{
    private readonly Structure _structure;
    private readonly HashSet<Operation> _operations = new(ReferenceComparer<Operation>.Instance);
    private readonly HashSet<int> _values = [];
    private readonly Stack<Operation> _pendingOperations = new();
    private readonly Stack<Value> _pendingValues = new();

    /// <summary>Pushes and pops of each stack, and writes to each residual buffer: alive once their memory is.</summary>
    private readonly ILookup<int, Operation> _usersOfMemory;

    /// <summary>The loop and the number of the carried value that an argument of a region is.</summary>
    private readonly Dictionary<int, (Operation Loop, int Number)> _carried = [];

    public Liveness(Function function)
    {
        _structure = new Structure(function);
        foreach (Operation operation in _structure.Operations)
        {
            if (operation is For loop) AddCarried(loop, loop.Body, 1);
            if (operation is While repeat)
            {
                AddCarried(repeat, repeat.Condition, 0);
                AddCarried(repeat, repeat.Body, 0);
            }
        }

        _usersOfMemory = _structure.Operations.Where(o => LocalMemory(o) is not null).ToLookup(o => LocalMemory(o)!.Id);
        foreach (Value result in function.Body.Yields) Mark(result);
        foreach (Operation operation in _structure.Operations)
        {
            if (IsRoot(operation)) Mark(operation);
        }

        while (_pendingOperations.Count + _pendingValues.Count > 0)
        {
            if (_pendingValues.Count > 0) Follow(_pendingValues.Pop());
            else Follow(_pendingOperations.Pop());
        }
    }

    public bool IsLive(Operation operation) => _operations.Contains(operation);

    public bool IsLive(Value value) => _values.Contains(value.Id);

    private void AddCarried(Operation loop, Region region, int offset)
    {
        for (int k = offset; k < region.Arguments.Count; k++) _carried.Add(region.Arguments[k].Id, (loop, k - offset));
    }

    /// <summary>The stack, or the buffer of residuals, that the operation works on and that matters only if it is read.</summary>
    private Value? LocalMemory(Operation operation) => operation switch
    {
        Push { Stack.Type: StackType { IsFrame: false } } push => push.Stack,
        Pop { Stack.Type: StackType { IsFrame: false } } pop => pop.Stack,
        _ when operation.WrittenBuffer is Value buffer && IsResidual(_structure.Root(buffer)) => _structure.Root(buffer),
        _ => null,
    };

    private bool IsResidual(Value root) => _structure.Definition(root) is Allocate { Zeroed: false };

    private bool IsRoot(Operation operation) => operation switch
    {
        If or For or While or NewStack or Allocate { Zeroed: false } => false,
        Load load => !IsInRange(load.Buffer, load.Index),
        Row row => !row.IsInRange && !IsInRange(row.Buffer, row.Index),
        Slice slice => !slice.IsInRange,
        Window window => !window.IsInRange,
        _ => !Effects.IsPure(operation) && LocalMemory(operation) is null,
    };

    /// <summary><c>x[i]</c> with <c>i</c> running from a constant to the length of <c>x</c>: it cannot throw.</summary>
    private bool IsInRange(Value buffer, Value index)
    {
        RegionPlace home = _structure.Home(index);
        return home.Owner is For { Step: > 0 } loop && loop.Body.Arguments[0] == index
            && _structure.Definition(loop.Start) is Constant { Bits: >= 0 }
            && _structure.Definition(loop.End) is Length length && length.Buffer == buffer;
    }

    private void Mark(Value value)
    {
        if (_values.Add(value.Id)) _pendingValues.Push(value);
    }

    private void Follow(Value value)
    {
        if (_carried.TryGetValue(value.Id, out (Operation Loop, int Number) carried)) MarkResult(carried.Loop, carried.Number);
        else if (_structure.Definition(value) is Operation definition) MarkDefinition(definition, value);
        else if (_structure.Home(value).Owner is Operation loop) Mark(loop); // the index
    }

    private void MarkDefinition(Operation definition, Value value)
    {
        if (definition.Regions.Count > 0) MarkResult(definition, definition.Results.ToList().IndexOf(value));
        else Mark(definition);

        if (value.Type is StackType or BufferType)
        {
            foreach (Operation user in _usersOfMemory[value.Id]) Mark(user);
        }
    }

    /// <summary>One result of an operation with regions, and what it is made of.</summary>
    private void MarkResult(Operation operation, int number)
    {
        Mark(operation);
        Mark(operation.Results[number]);
        switch (operation)
        {
            case If branch:
                Mark(branch.Then.Yields[number]);
                Mark(branch.Else.Yields[number]);
                break;
            case For loop:
                Mark(loop.Initial[number]);
                Mark(loop.Body.Yields[number]);
                break;
            case While loop:
                Mark(loop.Initial[number]);
                Mark(loop.Body.Yields[number]);
                break;
        }
    }

    private void Mark(Operation operation)
    {
        if (_operations.Add(operation)) _pendingOperations.Push(operation);
    }

    private void Follow(Operation operation)
    {
        if (_structure.RegionOf(operation).Owner is Operation owner) Mark(owner);
        switch (operation)
        {
            case If branch:
                Mark(branch.Condition);
                break;
            case For loop:
                Mark(loop.Start);
                Mark(loop.End);
                break;
            case While loop:
                Mark(loop.Condition.Yields[0]);
                break;
            default:
                foreach (Value operand in operation.Operands) Mark(operand);
                break;
        }
    }
}
