using SourceAutodiff.Generator.Infrastructure;
using SourceAutodiff.Generator.IR;

namespace SourceAutodiff.Generator.Differentiation;

/// <summary>Calls in forward mode.</summary>
internal sealed partial class Jvp
{
    private void AppendInvoke(Invoke invoke, IrBuilder builder)
    {
        if (!invoke.Returned.Any(_activity.IsActive) && !invoke.WrittenBuffers.Any(_activity.IsActive))
        {
            builder.Append(invoke);
            return;
        }

        if (invoke.Routine.Receiver is not null && !_activity.IsActive(invoke.Arguments[0])) invoke = invoke with { Routine = invoke.Routine.WithConstantReceiver };
        bool isMethod = invoke.Routine.Kind == RoutineKind.Method;
        RoutineParameter[] parameters = [.. invoke.Parameters];
        List<RoutineParameter> interleaved = [], tangentParameters = [];
        List<Value> arguments = [], tangents = [];
        for (int i = 0; i < parameters.Length; i++)
        {
            interleaved.Add(parameters[i] with { Differentiated = false });
            arguments.Add(invoke.Arguments[i]);
            if (!parameters[i].Differentiated) continue;
            Value tangent = invoke.Arguments[i].Type is BufferType ? TangentBuffer(invoke.Arguments[i], builder) : TangentOrZero(invoke.Arguments[i], builder);
            // A method has each tangent behind its argument, a function of the program has them all behind the arguments.
            (isMethod ? interleaved : tangentParameters).Add(new RoutineParameter(parameters[i].Use));
            (isMethod ? arguments : tangents).Add(tangent);
        }

        List<Value> results = [.. invoke.Returned];
        foreach (Value result in invoke.Returned.Where(result => result.Type.IsReal)) results.Add(NewTangent(result));
        Routine routine = isMethod
            ? new Routine(invoke.Routine.Jvp ?? throw new InvalidOperationException($"'{invoke.Routine.Name}' has no jvp"), RoutineKind.Method, interleaved.ToEquatableArray(), IsNested: results.Count > 2) { Receiver = invoke.Routine.Receiver }
            : new Routine(invoke.Routine.Name, _lanes ? RoutineKind.JvpLanes : RoutineKind.Jvp, interleaved.Concat(tangentParameters).ToEquatableArray());
        builder.Append(new Invoke(results.ToEquatableArray(), routine, [.. arguments, .. tangents]) { Note = invoke.Note });
        for (int i = 0; i < parameters.Length; i++) Forget(parameters[i], invoke.Arguments[i], builder);
    }

    private Value TangentBuffer(Value buffer, IrBuilder builder) =>
        _activity.IsActive(buffer) && Tangent(buffer) is { } tangent
            ? tangent
            : builder.Allocate(TangentType(((BufferType)buffer.Type).Element), builder.Length(buffer), zeroed: true, Derived.TangentName(buffer));

    /// <summary>What the routine leaves in a buffer that it has no derivative for counts as constant.</summary>
    private void Forget(RoutineParameter parameter, Value argument, IrBuilder builder)
    {
        if (parameter.Use != ParameterUse.Writes || parameter.Differentiated || !_activity.IsActive(argument)) return;
        Value tangent = _tangents[argument.Id];
        CallSweep.ForEachIndex(
            builder.Length(tangent), reversed: false, builder, (body, index) => body.Store(tangent, index, body.Zero(((BufferType)tangent.Type).Element)));
    }
}
