using SourceAutodiff.Generator.Infrastructure;
using SourceAutodiff.Generator.IR;
using SourceAutodiff.Generator.Rules.Structs;

namespace SourceAutodiff.Generator.Differentiation;

/// <summary>Calls in reverse.</summary>
internal sealed partial class ReverseSweep
{
    private void ReverseInvoke(ReverseScope scope, Invoke invoke)
    {
        Routine routine = invoke.Routine.Receiver is not null && !_activity.IsActive(invoke.Arguments[0]) ? invoke.Routine.WithConstantReceiver : invoke.Routine;
        RoutineParameter[] parameters = [.. routine.Parameters.Where(parameter => parameter.Use != ParameterUse.Reference)];
        List<Value> seeds =
        [
            .. invoke.Returned.Where(result => result.Type.IsReal).Select(result => scope.Take(result) ?? scope.Builder.Zero(result.Type)),
        ];
        Dictionary<int, Value> kept = _calls.TakeBack(invoke, scope.Builder);
        List<Value> arguments =
        [
            .. invoke.Arguments.Select((argument, i) =>
                kept.TryGetValue(i, out Value? copy) ? copy : argument.Type is BufferType ? PrimalBuffer(scope, argument) : Primal(scope, argument)),
        ];

        var results = new List<(Value Primal, Value Gradient)>();
        var apart = new List<(Value Shadow, Value Sum)>();
        List<Value> shadows = [];
        for (int i = 0; i < parameters.Length; i++)
        {
            Value argument = invoke.Arguments[i];
            if (!parameters[i].Differentiated) Forget(scope, parameters[i], argument);
            else if (argument.Type is not BufferType) results.Add((argument, _values.New(argument.Type, Derived.CotangentName(argument))));
            else if (!_activity.IsActive(argument)) shadows.Add(NewShadow(scope, argument, arguments[i]));
            else if (IsGivenTwice(invoke, i)) shadows.Add(Apart(i));
            else shadows.Add(Shadow(scope, argument));
        }

        // A method refuses gradients that overlap, although it may be given one buffer for two parameters that it only reads.
        Value Apart(int i)
        {
            Value sum = NewShadow(scope, invoke.Arguments[i], arguments[i]);
            apart.Add((Shadow(scope, invoke.Arguments[i]), sum));
            return sum;
        }

        scope.Builder.Append(new Invoke(
            results.Select(result => result.Gradient).ToEquatableArray(), CallSweep.Backward(routine, seeds.Count), [.. arguments, .. seeds, .. shadows]));
        foreach ((Value shadow, Value sum) in apart)
        {
            CallSweep.ForEachIndex(scope.Builder.Length(sum), reversed: false, scope.Builder, (body, index) => body.Accumulate(shadow, index, body.Load(sum, index, "t")));
        }

        foreach ((Value primal, Value gradient) in results) Contribute(scope, primal, gradient);
    }

    private void ReverseCompute(ReverseScope scope, Compute compute)
    {
        StructFunction function = StructFunctions.Find(compute.Op)!;
        Value?[] cotangents = [.. compute.Returned.Select(result => result.Type.IsReal ? scope.Take(result) : null)];
        if (function.Rule == StructRule.Elementwise)
        {
            for (int i = 0; i < cotangents.Length; i++)
            {
                if (cotangents[i] is { } cotangent) ReverseApply(scope, Tangents.Element(compute, function, i), cotangent);
            }

            return;
        }

        Value?[] gradients = Tangents.Transpose(compute, _rules, i => _activity.IsActive(compute.Arguments[i]), cotangents, value => Primal(scope, value), scope.Builder);
        for (int i = 0; i < gradients.Length; i++) Contribute(scope, compute.Arguments[i], gradients[i]);
    }

    private Value NewShadow(ReverseScope scope, Value buffer, Value there) =>
        scope.Builder.Allocate(((BufferType)buffer.Type).Element, scope.Builder.Length(there), zeroed: true, Derived.CotangentName(buffer));

    private bool IsGivenTwice(Invoke invoke, int number)
    {
        if (invoke.Routine.Kind != RoutineKind.Method || invoke.WrittenBuffers.Contains(invoke.Arguments[number])) return false;
        Value root = _structure.Root(invoke.Arguments[number]);
        return invoke.Arguments.Take(number).Any(other => other.Type is BufferType && _structure.Root(other) == root);
    }

    /// <summary>What the routine leaves in a buffer that it has no derivative for counts as constant.</summary>
    private void Forget(ReverseScope scope, RoutineParameter parameter, Value argument)
    {
        if (parameter.Use != ParameterUse.Writes || !_activity.IsActive(argument)) return;
        Value shadow = Shadow(scope, argument);
        CallSweep.ForEachIndex(
            scope.Builder.Length(shadow), reversed: false, scope.Builder, (body, index) => body.Store(shadow, index, body.Zero(((BufferType)argument.Type).Element)));
    }
}
