using SourceAutodiff.Generator.Infrastructure;

namespace SourceAutodiff.Generator.IR;

internal sealed partial class IrParser
{
    private void ReadOperation(IrBuilder builder)
    {
        List<(string Name, IrType? Type)> defined = [];
        if (_lexer.Accept("("))
        {
            defined.AddRange(ReadList(")", _ => ReadDefined()));
            _lexer.Expect("=");
        }
        else if (_lexer.Peek(1) is "=" or ":")
        {
            defined.Add(ReadDefined());
            _lexer.Expect("=");
        }

        Operation operation = ReadRightSide(builder, defined);
        string? note = operation.Note ?? _lexer.AcceptNote();
        builder.Append(operation with { Note = note });
    }

    private (string Name, IrType? Type) ReadDefined() => (_lexer.Next(), _lexer.Accept(":") ? ReadType() : null);

    private Operation ReadRightSide(IrBuilder builder, List<(string Name, IrType? Type)> defined)
    {
        // The values are defined last, so that the right side cannot see them.
        Value One(IrType implied) => Define(defined[0].Name, defined[0].Type ?? implied);
        EquatableArray<Value> All(Func<int, IrType> implied) => defined.Select((d, i) => Define(d.Name, d.Type ?? implied(i))).ToEquatableArray();

        string word = _lexer.Next();
        switch (word)
        {
            case "const":
                IrType type = ReadType();
                return new Constant(One(type), IrText.ParseNumber(type, _lexer.Next()));
            case "convert":
                bool isChecked = _lexer.Accept("checked");
                IrType target = ReadType();
                Value converted = ReadOperand(builder);
                return new Convert(One(target), converted, isChecked);
            case "length":
                Value measured = ReadOperand(builder);
                return new Length(One(IrType.I32), measured);
            case "load":
                (Value source, Value at) = ReadElement(builder);
                return new Load(One(Element(source)), source, at);
            case "store":
                (Value written, Value position) = ReadElement(builder);
                _lexer.Expect(",");
                return new Store(written, position, ReadOperand(builder));
            case "accumulate":
                (Value shadow, Value slot) = ReadElement(builder);
                _lexer.Expect(",");
                return new Accumulate(shadow, slot, ReadOperand(builder));
            case "slice":
                bool isInRange = _lexer.Accept("inrange");
                Value whole = ReadOperand(builder);
                _lexer.Expect("[");
                EquatableArray<Value> bounds = ReadOperands(builder);
                _lexer.Expect("]");
                return new Slice(One(IrText.PartType(whole.Type)), whole, bounds[0], bounds[1], isInRange);
            case "table":
                return new Table(One(defined[0].Type ?? throw _lexer.Error("a table needs a type")), _lexer.Next());
            case "row":
                bool isThere = _lexer.Accept("inrange");
                (Value jagged, Value which) = ReadElement(builder);
                return new Row(One(IrText.PartType(Element(jagged))), jagged, which, isThere);
            case "window":
                bool isWithin = _lexer.Accept("inrange");
                (Value seen, Value from) = ReadElement(builder);
                return new Window(One(defined[0].Type ?? throw _lexer.Error("a window needs a type")), seen, from, isWithin);
            case "allocate":
                bool zeroed = !_lexer.Accept("uninit");
                IrType element = ReadType();
                _lexer.Expect("[");
                Value count = ReadOperand(builder);
                _lexer.Expect("]");
                return new Allocate(One(new BufferType(element, BufferKind.Span)), count, zeroed);
            case "stack":
                return new NewStack(One(new StackType(ReadType())));
            case "push":
                EquatableArray<Value> pushed = ReadOperands(builder);
                return new Push(pushed[0], pushed[1]);
            case "pop":
                Value stack = ReadOperand(builder);
                return new Pop(One(stack.Type is StackType s ? s.Element : throw _lexer.Error($"'{stack.Name}' is no stack")), stack);
            case "call":
                string callee = _lexer.Next();
                _lexer.Expect("(");
                EquatableArray<Value> passed = ReadList(")", _ => ReadOperand(builder));
                return new Call(All(i => throw _lexer.Error($"the type of '{defined[i].Name}' is missing")), callee, passed);
            case "invoke":
                Routine routine = ReadRoutine();
                _lexer.Expect("(");
                EquatableArray<Value> handed = ReadList(")", _ => ReadOperand(builder));
                return new Invoke(All(i => throw _lexer.Error($"the type of '{defined[i].Name}' is missing")), routine, handed);
            case "compute":
                string function = _lexer.Next();
                _lexer.Expect("(");
                EquatableArray<Value> given = ReadList(")", _ => ReadOperand(builder));
                return new Compute(All(i => throw _lexer.Error($"the type of '{defined[i].Name}' is missing")), function, given);
            case "throw" or "perform":
                string text = _lexer.Next();
                _lexer.Expect("(");
                EquatableArray<Value> shown = ReadList(")", _ => ReadOperand(builder));
                return word == "throw" ? new Throw(text, shown) : new Perform(text, shown);
            case "if":
                Value condition = ReadOperand(builder);
                Region then = ReadRegion([], out string? ifNote);
                Region otherwise = _lexer.Accept("else") ? ReadRegion([], out _) : new Region([], [], []);
                return new If(All(i => then.Yields[i].Type), condition, then, otherwise) { Note = ifNote };
            case "for":
                return ReadFor(builder, All);
            case "while":
                return ReadWhile(builder, All);
            default:
                EquatableArray<Value> arguments = ReadOperands(builder);
                if (defined.Count != 1) throw _lexer.Error($"{word} defines one value");
                return new Apply(One(IrText.ApplyType(word, arguments)), word, arguments);
        }
    }

    private Routine ReadRoutine()
    {
        RoutineKind kind = RoutineKind.Method;
        string name = _lexer.Next();
        if (_lexer.Peek() != "(")
        {
            kind = (RoutineKind)Enum.Parse(typeof(RoutineKind), name, ignoreCase: true);
            name = _lexer.Next();
        }

        _lexer.Expect("(");
        EquatableArray<RoutineParameter> parameters = ReadList(")", _ =>
        {
            var use = (ParameterUse)Enum.Parse(typeof(ParameterUse), _lexer.Next(), ignoreCase: true);
            bool isArray = _lexer.Accept("array");
            return new RoutineParameter(use, _lexer.Accept("grad"), isArray);
        });
        string? backward = _lexer.Accept("backward") ? _lexer.Next() : null;
        string? jvp = _lexer.Accept("jvp") ? _lexer.Next() : null;
        string? receiver = _lexer.Accept("on") ? _lexer.Next() : null;
        return new Routine(name, kind, parameters, backward, jvp, _lexer.Accept("nested")) { Receiver = receiver };
    }

    private For ReadFor(IrBuilder builder, Func<Func<int, IrType>, EquatableArray<Value>> define)
    {
        string index = _lexer.Next();
        _lexer.Expect("in");
        Value start = ReadOperand(builder);
        _lexer.Expect("..");
        Value end = ReadOperand(builder);
        int step = _lexer.Accept("step") ? int.Parse(_lexer.Next()) : 1;
        bool reversed = _lexer.Accept("reversed");
        EquatableArray<(string Name, Value Initial)> carried = _lexer.Accept("(") ? ReadList(")", _ => ReadCarried(builder)) : [];
        Value indexValue = Define(index, IrType.I32);
        Value[] arguments = carried.Select(c => Define(c.Name, c.Initial.Type)).ToArray();
        Region body = ReadRegion([indexValue, .. arguments], out string? note);
        return new For(
            define(i => carried[i].Initial.Type), carried.Select(c => c.Initial).ToEquatableArray(), start, end, step, reversed, body) { Note = note };
    }

    private While ReadWhile(IrBuilder builder, Func<Func<int, IrType>, EquatableArray<Value>> define)
    {
        _lexer.Expect("(");
        EquatableArray<(string Name, Value Initial)> carried = ReadList(")", _ => ReadCarried(builder));
        _lexer.Expect("cond");
        Value[] arguments = carried.Select(c => Define(c.Name, c.Initial.Type)).ToArray();
        Region condition = ReadRegion(arguments, out string? note);
        _lexer.Expect("body");
        _lexer.Expect("(");
        EquatableArray<Value> bodyArguments = ReadList(")", i => Define(_lexer.Next(), carried[i].Initial.Type));
        Region body = ReadRegion(bodyArguments, out _);
        return new While(define(i => carried[i].Initial.Type), carried.Select(c => c.Initial).ToEquatableArray(), condition, body) { Note = note };
    }
}
