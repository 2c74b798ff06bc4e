using System.Numerics;

namespace DerivativeTests.HarnessTests;

/// <summary>The harness lets right derivatives pass and names what is wrong with others.</summary>
public class AgreementTests
{
    [Theory]
    [InlineData(nameof(HandWritten.Product))]
    [InlineData(nameof(HandWritten.Scale))]
    [InlineData(nameof(HandWritten.Double))]
    public void Right_derivatives_agree(string name) => Assert.Empty(Agreement.Check(Right(name)));

    [Fact]
    public void A_generic_method_agrees_in_both_precisions()
    {
        var cube = typeof(HandWritten).GetMethod(nameof(HandWritten.Cube))!;
        Assert.Empty(Agreement.Check(new MethodCase("Cube", cube.MakeGenericMethod(typeof(double)), Derivatives.Jvp)));
        Assert.Empty(Agreement.Check(new MethodCase("Cube", cube.MakeGenericMethod(typeof(float)), Derivatives.Jvp)));
    }

    [Fact]
    public void Objects_and_receivers_are_trees_of_reals() =>
        Assert.Empty(Agreement.Check(new MethodCase("Apply", typeof(Model).GetMethod("Apply")!, Derivatives.Jvp)));

    [Fact]
    public void Structs_matrices_lists_and_references_are_trees_of_reals() =>
        Assert.Empty(Agreement.Check(new MethodCase("Turn", typeof(HandWrittenComposites).GetMethod("Turn")!, Derivatives.None)));

    [Fact]
    public void Nullables_rows_and_memory_are_trees_of_reals()
    {
        IReadOnlyList<string> failures = Agreement.Check(new MethodCase("OfNullable", typeof(HandWrittenComposites).GetMethod("OfNullable")!, Derivatives.None));
        Assert.Equal(3, failures.Count);
        Assert.All(failures, failure => Assert.Contains("NotSupportedException", failure));
    }

    [Fact]
    public void A_shape_that_is_not_known_is_named()
    {
        var failure = Assert.Throws<HarnessException>(() => TreeTypes.HasReals(typeof(Dictionary<string, double>)));
        Assert.Contains("no shape that the harness knows", failure.Message);
    }

    [Theory]
    [InlineData(nameof(Faulty.Gradient), "vjp and finite differences, result 0 by x")]
    [InlineData(nameof(Faulty.Gradient), "GradientGradient is missing")]
    [InlineData(nameof(Faulty.Gradient), "GradientJvp is missing")]
    [InlineData(nameof(Faulty.Adds), "FBackward from given gradients")]
    [InlineData(nameof(Faulty.Value), "FValueAndGradient returns")]
    [InlineData(nameof(Faulty.Value), "<v, J u> and <Jᵀ v, u>")]
    [InlineData(nameof(Faulty.Value), "vjp and jvp, result 0 by x")]
    [InlineData(nameof(Faulty.State), "FBackward leaves a")]
    [InlineData(nameof(Faulty.State), "FGradient and FBackward, a[1]: NaN")]
    [InlineData(nameof(Faulty.Signature), "no SignatureBackward has the signature promised")]
    public void A_fault_is_named(string name, string expected)
    {
        IReadOnlyList<string> failures = Agreement.Check(new MethodCase(name, typeof(Faulty).GetMethod(name)!, Derivatives.Jvp));
        Assert.Contains(failures, failure => failure.Contains(expected, StringComparison.Ordinal));
        Assert.Throws<Xunit.Sdk.FailException>(() => Agreement.Require(new MethodCase(name, typeof(Faulty).GetMethod(name)!, Derivatives.Jvp)));
    }

    [Fact]
    public void A_wrong_Jacobian_is_named()
    {
        var method = new MethodCase("Double", typeof(HandWritten).GetMethod(nameof(HandWritten.Double))!, Derivatives.Jacobian);
        object[] point = InputPoints.Create(method, 0);
        var failures = new List<string>();
        var layout = new Layout(method, point);
        int size = layout.OutputCount;
        new JacobianAgreement(layout, point, failures.Add).Run(new double[size, size]);
        Assert.Contains(failures, failure => failure.Contains("FJacobian and vjp, final r[0]", StringComparison.Ordinal));
    }

    [Fact]
    public void Allocations_are_counted()
    {
        MethodCase product = Right(nameof(HandWritten.Product)), scale = Right(nameof(HandWritten.Scale));
        Assert.Equal(0, Allocation.OfPrimal(scale, InputPoints.Create(scale, 0)));
        Assert.Equal(0, Allocation.Of(product, InputPoints.Create(product, 0), "Backward"));
        Assert.Equal(0, Allocation.Of(product, InputPoints.Create(product, 0), "ValueAndGradient"));
        Assert.Equal(0, Allocation.Of(scale, InputPoints.Create(scale, 0), "Jvp"));
        Assert.True(Allocation.Of(scale, InputPoints.Create(scale, 0), "Backward") > 0);
    }

    [Fact]
    public void Nested_and_long_tuples_are_read_in_order()
    {
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], Slots.Read(((1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0), 5, (9f, 10.0))));
        Assert.Equal(10, Results.CountReals(typeof(((double, double, double, double, double, double, double, double), int, (float, double)))));
    }

    private static MethodCase Right(string name) =>
        new(name, typeof(HandWritten).GetMethod(name)!, Derivatives.Jvp | Derivatives.Jacobian);
}
