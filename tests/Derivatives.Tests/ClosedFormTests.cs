using DerivativeTests.Corpus;

namespace DerivativeTests;

/// <summary>Gradients known on paper, called as a user calls them; independent of the harness.</summary>
public class ClosedFormTests
{
    private const double Tight = 1e-13;

    private static readonly double[] X = [1.5, 0.7, 2, 1.1];

    private static void Close(double expected, double actual) => Assert.True(Math.Abs(expected - actual) <= Tight * Math.Max(1, Math.Abs(expected)), $"{expected} and {actual}");

    private static void Close(double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++) Close(expected[i], actual[i]);
    }

    [Fact]
    public void Quotient()
    {
        (double value, double x, double y) = Operators.QuotientValueAndGradient(3, 2);
        Assert.Equal((1.5, 0.5, -0.75), (value, x, y));
    }

    [Fact]
    public void Polynomial() => Close(12 * 4 - 6 * 2 + 2, Operators.PolynomialGradient(2));

    [Fact]
    public void Angle()
    {
        var (value, tangent) = MathFunctions.AngleJvp(1, 1, 2, 0);
        Close(Math.Atan2(1, 2) * Math.Atan2(-2, 1), value);
        Close((2 / 5.0 * Math.Atan2(-2, 1)) + (Math.Atan2(1, 2) * 2 / 5.0), tangent);
    }

    [Fact]
    public void SumOfSquares()
    {
        double[] grad = [9, 9, 9, 9];
        double value = Loops.SumOfSquaresValueAndGradient(X, grad);
        Close(X.Sum(x => x * x), value);
        Close([.. X.Select(x => 2 * x)], grad);
    }

    [Fact]
    public void A_backward_adds()
    {
        double[] grad = [1, 2, 3, 4];
        Loops.SumOfSquaresBackward(X, 0.5, grad);
        Close([.. X.Select((x, i) => i + 1 + x)], grad);
    }

    [Fact]
    public void Product_of_all()
    {
        double[] grad = new double[4];
        LoopCarriedProducts.ProductGradient(X, grad);
        double all = X.Aggregate((a, b) => a * b);
        Close([.. X.Select(x => all / x)], grad);
    }

    [Fact]
    public void Product_with_a_zero()
    {
        double[] grad = new double[3];
        LoopCarriedProducts.ProductGradient([2, 0, 3], grad);
        Close([0, 6, 0], grad);
    }

    [Fact]
    public void Powers_by_squaring() => Close(13 * Math.Pow(1.1, 12), LoopCarriedProducts.BinaryPowerGradient(1.1, 13));

    [Fact]
    public void Square_root_by_iteration() => Close(0.5 / Math.Sqrt(1.7), DataDependentLoops.UntilConvergedGradient(1.7));

    [Fact]
    public void The_branch_not_taken_is_not_evaluated() => Assert.Equal(0, MathFunctions.RootOfZeroNotTakenGradient(0));

    [Fact]
    public void Implicit_root()
    {
        (double a, double b) = Numerics.NewtonGradient(1.3, 0.9);
        double x = Numerics.Newton(1.3, 0.9);
        Close(-x / (3 * x * x + 1.3), a);
        Close(1 / (3 * x * x + 1.3), b);
    }

    [Fact]
    public void Softmax_is_the_gradient_of_log_sum_exp()
    {
        double[] grad = new double[4], softmax = new double[4];
        MachineLearning.LogSumExpGradient(X, grad);
        MachineLearning.Softmax(X, softmax);
        Close(softmax, grad);
    }

    [Fact]
    public void Jacobian_of_softmax()
    {
        double[] jacobian = new double[16], p = new double[4];
        MachineLearning.SoftmaxJacobian(X, p, jacobian);
        double[] expected = [.. from i in Enumerable.Range(0, 4) from j in Enumerable.Range(0, 4) select (i == j ? p[i] : 0) - (p[i] * p[j])];
        Close(expected, jacobian);
    }

    [Fact]
    public void Determinant()
    {
        // The gradient is the determinant times the transposed inverse; for a diagonal matrix the products of the others.
        double[] a = [2, 0, 0, 0, 0, 3, 0, 0, 0, 0, 5, 0, 0, 0, 0, 7], grad = new double[16];
        LinearAlgebra.DeterminantGradient(a, grad);
        Close([105, 0, 0, 0, 0, 70, 0, 0, 0, 0, 42, 0, 0, 0, 0, 30], grad);
    }

    [Fact]
    public void Polar_coordinates()
    {
        double[] jacobian = new double[4];
        Tuples.PolarJacobian(2, 0.3, jacobian);
        Close([Math.Cos(0.3), -2 * Math.Sin(0.3), Math.Sin(0.3), 2 * Math.Cos(0.3)], jacobian);
        double gradRadius = 0, gradAngle = 1;
        Tuples.PolarBackward(2, 0.3, 1, 10, ref gradRadius, ref gradAngle);
        Close(Math.Cos(0.3) + (10 * Math.Sin(0.3)), gradRadius);
        Close(1 - (2 * Math.Sin(0.3)) + (20 * Math.Cos(0.3)), gradAngle);
    }

    [Fact]
    public void Cotangents_of_a_buffer_changed_in_place()
    {
        double[] a = [2, 3], grad = [1, 10];
        double gradK = 0;
        InPlaceArrays.ScaleByBackward(a, 0.5, grad, ref gradK);
        Assert.Equal([2, 4.5], a);
        Close([2 * 0.5 * 2, 10 * 2 * 0.5 * 3], grad);
        Close(4 + 90, gradK);
    }

    [Fact]
    public void Sorting_permutes_cotangents()
    {
        double[] a = [3, 1, 2], grad = [10, 20, 30];
        DynamicProgramming.InsertionSortBackward(a, grad);
        Assert.Equal([1, 2, 3], a);
        Assert.Equal([30, 10, 20], grad);
    }
}
