using SourceAutodiff.Generator.IR;

namespace SourceAutodiff.Generator.Lowering;

/// <summary>
/// Which memory a variable stands for. Buffers do not flow through branches and loops in the IR: where a variable can be one part of a buffer or another,
/// what flows is where the part begins and how long it is.
/// </summary>
internal sealed partial class MethodLowering
{
    private readonly Dictionary<int, Part> _parts = [];
    private int _deferred = -100;

    /// <summary>A part of a buffer, which can be a part itself.</summary>
    private sealed record Part(Value Buffer, Value Start, Value Count, bool IsDeferred);

    private Value Slice(Value buffer, Value start, Value count, string name, bool isInRange = false)
    {
        Value slice = _builder.Slice(buffer, start, count, name, isInRange);
        _parts[slice.Id] = new Part(buffer, start, count, false);
        return slice;
    }

    /// <summary>A part that becomes a slice where it is used: what is never used costs nothing.</summary>
    private Value Defer(Value root, Value start, Value count, string name)
    {
        Value part = new(--_deferred, ((BufferType)root.Type).Kind == BufferKind.ReadOnlySpan ? root.Type : new BufferType(((BufferType)root.Type).Element, BufferKind.Span), name);
        _parts[part.Id] = new Part(root, start, count, true);
        return part;
    }

    /// <summary>The value of a variable, as an operand.</summary>
    private Value Use(Variable variable)
    {
        Value? value = _environment.Contains(variable) ? _environment[variable] : null;
        if (value is null) return Placeholder(variable.Type);
        if (!_parts.TryGetValue(value.Id, out Part? part) || !part.IsDeferred) return value;
        Value slice = Slice(part.Buffer, part.Start, part.Count, variable.Name, isInRange: true);
        _environment[variable] = slice;
        return slice;
    }

    private Value Root(Value buffer)
    {
        while (_parts.TryGetValue(buffer.Id, out Part? part)) buffer = part.Buffer;
        return buffer;
    }

    /// <summary>Where in its root the buffer begins, and how long it is.</summary>
    private (Value Start, Value Count) Extent(Value buffer)
    {
        if (!_parts.TryGetValue(buffer.Id, out Part? part)) return (_builder.Integer(0), _builder.Length(buffer));
        return _parts.ContainsKey(part.Buffer.Id) ? (_builder.Apply(Ops.Add, "start", Extent(part.Buffer).Start, part.Start), part.Count) : (part.Start, part.Count);
    }

    private static bool CanDefer(Value? value) => value is null || value.Type is BufferType { Kind: not BufferKind.Object };

    /// <summary>The buffer that both are parts of, if there is one and it is there outside of the branches.</summary>
    private Value? CommonRoot(Branch then, Value? a, Branch otherwise, Value? b)
    {
        if (!CanDefer(a) || !CanDefer(b)) return null;
        Value root = Root((a ?? b)!);
        if (a is not null && b is not null && Root(b) != root) return null;
        return Defines(then) || Defines(otherwise) ? null : root;

        bool Defines(Branch branch) => branch.Builder.Operations.Any(operation => operation.Results.Contains(root));
    }

    /// <summary>Where the part begins at the end of the branch, and how long it is; nothing where there is none and none is read.</summary>
    private Value[] ExtentIn(Branch branch, Value? value) => Continue(branch, () =>
    {
        (Value start, Value count) = value is null ? (_builder.Integer(0), _builder.Integer(0)) : Extent(value);
        return (branch.Flow, [start, count]);
    }).Values;

    /// <summary>A buffer variable that is another part of the same buffer in each iteration.</summary>
    private sealed record Moving(Variable Variable, Value Root, Variable Start, Variable Count);

    /// <summary>What a loop is found to do to memory variables, one attempt to lower it after the other.</summary>
    private sealed class LoopMemory
    {
        public List<Moving> Moving { get; } = [];

        public HashSet<Variable> Mixed { get; } = [];

        public IEnumerable<Variable> Extents => Moving.SelectMany(moving => new[] { moving.Start, moving.Count });
    }

    private void EnterLoop(LoopMemory memory)
    {
        foreach (Moving moving in memory.Moving)
        {
            (Value start, Value count) = Extent(_environment[moving.Variable]!);
            _environment[moving.Start] = start;
            _environment[moving.Count] = count;
        }
    }

    /// <summary>At the start of an iteration, or behind the loop.</summary>
    private void SetMemory(LoopMemory memory)
    {
        foreach (Moving moving in memory.Moving) _environment[moving.Variable] = Defer(moving.Root, _environment[moving.Start]!, _environment[moving.Count]!, moving.Variable.Name);
        foreach (Variable mixed in memory.Mixed) _environment[mixed] = Known.Changing;
    }

    private void EndIteration(LoopMemory memory)
    {
        foreach (Moving moving in memory.Moving)
        {
            if (_environment[moving.Variable] is not { Type: BufferType } part) continue;
            (_environment[moving.Start], _environment[moving.Count]) = Extent(part);
        }
    }

    /// <summary>Whether the iteration left a memory variable with something that was not known when it began: then the loop has to be lowered again.</summary>
    private bool Learn(LoopMemory memory, Environment before, Branch iteration)
    {
        bool learns = false;
        foreach (Variable variable in before.Variables.Where(variable => IsMemory(variable.Type) && !memory.Mixed.Contains(variable)))
        {
            Value? first = before[variable];
            Value? last = iteration.Environment[variable];
            if (ReferenceEquals(first, last)) continue;
            Moving? known = memory.Moving.FirstOrDefault(moving => moving.Variable == variable);
            bool isPart = first?.Type is BufferType && last?.Type is BufferType && Root(first) == Root(last);
            if (known is not null && isPart) continue;
            if (known is not null) memory.Moving.Remove(known);
            if (isPart) memory.Moving.Add(new Moving(variable, Root(first!), NewVariable(variable.Name + "Start", IrType.I32, VariableKind.User), NewVariable(variable.Name + "Count", IrType.I32, VariableKind.User)));
            else memory.Mixed.Add(variable);
            learns = true;
        }

        return learns;
    }
}
