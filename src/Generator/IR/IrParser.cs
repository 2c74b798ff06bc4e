using SourceAutodiff.Generator.Infrastructure;

namespace SourceAutodiff.Generator.IR;

/// <summary>
/// Reads what <see cref="IrPrinter"/> writes. For text written by hand an operand may also be a literal:
/// <c>1.5</c> and <c>1e-9</c> are f64, <c>2</c> is i32, <c>true</c> is bool.
/// </summary>
internal sealed class IrParser
{
    private readonly IrLexer _lexer;
    private readonly ValueFactory _values = new();
    private readonly Dictionary<string, Value> _scope = [];

    private IrParser(string text) => _lexer = new IrLexer(text);

    public static Function Parse(string text)
    {
        var parser = new IrParser(text);
        Function function = parser.ReadFunction();
        if (!parser._lexer.AtEnd) throw parser._lexer.Error("text after the function");
        return function;
    }

    private Function ReadFunction()
    {
        _lexer.Expect("func");
        string name = _lexer.Next();
        _lexer.Expect("(");
        EquatableArray<Parameter> parameters = ReadList(")", ReadParameter);
        _lexer.Expect("->");
        _lexer.Expect("(");
        EquatableArray<Result> results = ReadList(")", ReadResult);
        Region body = ReadRegion(parameters.Select(parameter => parameter.Value), out _);
        return new Function(name, parameters, results, body);
    }

    private Parameter ReadParameter(int index)
    {
        string name = _lexer.Next();
        _lexer.Expect(":");
        IrType type = ReadType();
        (ParameterRole role, int source) = ReadRole(ParameterRole.Primal, index);
        bool differentiated = IrText.IsDifferentiatedByDefault(role, type);
        if (_lexer.Accept("grad")) differentiated = true;
        else if (_lexer.Accept("nograd")) differentiated = false;
        return new Parameter(Define(name, type), role, source, differentiated);
    }

    private Result ReadResult(int index)
    {
        ReadType();
        (ResultRole role, int source) = ReadRole(ResultRole.Primal, index);
        return new Result(role, source);
    }

    private (TRole Role, int Source) ReadRole<TRole>(TRole role, int source)
        where TRole : struct, Enum
    {
        if (_lexer.Peek(1) != "(" || !Enum.TryParse(_lexer.Peek(), ignoreCase: true, out TRole read)) return (role, source);
        _lexer.Next();
        _lexer.Expect("(");
        source = int.Parse(_lexer.Next());
        _lexer.Expect(")");
        return (read, source);
    }

    private IrType ReadType()
    {
        string word = _lexer.Next();
        if (_lexer.Accept("<"))
        {
            IrType element = ReadType();
            _lexer.Expect(">");
            return word switch
            {
                "stack" => new StackType(element),
                "frame" => new StackType(element, IsFrame: true),
                "lanes" => new LanesType(element),
                _ => WithMember(new BufferType(element, IrText.Kind(word) ?? throw _lexer.Error($"no type {word}<>"))),
            };
        }

        IrType type = IrText.NamedType(word);
        if (_lexer.Peek() != "[" || _lexer.Peek(1) != "]") return type;
        _lexer.Next();
        _lexer.Next();
        return WithMember(new BufferType(type, BufferKind.Array));
    }

    private BufferType WithMember(BufferType type)
    {
        if (!_lexer.Accept("in")) return type;
        (string host, string path) = (_lexer.Next(), _lexer.Next());
        return type with { Member = new HostMember(host, path, _lexer.Accept("by") ? _lexer.Next() : null) };
    }

    private Region ReadRegion(IEnumerable<Value> arguments, out string? note)
    {
        _lexer.Expect("{");
        note = _lexer.AcceptNote();
        var builder = new IrBuilder(_values);
        EquatableArray<Value> yields = [];
        while (!_lexer.Accept("}"))
        {
            if (_lexer.Peek() == "yield" && _lexer.Peek(1) is not ("=" or ":"))
            {
                _lexer.Next();
                yields = ReadOperands(builder);
            }
            else
            {
                ReadOperation(builder);
            }
        }

        return builder.ToRegion(arguments, yields);
    }

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
                Value whole = ReadOperand(builder);
                _lexer.Expect("[");
                EquatableArray<Value> bounds = ReadOperands(builder);
                _lexer.Expect("]");
                return new Slice(One(IrText.PartType(whole.Type)), whole, bounds[0], bounds[1]);
            case "row":
                (Value jagged, Value which) = ReadElement(builder);
                return new Row(One(IrText.PartType(Element(jagged))), jagged, which);
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
        return new Routine(name, kind, parameters, backward, jvp, _lexer.Accept("nested"));
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

    private (string Name, Value Initial) ReadCarried(IrBuilder builder)
    {
        string name = _lexer.Next();
        _lexer.Expect("=");
        return (name, ReadOperand(builder));
    }

    private (Value Buffer, Value Index) ReadElement(IrBuilder builder)
    {
        Value buffer = ReadOperand(builder);
        _lexer.Expect("[");
        Value index = ReadOperand(builder);
        _lexer.Expect("]");
        return (buffer, index);
    }

    private IrType Element(Value buffer) => buffer.Type is BufferType type ? type.Element : throw _lexer.Error($"'{buffer.Name}' is no buffer");

    private EquatableArray<Value> ReadOperands(IrBuilder builder)
    {
        List<Value> operands = [];
        do operands.Add(ReadOperand(builder));
        while (_lexer.Accept(","));
        return operands.ToEquatableArray();
    }

    private Value ReadOperand(IrBuilder builder)
    {
        bool isNumber = _lexer.IsNumber;
        string word = _lexer.Next();
        if (_scope.TryGetValue(word, out Value value)) return value;
        if (word is "true" or "false") return builder.Boolean(word == "true");
        if (!isNumber) throw _lexer.Error($"'{word}' is not defined");
        return word.IndexOfAny(['.', 'e', 'E']) >= 0
            ? builder.Real(IrType.F64, BitConverter.Int64BitsToDouble(IrText.ParseNumber(IrType.F64, word)))
            : builder.Integer(IrText.ParseNumber(IrType.I32, word));
    }

    private EquatableArray<T> ReadList<T>(string end, Func<int, T> read)
    {
        List<T> items = [];
        while (!_lexer.Accept(end))
        {
            if (items.Count > 0) _lexer.Expect(",");
            items.Add(read(items.Count));
        }

        return items.ToEquatableArray();
    }

    /// <summary>Names are unique in a function's text; the number that made one so is not part of the hint.</summary>
    private Value Define(string name, IrType type)
    {
        int dot = name.IndexOf('.');
        Value value = _values.New(type, dot < 0 ? name : name.Substring(0, dot));
        if (_scope.ContainsKey(name)) throw _lexer.Error($"'{name}' is defined twice");
        _scope.Add(name, value);
        return value;
    }
}
