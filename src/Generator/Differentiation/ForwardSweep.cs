using SourceAutodiff.Generator.Infrastructure;
using SourceAutodiff.Generator.IR;

namespace SourceAutodiff.Generator.Differentiation;

/// <summary>
/// The primal, unchanged but for the recording: residuals of a loop body are stored at the end of each iteration, those of a branch outside loops
/// come out of the branch as further results. A write whose old element is needed loads it first; a data-dependent loop counts its iterations.
/// </summary>
internal sealed class ForwardSweep(Structure structure, Recording recording, ResidualStore residuals, ReverseSweep reverse, CallSweep calls, IrBuilder builder)
{
    /// <summary>Appends the primal's operations to the builder.</summary>
    public void Run()
    {
        residuals.DeclareStacks();
        calls.DeclareStacks();
        builder.NoteNext(IrBuilder.SectionPrefix + "primal");
        AppendOperations(structure.Top, builder, reverse.Root);
    }

    /// <param name="standing">For a standing region: its scope in the backward sweep.</param>
    private void AppendOperations(RegionPlace place, IrBuilder target, ReverseScope? standing = null)
    {
        foreach (Operation operation in place.Region.Operations)
        {
            if (standing is not null) residuals.Prepare(operation, target);
            if (recording.SavedElement(operation) is { } saved && !structure.IsDefined(saved)) target.Append(LoadOld(operation, saved));
            target.Append(operation switch
            {
                If branch => Transform(branch, target, promotes: !ResidualStore.IsInLoop(place)),
                For loop when structure.Place(loop.Body).Stands =>
                    reverse.Fuse(standing!, loop, (body, scope) => AppendOperations(body, scope.Builder, scope)),
                For loop => loop with { Body = Body(loop.Body, target) },
                While loop => Transform(loop, target),
                Invoke invoke => calls.Forward(invoke, target),
                _ => operation,
            });
        }
    }

    private static Load LoadOld(Operation write, Value saved) => write switch
    {
        Store store => new Load(saved, store.Buffer, store.Index),
        Accumulate accumulate => new Load(saved, accumulate.Buffer, accumulate.Index),
        _ => throw new InvalidOperationException("only writes save elements"),
    };

    private Region Body(Region region, IrBuilder outer)
    {
        IrBuilder inner = outer.Nested();
        RegionPlace place = structure.Place(region);
        AppendOperations(place, inner);
        residuals.Store(place, inner);
        return inner.ToRegion(region.Arguments, region.Yields);
    }

    private If Transform(If branch, IrBuilder target, bool promotes)
    {
        if (!promotes) return branch with { Then = Body(branch.Then, target), Else = Body(branch.Else, target) };

        // What a branch hands out: its own residuals and those of the branches inside it. The other branch yields zeros in their place.
        (IrBuilder Builder, List<(Value Residual, Value Visible)> Residuals) Branch(Region region)
        {
            IrBuilder inner = target.Nested();
            HashSet<int> before = [.. residuals.Promoted.Keys];
            AppendOperations(structure.Place(region), inner);
            var handedOut = residuals.Promoted.Where(pair => !before.Contains(pair.Key)).Select(pair => pair.Value).ToList();
            handedOut.AddRange(recording.Stored(structure.Place(region)).Select(stored => (stored, stored)));
            return (inner, handedOut);
        }

        (IrBuilder thenBuilder, var thenResiduals) = Branch(branch.Then);
        (IrBuilder elseBuilder, var elseResiduals) = Branch(branch.Else);
        List<Value> results = [.. branch.Yielded];
        List<Value> thenYields = [.. branch.Then.Yields];
        List<Value> elseYields = [.. branch.Else.Yields];
        void HandOut((Value Residual, Value Visible) inside, List<Value> own, List<Value> other, IrBuilder otherBuilder)
        {
            Value result = builder.Values.New(inside.Residual.Type, inside.Residual.Name);
            results.Add(result);
            own.Add(inside.Visible);
            other.Add(otherBuilder.Zero(inside.Residual.Type));
            residuals.Promoted[inside.Residual.Id] = (inside.Residual, result);
        }

        foreach (var residual in thenResiduals) HandOut(residual, thenYields, elseYields, elseBuilder);
        foreach (var residual in elseResiduals) HandOut(residual, elseYields, thenYields, thenBuilder);
        return branch with
        {
            Yielded = results.ToEquatableArray(), Then = thenBuilder.ToRegion([], thenYields), Else = elseBuilder.ToRegion([], elseYields),
        };
    }

    private While Transform(While loop, IrBuilder target)
    {
        Region body = Body(loop.Body, target);
        if (recording.Trips(loop) is not { } trips) return loop with { Body = body };

        Value count = builder.Values.New(IrType.I32, "trips");
        IrBuilder tail = target.Nested();
        foreach (Operation operation in body.Operations) tail.Append(operation);
        Value next = tail.Apply(Ops.Add, "trips", count, tail.Integer(1));
        Value inCondition = builder.Values.New(IrType.I32, "trips");
        return loop with
        {
            Carried = [.. loop.Carried, trips],
            Initial = [.. loop.Initial, target.Integer(0)],
            Condition = loop.Condition with { Arguments = [.. loop.Condition.Arguments, inCondition] },
            Body = tail.ToRegion([.. body.Arguments, count], [.. body.Yields, next]),
        };
    }
}
