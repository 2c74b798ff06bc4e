using SourceAutodiff.Generator.Infrastructure;

namespace SourceAutodiff.Generator.IR;

/// <summary>Hands out values with ids that are unique in one function.</summary>
internal sealed class ValueFactory(int firstId = 0)
{
    private int _next = firstId;

    public Value New(IrType type, string name) => new(_next++, type, name);

    /// <summary>A factory for values to be added to an existing function.</summary>
    public static ValueFactory Continuing(Function function)
    {
        int max = -1;
        IrWalk.ForEachDefinition(function.Body, value => max = Math.Max(max, value.Id));
        return new ValueFactory(max + 1);
    }
}

/// <summary>Appends operations to a region under construction. One builder a region; all builders of a function share a factory.</summary>
internal sealed class IrBuilder(ValueFactory values)
{
    private readonly List<Operation> _operations = [];
    private string? _note;

    /// <summary>Begins a remark that is a heading: <c>section: backward</c>.</summary>
    public const string SectionPrefix = "section: ";

    public ValueFactory Values { get; } = values;

    public IReadOnlyList<Operation> Operations => _operations;

    public IrBuilder Nested() => new(Values);

    public Region ToRegion(IEnumerable<Value> arguments, IEnumerable<Value> yields) =>
        new(arguments.ToEquatableArray(), _operations.ToEquatableArray(), yields.ToEquatableArray());

    /// <summary>The remark for the next operation that is appended; null for none. A section's heading stays until it is used.</summary>
    public void NoteNext(string? note)
    {
        string? heading = _note is not null && _note.StartsWith(SectionPrefix, StringComparison.Ordinal) ? _note.Split('\n')[0] : null;
        _note = heading is null ? note : note is null ? heading : $"{heading}\n{note}";
    }

    public void Append(Operation operation)
    {
        if (_note is not null && operation is not IR.Constant)
        {
            operation = operation with { Note = _note };
            _note = null;
        }

        _operations.Add(operation);
    }

    private Value Append(Value result, Operation operation)
    {
        Append(operation);
        return result;
    }

    public Value Real(IrType type, double value)
    {
        Value result = Values.New(type, "c");
        return Append(result, new Constant(result, BitConverter.DoubleToInt64Bits(value)));
    }

    public Value Integer(long value, IrType? type = null)
    {
        Value result = Values.New(type ?? IrType.I32, "c");
        return Append(result, new Constant(result, value));
    }

    public Value Boolean(bool value)
    {
        Value result = Values.New(IrType.Bool, "c");
        return Append(result, new Constant(result, value ? 1 : 0));
    }

    public Value Zero(IrType type) => type.IsReal ? Real(type, 0) : Integer(0, type);

    /// <summary>Appends an operator or table function. The result's type is the first argument's, for comparisons bool or a mask.</summary>
    public Value Apply(string op, string name, params Value[] arguments) =>
        ApplyTyped(!Ops.IsComparison(op) ? arguments[0].Type : arguments[0].Type is VectorType compared ? new MaskType(compared) : IrType.Bool, op, name, arguments);

    public Value ApplyTyped(IrType type, string op, string name, params Value[] arguments)
    {
        Value result = Values.New(type, name);
        return Append(result, new Apply(result, op, arguments.ToEquatableArray()));
    }

    public Value Convert(Value argument, IrType type, string name, bool isChecked = false)
    {
        if (argument.Type == type) return argument;
        Value result = Values.New(type, name);
        return Append(result, new Convert(result, argument, isChecked));
    }

    public Value Length(Value buffer)
    {
        if (buffer.Type is BufferType { Kind: BufferKind.Cell }) return Integer(1);
        Value result = Values.New(IrType.I32, buffer.Name + "Length");
        return Append(result, new Length(result, buffer));
    }

    public Value Load(Value buffer, Value index, string name)
    {
        Value result = Values.New(((BufferType)buffer.Type).Element, name);
        return Append(result, new Load(result, buffer, index));
    }

    public void Store(Value buffer, Value index, Value operand) => Append(new Store(buffer, index, operand));

    public void Accumulate(Value buffer, Value index, Value operand) => Append(new Accumulate(buffer, index, operand));

    public Value Slice(Value buffer, Value start, Value count, string name, bool isInRange = false)
    {
        Value result = Values.New(IrText.PartType(buffer.Type), name);
        return Append(result, new Slice(result, buffer, start, count, isInRange));
    }

    public Value Row(Value buffer, Value index, string name, bool isInRange = false)
    {
        Value result = Values.New(IrText.PartType(((BufferType)buffer.Type).Element), name);
        return Append(result, new Row(result, buffer, index, isInRange));
    }

    public Value Window(Value buffer, Value start, VectorType vector, string name, bool isInRange = false)
    {
        BufferKind kind = ((BufferType)buffer.Type).IsReadOnly ? BufferKind.ReadOnlyWindow : BufferKind.Window;
        Value result = Values.New(new BufferType(vector, kind), name);
        return Append(result, new Window(result, buffer, start, isInRange));
    }

    public Value Allocate(IrType element, Value count, bool zeroed, string name)
    {
        Value result = Values.New(new BufferType(element, BufferKind.Span), name);
        return Append(result, new Allocate(result, count, zeroed));
    }

    public Value NewStack(IrType element, string name)
    {
        Value result = Values.New(new StackType(element), name);
        return Append(result, new NewStack(result));
    }

    public void Push(Value stack, Value operand) => Append(new Push(stack, operand));

    public Value Pop(Value stack, string name)
    {
        Value result = Values.New(((StackType)stack.Type).Element, name);
        return Append(result, new Pop(result, stack));
    }
}
