namespace SourceAutodiff.Runtime.Tests.Checking;

public class GradientCheckTests
{
    private static double Loss(double x, double y) => Math.Sin(x * y) + x * x;

    private static (double X, double Y) LossGradient(double x, double y) =>
        (y * Math.Cos(x * y) + 2 * x, x * Math.Cos(x * y));

    private static double Decay(ReadOnlySpan<double> x, double rate)
    {
        double s = 0;
        foreach (double element in x)
            s += Math.Exp(-rate * element);
        return s;
    }

    /// <summary>The gradient of <see cref="Decay"/>, with one element of the buffer falsified on request.</summary>
    private static double DecayGradient(ReadOnlySpan<double> x, double rate, Span<double> gradX, int falsified = -1)
    {
        double gradRate = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double e = Math.Exp(-rate * x[i]);
            gradX[i] = -rate * e * (i == falsified ? 1.01 : 1);
            gradRate -= x[i] * e;
        }

        return gradRate;
    }

    public static TheoryData<double> Points => [0, 1e-8, 0.5, -3, 40, 1e5];

    [Theory]
    [MemberData(nameof(Points))]
    public void A_right_scalar_gradient_passes_at_any_scale(double x)
    {
        Assert.True(GradientCheck.Check(Math.Sin, Math.Cos, x).Passed);
        Assert.True(GradientCheck.Check(Math.Atan, t => 1 / (1 + t * t), x).Passed);
        Assert.True(GradientCheck.Check(t => t * t * t, t => 3 * t * t, x).Passed);
    }

    [Theory]
    [MemberData(nameof(Points))]
    public void A_scalar_gradient_off_by_a_hundred_thousandth_fails(double x)
    {
        var result = GradientCheck.Check(t => 3 * t + Math.Sin(t), t => (3 + Math.Cos(t)) * 1.00001, x);
        Assert.Equal(GradientCheckOutcome.Failed, result.Outcome);
        Assert.Contains("with respect to 'x' is wrong", result.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1e-9)]
    [InlineData(1e-3)]
    [InlineData(700)]
    public void Steps_shrink_until_the_function_is_resolved(double x)
    {
        Assert.True(GradientCheck.Check(Math.Log, t => 1 / t, x).Passed);
        Assert.True(GradientCheck.Check(Math.Exp, Math.Exp, x).Passed);
        Assert.True(GradientCheck.Check(t => Math.Sin(1000 * t), t => 1000 * Math.Cos(1000 * t), x).Passed);
    }

    [Fact]
    public void A_narrow_peak_is_not_mistaken_for_a_flat_function()
    {
        Assert.True(GradientCheck.Check(t => Math.Exp(-1e6 * (t - 1) * (t - 1)), t => -2e6 * (t - 1) * Math.Exp(-1e6 * (t - 1) * (t - 1)), 1.0005).Passed);
        Assert.Equal(GradientCheckOutcome.Failed, GradientCheck.Check(t => Math.Exp(-1e6 * (t - 1) * (t - 1)), _ => 0, 1.0005).Outcome);
    }

    [Fact]
    public void An_argument_can_be_called_result()
    {
        Assert.True(GradientCheck.Input("result", 0.7).Check(a => Math.Exp(a.Scalar("result")), (a, grad) => grad.Scalar("result") = Math.Exp(a.Scalar("result"))).Passed);
        Assert.True(GradientCheck.Input("result", 0.7).CheckJvp(a => Math.Exp(a.Scalar("result")), (a, tangents) => tangents.Scalar("result") * Math.Exp(a.Scalar("result"))).Passed);
    }

    [Fact]
    public void Two_scalars_are_told_apart()
    {
        Assert.True(GradientCheck.Check(Loss, LossGradient, 0.3, 0.7).Passed);

        var result = GradientCheck.Check(Loss, (x, y) => (LossGradient(x, y).X, -LossGradient(x, y).Y), 0.3, 0.7);

        Assert.Equal(GradientCheckOutcome.Failed, result.Outcome);
        Assert.Equal([GradientCheckOutcome.Passed, GradientCheckOutcome.Failed], result.Inputs.Select(entry => entry.Outcome));
        Assert.Contains("with respect to 'y' is wrong", result.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Scalars_and_buffers_mix_and_the_wrong_element_is_named()
    {
        double[] x = [0.1, 1.5, -0.7, 2.2, 0.9];
        var check = GradientCheck.Input("x", x).Input("rate", 0.5);

        Assert.True(check.Check(
            a => Decay(a.Buffer("x"), a.Scalar("rate")),
            (a, grad) => grad.Scalar("rate") = DecayGradient(a.Array("x"), a.Scalar("rate"), grad.Buffer("x"))).Passed);

        var result = check.Check(
            a => Decay(a.Buffer("x"), a.Scalar("rate")),
            (a, grad) => grad.Scalar("rate") = DecayGradient(a.Buffer("x"), a.Scalar("rate"), grad.Buffer("x"), falsified: 2));

        Assert.Equal(GradientCheckOutcome.Failed, result.Outcome);
        Assert.Equal(2, result.Inputs[0].Element);
        Assert.Equal(0.01, result.Inputs[0].RelativeError, 3);
        Assert.Equal(GradientCheckOutcome.Passed, result.Inputs[1].Outcome);
        var thrown = Assert.Throws<GradientCheckException>(result.ThrowIfFailed);
        Assert.Same(result, thrown.Result);
        Assert.Contains("with respect to 'x[2]' is wrong", thrown.Message, StringComparison.Ordinal);
        Assert.Contains("rate: ok", thrown.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(777)]
    [InlineData(1999)]
    public void One_wrong_element_of_thousands_is_found(int falsified)
    {
        double[] x = [.. Enumerable.Range(0, 2000).Select(i => Math.Sin(i))];

        var result = GradientCheck.Input("x", x).Check(
            a => Decay(a.Buffer("x"), 0.5),
            (a, grad) => DecayGradient(a.Buffer("x"), 0.5, grad.Buffer("x"), falsified));

        Assert.Equal($"x[{falsified}]", result.Inputs[0].ElementName);
        Assert.Equal(GradientCheckOutcome.Failed, result.Outcome);
    }

    [Fact]
    public void A_missing_gradient_fails()
    {
        Assert.Equal(GradientCheckOutcome.Failed, GradientCheck.Check<double>(x => Decay(x, 1), (_, _) => { }, [1, 2]).Outcome);
    }

    [Fact]
    public void A_small_input_beside_a_large_one_is_not_hidden()
    {
        var result = GradientCheck.Input("large", 1e4).Input("small", 1e-4).Check(
            a => a.Scalar("large") + a.Scalar("small"),
            (_, grad) => (grad.Scalar("large"), grad.Scalar("small")) = (1, 2));

        Assert.Contains("with respect to 'small' is wrong", result.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_input_without_influence_has_a_zero_gradient()
    {
        Assert.True(GradientCheck.Check((x, y) => Math.Exp(x) + 0 * y, (x, _) => (Math.Exp(x), 0), 3.0, 5.0).Passed);
        Assert.False(GradientCheck.Check((x, y) => Math.Exp(x) + 0 * y, (x, _) => (Math.Exp(x), 1e-3), 3.0, 5.0).Passed);
    }

    [Theory]
    [InlineData(1e-9)]
    [InlineData(1e-300)]
    public void A_tiny_input_does_not_hide_a_missing_gradient(double x)
    {
        Assert.True(GradientCheck.Check(Math.Exp, Math.Exp, x).Passed);
        Assert.Equal(GradientCheckOutcome.Failed, GradientCheck.Check(Math.Exp, _ => 0, x).Outcome);
    }

    [Fact]
    public void Floats_are_checked_to_a_thousandth()
    {
        Assert.True(GradientCheck.Check(MathF.Sin, MathF.Cos, 0.7f).Passed);
        Assert.True(GradientCheck.Check(x => x * x * x, x => 3 * x * x, 12f).Passed);
        Assert.False(GradientCheck.Check(MathF.Sin, x => 1.01f * MathF.Cos(x), 0.7f).Passed);
        Assert.True(GradientCheck.Check<float>(
            x => x[0] * MathF.Exp(x[1]),
            (x, grad) => (grad[0], grad[1]) = (MathF.Exp(x[1]), x[0] * MathF.Exp(x[1])),
            [1.5f, -0.5f]).Passed);
    }

    [Fact]
    public void Empty_buffers_have_nothing_to_be_wrong()
    {
        var result = GradientCheck.Input("x", Array.Empty<double>()).Input("rate", 2.0).Check(
            a => Decay(a.Buffer("x"), a.Scalar("rate")) + a.Scalar("rate"),
            (_, grad) => grad.Scalar("rate") = 1);
        Assert.True(result.Passed);
        Assert.True(GradientCheck.Check<double>(x => x.Length, (_, _) => { }, []).Passed);
    }

    [Fact]
    public void The_same_seed_gives_the_same_directions()
    {
        GradientCheckResult Run(int seed) => GradientCheck.Check<double>(
            x => Decay(x, 1), (x, grad) => DecayGradient(x, 1, grad), [1, 2, 3], new() { Seed = seed });

        Assert.Equal(Run(5).Worst, Run(5).Worst);
        Assert.NotEqual(Run(5).Worst.FiniteDifference, Run(6).Worst.FiniteDifference);
    }

    [Fact]
    public void Tolerances_are_respected()
    {
        static GradientCheckResult Run(GradientCheckOptions options) => GradientCheck.Check(Math.Sin, x => 1.001 * Math.Cos(x), 0.5, options);
        Assert.False(Run(new()).Passed);
        Assert.True(Run(new() { RelativeTolerance = 1e-2 }).Passed);
        Assert.True(Run(new() { AbsoluteTolerance = 1e-2 }).Passed);
    }
}
