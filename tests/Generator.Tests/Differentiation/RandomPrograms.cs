using SourceAutodiff.Generator.IR;

namespace SourceAutodiff.Generator.Tests.Differentiation;

/// <summary>
/// Random functions that are smooth and bounded almost everywhere and never throw: loops of every kind, branches, memory at all levels, and above all
/// sums, whose loops are reversed iteration by iteration. What the generator knows of a value (the range of an integer, the length of a buffer) it keeps.
/// </summary>
internal sealed partial class RandomPrograms
{
    private const int DeepestNesting = 3;

    private readonly Random _random;
    private readonly ValueFactory _values = new();
    private readonly Dictionary<int, (int Low, int High)> _ranges = [];
    private readonly Dictionary<int, int> _lengths = [];
    private readonly Dictionary<int, Value> _counts = [];
    private readonly List<Value> _constants = [];
    private readonly bool _mostlySums;

    private RandomPrograms(int seed)
    {
        _random = new Random(seed);
        _mostlySums = seed % 2 == 0;
    }

    public static Function Create(int seed) => new RandomPrograms(seed).CreateFunction();

    /// <summary>What is visible at a point of the program. Sums are kept apart, so that some of them are only used linearly.</summary>
    private sealed record Scope(List<Value> Values, List<Value> Writable, List<Value> Sums, int Depth)
    {
        public Scope Nested() => new([.. Values], [.. Writable], [], Depth + 1);
    }

    private Function CreateFunction()
    {
        var scope = new Scope([], [], [], 0);
        List<Parameter> parameters = [];
        void Add(IrType type, string name, bool differentiated) =>
            parameters.Add(new Parameter(_values.New(type, name), ParameterRole.Primal, parameters.Count, differentiated));
        void AddBuffer(IrType element, BufferKind kind, string name, bool differentiated, bool written)
        {
            Add(new BufferType(element, kind), name, differentiated);
            Value buffer = parameters[^1].Value;
            _lengths[buffer.Id] = BufferLength;
            if (written) scope.Writable.Add(buffer);
        }

        Add(IrType.F64, "x", differentiated: true);
        Add(IrType.F64, "y", differentiated: Chance(2));
        Add(IrType.I32, "n", differentiated: false);
        _ranges[parameters[^1].Value.Id] = (IntegerArgument, IntegerArgument);
        AddBuffer(IrType.F64, BufferKind.ReadOnlySpan, "b", differentiated: true, written: false);
        if (Chance(2)) AddBuffer(IrType.F64, BufferKind.Array, "a", differentiated: true, written: Chance(2));
        if (Chance(3)) AddBuffer(IrType.F64, BufferKind.Span, "w", differentiated: false, written: true);
        if (Chance(3)) AddBuffer(IrType.I32, BufferKind.Array, "k", differentiated: false, written: Chance(2));
        scope.Values.AddRange(parameters.Select(parameter => parameter.Value));

        var builder = new IrBuilder(_values);
        if (Chance(2)) ShareIntegers(builder, scope);
        if (_mostlySums) AddAllocation(builder, scope, IrType.F64);
        Fill(builder, scope, 3 + _random.Next(8));
        List<Value> results = [Result(builder, scope)];
        while (Chance(3)) results.Add(Chance(4) ? Pick(scope, IrType.I32) : Result(builder, scope));
        return new Function(
            "F", [.. parameters], [.. results.Select((_, i) => new Result(ResultRole.Primal, i))],
            builder.ToRegion(parameters.Select(parameter => parameter.Value), results));
    }

    /// <summary>The length of every buffer that is passed.</summary>
    public const int BufferLength = 4;

    /// <summary>The value of every integer that is passed; also what passed integer buffers stay below.</summary>
    public const int IntegerArgument = 3;

    /// <summary>Bounds of loops that are one value in several places, as they are after simplification.</summary>
    private void ShareIntegers(IrBuilder builder, Scope scope)
    {
        for (int i = 0; i <= BufferLength; i++) _constants.Add(WithRange(builder.Integer(i), i, i));
        Value two = _constants[2];
        scope.Values.Add(two);
        scope.Values.Add(WithRange(builder.Apply(Ops.Subtract, "m", scope.Values.First(value => value.Type == IrType.I32), two), IntegerArgument - 2, IntegerArgument - 2));
        foreach (Value buffer in scope.Values.Where(value => value.Type is BufferType).ToList())
        {
            scope.Values.Add(WithRange(builder.Length(buffer), BufferLength, BufferLength));
        }
    }

    private void Fill(IrBuilder builder, Scope scope, int steps)
    {
        for (int i = 0; i < steps; i++) Step(builder, scope);
    }

    private void Step(IrBuilder builder, Scope scope)
    {
        bool deep = scope.Depth >= DeepestNesting;
        if (!deep && _mostlySums && Chance(3))
        {
            if (Chance(3)) AddOverwritingLoop(builder, scope);
            else AddSum(builder, scope);
            return;
        }

        switch (_random.Next(deep ? 20 : 32))
        {
            case < 6: scope.Values.Add(Arithmetic(builder, scope)); break;
            case 6: scope.Values.Add(Integer(builder, scope)); break;
            case 7: scope.Values.Add(Condition(builder, scope)); break;
            case < 11: scope.Values.Add(Load(builder, scope)); break;
            case < 15: Write(builder, scope); break;
            case 15: AddSlice(builder, scope); break;
            case 16: AddAllocation(builder, scope, IrType.F64); break;
            case 17: AddAllocation(builder, scope, Chance(3) ? IrType.I32 : IrType.F64); break;
            case 18: WriteInteger(builder, scope); break;
            case 19: scope.Sums.Add(Linear(builder, scope)); break;
            case < 24: AddSum(builder, scope); break;
            case < 26: AddFor(builder, scope); break;
            case 26: AddWhile(builder, scope); break;
            case < 29: AddIf(builder, scope); break;
            default: AddOverwritingLoop(builder, scope); break;
        }
    }

    /// <summary>A real number of moderate size and slope.</summary>
    private Value Arithmetic(IrBuilder builder, Scope scope)
    {
        Value a = Real(scope);
        Value b = Real(scope);
        switch (_random.Next(11))
        {
            case 0: return builder.Apply(Ops.Add, "t", a, b);
            case 1: return builder.Apply(Ops.Subtract, "t", a, b);
            case 2 or 3: return builder.Apply(Ops.Multiply, "m", builder.Apply(Choose("Sin", "Tanh"), "u", a), b);
            case 4: return builder.Apply("Tanh", "h", builder.Apply(Ops.Multiply, "m", a, b));
            case 5: return builder.Apply(Choose("Sin", "Cos", "Tanh"), "u", a);
            case 6: return builder.Apply(Ops.Divide, "d", a, Positive(builder, b));
            case 7: return builder.Apply(Choose("Sqrt", "Log", "Exp"), "e", Positive(builder, b));
            case 8: return builder.Apply(Ops.Multiply, "m", a, builder.Real(IrType.F64, Choose(0.5, -0.75, 1.25)));
            case 9: return builder.Convert(Pick(scope, IrType.I32), IrType.F64, "v");
            default: return builder.Apply(Ops.Negate, "g", a);
        }
    }

    private Value Positive(IrBuilder builder, Value value) =>
        builder.Apply(Ops.Add, "q", builder.Apply("Sin", "u", value), builder.Real(IrType.F64, 1.5));

    private Value Linear(IrBuilder builder, Scope scope)
    {
        Value a = scope.Sums.Count > 0 && Chance(2) ? scope.Sums[_random.Next(scope.Sums.Count)] : Real(scope);
        Value b = scope.Sums.Count > 0 && Chance(2) ? scope.Sums[_random.Next(scope.Sums.Count)] : Real(scope);
        return _random.Next(5) switch
        {
            0 => builder.Apply(Ops.Add, "l", a, b),
            1 => builder.Apply(Ops.Subtract, "l", a, b),
            2 => builder.Apply(Ops.Multiply, "l", a, builder.Real(IrType.F64, 0.5)),
            3 => builder.Apply(Ops.Divide, "l", a, builder.Real(IrType.F64, 3)),
            _ => builder.Apply(Ops.Negate, "l", a),
        };
    }

    /// <summary>A combination of sums and some other value.</summary>
    private Value Result(IrBuilder builder, Scope scope)
    {
        Value result = Real(scope);
        foreach (Value sum in scope.Sums)
        {
            if (_random.Next(4) > 0) result = builder.Apply(Choose(Ops.Add, Ops.Subtract), "r", result, sum);
        }

        return scope.Sums.Count > 0 && Chance(4) ? scope.Sums[^1] : result;
    }

    private Value Integer(IrBuilder builder, Scope scope)
    {
        Value a = Pick(scope, IrType.I32);
        (int low, int high) = Range(a);
        switch (_random.Next(5))
        {
            case 0: return WithRange(builder.Apply(Ops.Add, "k", a, builder.Integer(1)), low + 1, high + 1);
            case 1: return WithRange(builder.Apply(Ops.Subtract, "k", builder.Integer(BufferLength - 1), a), BufferLength - 1 - high, BufferLength - 1 - low);
            case 2 when low >= 0: return WithRange(builder.Apply(Ops.Remainder, "k", a, builder.Integer(3)), 0, 2);
            case 3: return WithRange(builder.Apply(Ops.And, "k", builder.Convert(Real(scope), IrType.I32, "cut"), builder.Integer(3)), 0, 3);
            default:
                return Constant(builder, _random.Next(4));
        }
    }

    private Value Condition(IrBuilder builder, Scope scope) => _random.Next(4) switch
    {
        0 => builder.Apply(Choose(Ops.Less, Ops.Equal, Ops.NotEqual), "c", Pick(scope, IrType.I32), Integer(builder, scope)),
        1 => builder.Apply(Ops.Less, "c", Real(scope), builder.Real(IrType.F64, Choose(0.3, -0.4, 1.1))),
        _ => builder.Apply(Choose(Ops.Less, Ops.Greater), "c", Real(scope), Real(scope)),
    };

    private Value Real(Scope scope) => Pick(scope, IrType.F64);

    private (int Low, int High) Range(Value value) => _ranges[value.Id];

    private Value WithRange(Value value, int low, int high)
    {
        _ranges[value.Id] = (low, high);
        return value;
    }

    /// <summary>Recent values more often than old ones.</summary>
    private Value Pick(Scope scope, IrType type)
    {
        Value[] candidates = [.. scope.Values.Where(value => value.Type == type)];
        return candidates[Math.Max(_random.Next(candidates.Length), _random.Next(candidates.Length))];
    }

    private bool Chance(int oneIn) => _random.Next(oneIn) == 0;

    private T Choose<T>(params T[] choices) => choices[_random.Next(choices.Length)];
}
