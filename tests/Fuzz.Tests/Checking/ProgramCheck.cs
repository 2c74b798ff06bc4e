using System.Reflection;

namespace SourceAutodiff.Fuzz.Tests.Checking;

/// <summary>All annotated methods of one loaded program against their generated members.</summary>
internal static class ProgramCheck
{
    private const BindingFlags Any = BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <param name="mayLack">Some method has been rejected with a diagnostic.</param>
    public static void Run(Type type, bool mayLack, List<string> failures)
    {
        foreach (Type part in (Type[])[type, .. type.GetNestedTypes(BindingFlags.Public | BindingFlags.NonPublic)])
        {
            foreach (MethodInfo method in part.GetMethods(Any))
            {
                if (method.GetCustomAttribute<DifferentiableAttribute>() is not { } attribute || method.ContainsGenericParameters) continue;
                if (part.GetMethods(Any).All(member => member.Name != method.Name + "Backward"))
                {
                    if (!mayLack) failures.Add($"{method.Name} has no derivative and no diagnostic");
                    continue;
                }

                try
                {
                    Check(new MethodCase($"{type.Name}.{method.Name}", method, attribute.Derivatives) { Check = new CheckAttribute { Points = 2, SkipsUnsettled = true } }, failures);
                }
                catch (HarnessException e)
                {
                    failures.Add($"{method.Name}: {e.Message}");
                }
            }
        }
    }

    private static void Check(MethodCase method, List<string> failures)
    {
        // What may be null is null at the third point.
        bool mayBeNull = method.Parameters.Any(parameter => parameter.Value.IsValueType && !TreeTypes.HasMemory(parameter.Value) && !TreeTypes.IsFixed(parameter.Value));
        for (int number = 0; number < method.Check.Points + (mayBeNull ? 1 : 0); number++)
        {
            object[] point = InputPoints.Create(method, number);
            if (Thrown(() => Engines.Primal(method, point)) is { } expected)
            {
                ThrowsAlike(method, point, expected, failures);
                continue;
            }

            // Numbers that have overflowed have no slopes, in the results or in what is written.
            Engines.Outcome primal = Engines.Primal(method, point);
            if (!primal.Values.Concat(new Layout(method, point).Gather(primal.After)).All(double.IsFinite)) continue;
            if (IsRefused(method, point)) continue;
            new PointAgreement(method, point, text => failures.Add($"{method.Name}, point {number}: {text}")).Run();
            if (number == 0 && failures.Count == 0) AllocatesNothing(method, point, failures);
        }
    }

    /// <summary>One buffer for two parameters of a generated member, of which one is written: refused at run time, as docs/limitations.md says.</summary>
    private static bool IsRefused(MethodCase method, object[] point)
    {
        var layout = new Layout(method, point);
        return Thrown(() => Engines.Backward(layout, point, new double[layout.OutputCount])) is ArgumentException refusal && refusal.Message.Contains("share memory", StringComparison.Ordinal);
    }

    private static void ThrowsAlike(MethodCase method, object[] point, Exception expected, List<string> failures)
    {
        if (!TreeTypes.IsFixed(method.Primal.ReturnType) && method.Primal.ReturnType != typeof(void)) return;
        var layout = new Layout(method, point);
        Exception? thrown = Thrown(() => Engines.Backward(layout, point, new double[layout.OutputCount]));
        // The elements of a list are read in the memory behind it.
        if (expected is ArgumentOutOfRangeException && thrown is IndexOutOfRangeException) return;
        if (thrown?.GetType() != expected.GetType()) failures.Add($"{method.Name}: the primal throws {expected.GetType().Name}, FBackward {thrown?.ToString() ?? "nothing"}");
    }

    private static void AllocatesNothing(MethodCase method, object[] point, List<string> failures)
    {
        if (Allocation.OfPrimal(method, point) != 0) return;
        long bytes = Allocation.Of(method, point, "Backward");
        if (bytes != 0) failures.Add($"{method.Name}: FBackward allocates {bytes} bytes in ten calls, the primal none");
    }

    private static Exception? Thrown(Action action)
    {
        try
        {
            action();
            return null;
        }
        catch (Exception e) when (e is not (HarnessException or ThreadAbortException))
        {
            return e;
        }
    }
}
