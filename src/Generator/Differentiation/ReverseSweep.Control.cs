using SourceAutodiff.Generator.Infrastructure;
using SourceAutodiff.Generator.IR;

namespace SourceAutodiff.Generator.Differentiation;

/// <summary>Branches and loops in reverse.</summary>
internal sealed partial class ReverseSweep
{
    /// <summary>Transforms a loop whose iterations are reversed one by one, see <see cref="Fusion"/>.</summary>
    /// <param name="appendForward">Appends the operations of the loop's body to its scope.</param>
    public For Fuse(ReverseScope outer, For loop, Action<RegionPlace, ReverseScope> appendForward)
    {
        AllocateShadows(outer, before: loop);
        RegionPlace place = _structure.Place(loop.Body);
        List<Value> captured = CapturedActive(place);
        List<Value> arguments = [.. captured.Select(value => _values.New(value.Type, Derived.CotangentName(value)))];
        var scope = new ReverseScope(outer, outer.Builder.Nested(), place)
        {
            YieldCotangents = [.. loop.Carried.Select(carried => _activity.IsActive(carried) ? _early.Emit(carried, loop, outer.Builder, i => outer.YieldCotangents[i]) : null)],
        };
        for (int i = 0; i < captured.Count; i++) scope.Cotangents[captured[i]] = arguments[i];

        appendForward(place, scope);
        ReverseYields(scope);
        ReverseRegion(scope);

        List<Value> initial = [.. captured.Select(outer.CotangentOrZero)];
        List<Value> sums = [.. captured.Select(value => _values.New(value.Type, Derived.CotangentName(value)))];
        List<Value> yields = [.. captured.Select(scope.CotangentOrZero)];
        for (int i = 0; i < captured.Count; i++) outer.Cotangents[captured[i]] = sums[i];
        return loop with
        {
            Carried = [.. loop.Carried, .. sums],
            Initial = [.. loop.Initial, .. initial],
            Body = scope.Builder.ToRegion([.. loop.Body.Arguments, .. arguments], [.. loop.Body.Yields, .. yields]),
        };
    }

    private void ReverseIf(ReverseScope scope, If branch)
    {
        Value condition = Primal(scope, branch.Condition);
        List<Value?> cotangents = [.. branch.Yielded.Select(scope.Take)];
        ReverseScope then = ReverseBranch(scope, branch.Then, cotangents);
        ReverseScope otherwise = ReverseBranch(scope, branch.Else, cotangents);

        List<Value> changed =
        [
            .. then.Cotangents.Keys.Concat(otherwise.Cotangents.Keys).Distinct().Where(primal =>
                scope.Place.IsInside(_structure.Home(primal)) && (Differs(then, primal) || Differs(otherwise, primal))),
        ];
        bool Differs(ReverseScope inner, Value primal) =>
            (inner.Cotangents.TryGetValue(primal, out Value? now) ? now : null) != (scope.Cotangents.TryGetValue(primal, out Value? was) ? was : null);

        Region thenRegion = then.Builder.ToRegion([], [.. changed.Select(then.CotangentOrZero)]);
        Region elseRegion = otherwise.Builder.ToRegion([], [.. changed.Select(otherwise.CotangentOrZero)]);
        List<Value> results = [.. changed.Select(primal => _values.New(primal.Type, Derived.CotangentName(primal)))];
        scope.Builder.Append(new If(results.ToEquatableArray(), condition, thenRegion, elseRegion));
        for (int i = 0; i < changed.Count; i++) scope.Cotangents[changed[i]] = results[i];
    }

    private ReverseScope ReverseBranch(ReverseScope outer, Region region, List<Value?> cotangents)
    {
        var scope = new ReverseScope(outer, outer.Builder.Nested(), _structure.Place(region));
        foreach (KeyValuePair<Value, Value> pair in outer.Cotangents) scope.Cotangents.Add(pair.Key, pair.Value);
        for (int i = 0; i < cotangents.Count; i++) Contribute(scope, region.Yields[i], cotangents[i]);
        ReverseRegion(scope);
        return scope;
    }

    /// <summary>
    /// The reversed loop carries the cotangents of what the loop carried and, as running sums, those of the outer values that its body reads.
    /// </summary>
    private void ReverseLoop(
        ReverseScope outer, IReadOnlyList<Value> results, IReadOnlyList<Value> initial, Region body, Value? index,
        Value start, Value end, int step, bool reversed)
    {
        List<Value> arguments = [.. body.Arguments.Skip(index is null ? 0 : 1)];
        List<int> active =
        [
            .. Enumerable.Range(0, results.Count).Where(k =>
                _activity.IsActive(results[k]) || _activity.IsActive(arguments[k]) || _activity.IsActive(body.Yields[k])),
        ];
        RegionPlace place = _structure.Place(body);
        List<Value> captured = CapturedActive(place);

        // Inside the loop.
        var scope = new ReverseScope(outer, outer.Builder.Nested(), place);
        Value newIndex = _values.New(IrType.I32, index?.Name ?? "k");
        if (index is not null) scope.Primals[index.Id] = newIndex;
        List<Value> carriedArguments = [.. active.Select(k => _values.New(arguments[k].Type, Derived.CotangentName(arguments[k])))];
        List<Value> capturedArguments = [.. captured.Select(value => _values.New(value.Type, Derived.CotangentName(value)))];
        for (int i = 0; i < captured.Count; i++) scope.Cotangents[captured[i]] = capturedArguments[i];
        for (int i = 0; i < active.Count; i++) Contribute(scope, body.Yields[active[i]], carriedArguments[i]);
        ReverseRegion(scope);
        List<Value> yields =
        [
            .. active.Select(k => scope.CotangentOrZero(arguments[k])), .. captured.Select(scope.CotangentOrZero),
        ];
        Region newBody = scope.Builder.ToRegion([newIndex, .. carriedArguments, .. capturedArguments], yields);

        // Around it.
        List<Value> newInitial =
        [
            .. active.Select(k => outer.Take(results[k]) ?? outer.Builder.Zero(results[k].Type)), .. captured.Select(outer.CotangentOrZero),
        ];
        List<Value> newResults = [.. yields.Select((value, i) => _values.New(newInitial[i].Type, newBody.Arguments[i + 1].Name))];
        outer.Builder.Append(new For(newResults.ToEquatableArray(), newInitial.ToEquatableArray(), start, end, step, reversed, newBody));
        for (int i = 0; i < captured.Count; i++) outer.Cotangents[captured[i]] = newResults[active.Count + i];
        for (int i = 0; i < active.Count; i++) Contribute(outer, initial[active[i]], newResults[i]);
    }

    /// <summary>The active scalars from outside that the region reads.</summary>
    private List<Value> CapturedActive(RegionPlace place)
    {
        var captured = new List<Value>();
        IrWalk.ForEachUse(place.Region, value =>
        {
            if (value.Type.IsReal && _activity.IsActive(value) && !_structure.Home(value).IsInside(place) && !captured.Contains(value)) captured.Add(value);
        });
        return captured;
    }
}
