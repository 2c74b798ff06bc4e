using SourceAutodiff.Fuzz.Tests.Checking;
using SourceAutodiff.Fuzz.Tests.Writing;

namespace SourceAutodiff.Fuzz.Tests;

/// <summary>The judge of the programs tells right from wrong.</summary>
public class BatchTests
{
    [Fact]
    public void A_seed_means_one_program()
    {
        Assert.Equal(ProgramWriter.Write(17).Text, ProgramWriter.Write(17).Text);
        Assert.NotEqual(ProgramWriter.Write(17).Text, ProgramWriter.Write(18).Text);
    }

    [Theory]
    [InlineData("[Differentiable(Derivatives.Jvp)] public static double F(double x) => x * x;", nameof(Outcome.Agreed))]
    [InlineData("[Differentiable(Derivatives.Jvp)] public static double F(double x) => x * Environment.TickCount;", nameof(Outcome.Rejected))]
    [InlineData("[Differentiable(Derivatives.Jvp)] public static double F(double x) => x * nothing;", nameof(Outcome.NotCSharp))]
    [InlineData("[Differentiable(Derivatives.Jacobian)] public static double F(double[] x, Span<double> nothing, double z) => x[0] * z;", nameof(Outcome.Agreed))]
    public void Verdicts(string member, string expected)
    {
        Verdict verdict = Batch.Run([Program(1, member)])[0];
        Assert.True(verdict.Outcome.ToString() == expected, verdict.Report());
    }

    [Fact]
    public void A_program_without_end_is_named()
    {
        IReadOnlyList<Verdict> verdicts = Batch.Run([
            Program(1, "[Differentiable(Derivatives.Jvp)] public static double F(double x) { while (x > 0) x = 1 + x * 0.5; return x; }"),
            Program(2, "[Differentiable(Derivatives.Jvp)] public static double F(double x) => x * x;"),
        ]);
        Assert.Equal([Outcome.Failed, Outcome.Agreed], verdicts.Select(verdict => verdict.Outcome));
        Assert.StartsWith("does not come to an end", verdicts[0].Detail);
    }

    [Theory]
    [InlineData("[Differentiable] public static double F(double x) => x * x; public static int FBackward(double x) => 1;", "SAD1009")]
    [InlineData("[Obsolete(\"\", true)] public struct S { } [Differentiable] public static double F(double x) => x * x; public static S G() => default;", "CS0619")]
    public void One_bad_program_does_not_spoil_the_others(string member, string expected)
    {
        IReadOnlyList<Verdict> verdicts = Batch.Run([Program(1, "[Differentiable(Derivatives.Jvp)] public static double F(double x) => x * x;"), Program(2, member)]);
        Assert.Equal(Outcome.Agreed, verdicts[0].Outcome);
        Assert.Contains(expected, string.Join(" ", verdicts[1].Ids) + verdicts[1].Detail);
    }

    private static FuzzProgram Program(int seed, string member) => new(seed, new HashSet<Feature>(), new Block([new Statement([member])]));
}
