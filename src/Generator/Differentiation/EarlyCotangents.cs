using SourceAutodiff.Generator.Activity;
using SourceAutodiff.Generator.IR;
using SourceAutodiff.Generator.Rules.Vectors;

namespace SourceAutodiff.Generator.Differentiation;

/// <summary>
/// Cotangents that are known before the value itself is computed: of values that reach the results only through sums and known factors, such as the
/// total of a loss. Their loops need no second sweep.
/// </summary>
internal sealed class EarlyCotangents
{
    private readonly Structure _structure;
    private readonly ActivityAnalysis _activity;
    private readonly Dictionary<int, List<Operation>> _users = [];

    public EarlyCotangents(Structure structure, ActivityAnalysis activity)
    {
        _structure = structure;
        _activity = activity;
        foreach (Operation operation in structure.Operations)
        {
            var used = new HashSet<int>(operation.Operands.Select(operand => operand.Id));
            foreach (Region region in operation.Regions) IrWalk.ForEachUse(region, value => used.Add(value.Id));
            foreach (int id in used)
            {
                if (!_users.TryGetValue(id, out List<Operation>? users)) _users.Add(id, users = []);
                users.Add(operation);
            }
        }
    }

    /// <summary>The cotangent of the value can be computed where <paramref name="before"/> stands.</summary>
    public bool IsKnown(Value value, Operation before)
    {
        RegionPlace home = _structure.Home(value);
        if (!home.Stands) return false;
        return Users(value).All(user => user switch
        {
            _ when !IsActiveUse(user) => true,
            Apply apply => FactorOf(apply, value, before) is not null && IsKnown(apply.Result, before),
            IR.Convert convert => IsKnown(convert.Result, before),
            For loop => !ReadsInside(loop, value)
                && Enumerable.Range(0, loop.Initial.Count).Where(k => loop.Initial[k] == value).All(k => IsAccumulator(loop, k) && IsKnown(loop.Carried[k], before)),
            _ => false,
        });
    }

    /// <summary>Appends the computation of a cotangent that <see cref="IsKnown"/>. Null when it is zero.</summary>
    /// <param name="yieldCotangent">The cotangent of a value that the value's own region yields, by the index of the yield; null for none.</param>
    public Value? Emit(Value value, Operation before, IrBuilder builder, Func<int, Value?> yieldCotangent)
    {
        Value? sum = null;
        void Add(Value? term)
        {
            if (term is not null) sum = sum is null ? term : builder.Apply(Ops.Add, Derived.CotangentName(value), sum, term);
        }

        Region region = _structure.Home(value).Region;
        for (int i = 0; i < region.Yields.Count; i++)
        {
            if (region.Yields[i] == value) Add(yieldCotangent(i));
        }

        foreach (Operation user in Users(value).Where(IsActiveUse))
        {
            switch (user)
            {
                case Apply apply when Emit(apply.Result, before, builder, yieldCotangent) is { } cotangent:
                    Add(FactorOf(apply, value, before)!(builder, cotangent));
                    break;
                case IR.Convert convert when Emit(convert.Result, before, builder, yieldCotangent) is { } cotangent:
                    Add(builder.Convert(cotangent, value.Type, "t"));
                    break;
                case For loop:
                    for (int k = 0; k < loop.Initial.Count; k++)
                    {
                        if (loop.Initial[k] == value) Add(Emit(loop.Carried[k], before, builder, yieldCotangent));
                    }

                    break;
            }
        }

        return sum;
    }

    /// <summary>What the loop carries in place <paramref name="k"/> is only added to: <c>s = s + …</c> or <c>s = s - …</c>, or left alone.</summary>
    public bool IsAccumulator(For loop, int k)
    {
        Value argument = loop.Body.Arguments[k + 1];
        Value next = loop.Body.Yields[k];
        bool yieldedOnce = loop.Body.Yields.Count(yielded => yielded == argument || yielded == next) == 1;
        if (next == argument) return yieldedOnce && !Users(argument).Any();
        return yieldedOnce && !Users(next).Any() && Users(argument).ToList() is { Count: 1 } users
            && users[0] == _structure.Definition(next) && users[0] is Apply { Arguments.Count: 2 } sum
            && ((sum.Op == Ops.Add && sum.Arguments[0] != sum.Arguments[1]) || (sum.Op == Ops.Subtract && sum.Arguments[0] == argument && sum.Arguments[1] != argument));
    }

    /// <summary>The operations of the value's own region that read it, themselves or inside.</summary>
    private IEnumerable<Operation> Users(Value value)
    {
        if (!_users.TryGetValue(value.Id, out List<Operation>? users)) return [];
        RegionPlace home = _structure.Home(value);
        return users.Where(user => _structure.RegionOf(user) == home);
    }

    private bool IsActiveUse(Operation user) => user switch
    {
        Apply apply => _activity.IsActive(apply.Result),
        IR.Convert convert => _activity.IsActive(convert.Result),
        Allocate or Slice or Row or Window or Length => false,
        _ => true,
    };

    private static bool ReadsInside(For loop, Value value)
    {
        bool reads = false;
        IrWalk.ForEachUse(loop.Body, used => reads |= used == value);
        return reads;
    }

    /// <summary>How the cotangent of a linear operation's result becomes that of an argument; null if the operation is not linear with a known factor.</summary>
    private Func<IrBuilder, Value, Value>? FactorOf(Apply apply, Value argument, Operation before)
    {
        if (apply.Arguments.Count(value => value == argument) != 1) return null;
        bool isFirst = apply.Arguments[0] == argument;
        switch (apply.Op)
        {
            case Ops.Add:
                return (_, cotangent) => cotangent;
            case Ops.Subtract:
                return (builder, cotangent) => isFirst ? cotangent : builder.Apply(Ops.Negate, "t", cotangent);
            case Ops.Negate:
                return (builder, cotangent) => builder.Apply(Ops.Negate, "t", cotangent);
            case Ops.Multiply when IsThere(apply.Arguments[isFirst ? 1 : 0], before):
                return (builder, cotangent) => builder.Apply(Ops.Multiply, "t", cotangent, apply.Arguments[isFirst ? 1 : 0]);
            case Ops.Divide when isFirst && IsThere(apply.Arguments[1], before):
                return (builder, cotangent) => builder.Apply(Ops.Divide, "t", cotangent, apply.Arguments[1]);
            case VectorOps.Sum:
                return (builder, cotangent) => VectorOps.Transpose(builder, apply, apply.Arguments, 0, cotangent);
            default:
                return null;
        }
    }

    /// <summary>The value is defined before the operation, where the operation can see it.</summary>
    private bool IsThere(Value value, Operation before)
    {
        RegionPlace home = _structure.Home(value);
        return home.Stands && _structure.RegionOf(before).IsInside(home)
            && (_structure.Definition(value) is not { } definition || _structure.Order(definition) < _structure.Order(before));
    }
}
