namespace SourceAutodiff.Runtime.Tests.Checking;

/// <summary>Methods that write buffers or have several results: backward and jvp forms as they are generated.</summary>
public class GradientCheckOutputsTests
{
    /// <summary>A recurrence in place: <c>y[i] = rate * y[i - 1] * y[i]</c>; returns the sum.</summary>
    private static double Chain(Span<double> y, double rate)
    {
        double sum = 0;
        for (int i = 1; i < y.Length; i++)
        {
            y[i] *= rate * y[i - 1];
            sum += y[i];
        }

        return sum;
    }

    private static void ChainBackward(Span<double> y, double rate, double gradOutput, Span<double> gradY, ref double gradRate, double factor)
    {
        double[] before = y.ToArray();
        Chain(y, rate);
        for (int i = y.Length - 1; i >= 1; i--)
        {
            double grad = gradY[i] + gradOutput;
            gradRate += grad * y[i - 1] * before[i] * factor;
            gradY[i - 1] += grad * rate * before[i];
            gradY[i] = grad * rate * y[i - 1];
        }
    }

    private static (double Value, double Tangent) ChainJvp(Span<double> y, Span<double> yTangent, double rate, double rateTangent, double factor)
    {
        double sum = 0, tangent = 0;
        for (int i = 1; i < y.Length; i++)
        {
            yTangent[i] = factor * rateTangent * y[i - 1] * y[i] + rate * (yTangent[i - 1] * y[i] + y[i - 1] * yTangent[i]);
            y[i] *= rate * y[i - 1];
            (sum, tangent) = (sum + y[i], tangent + yTangent[i]);
        }

        return (sum, tangent);
    }

    private static GradientCheckBuilder<double> Declared => GradientCheck.InOut("y", [0.5, 2, -1.5, 0.8]).Input("rate", 1.3).Output("sum");

    private static void Primal(GradientCheckArguments<double> a) => a.Scalar("sum") = Chain(a.Buffer("y"), a.Scalar("rate"));

    private static GradientCheckResult Backward(double factor) => Declared.CheckBackward(
        Primal,
        (a, grad) => ChainBackward(a.Buffer("y"), a.Scalar("rate"), grad.Scalar("sum"), grad.Buffer("y"), ref grad.Scalar("rate"), factor));

    private static GradientCheckResult Jvp(double factor) => Declared.CheckJvp(
        Primal,
        (a, tangent) => (a.Scalar("sum"), tangent.Scalar("sum")) =
            ChainJvp(a.Buffer("y"), tangent.Buffer("y"), a.Scalar("rate"), tangent.Scalar("rate"), factor));

    [Fact]
    public void A_right_backward_over_a_buffer_in_place_passes() => Assert.True(Backward(1).Passed, Backward(1).ToString());

    [Fact]
    public void A_right_jvp_over_a_buffer_in_place_passes() => Assert.True(Jvp(1).Passed, Jvp(1).ToString());

    [Fact]
    public void A_wrong_backward_names_its_input()
    {
        var result = Backward(1.001);
        Assert.Equal([GradientCheckOutcome.Passed, GradientCheckOutcome.Failed], result.Inputs.Select(entry => entry.Outcome));
        Assert.Equal("rate", result.Inputs[1].Name);
    }

    [Fact]
    public void A_wrong_jvp_names_its_input()
    {
        var result = Jvp(1.001);
        Assert.Equal([GradientCheckOutcome.Passed, GradientCheckOutcome.Failed], result.Inputs.Select(entry => entry.Outcome));
        Assert.Equal(["y", "sum"], result.Outputs.Select(entry => entry.Name));
    }

    [Fact]
    public void A_write_only_buffer_is_an_output()
    {
        var check = GradientCheck.Input("p", [1.1, 0.4]).Output("r", 3);
        void Residuals(GradientCheckArguments<double> a)
        {
            double[] p = a.Array("p"), r = a.Array("r");
            (r[0], r[1], r[2]) = (p[0] * p[1], Math.Exp(p[1]), p[0] * p[0]);
        }

        GradientCheckResult Run(double last) => check.CheckBackward(Residuals, (a, grad) =>
        {
            double[] p = a.Array("p"), w = grad.Array("r"), g = grad.Array("p");
            g[0] += w[0] * p[1] + last * w[2] * p[0];
            g[1] += w[0] * p[0] + w[1] * Math.Exp(p[1]);
        });

        Assert.True(Run(2).Passed);
        Assert.Contains("'p[0]' is wrong", Run(1).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_output_is_told_from_a_right_one()
    {
        var result = GradientCheck.Input("x", 0.6).Output("sine").Output("square").CheckBackward(
            a => (a.Scalar("sine"), a.Scalar("square")) = (Math.Sin(a.Scalar("x")), a.Scalar("x") * a.Scalar("x")),
            (a, grad) => grad.Scalar("x") += grad.Scalar("sine") * Math.Cos(a.Scalar("x")) + grad.Scalar("square") * a.Scalar("x"));

        Assert.Equal(
            [("sine", GradientCheckOutcome.Passed), ("square", GradientCheckOutcome.Failed)],
            result.Outputs.Select(entry => (entry.Name, entry.Outcome)));
    }

    [Fact]
    public void The_jvp_of_a_method_with_one_result_is_its_tangent()
    {
        var check = GradientCheck.Input("x", 0.6f);
        Assert.True(check.CheckJvp(a => MathF.Sin(a.Scalar("x")), (a, tangent) => MathF.Cos(a.Scalar("x")) * tangent.Scalar("x")).Passed);
        Assert.False(check.CheckJvp(a => MathF.Sin(a.Scalar("x")), (a, tangent) => MathF.Cos(a.Scalar("x"))).Passed);
    }

    [Fact]
    public void Inputs_that_are_passed_in_stay_as_they_are()
    {
        double[] y = [0.5, 2];
        Assert.True(GradientCheck.InOut("y", y).CheckBackward(
            a => Chain(a.Buffer("y"), 1),
            (a, grad) => { double unused = 0; ChainBackward(a.Buffer("y"), 1, 0, grad.Buffer("y"), ref unused, 1); }).Passed);
        Assert.Equal([0.5, 2], y);
    }
}
