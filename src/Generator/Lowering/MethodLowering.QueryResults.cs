using Microsoft.CodeAnalysis.Operations;
using SourceAutodiff.Generator.IR;

namespace SourceAutodiff.Generator.Lowering;

internal sealed partial class MethodLowering
{
    private const string NoElements = "new global::System.InvalidOperationException(\"Sequence contains no elements\")";
    private const string NoMatch = "new global::System.InvalidOperationException(\"Sequence contains no matching element\")";

    /// <summary>What consumes a sequence, in the arithmetic of .NET's implementation.</summary>
    private Value[]? LowerQueryResult(IInvocationOperation call, Query source, Value[] operands, string? hint)
    {
        string name = call.TargetMethod.Name;
        IrType? type = _types.Scalar(call.Type);
        if (type is null && name != "ToArray")
        {
            ReportCall(call);
            return null;
        }

        bool isPredicate = name is "Count" or "Any" or "All" or "First" or "Last" && operands.Length == 1;
        if (isPredicate && name != "All") source = source with { Stages = source.Stages.Add(QueryStage.Simple((element, next) => When(CallPure(operands[0], call, element), () => next(element)))) };
        else if (name is "Sum" or "Average" or "Min" or "Max" && operands.Length == 1)
            source = source with { Stages = source.Stages.Add(QueryStage.Simple((element, next) => next(CallPure(operands[0], call, element)))) };
        string none = isPredicate ? NoMatch : NoElements;
        switch (name)
        {
            case "Sum" or "Average" when type!.IsReal && type is ScalarType:
                return Single(SumOf(source, type, name == "Average", hint ?? name.ToLowerInvariant()));
            case "Min" or "Max" when type!.IsReal:
                return Single(Fold(source, type, none, hint ?? name.ToLowerInvariant(), (best, element) => Better(best, element, name == "Max")));
            case "Min" or "Max" when type!.IsInteger:
                return Single(Fold(source, type, none, hint ?? name.ToLowerInvariant(), (best, element) => LowerExtremum(name == "Max" ? Ops.GreaterOrEqual : Ops.LessOrEqual, best, element, "best")));
            case "Aggregate" when operands.Length == 1:
                return Single(Fold(source, type!, none, hint ?? "value", (state, element) => CallPure(operands[0], call, state, element)));
            case "Aggregate":
                return Single(FoldFrom(source, operands[0], hint ?? "value", (state, element) => CallPure(operands[1], call, state, element)));
            case "Count":
                return Single(FoldFrom(source, _builder.Integer(0), hint ?? "count", (count, _) => _builder.Apply(Ops.Add, "count", count, _builder.Integer(1))));
            case "Any":
                return Single(FoldFrom(source, _builder.Boolean(false), hint ?? "any", (_, _) => _builder.Boolean(true), stops: true));
            case "All":
                return Single(Negate(FoldFrom(source, _builder.Boolean(false), "fails", (_, element) => Negate(CallPure(operands[0], call, element)), stops: true)));
            case "First" or "Last" when source.IsIndexed:
                ThrowWhen(_builder.Apply(Ops.Equal, "empty", source.Count, _builder.Integer(0)), none);
                return Single(source.At(name == "First" ? _builder.Integer(0) : _builder.Apply(Ops.Subtract, "last", source.Count, _builder.Integer(1))));
            case "First":
                return Single(Fold(source, type!, none, hint ?? "first", (first, _) => first, stops: true));
            case "Last":
                return Single(Fold(source, type!, none, hint ?? "last", (_, element) => element));
            case "ElementAt" when source.IsIndexed:
                Value index = operands[0];
                Value isOutside = _builder.Apply(Ops.Or, "outside", _builder.Apply(Ops.Less, "lt", index, _builder.Integer(0)), _builder.Apply(Ops.GreaterOrEqual, "ge", index, source.Count));
                ThrowWhen(isOutside, "new global::System.ArgumentOutOfRangeException(\"index\")");
                return Single(source.At(index));
            case "ToArray" when Leaves(call.Type) is [BufferType { Element: var element }]:
                return Single(ToArray(source, element, hint ?? "array"));
            default:
                ReportCall(call);
                return null;
        }
    }

    private Value[]? Single(Value value) => HasFailed ? null : [value];

    /// <summary>.NET adds floats in double. Starting from -0, the first sum is the first element, also if that is -0.</summary>
    private Value SumOf(Query source, IrType type, bool isAverage, string name)
    {
        IrType wide = type == IrType.F64 || type == IrType.F32 ? IrType.F64 : type;
        Variable sum = NewState(name, NewReal(wide, isAverage ? -0.0 : 0));
        Variable count = NewState("count", _builder.Integer(0));
        Consume(source, [sum, count], (element, _) =>
        {
            _environment[sum] = _builder.Apply(Ops.Add, name, _environment[sum]!, _builder.Convert(element, wide, "t"));
            _environment[count] = _builder.Apply(Ops.Add, "count", _environment[count]!, _builder.Integer(1));
        });
        (Value total, Value elements) = (Take(sum), Take(count));
        if (!isAverage) return _builder.Convert(total, type, name);
        ThrowWhen(_builder.Apply(Ops.Equal, "empty", elements, _builder.Integer(0)), NoElements);
        return _builder.Convert(_builder.Apply(Ops.Divide, name, total, _builder.Convert(elements, wide, "t")), type, name);
    }

    private Value Take(Variable state)
    {
        Value value = _environment[state]!;
        _environment.Remove(state);
        return value;
    }

    /// <summary>The larger or smaller one; not a number is smaller than all numbers. Of two equal ones it is the first.</summary>
    private Value Better(Value best, Value element, bool isMax)
    {
        Value isBetter = _builder.Apply(isMax ? Ops.Greater : Ops.Less, "better", element, best);
        Value isNaN = _builder.Apply(Ops.NotEqual, "isNaN", isMax ? best : element, isMax ? best : element);
        return Join(_builder.Apply(Ops.Or, "or", isBetter, isNaN), ForkValues(() => [element]), ForkValues(() => [best]), Continuation.Plain, "best")[0];
    }

    private Value FoldFrom(Query source, Value seed, string name, Func<Value, Value, Value> next, bool stops = false)
    {
        Variable state = NewState(name, seed);
        Consume(source, [state], (element, _) => _environment[state] = next(_environment[state]!, element), stops ? state : null);
        return Take(state);
    }

    /// <summary>Starts with the first element; throws if there is none.</summary>
    private Value Fold(Query source, IrType type, string none, string name, Func<Value, Value, Value> next, bool stops = false)
    {
        Variable state = NewState(name, _builder.Zero(type));
        Variable seen = NewState("seen", _builder.Boolean(false));
        Consume(source, [state, seen], (element, _) =>
        {
            Value before = _environment[state]!;
            _environment[state] = Join(_environment[seen]!, ForkValues(() => [next(before, element)]), ForkValues(() => [element]), Continuation.Plain, name)[0];
            _environment[seen] = _builder.Boolean(true);
        }, stops ? seen : null);
        ThrowWhen(Negate(Take(seen)), none);
        return Take(state);
    }

    private Value ToArray(Query source, IrType element, string name)
    {
        Value array = _builder.Allocate(element, source.Count, zeroed: true, name);
        if (source.IsIndexed)
        {
            Consume(source, [], (value, index) => _builder.Store(array, index, value));
            return array;
        }

        Variable count = NewState("count", _builder.Integer(0));
        Consume(source, [count], (value, _) =>
        {
            _builder.Store(array, _environment[count]!, value);
            _environment[count] = _builder.Apply(Ops.Add, "count", _environment[count]!, _builder.Integer(1));
        });
        return Slice(array, _builder.Integer(0), Take(count), name, isInRange: true);
    }
}
