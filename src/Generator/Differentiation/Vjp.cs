using SourceAutodiff.Generator.Activity;
using SourceAutodiff.Generator.Infrastructure;
using SourceAutodiff.Generator.IR;
using SourceAutodiff.Generator.Rules;

namespace SourceAutodiff.Generator.Differentiation;

/// <summary>
/// Reverse mode as a transformation of IR: the primal with the recording its backward sweep needs, then the backward sweep.
/// The derived function takes the primal's parameters, a seed for each real result, and a cotangent buffer for each differentiated buffer, to which it
/// adds; it returns the primal's results and the gradient of each differentiated scalar.
/// </summary>
internal static class Vjp
{
    public static Function Transform(Function primal, RuleTable rules) => Transform(primal, rules, null, out _);

    /// <param name="lost">See <see cref="Memory"/>. Null unless the sweeps are to be two functions, so that nothing can be reversed early.</param>
    /// <param name="forwardCount">How many of the body's operations are the forward sweep.</param>
    public static Function Transform(Function primal, RuleTable rules, ISet<int>? lost, out int forwardCount)
    {
        var structure = new Structure(primal);
        var activity = new ActivityAnalysis(structure, rules);
        ValueFactory values = ValueFactory.Continuing(primal);
        var needs = new Needs(structure, activity, rules);
        var early = new EarlyCotangents(structure, activity);
        if (lost is null) new Fusion(structure, activity, needs, early).Mark();
        var recording = new Recording(structure, needs, values, lost);
        var builder = new IrBuilder(values);
        List<Parameter> parameters = [.. primal.Parameters];

        // Seeds and shadow buffers.
        var seeds = new List<Value?>();
        for (int i = 0; i < primal.Results.Count; i++)
        {
            Value result = primal.Body.Yields[i];
            seeds.Add(result.Type.IsReal ? values.New(result.Type, "gradOutput") : null);
            if (seeds[i] is { } seed) parameters.Add(new Parameter(seed, ParameterRole.Seed, i, Differentiated: false));
        }

        var shadows = new Dictionary<int, Value>();
        foreach (Parameter parameter in primal.Parameters)
        {
            if (!parameter.Differentiated || parameter.Value.Type is not BufferType buffer) continue;
            Value shadow = values.New(buffer.Kind is BufferKind.Cell or BufferKind.Object || buffer.Element is BufferType ? buffer : buffer with { Kind = BufferKind.Span }, Derived.GradientName(parameter.Value));
            shadows.Add(parameter.Value.Id, shadow);
            parameters.Add(new Parameter(shadow, ParameterRole.Cotangent, parameter.Source, Differentiated: false));
        }

        // Sweeps.
        var residuals = new ResidualStore(structure, recording, builder);
        var calls = new CallSweep(structure, needs, recording, builder);
        var reverse = new ReverseSweep(structure, activity, rules, early, recording, residuals, calls, builder, seeds, shadows);
        new ForwardSweep(structure, recording, residuals, reverse, calls, builder).Run();

        // The backward sweep takes back what the primal wrote to some buffers; the caller gets them as the primal leaves them.
        List<Value> takenBack = [.. primal.Parameters.Select(parameter => parameter.Value).Where(value => recording.SavedBuffers.Contains(value.Id))];
        List<Value> final = [.. takenBack.Select(buffer => SaveFinal(buffer, builder))];
        forwardCount = builder.Operations.Count;
        builder.NoteNext(IrBuilder.SectionPrefix + "backward");
        IReadOnlyDictionary<Value, Value> gradients = reverse.Run();
        for (int i = 0; i < takenBack.Count; i++) Rows.Copy(takenBack[i], final[i], into: false, builder);

        // Results: what the primal returns, then the gradients of scalars.
        List<Result> results = [.. primal.Results];
        List<Value> yields = [.. primal.Body.Yields];
        foreach (Parameter parameter in primal.Parameters)
        {
            if (!parameter.Differentiated || !parameter.Value.Type.IsReal) continue;
            results.Add(new Result(ResultRole.Gradient, parameter.Source));
            yields.Add(gradients.TryGetValue(parameter.Value, out Value? gradient) ? gradient : builder.Zero(parameter.Value.Type));
        }

        return new Function(
            primal.Name, parameters.ToEquatableArray(), results.ToEquatableArray(), builder.ToRegion(parameters.Select(p => p.Value), yields));
    }

    private static Value SaveFinal(Value buffer, IrBuilder builder)
    {
        Value count = Rows.Total(buffer, builder);
        Value final = builder.Allocate(Rows.Number((BufferType)buffer.Type), count, zeroed: false, buffer.Name + "Final");
        Rows.Copy(buffer, final, into: true, builder);
        return final;
    }
}
