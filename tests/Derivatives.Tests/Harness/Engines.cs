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
        return new Outcome(Results.Values(value, method.Primal), slots, []);
    }

    /// <param name="seeds">Cotangents of all outputs; those of the final states go in as the initial gradients.</param>
    public static Outcome Backward(MethodCase method, object[] point, double[] seeds)
    {
        GeneratedMember member = GeneratedMember.Find(method, "Backward");
        var layout = new Layout(method, point);
        object[] slots = Slots.Clone(point);
        object?[] gradients = Derivatives(method, point, 0);
        layout.Scatter(seeds.AsSpan(layout.ResultCount), gradients);
        member.Call.Call(member.Arguments(slots, (role, index) => role == Role.Seed ? SeedSlot(member, index, seeds[index]) : gradients[index]!));
        return new Outcome([], slots, layout.Gather(gradients));
    }

    public static Outcome Gradient(MethodCase method, object[] point) => Overwriting(method, point, "Gradient");

    public static Outcome ValueAndGradient(MethodCase method, object[] point) => Overwriting(method, point, "ValueAndGradient");

    /// <param name="tangents">Of every input.</param>
    public static Outcome Jvp(MethodCase method, object[] point, double[] tangents)
    {
        GeneratedMember member = GeneratedMember.Find(method, "Jvp");
        var layout = new Layout(method, point);
        object[] slots = Slots.Clone(point);
        object?[] carried = Derivatives(method, point, 0);
        layout.Scatter(tangents, carried);
        object? result = member.Call.Call(member.Arguments(slots, (_, index) => carried[index]!));
        var flat = Results.Flatten(result, member.Call.Method);
        double[] values = [.. flat.Where(item => !item.Path.Contains("Tangent", StringComparison.Ordinal)).Select(item => item.Value)];
        double[] tangentResults = [.. flat.Where(item => item.Path.Contains("Tangent", StringComparison.Ordinal)).Select(item => item.Value)];
        if (values.Length != layout.ResultCount || tangentResults.Length != layout.ResultCount)
        {
            throw new HarnessException($"{member.Call.Method}: {values.Length} values and {tangentResults.Length} tangents, expected {layout.ResultCount} of each");
        }

        return new Outcome(values, slots, [.. tangentResults, .. layout.Gather(carried)]);
    }

    public static Outcome Jacobian(MethodCase method, object[] point, int length)
    {
        GeneratedMember member = GeneratedMember.Find(method, "Jacobian");
        object[] slots = Slots.Clone(point);
        object? jacobian = null;
        member.Call.Call(member.Arguments(slots, (_, _) => jacobian = NewJacobian(member, length)));
        return new Outcome([], slots, [.. Enumerable.Range(0, length).Select(i => Slots.Get(jacobian!, i))]);
    }

    /// <summary>A place for the derivative of each real parameter.</summary>
    public static object?[] Derivatives(MethodCase method, object[] point, double fill) =>
        [.. method.Parameters.Select(p => p.IsReal ? Slots.Like(point[p.Index], fill) : null)];

    public static object SeedSlot(GeneratedMember member, int index, double value)
    {
        int place = member.Roles.ToList().IndexOf((Role.Seed, index));
        Type type = member.Call.Method.GetParameters()[place].ParameterType;
        return type == typeof(float) ? new StrongBox<float>((float)value) : new StrongBox<double>(value);
    }

    private static Outcome Overwriting(MethodCase method, object[] point, string suffix)
    {
        GeneratedMember member = GeneratedMember.Find(method, suffix);
        var layout = new Layout(method, point);
        object[] slots = Slots.Clone(point);
        object?[] gradients = Derivatives(method, point, double.NaN);
        object? result = member.Call.Call(member.Arguments(slots, (_, index) => gradients[index]!));
        var numbers = new Queue<double>(Results.Values(result, member.Call.Method));
        Parameter[] scalars = [.. method.DifferentiatedScalars];
        int values = suffix == "ValueAndGradient" ? 1 : 0;
        if (numbers.Count != values + scalars.Length) throw new HarnessException($"{member.Call.Method}: returns {numbers.Count} numbers, expected {values + scalars.Length}");
        double[] value = values == 1 ? [numbers.Dequeue()] : [];
        foreach (Parameter scalar in scalars) Slots.Set(gradients[scalar.Index]!, 0, numbers.Dequeue());
        return new Outcome(value, slots, layout.Gather(gradients));
    }

    private static Array NewJacobian(GeneratedMember member, int length)
    {
        Type element = member.Call.Method.GetParameters()[^1].ParameterType.GetGenericArguments()[0];
        return (Array)Slots.Like(Array.CreateInstance(element, length), double.NaN);
    }
}
