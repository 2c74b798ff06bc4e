namespace SourceAutodiff.Runtime.Tests.Checking;

/// <summary>Points at which finite differences cannot decide, and wrong uses.</summary>
public class GradientCheckLimitsTests
{
    private static double Relu(double x) => x > 0 ? x : 0;

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.5)]
    [InlineData(1.0)]
    public void A_kink_is_reported_as_such_for_any_slope_between_the_sides(double derivative)
    {
        var result = GradientCheck.Check(Relu, _ => derivative, 0.0);

        Assert.Equal(GradientCheckOutcome.NotSmooth, result.Outcome);
        Assert.False(result.Passed);
        Assert.Contains("not smooth", Assert.Throws<GradientCheckException>(result.ThrowIfFailed).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(7.0)]
    [InlineData(double.NaN)]
    public void A_derivative_outside_the_slopes_at_a_kink_is_wrong(double derivative) =>
        Assert.Equal(GradientCheckOutcome.Failed, GradientCheck.Check(Relu, _ => derivative, 0.0).Outcome);

    [Theory]
    [InlineData(1e-3, 1.0)]
    [InlineData(-1e-3, 0.0)]
    public void A_kink_nearby_does_not_disturb(double distance, double slope)
    {
        static double Shifted(double x) => Relu(x - 1);
        Assert.True(GradientCheck.Check(Shifted, _ => slope, 1 + distance).Passed);
        Assert.Equal(GradientCheckOutcome.Failed, GradientCheck.Check(Shifted, _ => slope + 0.01, 1 + distance).Outcome);
    }

    [Fact]
    public void A_jump_is_not_smooth() =>
        Assert.Equal(GradientCheckOutcome.NotSmooth, GradientCheck.Check(x => x >= 1 ? 2 : 1, _ => 0, 1.0).Outcome);

    [Fact]
    public void A_value_that_is_not_finite_is_inconclusive()
    {
        Assert.Equal(GradientCheckOutcome.NotFinite, GradientCheck.Check(_ => double.NaN, _ => 0, 1.0).Outcome);
        Assert.Equal(GradientCheckOutcome.NotFinite, GradientCheck.Check(x => 1 / x, x => -1 / (x * x), 0.0).Outcome);
        Assert.Equal(GradientCheckOutcome.NotFinite, GradientCheck.Check(Math.Sqrt, x => 0.5 / Math.Sqrt(x), 0.0).Outcome);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_gradient_that_is_not_finite_where_the_function_is_fails_and_names_the_element(double wrong)
    {
        var result = GradientCheck.Check<double>(
            x => x[0] * x[1] + x[2],
            (x, grad) => (grad[0], grad[1], grad[2]) = (x[1], wrong, 1),
            [1, 2, 3]);

        Assert.Equal(GradientCheckOutcome.Failed, result.Outcome);
        Assert.Contains("with respect to 'x[1]' is wrong", result.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Rounding_that_hides_the_answer_is_inconclusive()
    {
        // 1e11 swallows all but the first five digits of the sine.
        static double Buried(double x) => Math.Sin(x) + 1e11 - 1e11;
        Assert.Equal(GradientCheckOutcome.Noisy, GradientCheck.Check(Buried, Math.Cos, 0.5).Outcome);
        Assert.True(GradientCheck.Check(Buried, Math.Cos, 0.5, new() { RelativeTolerance = 0.1 }).Passed);
    }

    [Fact]
    public void Wrong_names_are_explained()
    {
        var check = GradientCheck.Input("rate", 0.5).Input("x", [1.0]);

        var unknown = Assert.Throws<ArgumentException>(() => check.Check(a => a.Scalar("speed"), (_, _) => { }));
        Assert.StartsWith("There is no argument 'speed' in this gradient check; declared are 'rate', 'x', 'result'.", unknown.Message, StringComparison.Ordinal);
        var scalar = Assert.Throws<ArgumentException>(() => check.Check(a => a.Scalar("x"), (_, _) => { }));
        Assert.StartsWith("'x' was declared as a buffer; read it with Buffer(\"x\")", scalar.Message, StringComparison.Ordinal);
        var buffer = Assert.Throws<ArgumentException>(() => check.Check(a => a.Buffer("rate")[0], (_, _) => { }));
        Assert.StartsWith("'rate' was declared as a scalar; read it with Scalar(\"rate\").", buffer.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Wrong_declarations_are_refused()
    {
        var check = GradientCheck.Input("x", 1.0);
        Assert.Contains("already declared", Assert.Throws<ArgumentException>(() => check.Input("x", 2.0)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => check.Input(" ", 2.0));
        Assert.Throws<ArgumentNullException>(() => check.Input("y", null!));
        Assert.Throws<ArgumentOutOfRangeException>(() => check.Output("y", -1));
        Assert.Throws<ArgumentNullException>(() => check.Check(null!, (_, _) => { }));
        Assert.Contains("declare at least one Output", Assert.Throws<InvalidOperationException>(() => check.CheckBackward(_ => { }, (_, _) => { })).Message, StringComparison.Ordinal);
        Assert.Contains("'y' is an output", Assert.Throws<InvalidOperationException>(() => check.Output("y").Check(_ => 0, (_, _) => { })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_are_validated()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new GradientCheckOptions { Directions = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new GradientCheckOptions { RelativeTolerance = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new GradientCheckOptions { RelativeTolerance = double.NaN });
        Assert.Throws<ArgumentOutOfRangeException>(() => new GradientCheckOptions { AbsoluteTolerance = -1 });
    }
}
