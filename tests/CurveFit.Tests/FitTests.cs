using CurveFit.Fitting;
using CurveFit.Models;
using CurveFit.Nist;

namespace CurveFit.Tests;

public sealed class FitTests
{
    public static TheoryData<string> Problems => TestData.Problems;

    [Theory]
    [MemberData(nameof(Problems))]
    public void Generated_derivatives_give_six_digits_from_both_starts_and_never_fewer_than_differences(string name)
    {
        NistProblem problem = TestData.Read(name);
        foreach (double[] start in problem.Starts)
        {
            double generated = Digits(problem, new TrustRegion(), DerivativeSource.Generated, start);
            double differences = Digits(problem, new TrustRegion(), DerivativeSource.CentralDifferences, start);
            Assert.True(generated >= 6, $"{generated} digits");
            Assert.True(generated >= differences, $"{generated} digits with generated derivatives, {differences} with central differences");
        }
    }

    /// <summary>What MathNet's minimiser lacks is not the derivative's fault: from where it stops, the other solver goes on with the same Jacobian.</summary>
    [Fact]
    public void MathNet_stops_early_with_either_derivative()
    {
        double fewest = CertifiedValue.AllDigits, fewestWithDifferences = CertifiedValue.AllDigits;
        foreach (NistProblem problem in ModelCatalog.All.Select(model => TestData.Read(model.Name)))
        {
            foreach (double[] start in problem.Starts)
            {
                FitResult stopped = Fit(problem, new MathNetOptimizer(), DerivativeSource.Generated, start);
                fewest = Math.Min(fewest, ProblemReport.Digits(problem, stopped));
                fewestWithDifferences = Math.Min(fewestWithDifferences, Digits(problem, new MathNetOptimizer(), DerivativeSource.CentralDifferences, start));
                Assert.InRange(Digits(problem, new TrustRegion(), DerivativeSource.Generated, stopped.Parameters), 10, 11);
            }
        }

        Assert.InRange(fewest, 6, 9);
        Assert.InRange(fewestWithDifferences, 6, 9);
    }

    [Theory]
    [MemberData(nameof(Problems))]
    public void Generated_Jacobians_agree_with_differences(string name)
    {
        NistProblem problem = TestData.Read(name);
        double[] b = [.. problem.Certified.Select(certified => certified.Value)];
        int n = problem.Parameters, m = problem.Observations;
        double[] generated = new double[m * n], differences = new double[m * n];
        new FitProblem(TestData.Model(name), problem, DerivativeSource.Generated).Jacobian(b, generated);
        new FitProblem(TestData.Model(name), problem, DerivativeSource.CentralDifferences).Jacobian(b, differences);

        for (int k = 0; k < n; k++)
        {
            double largest = Enumerable.Range(0, m).Max(i => Math.Abs(generated[i * n + k]));
            for (int i = 0; i < m; i++)
                Assert.Equal(differences[i * n + k], generated[i * n + k], 1e-6 * largest);
        }
    }

    [Fact]
    public void A_step_to_where_the_model_or_its_derivative_is_not_a_number_is_not_taken()
    {
        List<double> tried = [];
        CurveModel model = OneParameter(b => { tried.Add(b); return Math.Sqrt(b); }, b => 0.5 / Math.Sqrt(b));
        FitResult fit = new TrustRegion().Fit(new FitProblem(model, Observed(0.1, 0.1), DerivativeSource.Generated), [4]);

        Assert.Contains(0, tried);                 // where the derivative is infinite
        Assert.Contains(tried, b => b < 0);        // where there is no value
        Assert.Equal(0.01, fit.Parameters[0], 1e-9);
    }

    [Fact]
    public void A_start_where_the_model_is_not_a_number_ends_at_once()
    {
        CurveModel model = OneParameter(Math.Sqrt, b => 0.5 / Math.Sqrt(b));
        FitResult fit = new TrustRegion().Fit(new FitProblem(model, Observed(0.1, 0.1), DerivativeSource.Generated), [-1]);

        Assert.Equal("at the start, the model or its Jacobian is not finite", fit.Stopped);
        Assert.Equal([-1], fit.Parameters);
    }

    [Fact]
    public void A_parameter_without_effect_stays()
    {
        var model = new CurveModel("Flat", "b1", 2,
            (x, y, b, residuals) => { for (int i = 0; i < y.Length; i++) residuals[i] = b[0] - y[i]; },
            (x, y, b, residuals, jacobian) => { for (int i = 0; i < y.Length; i++) (jacobian[2 * i], jacobian[2 * i + 1]) = (1, 0); });
        FitResult fit = new TrustRegion().Fit(new FitProblem(model, Observed(1, 3), DerivativeSource.Generated), [10, 5]);

        Assert.Equal(2, fit.Parameters[0], 1e-12);
        Assert.Equal(5, fit.Parameters[1]);
    }

    private static CurveModel OneParameter(Func<double, double> curve, Func<double, double> derivative) => new("One", "b1", 1,
        (x, y, b, residuals) => { for (int i = 0; i < y.Length; i++) residuals[i] = curve(b[0]) - y[i]; },
        (x, y, b, residuals, jacobian) => jacobian.Fill(derivative(b[0])));

    private static NistProblem Observed(params double[] y) => TestData.Read("Misra1a") with { X = y, Y = y };

    private static FitResult Fit(NistProblem problem, IOptimizer optimizer, DerivativeSource source, double[] start) =>
        optimizer.Fit(new FitProblem(TestData.Model(problem.Name), problem, source), start);

    private static double Digits(NistProblem problem, IOptimizer optimizer, DerivativeSource source, double[] start) =>
        ProblemReport.Digits(problem, Fit(problem, optimizer, source, start));
}
