using SourceAutodiff.Generator.Infrastructure;
using SourceAutodiff.Generator.IR;
using SourceAutodiff.Generator.Rules;
using SourceAutodiff.Generator.Rules.Vectors;

namespace SourceAutodiff.Generator.Differentiation;

/// <summary>
/// Writes <c>partial · factor</c> for one argument of an op from its rule, where the factor is a cotangent or a tangent. The factor goes into
/// the formula (<c>(n / d) · g</c> becomes <c>n · (g / d)</c>, a choice multiplies only in the branch taken), which saves operations and keeps
/// a zero from meeting an infinity in a branch that is not taken.
/// </summary>
internal sealed class PartialEmitter
{
    private readonly IrBuilder _builder;
    private readonly IReadOnlyDictionary<int, Operation> _definitions;
    private readonly Cloner _cloner;
    private readonly VectorType? _vector;

    private PartialEmitter(IrBuilder builder, IReadOnlyDictionary<int, Operation> definitions, Cloner cloner, VectorType? vector)
    {
        _builder = builder;
        _definitions = definitions;
        _cloner = cloner;
        _vector = vector;
    }

    /// <param name="type">The type of the op's real arguments.</param>
    /// <param name="arguments">The op's arguments as they are called where the builder writes; so too the result.</param>
    /// <returns>Null when the partial is identically zero.</returns>
    public static Value? Scaled(
        IrBuilder builder, Rule rule, int argument, IrType type, IReadOnlyList<Value> arguments, Value result, Value factor)
    {
        var cloner = new Cloner(builder.Values, original => original is RealParameterType ? type : original);
        EquatableArray<Parameter> parameters = rule.Partials.Parameters;
        for (int i = 0; i < parameters.Count; i++) cloner[parameters[i].Value] = i < arguments.Count ? arguments[i] : result;
        return new PartialEmitter(builder, Definitions(rule), cloner, type as VectorType).Scaled(rule.Partial(argument), factor);
    }

    /// <summary>Which of the op's arguments the partial reads, by index; the op's result is the index after the last.</summary>
    public static IEnumerable<int> Reads(Rule rule, int argument)
    {
        Dictionary<int, Operation> definitions = Definitions(rule);
        var reads = new HashSet<int>();
        void Visit(Value value)
        {
            if (!reads.Add(value.Id) || !definitions.TryGetValue(value.Id, out Operation? definition)) return;
            foreach (Value operand in definition.Operands) Visit(operand);
            foreach (Region region in definition.Regions)
            {
                foreach (Value yielded in region.Yields) Visit(yielded);
            }
        }

        Visit(rule.Partial(argument));
        EquatableArray<Parameter> parameters = rule.Partials.Parameters;
        return Enumerable.Range(0, parameters.Count).Where(i => reads.Contains(parameters[i].Value.Id));
    }

    private static Dictionary<int, Operation> Definitions(Rule rule)
    {
        var definitions = new Dictionary<int, Operation>();
        IrWalk.ForEachOperation(rule.Partials.Body, operation =>
        {
            foreach (Value defined in operation.Results) definitions[defined.Id] = operation;
        });
        return definitions;
    }

    private Value? Scaled(Value partial, Value factor)
    {
        _definitions.TryGetValue(partial.Id, out Operation? definition);
        switch (definition)
        {
            case Constant { AsDouble: 0 }:
                return null;
            case Constant { AsDouble: 1 }:
                return factor;
            case Constant { AsDouble: -1 }:
                return _builder.Apply(Ops.Negate, "t", factor);
            case Apply { Op: Ops.Negate } negate:
                Value? positive = Scaled(negate.Arguments[0], factor);
                return positive is null ? null : _builder.Apply(Ops.Negate, "t", positive);
            case Apply { Op: Ops.Divide } divide:
                return Scaled(divide.Arguments[0], _builder.Apply(Ops.Divide, "t", factor, Emit(divide.Arguments[1])));
            case If choice:
                return Choose(choice, choice.Yielded.ToList().IndexOf(partial), factor);
            default:
                // The factor comes first, so that a vector of tangents times a scalar keeps the vector's type.
                return _builder.Apply(Ops.Multiply, "t", factor, Emit(partial));
        }
    }

    private Value? Choose(If choice, int index, Value factor)
    {
        if (factor.Type is VectorType) return Select(choice, index, factor);
        Value condition = Emit(choice.Condition);
        (IrBuilder Builder, Value? Value) Branch(Region region)
        {
            IrBuilder inner = _builder.Nested();
            return (inner, new PartialEmitter(inner, _definitions, _cloner.Scoped(), _vector).Scaled(region.Yields[index], factor));
        }

        (IrBuilder thenBuilder, Value? then) = Branch(choice.Then);
        (IrBuilder elseBuilder, Value? otherwise) = Branch(choice.Else);
        if (then is null && otherwise is null) return null;
        then ??= thenBuilder.Zero(factor.Type);
        otherwise ??= elseBuilder.Zero(factor.Type);
        Value result = _builder.Values.New(factor.Type, "t");
        _builder.Append(new If([result], condition, thenBuilder.ToRegion([], [then]), elseBuilder.ToRegion([], [otherwise])));
        return result;
    }

    /// <summary>Of vectors both branches are computed, and each number is taken from one of them: what the other one is there, it is dropped.</summary>
    private Value? Select(If choice, int index, Value factor)
    {
        Value condition = Emit(choice.Condition);
        Value? then = Scaled(choice.Then.Yields[index], factor), otherwise = Scaled(choice.Else.Yields[index], factor);
        if (then is null && otherwise is null) return null;
        return _builder.ApplyTyped(factor.Type, VectorOps.Select, "t", condition, then ?? _builder.Zero(factor.Type), otherwise ?? _builder.Zero(factor.Type));
    }

    /// <summary>The value of a part of the formula, computed where it is first needed.</summary>
    private Value Emit(Value value)
    {
        if (_cloner.IsMapped(value)) return _cloner[value];
        Operation definition = _definitions[value.Id];
        foreach (Value operand in definition.Operands) Emit(operand);
        if (_vector is not null && EmitVector(definition, value) is { } vector) return _cloner[value] = vector;
        IrWalk.ForEachCapture(definition, captured => Emit(captured));

        _builder.Append(_cloner.Clone(definition));
        return _cloner[value];
    }

    /// <summary>A condition on numbers is a mask of vectors, a choice by it a selection. Null for what is the same op as of numbers.</summary>
    private Value? EmitVector(Operation definition, Value value)
    {
        Value Argument(int i) => _cloner[definition.Operands[i]];
        switch (definition)
        {
            case Apply { Op: "IsNaN" }:
                return _builder.Apply(Ops.NotEqual, "isNaN", Argument(0), Argument(0));
            case Apply apply when value.Type == IrType.Bool:
                return _builder.Apply(apply.Op, value.Name, [.. apply.Arguments.Select(argument => _cloner[argument])]);
            case If choice:
                int index = choice.Yielded.ToList().IndexOf(value);
                Value condition = Argument(0), then = Emit(choice.Then.Yields[index]), otherwise = Emit(choice.Else.Yields[index]);
                return _builder.ApplyTyped(then.Type, VectorOps.Select, value.Name, condition, then, otherwise);
            default:
                return null;
        }
    }
}
