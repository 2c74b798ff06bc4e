using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SourceAutodiff.Generator.Infrastructure;
using SourceAutodiff.Generator.IR;
using SourceAutodiff.Generator.Parsing;

namespace SourceAutodiff.Generator.Lowering;

/// <summary>LINQ over numbers. The lambdas must change nothing, so when they run does not matter; a sequence consumed twice is computed twice.</summary>
internal sealed partial class MethodLowering
{
    private readonly Dictionary<int, Query> _queries = [];

    private static bool IsQuery(IInvocationOperation call) => KnownTypes.IsIn(call.TargetMethod.ContainingType, "System.Linq", "Enumerable");

    private Value NewQuery(Query query)
    {
        Value value = _values.New(QueryType.Instance, "query");
        _queries[value.Id] = query;
        return value;
    }

    /// <summary>Lowers an expression that is a sequence of numbers; null after a diagnostic.</summary>
    private Query? LowerQuery(IOperation operation)
    {
        while (operation is IConversionOperation { OperatorMethod: null } or ITranslatedQueryOperation)
            operation = operation is IConversionOperation conversion ? conversion.Operand : ((ITranslatedQueryOperation)operation).Operation;
        if (LayoutOf(operation.Type) is BufferLayout { Element: ScalarLayout })
        {
            Value buffer = LowerBuffer(operation);
            return HasFailed ? null : Query.Indexed(_builder.Length(buffer), index => _builder.Load(buffer, index, buffer.Name + "i"));
        }

        Value? value = operation switch
        {
            IInvocationOperation call => LowerCall(call, null) is [var result] ? result : null,
            ILocalReferenceOperation or IParameterReferenceOperation => LowerVariable(operation),
            _ => null,
        };
        if (value is not null && _queries.TryGetValue(value.Id, out Query query)) return query;
        if (HasFailed) return null;
        if (value is not null && Known.IsUnclear(value)) ReportUnclear(value, operation, operation.Type);
        else ReportUnsupported(operation, "a sequence from here", "start from an array or a span");
        return null;
    }

    /// <summary>A call of <c>Enumerable</c>: a sequence, or what becomes of one.</summary>
    private Value[]? LowerQueryCall(IInvocationOperation call, string? hint)
    {
        IMethodSymbol method = call.TargetMethod;
        IOperation[] arguments = call.Arguments.OrderBy(argument => argument.Parameter!.Ordinal).Select(argument => argument.Value).ToArray();
        if (method.Name == "Range") return [NewQuery(LowerRange(Lower(arguments[0]), CheckCount(Lower(arguments[1]))))];
        if (method.Name == "Repeat" && _types.Scalar(arguments[0].Type) is not null)
        {
            Value repeated = Lower(arguments[0]);
            return [NewQuery(Query.Indexed(CheckCount(Lower(arguments[1])), _ => repeated))];
        }

        if (!IsKnownQuery(method))
        {
            ReportCall(call);
            return null;
        }

        if (LowerQuery(arguments[0]) is not { } source) return null;
        Value[] operands = arguments.Skip(1).Select((argument, index) => LowerQueryOperand(argument)).ToArray();
        if (HasFailed) return null;
        if (Leaves(method.ReturnType) is [QueryType]) return LowerQueryStage(call, source, operands) is { } next ? [NewQuery(next)] : null;
        return LowerQueryResult(call, source, operands, hint);
    }

    private static bool IsKnownQuery(IMethodSymbol method) => (method.Name, method.Parameters.Length) switch
    {
        ("Select" or "Where" or "TakeWhile" or "SkipWhile", 2) or ("Zip", 3) or ("Reverse" or "ToArray", 1) => true,
        ("Take" or "Skip", 2) => method.Parameters[1].Type.SpecialType == SpecialType.System_Int32,
        ("Sum" or "Average" or "Min" or "Max" or "Count" or "First" or "Last" or "Any", 1 or 2) => true,
        ("All", 2) or ("Aggregate", 2 or 3) => true,
        ("ElementAt", 2) => method.Parameters[1].Type.SpecialType == SpecialType.System_Int32,
        _ => false,
    };

    private Value LowerQueryOperand(IOperation argument)
    {
        if (IsFunction(argument.Type) || argument is IDelegateCreationOperation) return LowerFunctionValue(argument);
        if (LayoutOf(argument.Type) is BufferLayout || Leaves(argument.Type) is [QueryType]) return LowerQuery(argument) is { } query ? NewQuery(query) : Placeholder(QueryType.Instance);
        return Lower(argument);
    }

    private Query LowerRange(Value first, Value count) => Query.Indexed(count, index => _builder.Apply(Ops.Add, "t", first, index));

    private Value CheckCount(Value count)
    {
        ThrowWhen(_builder.Apply(Ops.Less, "lt", count, _builder.Integer(0)), "new global::System.ArgumentOutOfRangeException(\"count\")");
        return count;
    }

    private void ThrowWhen(Value condition, string exception) => ThrowIf(condition, false, () =>
    {
        _builder.Append(new Throw(exception, []));
        return Flow.Exits;
    });

    private Query? LowerQueryStage(IInvocationOperation call, Query source, Value[] operands)
    {
        IMethodSymbol method = call.TargetMethod;
        Value operand = operands.FirstOrDefault()!;
        Value zero = _builder.Integer(0);
        switch (method.Name)
        {
            case "Select" when Arity(operands[0]) == 1:
                if (source.IsIndexed) return source with { At = index => CallPure(operand, call, source.At(index)) };
                return source with { Stages = source.Stages.Add(QueryStage.Simple((element, next) => next(CallPure(operand, call, element)))) };
            case "Select" when source.IsIndexed:
                return source with { At = index => CallPure(operand, call, source.At(index), index) };
            case "Where" when Arity(operands[0]) == 1:
                return source with { Stages = source.Stages.Add(QueryStage.Simple((element, next) => When(CallPure(operand, call, element), () => next(element)))) };
            case "Take" when source.IsIndexed:
                return source with { Count = Extremum(Ops.Less, Extremum(Ops.Greater, operand, zero), source.Count) };
            case "Skip" when source.IsIndexed:
                Value skipped = Extremum(Ops.Less, Extremum(Ops.Greater, operand, zero), source.Count);
                return Query.Indexed(_builder.Apply(Ops.Subtract, "count", source.Count, skipped), index => source.At(_builder.Apply(Ops.Add, "t", index, skipped)));
            case "Take" or "Skip":
                return source with { Stages = source.Stages.Add(Counted(operand, method.Name == "Take")) };
            case "TakeWhile" or "SkipWhile" when Arity(operands[0]) == 1:
                return source with { Stages = source.Stages.Add(While(element => CallPure(operand, call, element), method.Name == "TakeWhile")) };
            case "Reverse" when source.IsIndexed:
                return source with { At = index => source.At(_builder.Apply(Ops.Subtract, "t", _builder.Apply(Ops.Subtract, "last", source.Count, _builder.Integer(1)), index)) };
            case "Zip" when operands.Length == 2 && source.IsIndexed && _queries.TryGetValue(operands[0].Id, out Query other) && other.IsIndexed:
                return Query.Indexed(Extremum(Ops.Less, source.Count, other.Count), index => CallPure(operands[1], call, source.At(index), other.At(index)));
            default:
                ReportUnsupported(call, $"'{method.Name}' here", "write a loop");
                return null;
        }
    }

    private int Arity(Value function) => _functions.TryGetValue(function.Id, out FunctionValue known) ? known.Method.Parameters.Length : 0;

    private Value Extremum(string op, Value a, Value b) => LowerExtremum(op == Ops.Less ? Ops.LessOrEqual : Ops.GreaterOrEqual, a, b, "count");

    private QueryStage Counted(Value limit, bool takes) => new(
        () => NewState("passed", _builder.Integer(0)),
        (passed, element, next) =>
        {
            Value before = _environment[passed!]!;
            Value isBelow = _builder.Apply(Ops.Less, "lt", before, limit);
            _environment[passed!] = _builder.Apply(Ops.Add, "passed", before, _builder.Integer(1));
            When(takes ? isBelow : Negate(isBelow), () => next(element));
        },
        takes ? passed => _builder.Apply(Ops.GreaterOrEqual, "ended", _environment[passed]!, limit) : null);

    private QueryStage While(Func<Value, Value> holds, bool takes) => new(
        () => NewState("ended", _builder.Boolean(false)),
        (ended, element, next) =>
        {
            When(Negate(_environment[ended!]!), () => _environment[ended!] = Negate(holds(element)));
            Value now = _environment[ended!]!;
            When(takes ? Negate(now) : now, () => next(element));
        },
        takes ? ended => _environment[ended]! : null);

    private Variable NewState(string name, Value initial)
    {
        Variable state = NewVariable(name, initial.Type, VariableKind.User);
        _environment[state] = initial;
        return state;
    }

    private void When(Value condition, Action lower) => Join(
        condition,
        Fork(() =>
        {
            lower();
            return Flow.Falls;
        }),
        Fork(() => Flow.Falls),
        Continuation.Plain);

    /// <summary>Runs <paramref name="consume"/> for each element, which may change the variables in <paramref name="state"/>.</summary>
    /// <param name="found">No further element is wanted once it is true.</param>
    private void Consume(Query query, IReadOnlyList<Variable> state, Action<Value, Value> consume, Variable? found = null)
    {
        Variable?[] kept = query.Stages.Select(stage => stage.State()).ToArray();
        HashSet<Variable> assigned = [.. state, .. kept.OfType<Variable>()];
        LowerIterations(new LoopScope(_scope, null, null, null, null, null), assigned, _builder.Integer(0), query.Count, 1, "i", index =>
        {
            Action<Value> run = element => consume(element, index);
            for (int i = query.Stages.Length - 1; i >= 0; i--)
            {
                (QueryStage stage, Variable? memory, Action<Value> next) = (query.Stages[i], kept[i], run);
                run = element => stage.Run(memory, element, next);
            }

            Value?[] ends = [found is null ? null : _environment[found], .. query.Stages.Select((stage, i) => stage.HasEnded?.Invoke(kept[i]!))];
            Value? ended = ends.OfType<Value>().Aggregate((Value?)null, (all, one) => all is null ? one : _builder.Apply(Ops.Or, "ended", all, one));
            if (ended is null) run(query.At(index));
            else When(Negate(ended), () => run(query.At(index)));
        });
        foreach (Variable variable in kept.OfType<Variable>()) _environment.Remove(variable);
    }

    /// <summary>Calls a function of a query. One that changes something would have to run exactly when LINQ runs it.</summary>
    private Value CallPure(Value function, IOperation site, params Value[] arguments)
    {
        if (!_functions.TryGetValue(function.Id, out FunctionValue known)) return Placeholder(IrType.F64);
        if (known.Method.Parameters.Length != arguments.Length)
        {
            ReportUnsupported(site, "this query", "write a loop");
            return Placeholder(IrType.F64);
        }

        Environment before = _environment.Clone();
        int start = _builder.Operations.Count;
        Place[][] bound = arguments.Select((argument, i) => DeclareVariables(known.Method.Parameters[i].Name, [argument.Type], [argument])).ToArray();
        Value result = CallFunction(known, bound, site, null) is [var single] ? single : Placeholder(IrType.F64);
        foreach (VariablePlace place in bound.SelectMany(places => places).OfType<VariablePlace>()) _environment.Remove(place.Variable);
        bool changes = before.Variables.Any(variable => !ReferenceEquals(before[variable], _environment[variable]) && !_parts.ContainsKey(before[variable]?.Id ?? 0))
            || WritesOutside(_builder.Operations.Skip(start).ToArray());
        if (changes && !HasFailed) ReportUnsupported(site, "a query with a function that changes something", "write a loop");
        return result;
    }

    private static IEnumerable<Value> MayWrite(Operation operation) => operation is IR.Call or Invoke or Perform
        ? operation.Operands.Where(operand => operand.Type is BufferType { IsReadOnly: false })
        : new[] { operation.WrittenBuffer }.OfType<Value>();

    private bool WritesOutside(Operation[] operations)
    {
        HashSet<int> inside = [];
        bool writes = false;
        void Visit(Operation operation)
        {
            foreach (Value result in operation.Results) inside.Add(result.Id);
            writes |= operation is Perform || MayWrite(operation).Any(buffer => !inside.Contains(Root(buffer).Id));
            foreach (Region region in operation.Regions) IrWalk.ForEachOperation(region, Visit);
        }

        foreach (Operation operation in operations) Visit(operation);
        return writes;
    }
}
