namespace DerivativeTests;

/// <summary>What the primal throws, its derivatives throw.</summary>
public class ThrowingTests
{
    private static readonly IReadOnlyDictionary<string, MethodCase> Methods = MethodCase.All(typeof(ThrowingTests).Assembly, "DerivativeTests.Throwing");

    public static TheoryData<string> Names => new(Methods.Keys);

    [Theory]
    [MemberData(nameof(Names))]
    public void The_primal_throws(string name)
    {
        MethodCase method = Methods[name];
        Assert.Equal(method.Throws, Assert.ThrowsAny<Exception>(() => Engines.Primal(method, InputPoints.Create(method, 0))).GetType());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_derivative_throws_alike(string name)
    {
        MethodCase method = Methods[name];
        object[] point = InputPoints.Create(method, 0);
        var layout = new Layout(method, point);
        Exception expected = Assert.ThrowsAny<Exception>(() => Engines.Primal(method, point));
        var calls = new List<Action>
        {
            () => Engines.Backward(layout, point, new double[layout.OutputCount]),
        };
        if (method.Requested.HasFlag(Derivatives.Jvp)) calls.Add(() => Engines.Jvp(layout, point, new double[layout.InputCount]));
        if (method.HasGradient)
        {
            calls.Add(() => Engines.Gradient(layout, point));
            calls.Add(() => Engines.ValueAndGradient(layout, point));
        }

        foreach (Action call in calls)
        {
            Exception thrown = Assert.ThrowsAny<Exception>(call);
            Assert.True(expected.GetType() == thrown.GetType(), thrown.ToString());
            if (name.StartsWith(nameof(Throwing.ThrowStatements), StringComparison.Ordinal)) Assert.Equal(expected.Message, thrown.Message);
        }
    }
}
