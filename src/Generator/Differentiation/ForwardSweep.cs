using SourceAutodiff.Generator.Infrastructure;
using SourceAutodiff.Generator.IR;

namespace SourceAutodiff.Generator.Differentiation;

/// <summary>
/// The primal, unchanged but for the recording: residuals of a loop body are stored at the end of each iteration, those of a branch outside loops
/// come out of the branch as further results. A write whose old element is needed loads it first; a data-dependent loop counts its iterations.
/// </summary>
internal sealed class ForwardSweep(Structure structure, Recording recording, ResidualStore residuals, IrBuilder builder)
{
    /// <summary>Residuals of branches outside loops, with the value that holds them one region further out.</summary>
    private readonly Dictionary<int, (Value Residual, Value Visible)> _promoted = [];

    /// <summary>Appends the primal's operations to the builder.</summary>
    public void Run()
    {
        residuals.DeclareStacks();
        builder.NoteNext(IrBuilder.SectionPrefix + "primal");
        AppendOperations(structure.Top, builder);
    }

    /// <summary>The value in the function's own region that holds a residual of a branch outside loops.</summary>
    public Value Promoted(Value residual) => _promoted[residual.Id].Visible;

    private void AppendOperations(RegionPlace place, IrBuilder target)
    {
        foreach (Operation operation in place.Region.Operations)
        {
            if (place.Kind == RegionKind.FunctionBody) residuals.Prepare(operation);
            if (recording.SavedElement(operation) is { } saved && !structure.IsDefined(saved)) target.Append(LoadOld(operation, saved));
            target.Append(operation switch
            {
                If branch => Transform(branch, place.LoopDepth == 0),
                For loop => loop with { Body = Body(loop.Body, target) },
                While loop => Transform(loop, target),
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

    private If Transform(If branch, bool promotes)
    {
        if (!promotes) return branch with { Then = Body(branch.Then, builder), Else = Body(branch.Else, builder) };

        // What a branch hands out: its own residuals and those of the branches inside it. The other branch yields zeros in their place.
        (IrBuilder Builder, List<(Value Residual, Value Visible)> Residuals) Branch(Region region)
        {
            IrBuilder inner = builder.Nested();
            HashSet<int> before = [.. _promoted.Keys];
            AppendOperations(structure.Place(region), inner);
            var residuals = _promoted.Where(pair => !before.Contains(pair.Key)).Select(pair => pair.Value).ToList();
            residuals.AddRange(recording.Stored(structure.Place(region)).Select(stored => (stored, stored)));
            return (inner, residuals);
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
            _promoted[inside.Residual.Id] = (inside.Residual, result);
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
