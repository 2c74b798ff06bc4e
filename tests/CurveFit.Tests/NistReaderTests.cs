using CurveFit.Fitting;
using CurveFit.Nist;

namespace CurveFit.Tests;

public sealed class NistReaderTests
{
    public static TheoryData<string> Problems => TestData.Problems;

    [Fact]
    public void A_file_is_read_in_full()
    {
        NistProblem problem = TestData.Read("Thurber");

        Assert.Equal("Thurber", problem.Name);
        Assert.Equal("Higher", problem.Difficulty);
        Assert.Equal("y = electron mobility", problem.ResponseLabel);
        Assert.Equal("x = log[density]", problem.PredictorLabel);
        Assert.Equal((7, 1, 37), (problem.Parameters, problem.Predictors, problem.Observations));
        Assert.Equal([1000, 1000, 400, 40, 0.7, 0.3, 0.03], problem.Starts[0]);
        Assert.Equal([1300, 1500, 500, 75, 1, 0.4, 0.05], problem.Starts[1]);
        Assert.Equal(1.2881396800E+03, problem.Certified[0].Value);
        Assert.Equal(6.5842344623E-03, problem.Certified[6].StandardDeviation);
        Assert.Equal(5.6427082397E+03, problem.ResidualSumOfSquares);
        Assert.Equal((80.574, -3.067), (problem.Y[0], problem.X[0]));
        Assert.Equal((1457.628, 2.200), (problem.Y[36], problem.X[36]));
    }

    [Fact]
    public void Two_predictors_stand_side_by_side()
    {
        NistProblem problem = TestData.Read("Nelson");

        Assert.Equal((2, 128, 256), (problem.Predictors, problem.Observations, problem.X.Length));
        Assert.Equal([1, 180], problem.X[..2]);
        Assert.Equal([64, 275], problem.X[^2..]);
    }

    /// <summary>Holds data, certified parameters, certified sum of squares and model against each other.</summary>
    [Theory]
    [MemberData(nameof(Problems))]
    public void The_certified_parameters_have_the_certified_sum_of_squares(string name)
    {
        NistProblem problem = TestData.Read(name);
        var report = new ProblemReport(TestData.Model(name), problem, []);

        Assert.True(report.CertifiedValuesAgree);
        var shifted = problem with { Certified = [problem.Certified[0] with { Value = 1.01 * problem.Certified[0].Value }, .. problem.Certified.Skip(1)] };
        Assert.False((report with { Problem = shifted }).CertifiedValuesAgree);
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData(" \t\r\n")]
    public void Line_ends_and_blanks_before_them_do_not_matter(string end)
    {
        using var directory = new TemporaryDirectory();
        string file = directory.File("Misra1a.dat");
        File.WriteAllText(file, string.Join(end, [.. TestData.LinesOf("Misra1a"), "", ""]));

        NistProblem problem = NistReader.Read(file);

        Assert.Equal("x = pressure", problem.PredictorLabel);
        Assert.Equal(TestData.Read("Misra1a").Y, problem.Y);
    }

    [Theory]
    [InlineData("2.0196866396E-01", 5e-12)]
    [InlineData("1.25", 0.005)]
    [InlineData("7E2", 50)]
    [InlineData("-1.5E-0", 0.05)]
    public void Half_a_unit_of_the_last_digit(string printed, double halfUnit) =>
        Assert.Equal(halfUnit, CertifiedValue.HalfUnitOf(printed), 1e-12 * halfUnit);

    [Theory]
    [InlineData(2.5, 11)]
    [InlineData(2.500000000049, 11)]
    [InlineData(2.50000025, 7)]
    [InlineData(2.525, 2)]
    [InlineData(-40, 0)]
    [InlineData(double.NaN, 0)]
    [InlineData(double.PositiveInfinity, 0)]
    public void Correct_digits(double fitted, double digits) =>
        Assert.Equal(digits, new CertifiedValue(2.5, 5e-11, 0).CorrectDigits(fitted), 1e-6);

    [Fact]
    public void The_logarithm_of_the_response_is_taken_where_the_model_says_so() =>
        Assert.Equal(Math.Log(15), new FitProblem(TestData.Model("Nelson"), TestData.Read("Nelson"), DerivativeSource.Generated).Responses[0]);
}
