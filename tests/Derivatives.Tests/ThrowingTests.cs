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
}
