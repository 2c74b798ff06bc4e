using SourceAutodiff.Generator.Activity;
using SourceAutodiff.Generator.Infrastructure;
using SourceAutodiff.Generator.IR;
using SourceAutodiff.Generator.Rules;
using SourceAutodiff.Generator.Rules.Vectors;

namespace SourceAutodiff.Generator.Differentiation;

/// <summary>
/// Forward mode as a transformation of IR: beside each active operation stands the one for its tangent. The derived function takes the primal's
/// parameters, then a tangent for each differentiated scalar and a tangent buffer for each differentiated buffer; it returns the primal's results,
/// then the tangent of each real one.
/// </summary>
internal sealed partial class Jvp
{
    private readonly Structure _structure;
    private readonly ActivityAnalysis _activity;
    private readonly RuleTable _rules;
    private readonly bool _lanes;
    private readonly ValueFactory _values;
    private readonly Dictionary<int, Value> _tangents = [];

    private Jvp(Function primal, RuleTable rules, bool lanes)
    {
        _structure = new Structure(primal);
        _rules = rules;
        _lanes = lanes;
        _activity = new ActivityAnalysis(_structure, rules);
        _values = ValueFactory.Continuing(primal);
    }

    /// <param name="lanes">Each tangent is a vector of several, see <see cref="LanesType"/>.</param>
    public static Function Transform(Function primal, RuleTable rules, bool lanes) => new Jvp(primal, rules, lanes).Run(primal);

    /// <summary>Vectors of tangents need one real type throughout, and one that hardware vectors know.</summary>
    public static bool SupportsLanes(Function primal)
    {
        bool callsMethods = false;
        IrWalk.ForEachOperation(primal.Body, operation => callsMethods |= operation is Invoke { Routine.Kind: RoutineKind.Method });
        if (callsMethods) return false;
        var types = new HashSet<IrType>();
        IrWalk.ForEachDefinition(primal.Body, value =>
        {
            if (value.Type.IsReal) types.Add(value.Type);
            if (value.Type is BufferType { Element.IsReal: true } buffer) types.Add(buffer.Element);
        });
        return types.Count == 1 && types.Single() is ScalarType { Kind: not ScalarKind.F16 };
    }

    private Function Run(Function primal)
    {
        var builder = new IrBuilder(_values);
        List<Parameter> parameters = [.. primal.Parameters];
        foreach (Parameter parameter in primal.Parameters)
        {
            if (parameter.Differentiated)
            {
                IrType type = TangentType(parameter.Value.Type);
                if (type is BufferType { Kind: BufferKind.Span } buffer && !_activity.Written.Contains(parameter.Value.Id)) type = buffer with { Kind = BufferKind.ReadOnlySpan };
                Value tangent = _values.New(type, Derived.TangentName(parameter.Value));
                _tangents.Add(parameter.Value.Id, tangent);
                parameters.Add(new Parameter(tangent, ParameterRole.Tangent, parameter.Source, Differentiated: false));
            }
            else if (parameter.Value.Type.IsRealBuffer && _activity.IsActive(parameter.Value))
            {
                AllocateShadow(parameter.Value, builder.Length(parameter.Value), builder);
            }
        }

        Append(primal.Body, builder);

        List<Result> results = [.. primal.Results];
        List<Value> yields = [.. primal.Body.Yields];
        for (int i = 0; i < primal.Results.Count; i++)
        {
            Value result = primal.Body.Yields[i];
            if (!result.Type.IsReal) continue;
            results.Add(new Result(ResultRole.Tangent, primal.Results[i].Source));
            yields.Add(TangentOrZero(result, builder));
        }

        return new Function(
            primal.Name, parameters.ToEquatableArray(), results.ToEquatableArray(), builder.ToRegion(parameters.Select(p => p.Value), yields));
    }

    private IrType TangentType(IrType type) => type switch
    {
        // Lanes are never the user's own memory.
        BufferType buffer when _lanes => new BufferType(TangentType(buffer.Element), BufferKind.Span),
        BufferType { Kind: BufferKind.Cell or BufferKind.Object } or BufferType { Element: BufferType } => type,
        BufferType buffer => buffer with { Kind = BufferKind.Span },
        _ => _lanes ? new LanesType(type) : type,
    };

    private Value? Tangent(Value primal) => _tangents.TryGetValue(primal.Id, out Value? tangent) ? tangent : null;

    private Value TangentOrZero(Value primal, IrBuilder builder) => Tangent(primal) ?? builder.Zero(TangentType(primal.Type));

    private void AllocateShadow(Value buffer, Value count, IrBuilder builder) =>
        _tangents.Add(buffer.Id, builder.Allocate(TangentType(((BufferType)buffer.Type).Element), count, zeroed: true, Derived.TangentName(buffer)));

    private void Append(Region region, IrBuilder builder)
    {
        foreach (Operation operation in region.Operations)
        {
            switch (operation)
            {
                case If branch:
                    AppendIf(branch, builder);
                    break;
                case For loop:
                    AppendFor(loop, builder);
                    break;
                case While loop:
                    AppendWhile(loop, builder);
                    break;
                case Invoke invoke:
                    AppendInvoke(invoke, builder);
                    break;
                case Compute compute:
                    builder.Append(compute);
                    Value?[] tangents = Tangents.Append(compute, _rules, [.. compute.Arguments.Select(Tangent)], [.. compute.Returned.Select(_activity.IsActive)], builder);
                    for (int i = 0; i < tangents.Length; i++)
                    {
                        if (tangents[i] is { } known) _tangents.Add(compute.Returned[i].Id, known);
                    }

                    break;
                case Store store when _activity.IsActive(store.Buffer):
                    builder.Append(store);
                    builder.Store(_tangents[store.Buffer.Id], store.Index, TangentOrZero(store.Operand, builder));
                    break;
                case Accumulate accumulate:
                    builder.Append(accumulate);
                    if (Tangent(accumulate.Operand) is { } added && _activity.IsActive(accumulate.Buffer))
                    {
                        builder.Accumulate(_tangents[accumulate.Buffer.Id], accumulate.Index, added);
                    }

                    break;
                default:
                    builder.Append(operation);
                    AppendTangent(operation, builder);
                    break;
            }
        }
    }

    private void AppendTangent(Operation operation, IrBuilder builder)
    {
        if (operation.Results.Count != 1 || operation.Results[0] is not { } result || !_activity.IsActive(result)) return;
        string name = Derived.TangentName(result);
        Value? tangent = operation switch
        {
            Apply apply => ApplyTangent(apply, builder),
            IR.Convert convert => Tangent(convert.Argument) is { } argument ? builder.Convert(argument, TangentType(convert.Result.Type), name) : null,
            Load load => builder.Load(_tangents[load.Buffer.Id], load.Index, name),
            Window window => builder.Window(_tangents[window.Buffer.Id], window.Start, (VectorType)((BufferType)window.Result.Type).Element, name, isInRange: true),
            Row row => builder.Row(_tangents[row.Buffer.Id], row.Index, name, isInRange: true),
            Slice slice => builder.Slice(_tangents[slice.Buffer.Id], slice.Start, slice.Count, name, isInRange: true),
            Allocate allocate => builder.Allocate(TangentType(((BufferType)allocate.Result.Type).Element), allocate.Count, zeroed: true, name),
            _ => null,
        };
        if (tangent is not null) _tangents.Add(result.Id, tangent);
    }

    private Value? ApplyTangent(Apply apply, IrBuilder builder)
    {
        if (VectorOps.Is(apply.Op)) return VectorOps.Tangent(builder, apply, [.. apply.Arguments.Select(Tangent)]);
        Rule rule = _rules.Find(apply.Op, apply.Arguments.Count)!;
        Value? sum = null;
        for (int i = 0; i < apply.Arguments.Count; i++)
        {
            if (!rule.RealArguments[i] || Tangent(apply.Arguments[i]) is not { } tangent) continue;
            Value? term = PartialEmitter.Scaled(builder, rule, i, apply.Result.Type, apply.Arguments, apply.Result, tangent);
            if (term is null) continue;
            sum = sum is null ? term : builder.Apply(Ops.Add, Derived.TangentName(apply.Result), sum, term);
        }

        return sum;
    }

    private void AppendIf(If branch, IrBuilder builder)
    {
        List<int> active = [.. Enumerable.Range(0, branch.Yielded.Count).Where(i => _activity.IsActive(branch.Yielded[i]))];
        Region Branch(Region region)
        {
            IrBuilder inner = builder.Nested();
            Append(region, inner);
            return inner.ToRegion([], [.. region.Yields, .. active.Select(i => TangentOrZero(region.Yields[i], inner))]);
        }

        Region then = Branch(branch.Then);
        Region otherwise = Branch(branch.Else);
        builder.Append(branch with
        {
            Yielded = [.. branch.Yielded, .. active.Select(i => NewTangent(branch.Yielded[i]))], Then = then, Else = otherwise,
        });
    }

    private void AppendFor(For loop, IrBuilder builder)
    {
        List<int> active = ActiveCarried(loop.Carried, loop.Body.Arguments, 1, loop.Body.Yields);
        List<Value> initial = [.. active.Select(k => TangentOrZero(loop.Initial[k], builder))];
        Region body = LoopBody(loop.Body, 1, active, builder);
        builder.Append(loop with
        {
            Carried = [.. loop.Carried, .. active.Select(k => NewTangent(loop.Carried[k]))], Initial = [.. loop.Initial, .. initial], Body = body,
        });
    }

    private void AppendWhile(While loop, IrBuilder builder)
    {
        List<int> active = ActiveCarried(loop.Carried, loop.Body.Arguments, 0, loop.Body.Yields);
        List<Value> initial = [.. active.Select(k => TangentOrZero(loop.Initial[k], builder))];
        Region body = LoopBody(loop.Body, 0, active, builder);
        IEnumerable<Value> unread = active.Select(k => _values.New(TangentType(loop.Carried[k].Type), Derived.TangentName(loop.Carried[k])));
        builder.Append(loop with
        {
            Carried = [.. loop.Carried, .. active.Select(k => NewTangent(loop.Carried[k]))],
            Initial = [.. loop.Initial, .. initial],
            Condition = loop.Condition with { Arguments = [.. loop.Condition.Arguments, .. unread] },
            Body = body,
        });
    }

    private List<int> ActiveCarried(IReadOnlyList<Value> carried, IReadOnlyList<Value> arguments, int skipped, IReadOnlyList<Value> yields) =>
    [
        .. Enumerable.Range(0, carried.Count).Where(k =>
            _activity.IsActive(carried[k]) || _activity.IsActive(arguments[k + skipped]) || _activity.IsActive(yields[k])),
    ];

    private Region LoopBody(Region body, int skipped, List<int> active, IrBuilder outer)
    {
        List<Value> arguments = [.. active.Select(k => NewTangent(body.Arguments[k + skipped]))];
        IrBuilder inner = outer.Nested();
        Append(body, inner);
        return inner.ToRegion([.. body.Arguments, .. arguments], [.. body.Yields, .. active.Select(k => TangentOrZero(body.Yields[k], inner))]);
    }

    private Value NewTangent(Value primal)
    {
        Value tangent = _values.New(TangentType(primal.Type), Derived.TangentName(primal));
        _tangents[primal.Id] = tangent;
        return tangent;
    }
}
