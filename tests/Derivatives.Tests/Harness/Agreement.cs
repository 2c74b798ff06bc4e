namespace DerivativeTests.Harness;

/// <summary>Holds all generated members of a method against each other and against finite differences of the primal. Returns what is wrong.</summary>
internal static class Agreement
{
    public static IReadOnlyList<string> Check(MethodCase method)
    {
        var failures = new List<string>();
        for (int number = 0; number < method.Check.Points; number++)
        {
            object[] point = InputPoints.Create(method, number);
            var at = new PointAgreement(method, point, text => failures.Add($"{method.Name}, point {number}: {text}"));
            at.Run();
        }

        return failures;
    }

    /// <summary>Fails the test with everything that is wrong and the inputs it was wrong at.</summary>
    public static void Require(MethodCase method)
    {
        IReadOnlyList<string> failures = Check(method);
        if (failures.Count == 0) return;
        string inputs = string.Join("; ", method.Parameters.Select((p, i) => $"{p.Name} = {Slots.Show(InputPoints.Create(method, 0)[i])}"));
        Assert.Fail(string.Join(Environment.NewLine, failures.Take(12).Append($"{failures.Count} failures; point 0: {inputs}")));
    }
}
