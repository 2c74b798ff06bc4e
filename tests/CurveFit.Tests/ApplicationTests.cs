using CurveFit.Models;

namespace CurveFit.Tests;

public sealed class ApplicationTests
{
    [Fact]
    public void All_problems_from_both_starts()
    {
        var (code, output, errors) = Run();

        Assert.Equal((0, ""), (code, errors));
        foreach (CurveModel model in ModelCatalog.All)
            Assert.Equal(2, Count(output, $"│ {model.Name,-8} │"));
        Assert.Equal(18, Count(output, "│ start 1  │"));
        Assert.Equal(18, Count(output, "│ start 2  │"));
        Assert.DoesNotContain('\u001b', output);
        Assert.All(output.Split('\n'), line => Assert.InRange(line.Length, 0, 120));
    }

    [Theory]
    [InlineData("trust-region")]
    [InlineData("mathnet")]
    public void A_file_with_a_model(string optimizer)
    {
        var (code, output, errors) = Run(TestData.PathOf("Chwirut2"), "--model", "chwirut2", "--optimizer", optimizer);

        Assert.Equal((0, ""), (code, errors));
        Assert.Contains("1.6657666537E-01", output, StringComparison.Ordinal);
        Assert.Contains($"Optimiser: {optimizer}.", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_fit_that_misses_its_certified_values()
    {
        using var directory = new TemporaryDirectory();
        string file = directory.File("Off.dat");
        File.WriteAllLines(file, TestData.LinesOf("Misra1a").Select(line => line.Replace("2.3894212918E+02", "2.3994212918E+02", StringComparison.Ordinal)));

        var (code, output, errors) = Run(file, "--model", "Misra1a");

        Assert.Equal((1, ""), (code, errors));
        Assert.Contains("Off.dat, line 44: the certified parameters do not have the certified residual sum of squares", output, StringComparison.Ordinal);
        Assert.Contains("Misra1a, start 1: 2.4 digits; the optimiser stopped: converged.", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_malformed_file()
    {
        using var directory = new TemporaryDirectory();
        string file = directory.File("Short.dat");
        File.WriteAllLines(file, TestData.LinesOf("Misra1a")[..70]);

        var (code, output, errors) = Run(file, "--model", "Misra1a");

        Assert.Equal((2, ""), (code, output));
        Assert.Equal("Short.dat, line 70: the file ends here, but the header promises data on lines 61 to 74", errors.Trim());
    }

    [Fact]
    public void A_file_of_another_shape_than_the_model()
    {
        var (code, _, errors) = Run(TestData.PathOf("Misra1a"), "--model", "Thurber");

        Assert.Equal(2, code);
        Assert.Contains("Misra1a.dat, line 32: the problem has 2 parameters, but the model Thurber has 7", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("unknown option '--fast'", "--fast")]
    [InlineData("unknown model 'Nope'; there are Bennett5, Chwirut2", "some.dat", "--model", "Nope")]
    [InlineData("unknown model 'Nope'", "--plot", "Nope")]
    [InlineData("unknown optimizer 'simplex'; there are trust-region, mathnet", "--optimizer", "simplex")]
    [InlineData("--model needs a value", "some.dat", "--model")]
    [InlineData("--plot needs a value", "--plot", "--output", "x.png")]
    [InlineData("a file needs the name of its model", "some.dat")]
    [InlineData("no file is given", "--model", "Misra1a")]
    [InlineData("--plot NAME is missing", "--output", "x.png")]
    [InlineData("'two.dat' is a second one", "one.dat", "two.dat")]
    [InlineData("not-there.dat", "not-there.dat", "--model", "Misra1a")]
    public void Wrong_arguments(string message, params string[] args)
    {
        var (code, output, errors) = Run(args);

        Assert.Equal((2, ""), (code, output));
        Assert.Contains(message, errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Help_and_list()
    {
        Assert.Contains("--optimizer trust-region|mathnet", Run("--help").Output, StringComparison.Ordinal);
        var (code, output, _) = Run("--list");
        Assert.Equal(0, code);
        Assert.Equal(18, Count(output, " y = "));
    }

    [Theory]
    [InlineData("Thurber")]
    [InlineData("nelson")]
    public void A_plot(string name)
    {
        using var directory = new TemporaryDirectory();
        string file = directory.File("plot.png");

        var (code, output, errors) = Run("--plot", name, "--output", file);

        Assert.Equal((0, ""), (code, errors));
        Assert.Contains("Drawn to ", output, StringComparison.Ordinal);
        byte[] png = File.ReadAllBytes(file);
        Assert.Equal("PNG"u8, png.AsSpan(1, 3));
        Assert.True(png.Length > 20_000, $"{png.Length} bytes");
    }

    [Fact]
    public void A_plot_of_another_problem_than_the_file_holds()
    {
        var (code, _, errors) = Run(TestData.PathOf("Misra1a"), "--model", "Misra1a", "--plot", "Thurber");

        Assert.Equal(2, code);
        Assert.Contains("Misra1a.dat holds the problem Misra1a, not Thurber", errors, StringComparison.Ordinal);
    }

    private static int Count(string text, string part) => text.Split(part).Length - 1;

    private static (int Code, string Output, string Errors) Run(params string[] args)
    {
        using StringWriter output = new(), errors = new();
        int code = Application.Run(args, output, errors);
        return (code, output.ToString(), errors.ToString());
    }
}
