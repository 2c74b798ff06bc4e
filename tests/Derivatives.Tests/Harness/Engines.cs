using System.Runtime.CompilerServices;

namespace DerivativeTests.Harness;

/// <summary>The primal and its generated derivatives at one point, as functions between the vectors of a <see cref="Layout"/>.</summary>
internal static class Engines
{
    /// <summary>What a call leaves behind.</summary>
    /// <param name="Values">The primal's real results; empty where the member does not return them.</param>
    /// <param name="After">The primal's arguments after the call.</param>
    /// <param name="Derivative">Gradient of every input, tangent of every output, or the Jacobian.</param>
    public sealed record Outcome(double[] Values, object[] After, double[] Derivative);

    public static Outcome Primal(MethodCase method, object[] point)
    {
        object[] slots = Slots.Clone(point);
        object? value = method.Call.Call(slots);
        return new Outcome(Slots.Read(value), slots, []);
    }

    /// <param name="seeds">Cotangents of all outputs; those of the final states go in as the initial gradients.</param>
    public static Outcome Backward(Layout layout, object[] point, double[] seeds)
    {
        GeneratedMember member = layout.Method.Member("Backward");
        object[] slots = Slots.Clone(point);
        object?[] gradients = Derivatives(layout.Method, point, 0);
        layout.Scatter(seeds.AsSpan(layout.ResultCount), gradients);
        object[] seedSlots = SeedSlots(member, layout, seeds);
        member.Call.Call(member.Arguments(slots, (role, index) => role == Role.Seed ? seedSlots[index] : gradients[index]!));
        return new Outcome([], slots, layout.Gather(gradients));
    }

    public static Outcome Gradient(Layout layout, object[] point) => Overwriting(layout, point, "Gradient");

    public static Outcome ValueAndGradient(Layout layout, object[] point) => Overwriting(layout, point, "ValueAndGradient");

    /// <param name="tangents">Of every input.</param>
    public static Outcome Jvp(Layout layout, object[] point, double[] tangents)
    {
        GeneratedMember member = layout.Method.Member("Jvp");
        object[] slots = Slots.Clone(point);
        object?[] carried = Derivatives(layout.Method, point, 0);
        layout.Scatter(tangents, carried);
        object? result = member.Call.Call(member.Arguments(slots, (_, index) => carried[index]!));
        (double[] values, double[] tangentResults) = Results.ValueAndTangent(result, member.Call.Method);
        if (values.Length != layout.ResultCount || tangentResults.Length != layout.ResultCount)
        {
            throw new HarnessException($"{member.Call.Method}: {values.Length} values and {tangentResults.Length} tangents, expected {layout.ResultCount} of each");
        }

        return new Outcome(values, slots, [.. tangentResults, .. layout.Gather(carried)]);
    }

    public static Outcome Jacobian(Layout layout, object[] point, int length)
    {
        GeneratedMember member = layout.Method.Member("Jacobian");
        object[] slots = Slots.Clone(point);
        object? jacobian = null;
        member.Call.Call(member.Arguments(slots, (_, _) => jacobian = NewJacobian(member, length)));
        return new Outcome([], slots, Slots.Read(jacobian));
    }

    /// <summary>A place for the derivative of each parameter that has reals in it.</summary>
    public static object?[] Derivatives(MethodCase method, object[] point, double fill) =>
        [.. method.Parameters.Select(p => p.HasReals ? Slots.Like(point[p.Index], fill) : null)];

    /// <param name="seeds">Cotangents of the results, perhaps with others behind them; null: 1 for each.</param>
    public static object[] SeedSlots(GeneratedMember member, Layout layout, double[]? seeds)
    {
        object? whole = Trees.Clone(layout.Result);
        int next = 0;
        whole = Trees.Write(whole, () => seeds is null ? 1 : seeds[next++]);
        return [.. member.Seeds.Select(seed =>
        {
            object? part = whole;
            foreach (int element in seed.Path) part = ((ITuple)part!)[element];
            return seed.Type.IsValueType && !seed.Type.IsByRefLike ? Slots.Box(part, seed.Type) : part!;
        })];
    }

    private static Outcome Overwriting(Layout layout, object[] point, string suffix)
    {
        GeneratedMember member = layout.Method.Member(suffix);
        object[] slots = Slots.Clone(point);
        object?[] gradients = Derivatives(layout.Method, point, double.NaN);
        object? result = member.Call.Call(member.Arguments(slots, (_, index) => gradients[index]!));

        // What has no parameter of its own is returned; an object of which nothing is used has no gradient.
        double[] numbers = Slots.Read(result);
        int values = suffix == "ValueAndGradient" ? 1 : 0;
        int Expected(IEnumerable<Parameter> parameters) => values + parameters.Sum(p => Slots.Count(gradients[p.Index]!));
        Parameter[] absent = [.. layout.Method.Differentiated.Where(p => p.IsOut || !member.Roles.Contains((Role.Gradient, p.Index)))];
        Parameter[] returned = [.. absent.Where(p => !p.IsOut)];
        if (numbers.Length != Expected(returned)) returned = [.. returned.Where(p => p.Name != Parameter.Receiver)];
        foreach (Parameter unused in absent.Except(returned)) gradients[unused.Index] = Slots.Like(gradients[unused.Index]!, 0);
        if (numbers.Length != Expected(returned)) throw new HarnessException($"{member.Call.Method}: returns {numbers.Length} numbers, expected {Expected(returned)}");
        int next = values;
        foreach (Parameter parameter in returned) next += Slots.Write(gradients[parameter.Index]!, numbers.AsSpan(next));
        return new Outcome(numbers[..values], slots, layout.Gather(gradients));
    }

    private static Array NewJacobian(GeneratedMember member, int length)
    {
        Type element = member.Call.Method.GetParameters()[^1].ParameterType.GetGenericArguments()[0];
        return (Array)Slots.Like(Array.CreateInstance(element, length), double.NaN);
    }
}
