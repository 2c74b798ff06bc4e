using static DerivativeTests.Corpus.NullConditional;

namespace DerivativeTests;

/// <summary>Null for arguments of the corpus that may be null; the harness passes none.</summary>
public class NullArgumentTests
{
    private static readonly double[] X = [0.7, 1.2, 1.9];

    [Fact]
    public void An_array()
    {
        Assert.Equal(1, LengthOrZeroGradient(1.5, null));
        Assert.Equal((1.5, 1), LengthOrZeroValueAndGradient(1.5, null));
        Assert.Equal((1.5, 2.0), LengthOrZeroJvp(1.5, 2, null));
        Assert.Equal(1 + (2 * 1.5 * 2), LengthOrZeroGradient(1.5, [4, 5]));
    }

    [Fact]
    public void A_list() => Assert.Equal((1.5 * 2, 2), ListOrNothingValueAndGradient(1.5, null, null, []));

    [Fact]
    public void An_object_that_is_differentiated()
    {
        var gradient = new Options();
        Assert.Equal((2.25, 3), ScaleOrOneValueAndGradient(1.5, null, gradient));
        Assert.Equal(0, gradient.Scale);
        Assert.Equal((2.25, 3), ScaleOrOneJvp(1.5, 1, null, new Options()));
    }

    [Fact]
    public void An_object_that_is_constant()
    {
        // s = x, then twice s * x + 0.5.
        (double value, double gradient) = ConstantOptionsValueAndGradient(1.5, null);
        Assert.Equal(ConstantOptions(1.5, null), value);
        Assert.Equal((3 * 1.5 * 1.5) + 0.5, gradient, 12);
    }

    [Fact]
    public void In_branches_patterns_and_loops()
    {
        var gradient = new Prior();
        double[] gradX = new double[X.Length];
        Assert.Equal(OptionalPrior(X, null), OptionalPriorValueAndGradient(X, null, gradX, gradient));
        Assert.Equal([.. X.Select(v => 2 * v)], gradX);
        Assert.Equal((0, 0), (gradient.Mean, gradient.Width));
        Assert.Equal((1.5 * 1.5, 3), PatternsOfAnArgumentValueAndGradient(1.5, null, gradient));

        const double Y = 1.3, Step = 1e-6;
        (double value, double gradY) = InALoopWithABranchValueAndGradient(X, Y, null, null, gradX, gradient);
        Assert.Equal(InALoopWithABranch(X, Y, null, null), value);
        Assert.Equal((InALoopWithABranch(X, Y + Step, null, null) - InALoopWithABranch(X, Y - Step, null, null)) / (2 * Step), gradY, 6);
        Assert.All(gradX.Zip([0.81 * Y, 0.9 * Y, Y]), pair => Assert.Equal(pair.Second, pair.First, 12));
    }

    [Theory]
    [InlineData("x")]
    [InlineData("w")]
    [InlineData("order")]
    public void What_is_guarded_throws(string name)
    {
        double[]? x = name == "x" ? null : X, w = name == "w" ? null : X;
        int[]? order = name == "order" ? null : [1];
        Assert.Equal(name, Assert.Throws<ArgumentNullException>(() => Guarded(x!, w!, order!)).ParamName);
        Assert.Equal(name, Assert.Throws<ArgumentNullException>(() => GuardedValueAndGradient(x!, w!, order!, new double[3], new double[3])).ParamName);
        Assert.Equal(name, Assert.Throws<ArgumentNullException>(() => GuardedJvp(x!, new double[3], w!, new double[3], order!)).ParamName);
    }
}
