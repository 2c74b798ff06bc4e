using SourceAutodiff.Generator.Activity;
using SourceAutodiff.Generator.Infrastructure;
using SourceAutodiff.Generator.IR;
using SourceAutodiff.Generator.Rules;
using SourceAutodiff.Generator.Rules.Structs;

namespace SourceAutodiff.Generator.Differentiation;

/// <summary>
/// The tangents of a struct function, as operations that are linear in the tangents of its arguments. Forward mode appends them as they are, reverse mode
/// transposes them: it runs through them backward, and each hands its cotangent on to what it was made of.
/// </summary>
internal sealed class Tangents
{
    private readonly Dictionary<int, Operation> _definitions = [];
    private readonly HashSet<int> _linear = [];
    private readonly IReadOnlyList<Operation> _operations;
    private readonly Value?[] _results;
    private readonly Value?[] _arguments;

    private Tangents(Compute compute, RuleTable rules, Func<int, bool> isActive, Func<int, bool> isWanted)
    {
        // Their numbers must not meet those of the function.
        var values = new ValueFactory(int.MinValue);
        var builder = new IrBuilder(values);
        _arguments = [.. compute.Arguments.Select((argument, i) => isActive(i) ? values.New(argument.Type, "t") : null)];
        foreach (Value argument in _arguments.OfType<Value>()) _linear.Add(argument.Id);
        _results = Append(compute, rules, _arguments, [.. compute.Returned.Select((_, i) => isWanted(i))], builder);
        _operations = builder.Operations;
        foreach (Operation operation in _operations)
        {
            Value result = operation.Results[0];
            _definitions.Add(result.Id, operation);
            bool isLinear = operation.Operands.Any(IsLinear) || operation.Regions.Any(region => region.Yields.Any(IsLinear));
            if (isLinear) _linear.Add(result.Id);
        }
    }

    /// <summary>Appends the tangents of the results.</summary>
    /// <param name="arguments">Those of the arguments; null where they are zero.</param>
    /// <param name="wanted">Which results need theirs.</param>
    /// <returns>Null for those that are not wanted or zero.</returns>
    public static Value?[] Append(Compute compute, RuleTable rules, Value?[] arguments, bool[] wanted, IrBuilder builder)
    {
        StructFunction function = StructFunctions.Find(compute.Op)!;
        Value?[] tangents = new Value?[compute.Returned.Count];
        if (function.Rule == StructRule.Elementwise)
        {
            for (int i = 0; i < tangents.Length; i++) tangents[i] = wanted[i] ? Elementwise(compute, function, rules, arguments, i, builder) : null;
            return tangents;
        }

        Dual[] given = [.. compute.Arguments.Select((argument, i) => Dual.Of(builder, argument, arguments[i]))];
        Dual[] results = function.Evaluate(given, [.. compute.Returned.Select(result => Dual.Of(builder, result))]);
        for (int i = 0; i < tangents.Length; i++) tangents[i] = wanted[i] && compute.Returned[i].Type.IsReal ? results[i].Tangent : null;
        return tangents;
    }

    private static Value? Elementwise(Compute compute, StructFunction function, RuleTable rules, Value?[] tangents, int number, IrBuilder builder)
    {
        Value? sum = null;
        Apply apply = Element(compute, function, number);
        Rule rule = rules.Find(apply.Op, apply.Arguments.Count)!;
        for (int k = 0; k < apply.Arguments.Count; k++)
        {
            if (tangents[number + (k * compute.Returned.Count)] is not { } tangent) continue;
            Value? term = PartialEmitter.Scaled(builder, rule, k, apply.Result.Type, apply.Arguments, apply.Result, tangent);
            sum = sum is null ? term : term is null ? sum : builder.Apply(Ops.Add, "t", sum, term);
        }

        return sum;
    }

    /// <summary>One number of an elementwise function, as the op that it is.</summary>
    public static Apply Element(Compute compute, StructFunction function, int number) => new(
        compute.Returned[number], function.Op, Enumerable.Range(0, function.Parameters.Count).Select(k => compute.Arguments[number + (k * compute.Returned.Count)]).ToEquatableArray());

    /// <summary>The values of the primal that the adjoint of a function that is not elementwise reads.</summary>
    public static IEnumerable<Value> Reads(Compute compute, ActivityAnalysis activity, RuleTable rules)
    {
        var tangents = new Tangents(compute, rules, i => activity.IsActive(compute.Arguments[i]), i => activity.IsActive(compute.Returned[i]));
        var seen = new HashSet<int>();
        var read = new List<Value>();
        void Visit(Value value)
        {
            if (!seen.Add(value.Id)) return;
            if (!tangents._definitions.TryGetValue(value.Id, out Operation? definition))
            {
                if (!tangents.IsLinear(value)) read.Add(value);
                return;
            }

            foreach (Value operand in definition.Operands) Visit(operand);
            foreach (Value yielded in definition.Regions.SelectMany(region => region.Yields)) Visit(yielded);
        }

        foreach (Value result in tangents._results.OfType<Value>()) Visit(result);
        return read;
    }

    /// <summary>Appends the cotangents of the arguments.</summary>
    /// <param name="cotangents">Those of the results; null where they are zero.</param>
    /// <param name="primal">What a value of the primal is called where the builder writes.</param>
    public static Value?[] Transpose(Compute compute, RuleTable rules, Func<int, bool> isActive, Value?[] cotangents, Func<Value, Value> primal, IrBuilder builder) =>
        new Tangents(compute, rules, isActive, i => cotangents[i] is not null).Transpose(cotangents, primal, builder);

    private Value?[] Transpose(Value?[] cotangents, Func<Value, Value> primal, IrBuilder builder)
    {
        var cloner = new Cloner(builder.Values);
        var known = new Dictionary<int, Value>();
        void Add(Value value, Value cotangent) =>
            known[value.Id] = known.TryGetValue(value.Id, out Value? sum) ? builder.Apply(Ops.Add, "t", sum, cotangent) : cotangent;

        // What does not depend on tangents is computed where it is first needed.
        Value Emit(Value value)
        {
            if (cloner.IsMapped(value)) return cloner[value];
            if (!_definitions.TryGetValue(value.Id, out Operation? definition)) return cloner[value] = primal(value);
            foreach (Value operand in definition.Operands) Emit(operand);
            foreach (Value yielded in definition.Regions.SelectMany(region => region.Yields)) Emit(yielded);
            builder.Append(cloner.Clone(definition));
            return cloner[value];
        }

        for (int i = 0; i < cotangents.Length; i++)
        {
            if (_results[i] is { } result && cotangents[i] is { } cotangent) Add(result, cotangent);
        }

        foreach (Operation operation in _operations.Reverse())
        {
            if (!known.TryGetValue(operation.Results[0].Id, out Value? cotangent)) continue;
            switch (operation)
            {
                case Apply { Op: Ops.Add } sum:
                    foreach (Value term in sum.Arguments) Add(term, cotangent);
                    break;
                case Apply { Op: Ops.Negate } negative:
                    Add(negative.Arguments[0], builder.Apply(Ops.Negate, "t", cotangent));
                    break;
                case Apply { Op: Ops.Multiply or Ops.Divide } multiple:
                    Add(multiple.Arguments[0], builder.Apply(multiple.Op, "t", cotangent, Emit(multiple.Arguments[1])));
                    break;
                case If choice:
                    Value condition = Emit(choice.Condition);
                    foreach (bool isElse in new[] { false, true })
                    {
                        if ((isElse ? choice.Else : choice.Then).Yields[0] is { } taken && IsLinear(taken)) Add(taken, Choose(condition, cotangent, isElse, builder));
                    }

                    break;
                default:
                    throw new InvalidOperationException($"A tangent of {operation} is not linear.");
            }
        }

        return [.. _arguments.Select(argument => argument is not null && known.TryGetValue(argument.Id, out Value? sum) ? sum : null)];
    }

    private static Value Choose(Value condition, Value cotangent, bool isElse, IrBuilder builder)
    {
        Value chosen = builder.Values.New(cotangent.Type, "t");
        IrBuilder none = builder.Nested();
        Region zero = none.ToRegion([], [none.Zero(cotangent.Type)]), taken = builder.Nested().ToRegion([], [cotangent]);
        builder.Append(new If([chosen], condition, isElse ? zero : taken, isElse ? taken : zero));
        return chosen;
    }

    private bool IsLinear(Value value) => _linear.Contains(value.Id);
}
