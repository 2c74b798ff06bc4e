using CurveFit.Nist;

namespace CurveFit.Tests;

public sealed class MalformedFileTests
{
    [Theory]
    [InlineData(62, "14.73E0", "14.73EO", "'14.73EO' is not a number")]
    [InlineData(63, "     141.1E0", "", "expected the response and one predictor, found 1 column")]
    [InlineData(63, "141.1E0", "141.1E0 7", "expected the response and one predictor, found 3 columns")]
    [InlineData(63, "141.1E0", "NaN", "'NaN' is not a number")]
    [InlineData(63, "141.1E0", "1E999", "'1E999' is not a number")]
    [InlineData(42, "5.5015643181E-04  7.2668688436E-06", "", "expected two starting values, the certified value and its standard deviation, found 2 columns")]
    [InlineData(41, "500", "five", "'five' is not a number")]
    [InlineData(42, "b2 =", "b3 =", "expected 'b2 = …', found 'b3 =")]
    [InlineData(5, "Starting Values", "Values", "'Starting Values (lines … to …)' not found on lines 1 to 60")]
    [InlineData(6, "Certified Values", "Values", "'Certified Values (lines … to …)' not found on lines 1 to 60")]
    [InlineData(7, "(lines 61 to 74)", "", "'Data (lines … to …)' not found on lines 1 to 60")]
    [InlineData(7, "(lines 61 to 74)", "(lines 61 to x)", "'x' is not a whole number")]
    [InlineData(7, "(lines 61 to 74)", "(lines 74 to 61)", "lines 74 to 61 are no range of lines")]
    [InlineData(2, "Dataset Name:", "", "'Dataset Name: …' not found on lines 1 to 60")]
    [InlineData(32, "2 Parameters", "3 Parameters", "3 parameters do not fill lines 41 to 42 of the starting values")]
    [InlineData(25, "1 Response Variable", "2 Response Variables", "only one response variable is supported")]
    [InlineData(44, "1.2455138894E-01", "-1.2455138894E-01", "a sum of squares cannot be negative")]
    [InlineData(44, "1.2455138894E-01", "small", "'small' is not a number")]
    [InlineData(47, "14", "15", "15 observations, but the header promises data on lines 61 to 74")]
    public void The_message_names_the_line(int line, string good, string bad, string problem)
    {
        string[] lines = TestData.LinesOf("Misra1a");
        Assert.Contains(good, lines[line - 1], StringComparison.Ordinal);
        lines[line - 1] = lines[line - 1].Replace(good, bad, StringComparison.Ordinal);

        var error = Assert.Throws<NistFormatException>(() => NistReader.Parse("Broken.dat", lines));

        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
        Assert.StartsWith($"Broken.dat, line {error.Line}: ", error.Message, StringComparison.Ordinal);
        if (!problem.Contains("not found", StringComparison.Ordinal))
            Assert.Equal(line, error.Line);
    }

    [Fact]
    public void An_empty_file() => AssertError([], 1, "the file is empty");

    [Fact]
    public void A_file_that_ends_early() =>
        AssertError(TestData.LinesOf("Misra1a")[..70], 70, "the file ends here, but the header promises data on lines 61 to 74");

    [Fact]
    public void A_file_that_ends_before_its_starting_values() =>
        AssertError(TestData.LinesOf("Misra1a")[..41], 41, "the file ends here, but the header promises starting values on lines 41 to 42");

    [Fact]
    public void A_file_that_goes_on() =>
        AssertError([.. TestData.LinesOf("Misra1a"), "1.0 2.0"], 75, "the header promises data on lines 61 to 74, but the file goes on");

    [Fact]
    public void A_blank_line_among_the_data()
    {
        string[] lines = TestData.LinesOf("Misra1a");
        lines[66] = "";
        AssertError(lines, 67, "expected the response and one predictor, found 0 columns");
    }

    [Fact]
    public void A_missing_sum_of_squares() =>
        AssertError([.. TestData.LinesOf("Misra1a").Select(line => line.Replace("Residual Sum", "Sum", StringComparison.Ordinal))],
            47, "'Residual Sum of Squares: …' not found on lines 41 to 47");

    [Fact]
    public void Text_that_is_something_else() =>
        AssertError(["name,x,y", "a,1,2"], 2, "'Dataset Name: …' not found on lines 1 to 2");

    [Fact]
    public void A_problem_of_another_shape_than_the_model()
    {
        NistProblem misra = TestData.Read("Misra1a");
        Assert.Equal("Misra1a.dat, line 32: the problem has 2 parameters, but the model Thurber has 7",
            Assert.Throws<NistFormatException>(() => TestData.Model("Thurber").Check(misra)).Message);
        Assert.Equal("Chwirut2.dat, line 26: the problem has 1 predictor, but the model Nelson has 2",
            Assert.Throws<NistFormatException>(() => TestData.Model("Nelson").Check(TestData.Read("Chwirut2"))).Message);
    }

    [Fact]
    public void A_logarithm_of_a_response_that_is_not_positive()
    {
        NistProblem nelson = TestData.Read("Nelson");
        nelson.Y[4] = 0;
        var error = Assert.Throws<NistFormatException>(() => TestData.Model("Nelson").Check(nelson));
        Assert.Equal("Nelson.dat, line 65: the model Nelson takes the logarithm of the response, which is not positive here", error.Message);
    }

    private static void AssertError(string[] lines, int line, string problem)
    {
        var error = Assert.Throws<NistFormatException>(() => NistReader.Parse("Broken.dat", lines));
        Assert.Equal($"Broken.dat, line {line}: {problem}", error.Message);
    }
}
