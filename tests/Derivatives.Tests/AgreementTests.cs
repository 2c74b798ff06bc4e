namespace DerivativeTests;

/// <summary>Every corpus method: generated vjp, jvp, gradient and Jacobian against each other and against finite differences.</summary>
public class AgreementTests
{
    public static TheoryData<string> Names => new(CorpusMethods.All.Keys);

    [Theory]
    [MemberData(nameof(Names))]
    public void Derivatives_agree(string name) => Agreement.Require(CorpusMethods.All[name]);

    /// <summary>At steady state, where the primal itself allocates nothing.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Derivatives_allocate_nothing(string name)
    {
        MethodCase method = CorpusMethods.All[name];
        object[] point = InputPoints.Create(method, 0);
        string[] members = ["Backward"];
        if (method.HasGradient) members = [.. members, "Gradient", "ValueAndGradient"];
        if (method.Requested.HasFlag(Derivatives.Jvp)) members = [.. members, "Jvp"];
        bool isQuiet = Allocation.OfPrimal(method, point) == 0;
        foreach (string member in members)
        {
            long bytes = Allocation.Of(method, point, member);
            if (isQuiet) Assert.True(bytes == 0, $"{member}: {bytes} bytes in ten calls");
        }
    }
}
