using SourceAutodiff.Generator.Activity;
using SourceAutodiff.Generator.Infrastructure;
using SourceAutodiff.Generator.IR;
using SourceAutodiff.Generator.Rules;
using SourceAutodiff.Generator.Rules.Vectors;

namespace SourceAutodiff.Generator.Differentiation;

/// <summary>
/// The backward sweep. While an operation is reversed, all primal values and all memory hold what they held before it: values are fetched or
/// recomputed at the start of the reversed region, and each reversed write restores the element it had overwritten.
/// </summary>
internal sealed partial class ReverseSweep
{
    private readonly Structure _structure;
    private readonly ActivityAnalysis _activity;
    private readonly RuleTable _rules;
    private readonly Needs _needs;
    private readonly EarlyCotangents _early;
    private readonly Recording _recording;
    private readonly ResidualStore _residuals;
    private readonly CallSweep _calls;
    private readonly ValueFactory _values;

    /// <param name="seeds">The cotangents of the function's results; null for those that have none.</param>
    /// <param name="shadows">The shadow buffers of differentiated buffers, by parameter.</param>
    public ReverseSweep(
        Structure structure, ActivityAnalysis activity, RuleTable rules, EarlyCotangents early, Recording recording, ResidualStore residuals, CallSweep calls,
        IrBuilder builder, IReadOnlyList<Value?> seeds, IReadOnlyDictionary<int, Value> shadows)
    {
        _structure = structure;
        _activity = activity;
        _rules = rules;
        _needs = new Needs(structure, activity, rules);
        _early = early;
        _recording = recording;
        _residuals = residuals;
        _calls = calls;
        _values = builder.Values;
        Root = new ReverseScope(null, builder, structure.Top) { YieldCotangents = seeds };
        foreach (KeyValuePair<int, Value> shadow in shadows) Root.Shadows.Add(shadow.Key, shadow.Value);
        foreach (Parameter parameter in structure.Function.Parameters)
        {
            // A written buffer that is not differentiated still carries cotangents from one place to another.
            if (parameter.Value.Type.IsRealBuffer && !parameter.Differentiated && activity.IsActive(parameter.Value))
            {
                AllocateShadow(Root, parameter.Value, builder.Length(parameter.Value));
            }
        }
    }

    /// <summary>The scope of the function's body.</summary>
    public ReverseScope Root { get; }

    /// <summary>Reverses the function's body, except for the loops that were reversed at once.</summary>
    /// <returns>The cotangents of the function's scalar parameters.</returns>
    public IReadOnlyDictionary<Value, Value> Run()
    {
        ReverseYields(Root);
        ReverseRegion(Root);
        return Root.Cotangents;
    }

    private void ReverseYields(ReverseScope scope)
    {
        for (int i = 0; i < scope.YieldCotangents.Count; i++) Contribute(scope, scope.Place.Region.Yields[i], scope.YieldCotangents[i]);
    }

    private void ReverseRegion(ReverseScope scope)
    {
        FetchResiduals(scope);
        AllocateShadows(scope, before: null);
        foreach (Operation operation in scope.Place.Region.Operations.Reverse()) Reverse(scope, operation);
    }

    /// <summary>Shadows of the buffers that the region itself allocates, as far as it has come.</summary>
    private void AllocateShadows(ReverseScope scope, Operation? before)
    {
        foreach (Operation operation in scope.Place.Region.Operations)
        {
            if (ReferenceEquals(operation, before)) return;
            if (operation is Allocate allocate && _activity.IsActive(allocate.Result) && !scope.Shadows.ContainsKey(allocate.Result.Id))
            {
                AllocateShadow(scope, allocate.Result, Primal(scope, allocate.Count));
            }
        }
    }

    private void FetchResiduals(ReverseScope scope)
    {
        if (scope.Place.Stands) return;
        foreach ((Value residual, Value fetched) in _residuals.Fetch(scope.Place, scope.Builder, index => Primal(scope, index)))
        {
            scope.Primals[residual.Id] = fetched;
        }

        foreach (Operation operation in _recording.Recomputed(scope.Place)) Recompute(scope, operation);
    }

    private void Recompute(ReverseScope scope, Operation operation)
    {
        if (operation is Length length && !_structure.Home(length.Buffer).Stands && _structure.Definition(length.Buffer) is not Row)
        {
            scope.Primals[length.Result.Id] = Primal(scope, _needs.LengthInputs(length).Single());
            return;
        }

        var cloner = new Cloner(scope.Builder.Values);
        void Map(Value operand) => cloner[operand] = operand.Type is BufferType ? PrimalBuffer(scope, operand) : Primal(scope, operand);
        foreach (Value operand in operation.Operands) Map(operand);
        IrWalk.ForEachCapture(operation, Map);
        scope.Builder.Append(cloner.Clone(operation) with { Note = null });
        foreach (Value result in operation.Results) scope.Primals[result.Id] = cloner[result];
    }

    private Value Primal(ReverseScope scope, Value primal)
    {
        if (scope.FindPrimal(primal) is { } value) return value;
        if (_structure.IsDefined(primal) && !_structure.Home(primal).Stands)
        {
            throw new InvalidOperationException($"the backward sweep reads '{primal.Name}', which was not recorded");
        }

        return primal;
    }

    /// <summary>The scope of the region that defines the value: what belongs to a buffer is found once there, not in each iteration of an inner loop.</summary>
    private ReverseScope HomeScope(ReverseScope scope, Value value)
    {
        while (scope.Place != _structure.Home(value)) scope = scope.Parent!;
        return scope;
    }

    private Value PrimalBuffer(ReverseScope scope, Value buffer)
    {
        if (_structure.Home(buffer).Stands) return buffer;
        if (scope.FindPrimal(buffer) is { } known) return known;
        ReverseScope home = HomeScope(scope, buffer);
        if (_structure.Definition(buffer) is Allocate allocate)
        {
            // Nothing reads what was in it: those who could were given it back, or stored what they read.
            return home.Primals[buffer.Id] = home.Builder.Allocate(((BufferType)buffer.Type).Element, Primal(home, allocate.Count), zeroed: true, buffer.Name);
        }

        Operation part = _structure.Definition(buffer)!;
        Value again = Part(home, part, PrimalBuffer(home, part.PartOf!), buffer.Name);
        home.Primals[buffer.Id] = again;
        return again;
    }

    private Value Shadow(ReverseScope scope, Value buffer)
    {
        if (scope.FindShadow(buffer) is { } known) return known;
        ReverseScope home = HomeScope(scope, buffer);
        Operation part = _structure.Definition(buffer)!;
        Value shadow = Part(home, part, Shadow(home, part.PartOf!), Derived.CotangentName(buffer));
        home.Shadows[buffer.Id] = shadow;
        return shadow;
    }

    /// <summary>The part once more, or that of the shadow. The forward sweep has taken it, so it is there.</summary>
    private Value Part(ReverseScope home, Operation part, Value whole, string name) => part switch
    {
        Slice slice => home.Builder.Slice(whole, Primal(home, slice.Start), Primal(home, slice.Count), name, isInRange: true),
        Window window => home.Builder.Window(whole, Primal(home, window.Start), (VectorType)((BufferType)window.Result.Type).Element, name, isInRange: true),
        Row row => home.Builder.Row(whole, Primal(home, row.Index), name, isInRange: true),
        _ => throw new InvalidOperationException($"'{name}' is no part of a buffer"),
    };

    private static void AllocateShadow(ReverseScope scope, Value buffer, Value count) =>
        scope.Shadows[buffer.Id] =
            scope.Builder.Allocate(((BufferType)buffer.Type).Element, count, zeroed: true, Derived.CotangentName(buffer));

    private void Contribute(ReverseScope scope, Value primal, Value? contribution)
    {
        if (contribution is not null && _activity.IsActive(primal)) scope.Contribute(primal, contribution);
    }

    private void Reverse(ReverseScope scope, Operation operation)
    {
        if (!_needs.HasAdjoint(operation, _recording.SavedBuffers)) return;
        scope.Builder.NoteNext(AdjointNote.Of(operation, _structure));
        switch (operation)
        {
            case Apply apply when scope.Take(apply.Result) is { } cotangent:
                ReverseApply(scope, apply, cotangent);
                break;
            case Compute compute:
                ReverseCompute(scope, compute);
                break;
            case IR.Convert convert when scope.Take(convert.Result) is { } cotangent:
                Contribute(scope, convert.Argument, scope.Builder.Convert(cotangent, convert.Argument.Type, "t"));
                break;
            case Load load when scope.Take(load.Result) is { } cotangent:
                scope.Builder.Accumulate(Shadow(scope, load.Buffer), Primal(scope, load.Index), cotangent);
                break;
            case Store store:
                ReverseWrite(scope, store, store.Buffer, store.Index, store.Operand, overwrites: true);
                break;
            case Accumulate accumulate:
                ReverseWrite(scope, accumulate, accumulate.Buffer, accumulate.Index, accumulate.Operand, overwrites: false);
                break;
            case Invoke invoke:
                ReverseInvoke(scope, invoke);
                break;
            case If branch:
                ReverseIf(scope, branch);
                break;
            case For loop when _structure.Place(loop.Body).Stands:
                // Reversed already; what it carried passes through to where it came from.
                for (int k = 0; k < loop.Carried.Count; k++) Contribute(scope, loop.Initial[k], scope.Take(loop.Carried[k]));
                break;
            case For loop:
                ReverseLoop(
                    scope, loop.Carried, loop.Initial, loop.Body, loop.Body.Arguments[0],
                    Primal(scope, loop.Start), Primal(scope, loop.End), loop.Step, !loop.Reversed);
                break;
            case While loop:
                ReverseLoop(
                    scope, loop.Carried, loop.Initial, loop.Body, null,
                    scope.Builder.Integer(0), Primal(scope, _recording.Trips(loop)!), 1, reversed: false);
                break;
        }

        scope.Builder.NoteNext(null);
    }

    private void ReverseApply(ReverseScope scope, Apply apply, Value cotangent)
    {
        if (VectorOps.Is(apply.Op))
        {
            ReverseVectorOp(scope, apply, cotangent);
            return;
        }

        Rule rule = _rules.Find(apply.Op, apply.Arguments.Count)!;
        for (int i = 0; i < apply.Arguments.Count; i++)
        {
            if (!rule.RealArguments[i] || !_activity.IsActive(apply.Arguments[i])) continue;
            HashSet<int> reads = [.. PartialEmitter.Reads(rule, i)];
            List<Value> arguments = [.. apply.Arguments.Select((argument, index) => reads.Contains(index) ? Primal(scope, argument) : argument)];
            Value result = reads.Contains(apply.Arguments.Count) ? Primal(scope, apply.Result) : apply.Result;
            Contribute(scope, apply.Arguments[i], PartialEmitter.Scaled(scope.Builder, rule, i, apply.Result.Type, arguments, result, cotangent));
        }
    }

    private void ReverseVectorOp(ReverseScope scope, Apply apply, Value cotangent)
    {
        for (int i = 0; i < apply.Arguments.Count; i++)
        {
            if (!VectorOps.DependsOn(apply, i) || !_activity.IsActive(apply.Arguments[i])) continue;
            HashSet<int> reads = [.. VectorOps.Reads(apply, i)];
            List<Value> arguments = [.. apply.Arguments.Select((argument, index) => reads.Contains(index) ? Primal(scope, argument) : argument)];
            Contribute(scope, apply.Arguments[i], VectorOps.Transpose(scope.Builder, apply, arguments, i, cotangent));
        }
    }

    private void ReverseWrite(ReverseScope scope, Operation write, Value buffer, Value index, Value operand, bool overwrites)
    {
        Value position = Primal(scope, index);
        if (_activity.IsActive(buffer))
        {
            Value shadow = Shadow(scope, buffer);
            if (_activity.IsActive(operand)) scope.Contribute(operand, scope.Builder.Load(shadow, position, Derived.CotangentName(operand)));
            if (overwrites) scope.Builder.Store(shadow, position, scope.Builder.Zero(operand.Type));
        }

        if (_recording.SavedElement(write) is { } saved) scope.Builder.Store(PrimalBuffer(scope, buffer), position, Primal(scope, saved));
    }
}
