using SourceAutodiff.Generator.IR;

namespace SourceAutodiff.Generator.Tests.Helpers;

/// <summary>
/// Random functions over <c>(x: f64, y: f64, f: f32, n: i32, p: bool, a: f64[], b: rospan&lt;f64&gt;)</c> with every construct nested in every other,
/// full of the constants and shapes that simplification looks for. They end, and may throw.
/// </summary>
internal sealed class RandomIr(int seed)
{
    private readonly Random _random = new(seed);
    private readonly ValueFactory _values = new();

    public static Function Create(int seed) => new RandomIr(seed).CreateFunction();

    public static object[] Arguments(int seed)
    {
        var random = new Random(seed);
        double[] special = [0.0, -0.0, 1, -1, double.NaN, double.PositiveInfinity, 1e-310, random.NextDouble() * 4 - 2];
        double Real() => special[random.Next(special.Length)];
        return [Real(), Real(), (float)Real(), random.Next(-1, 4), random.Next(2) == 0, Reals(), Reals()];

        double[] Reals() => [.. Enumerable.Range(0, random.Next(1, 5)).Select(_ => Real())];
    }

    private Function CreateFunction()
    {
        Value[] arguments =
        [
            _values.New(IrType.F64, "x"), _values.New(IrType.F64, "y"), _values.New(IrType.F32, "f"), _values.New(IrType.I32, "n"),
            _values.New(IrType.Bool, "p"), _values.New(new BufferType(IrType.F64, BufferKind.Array), "a"),
            _values.New(new BufferType(IrType.F64, BufferKind.ReadOnlySpan), "b"),
        ];
        List<Value> scope = [.. arguments];
        var builder = new IrBuilder(_values);
        Fill(builder, scope, 12, depth: 0, mayWrite: true);
        Value[] results = [.. new[] { IrType.F64, IrType.F64, IrType.F32, IrType.I32, IrType.Bool }.Select(type => Pick(scope, type))];
        return new Function(
            "F",
            [.. arguments.Select((value, i) => new Parameter(value, ParameterRole.Primal, i, value.Type.IsReal || value.Type.IsRealBuffer))],
            [.. results.Select((_, i) => new Result(ResultRole.Primal, i))],
            builder.ToRegion(arguments, results));
    }

    private void Fill(IrBuilder builder, List<Value> scope, int count, int depth, bool mayWrite)
    {
        for (int i = 0; i < count; i++) Step(builder, scope, depth, mayWrite);
    }

    private void Step(IrBuilder builder, List<Value> scope, int depth, bool mayWrite)
    {
        IrType real = _random.Next(4) == 0 ? IrType.F32 : IrType.F64;
        switch (_random.Next(depth < 3 && mayWrite ? 20 : 13))
        {
            case 0: scope.Add(builder.Real(real, Choose([0.0, -0.0, 1, -1, 2, 0.1f]))); break;
            case 1: scope.Add(builder.Integer(_random.Next(-1, 3))); break;
            case 2: scope.Add(builder.Boolean(_random.Next(2) == 0)); break;
            case 3 or 4 or 5:
                string op = Choose([Ops.Add, Ops.Subtract, Ops.Multiply, Ops.Divide, "Max"]);
                scope.Add(builder.Apply(op, "r", Pick(scope, real), Pick(scope, real)));
                break;
            case 6: scope.Add(builder.Apply(Choose([Ops.Negate, "Sin", "Abs"]), "u", Pick(scope, real))); break;
            case 7:
                string throwing = Choose([Ops.Divide, Ops.Remainder, Ops.Add, Ops.Subtract, Ops.Subtract]);
                string integerOp = Choose([Ops.Add, Ops.Subtract, Ops.Multiply, throwing, Ops.And, Ops.Or, Ops.Xor, Ops.ShiftLeft]);
                scope.Add(builder.Apply(integerOp, "k", Pick(scope, IrType.I32), Pick(scope, IrType.I32)));
                break;
            case 8:
                IrType compared = Choose([IrType.I32, real]);
                scope.Add(builder.Apply(Choose([Ops.Less, Ops.LessOrEqual, Ops.Equal, Ops.NotEqual]), "c", Pick(scope, compared), Pick(scope, compared)));
                break;
            case 9: scope.Add(builder.Apply(Choose([Ops.And, Ops.Or, Ops.Xor, Ops.Equal]), "l", Pick(scope, IrType.Bool), Pick(scope, IrType.Bool))); break;
            case 10: scope.Add(builder.Apply(Ops.Not, "o", Pick(scope, IrType.Bool))); break;
            case 11: scope.Add(builder.Convert(Pick(scope, Choose([IrType.I32, IrType.F64, IrType.F32])), Choose([IrType.F64, IrType.F32]), "v")); break;
            case 12:
                Value source = PickBuffer(scope);
                scope.Add(_random.Next(3) == 0 ? builder.Length(source) : builder.Load(source, Index(builder, scope), "e"));
                break;
            case 13: builder.Store(WritableBuffer(builder, scope), Index(builder, scope), Pick(scope, IrType.F64)); break;
            case 14: builder.Accumulate(WritableBuffer(builder, scope), Index(builder, scope), Pick(scope, IrType.F64)); break;
            case 15:
                Value stack = builder.NewStack(IrType.F64, "st");
                builder.Push(stack, Pick(scope, IrType.F64));
                if (_random.Next(2) == 0) scope.Add(builder.Pop(stack, "t"));
                break;
            case 16 or 17: AddIf(builder, scope, depth); break;
            case 18: AddFor(builder, scope, depth); break;
            case 19: AddWhile(builder, scope, depth); break;
        }
    }

    private void AddIf(IrBuilder builder, List<Value> scope, int depth)
    {
        IrType[] types = Types();
        Region[] branches = new Region[2];
        for (int i = 0; i < 2; i++)
        {
            List<Value> inner = [.. scope];
            IrBuilder nested = builder.Nested();
            Fill(nested, inner, _random.Next(4), depth + 1, mayWrite: true);
            branches[i] = nested.ToRegion([], types.Select(type => Pick(inner, type)).ToArray());
        }

        Value[] results = [.. types.Select(type => _values.New(type, "b"))];
        builder.Append(new If([.. results], Pick(scope, IrType.Bool), branches[0], branches[1]));
        scope.AddRange(results);
    }

    private void AddFor(IrBuilder builder, List<Value> scope, int depth)
    {
        IrType[] types = Types();
        Value index = _values.New(IrType.I32, "i");
        Value[] arguments = [index, .. types.Select(type => _values.New(type, "s"))];
        List<Value> inner = [.. scope, .. arguments];
        IrBuilder nested = builder.Nested();
        Fill(nested, inner, _random.Next(5), depth + 1, mayWrite: true);
        Region body = nested.ToRegion(arguments, types.Select(type => Pick(inner, type)).ToArray());
        Value start = builder.Integer(_random.Next(3));
        Value end = _random.Next(2) == 0 ? builder.Length(PickBuffer(scope)) : builder.Integer(_random.Next(4));
        Value[] results = [.. types.Select(type => _values.New(type, "s"))];
        int step = Choose([1, 1, 2, -1]);
        builder.Append(new For([.. results], [.. types.Select(type => Pick(scope, type))], start, end, step, _random.Next(3) == 0, body));
        scope.AddRange(results);
    }

    /// <summary>The first carried value counts down from at most 3, so that the loop ends.</summary>
    private void AddWhile(IrBuilder builder, List<Value> scope, int depth)
    {
        IrType[] types = [IrType.I32, .. Types()];
        Value[] conditionArguments = [.. types.Select(type => _values.New(type, "w"))];
        IrBuilder test = builder.Nested();
        List<Value> testScope = [.. scope, .. conditionArguments];
        Fill(test, testScope, _random.Next(3), depth + 1, mayWrite: false);
        Value counting = test.Apply(Ops.Less, "c", test.Integer(0), conditionArguments[0]);
        Value go = _random.Next(2) == 0 ? counting : test.Apply(Ops.And, "c", counting, Pick(testScope, IrType.Bool));
        Region condition = test.ToRegion(conditionArguments, [go]);

        Value[] arguments = [.. types.Select(type => _values.New(type, "w"))];
        List<Value> inner = [.. scope, .. arguments];
        IrBuilder nested = builder.Nested();
        Fill(nested, inner, _random.Next(5), depth + 1, mayWrite: true);
        Value next = nested.Apply(Ops.Subtract, "w", arguments[0], nested.Integer(1));
        Region body = nested.ToRegion(arguments, [next, .. types.Skip(1).Select(type => Pick(inner, type))]);

        Value[] results = [.. types.Select(type => _values.New(type, "w"))];
        Value first = builder.Integer(_random.Next(4));
        builder.Append(new While([.. results], [first, .. types.Skip(1).Select(type => Pick(scope, type))], condition, body));
        scope.AddRange(results);
    }

    private IrType[] Types() => [.. Enumerable.Range(0, _random.Next(4)).Select(_ => Choose([IrType.F64, IrType.F64, IrType.F32, IrType.I32, IrType.Bool]))];

    /// <summary>Mostly in range, and often the same one again.</summary>
    private Value Index(IrBuilder builder, List<Value> scope) => _random.Next(6) > 0 ? builder.Integer(_random.Next(2)) : Pick(scope, IrType.I32);

    private Value PickBuffer(List<Value> scope) => Choose([.. scope.Where(value => value.Type is BufferType)]);

    private Value WritableBuffer(IrBuilder builder, List<Value> scope)
    {
        Value array = scope.First(value => value.Type is BufferType);
        if (_random.Next(4) > 0) return array;
        Value slice = builder.Slice(array, builder.Integer(0), builder.Integer(1), "z");
        scope.Add(slice);
        return slice;
    }

    /// <summary>Recent values more often than old ones.</summary>
    private Value Pick(List<Value> scope, IrType type)
    {
        Value[] candidates = [.. scope.Where(value => value.Type == type)];
        return candidates[Math.Max(_random.Next(candidates.Length), _random.Next(candidates.Length))];
    }

    private T Choose<T>(T[] choices) => choices[_random.Next(choices.Length)];
}
