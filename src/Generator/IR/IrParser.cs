using SourceAutodiff.Generator.Infrastructure;

namespace SourceAutodiff.Generator.IR;

/// <summary>
/// Reads what <see cref="IrPrinter"/> writes. For text written by hand an operand may also be a literal:
/// <c>1.5</c> and <c>1e-9</c> are f64, <c>2</c> is i32, <c>true</c> is bool.
/// </summary>
internal sealed partial class IrParser
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
        string? text = role == ParameterRole.Table ? _lexer.Next() : null;
        bool differentiated = IrText.IsDifferentiatedByDefault(role, type);
        if (_lexer.Accept("grad")) differentiated = true;
        else if (_lexer.Accept("nograd")) differentiated = false;
        return new Parameter(Define(name, type), role, source, differentiated) { Text = text };
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
                "vector" => new VectorType(element, 0),
                "vector64" or "vector128" or "vector256" or "vector512" => new VectorType(element, int.Parse(word.Substring("vector".Length))),
                "mask" => new MaskType((VectorType)element),
                "object" => new BufferType(new ContentsType(((RealParameterType)element).Name), BufferKind.Object),
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
