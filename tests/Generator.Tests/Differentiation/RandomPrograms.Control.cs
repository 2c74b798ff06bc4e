using SourceAutodiff.Generator.IR;

namespace SourceAutodiff.Generator.Tests.Differentiation;

internal sealed partial class RandomPrograms
{
    private static readonly IrType[] CarriedTypes = [IrType.F64, IrType.F64, IrType.F64, IrType.I32];

    private void AddIf(IrBuilder builder, Scope scope)
    {
        IrType[] types = [.. Enumerable.Range(0, _random.Next(3)).Select(_ => Choose(CarriedTypes))];
        Value condition = Condition(builder, scope);
        Region Branch()
        {
            Scope inner = scope.Nested();
            IrBuilder nested = builder.Nested();
            Fill(nested, inner, _random.Next(5));
            return nested.ToRegion([], [.. types.Select(type => Next(nested, inner, type))]);
        }

        Region then = Branch();
        Region otherwise = Branch();
        Value[] results = [.. types.Select(type => New(type, "r"))];
        builder.Append(new If([.. results], condition, then, otherwise));
        scope.Values.AddRange(results);
    }

    /// <summary>Carries sums: mostly each is only added to, and what is added knows nothing of the other sums.</summary>
    /// <param name="over">A buffer to read element by element, and a bound not beyond its length.</param>
    private void AddSum(IrBuilder builder, Scope scope, (Value Buffer, Value End)? over = null)
    {
        int sums = 1 + (Chance(4) ? 1 : 0);
        (Value start, Value end, int step, Value index) = over is { } range
            ? (Constant(builder, 0), range.End, 1, WithRange(_values.New(IrType.I32, "i"), 0, Range(range.End).High - 1))
            : Bounds(builder, scope);
        Value[] arguments = [.. Enumerable.Range(0, sums).Select(_ => New(IrType.F64, "s"))];
        Scope inner = scope.Nested();
        inner.Values.Add(index);
        if (Chance(10)) inner.Values.Add(arguments[0]);
        IrBuilder body = builder.Nested();
        if (over is { } read) inner.Values.Add(body.Load(read.Buffer, index, "e"));
        Fill(body, inner, 1 + _random.Next(6));
        List<Value> next = [];
        for (int k = 0; k < sums; k++)
        {
            if (Chance(12)) next.Add(arguments[k]);
            else next.Add(body.Apply(Choose(Ops.Add, Ops.Add, Ops.Subtract), "s", arguments[k], Result(body, inner)));
        }

        if (Chance(12)) next.Reverse();
        List<Value> initial = [];
        foreach (Value _ in arguments)
        {
            if (scope.Sums.Count > 0 && Chance(3))
            {
                int at = _random.Next(scope.Sums.Count);
                initial.Add(scope.Sums[at]);
                if (_random.Next(3) > 0) scope.Sums.RemoveAt(at);
            }
            else
            {
                initial.Add(Chance(2) ? builder.Real(IrType.F64, 0) : Real(scope));
            }
        }

        Value[] results = [.. arguments.Select(_ => New(IrType.F64, "s"))];
        builder.Append(new For([.. results], [.. initial], start, end, step, Chance(5), body.ToRegion([index, .. arguments], next)));
        (Chance(4) ? scope.Values : scope.Sums).AddRange(results);
    }

    private void AddFor(IrBuilder builder, Scope scope)
    {
        IrType[] types = [.. Enumerable.Range(0, _random.Next(4)).Select(_ => Choose(CarriedTypes))];
        Value[] initial = [.. types.Select(type => Pick(scope, type))];
        (Value start, Value end, int step, Value index) = Bounds(builder, scope);
        Value[] arguments = [.. types.Select(type => New(type, "p"))];
        Scope inner = scope.Nested();
        inner.Values.AddRange([index, .. arguments]);
        IrBuilder body = builder.Nested();
        Fill(body, inner, 1 + _random.Next(5));
        Value[] next = [.. types.Select((type, k) => Chance(8) ? arguments[k] : Next(body, inner, type))];
        for (int k = 0; k < types.Length; k++)
        {
            // A counter; what it counts to stays small.
            if (types[k] == IrType.I32 && Chance(2)) next[k] = body.Apply(Ops.Add, "p", arguments[k], body.Integer(Choose(1, -1, 2)));
        }

        Value[] results = [.. types.Select(type => New(type, "p"))];
        builder.Append(new For([.. results], [.. initial], start, end, step, Chance(5), body.ToRegion([index, .. arguments], next)));
        scope.Values.AddRange(results);
    }

    /// <summary>The first carried value counts down, the second says whether to go on, as an early exit does.</summary>
    private void AddWhile(IrBuilder builder, Scope scope)
    {
        IrType[] types = [IrType.I32, IrType.Bool, .. Enumerable.Range(0, 1 + _random.Next(2)).Select(_ => Choose(CarriedTypes))];
        Value[] initial =
        [
            WithRange(builder.Integer(_random.Next(5)), 0, 4), builder.Boolean(true), .. types.Skip(2).Select(type => Pick(scope, type)),
        ];

        Value[] tested = [.. types.Select(type => New(type, "w"))];
        IrBuilder test = builder.Nested();
        Value go = test.Apply(Ops.And, "c", tested[1], test.Apply(Ops.Less, "c", test.Integer(0), tested[0]));
        if (Chance(3))
        {
            Scope testing = scope.Nested();
            testing.Values.AddRange(tested.Skip(2));
            Value element = Load(test, testing);
            Value limit = element.Type.IsReal ? test.Real(IrType.F64, 0.9) : test.Integer(2);
            go = test.Apply(Ops.And, "c", go, test.Apply(Ops.Less, "c", element, limit));
        }

        Value[] arguments = [.. types.Select(type => New(type, "w"))];
        WithRange(arguments[0], 0, 4);
        Scope inner = scope.Nested();
        inner.Values.AddRange([arguments[0], .. arguments.Skip(2)]);
        IrBuilder body = builder.Nested();
        Fill(body, inner, 1 + _random.Next(5));
        Value left = body.Apply(Ops.Subtract, "w", arguments[0], body.Integer(1));
        Value goesOn = Chance(2) ? arguments[1] : Condition(body, inner);
        Region bodyRegion = body.ToRegion(arguments, [left, goesOn, .. types.Skip(2).Select(type => Next(body, inner, type))]);

        Value[] results = [.. types.Select(type => New(type, "w"))];
        builder.Append(new While([.. results], [.. initial], test.ToRegion(tested, [go]), bodyRegion));
        scope.Values.AddRange(results.Skip(2));
        WithRange(results[0], 0, 4);
        scope.Values.Add(results[0]);
    }

    /// <summary>Mostly a few iterations; sometimes none, or backwards, or in strides, or as many as an outer index says.</summary>
    private (Value Start, Value End, int Step, Value Index) Bounds(IrBuilder builder, Scope scope)
    {
        Value index = _values.New(IrType.I32, "i");
        int step = Choose(1, 1, 1, 1, 2, -1, -2);
        Value low = Choose(true, true, false) ? Constant(builder, 0) : Bound(builder, scope);
        Value high = Bound(builder, scope);
        int lowest = Range(low).Low;
        int highest = Math.Max(Range(high).High, lowest);
        if (step > 0)
        {
            WithRange(index, lowest, Math.Max(lowest, highest - 1));
            return (low, high, step, index);
        }

        WithRange(index, lowest + 1, Math.Max(lowest + 1, highest));
        return (high, low, step, index);
    }

    private Value Bound(IrBuilder builder, Scope scope)
    {
        Value[] candidates = [.. scope.Values.Where(value => value.Type == IrType.I32 && Range(value).Low >= 0 && Range(value).High <= BufferLength)];
        if (candidates.Length > 0 && Chance(3)) return Choose(candidates);
        if (Chance(2)) return Constant(builder, _random.Next(5));
        Value buffer = PickBuffer(scope.Values);
        int length = _lengths[buffer.Id];
        return WithRange(builder.Length(buffer), length, length);
    }

    private Value Constant(IrBuilder builder, int value) =>
        value < _constants.Count ? _constants[value] : WithRange(builder.Integer(value), value, value);

    private Value Next(IrBuilder builder, Scope scope, IrType type)
    {
        if (type == IrType.I32) return builder.Apply(Ops.And, "k", Pick(scope, type), builder.Integer(IntegerArgument));
        return Chance(2) ? builder.Apply("Tanh", "h", Result(builder, scope)) : Result(builder, scope);
    }

    /// <summary>An integer that comes out of a branch or loop may be anything: it is wrapped before it is an index.</summary>
    private Value New(IrType type, string name)
    {
        Value value = _values.New(type, name);
        if (type == IrType.I32) WithRange(value, -1000, 1000);
        return value;
    }
}
