using SourceAutodiff.CodeFixes.Attributes;

namespace SourceAutodiff.Analyzers.Tests.CodeFixes;

public class DropNoGradientFixTests
{
    [Fact]
    public Task The_attribute_goes_and_what_is_beside_it_stays() => Verify.Fix<DropNoGradientFix>(
        """
        partial class M
        {
            [Differentiable]
            static double {|SAD1006:F|}(int n, /* base */ [NoGradient] double x, [NoGradient, System.ComponentModel.Description("a")] double[] a, [NoGradient] int m) => x * a[n + m];

            [Differentiable]
            static double {|SAD1006:G|}(
                [NoGradient] double x,
                [SourceAutodiff.NoGradientAttribute] float y) => x * y;
        }
        """,
        """
        partial class M
        {
            [Differentiable]
            static double F(int n, /* base */ double x, [System.ComponentModel.Description("a")] double[] a, [NoGradient] int m) => x * a[n + m];

            [Differentiable]
            static double G(
                double x,
                float y) => x * y;
        }
        """);

    [Theory]
    [InlineData("partial class M { [Differentiable] static double {|SAD1006:F|}([NoGradient] int n) => n; }")]
    [InlineData("partial class M { [Differentiable(WithRespectTo = [])] static double {|SAD1006:F|}([NoGradient] double x) => x; }")]
    public Task Where_it_is_not_in_the_way_it_stays(string source) => Verify.NoFix<DropNoGradientFix>(source);
}

public class WithRespectToFixTests
{
    [Fact]
    public Task A_misspelled_name_is_mended() => Verify.Fix<NearestNameFix>(
        """
        partial class M
        {
            [Differentiable(WithRespectTo = ["rate", {|SAD1007:"Spott"|} /* today */])]
            static double F(double spot, double rate, double spots2) => spot * rate * spots2;

            [Differentiable(WithRespectTo = new[] { {|SAD1007:"strke"|} })]
            static double G(double strike, int stroke) => strike * stroke;
        }
        """,
        """
        partial class M
        {
            [Differentiable(WithRespectTo = ["rate", "spot" /* today */])]
            static double F(double spot, double rate, double spots2) => spot * rate * spots2;

            [Differentiable(WithRespectTo = new[] { "strike" })]
            static double G(double strike, int stroke) => strike * stroke;
        }
        """);

    [Theory]
    [InlineData("partial class M { [Differentiable(WithRespectTo = [{|SAD1007:\"stock\"|}])] static double F(double spot, double rate) => spot * rate; }")]
    [InlineData("partial class M { [Differentiable(WithRespectTo = [\"spot\", {|SAD1007:\"spat\"|}])] static double F(double spot, double rate) => spot * rate; }")]
    [InlineData("partial class M { [Differentiable(WithRespectTo = [{|SAD1007:\"x0\"|}])] static double F(double x1, double x2) => x1 * x2; }")]
    [InlineData("partial class M { [Differentiable(WithRespectTo = [{|SAD1007:\"spot\"|}])] static double F(int spot, double spots) => spot * spots; }")]
    public Task What_is_no_misspelling_is_left_alone(string source) => Verify.NoFix<NearestNameFix>(source);

    [Fact]
    public Task A_name_that_names_nothing_is_removed() => Verify.Fix<DropNameFix>(
        """
        partial class M
        {
            [Differentiable(WithRespectTo = [nameof(x), {|SAD1007:nameof(n)|}])]
            static double F(double x, int n) => x * n;

            [Differentiable(WithRespectTo = new string[] { {|SAD1007:"z"|}, "x" })]
            static double G(double x, int n) => x * n;
        }
        """,
        """
        partial class M
        {
            [Differentiable(WithRespectTo = [nameof(x)])]
            static double F(double x, int n) => x * n;

            [Differentiable(WithRespectTo = new string[] { "x" })]
            static double G(double x, int n) => x * n;
        }
        """);

    [Fact]
    public Task The_only_name_is_not_removed() => Verify.NoFix<DropNameFix>(
        "partial class M { [Differentiable(WithRespectTo = [{|SAD1007:\"n\"|}])] static double F(double x, int n) => x * n; }");
}

public class DerivativesFixTests
{
    [Fact]
    public Task A_product_is_asked_for_in_the_place_of_the_matrix() => Verify.Fix<JvpForJacobianFix>(
        """
        partial class M
        {
            [Differentiable({|SAD1013:Derivatives.Jacobian|})] static double F(double[][] x) => x[0][0];
            [Differentiable({|SAD1013:Derivatives.Jvp | Derivatives.Jacobian|}, WithRespectTo = ["x"])] static double G(double[][] x) => x[0][0];
        }
        """,
        """
        partial class M
        {
            [Differentiable(Derivatives.Jvp)] static double F(double[][] x) => x[0][0];
            [Differentiable(Derivatives.Jvp, WithRespectTo = ["x"])] static double G(double[][] x) => x[0][0];
        }
        """);

    [Fact]
    public Task What_is_asked_for_by_a_number_is_left_alone() => Verify.NoFix<JvpForJacobianFix>(
        "partial class M { [Differentiable({|SAD1013:(Derivatives)2|})] static double F(double[][] x) => x[0][0]; }");

    [Fact]
    public Task Nothing_forward_is_asked_for() => Verify.Fix<DropForwardFix>(
        """
        partial class M
        {
            static double G(double x) => x;
            [CustomBackward("G")] static void B(double x, double grad, ref double gradX) { }
            [Differentiable(Derivatives.Jvp)] static double F(double x) => {|SAD4011:G(x)|} + {|SAD4011:G(2 * x)|};
            [Differentiable(Derivatives.Jvp | Derivatives.Jacobian, WithRespectTo = ["x"])] static double H(double x, double y) => {|SAD4011:G(x)|} * y;
            [Differentiable(Derivatives.Jacobian)] static double {|SAD4011:K|}(double x) => x;
            [CustomBackward("K")] static void KBackward(double x, double grad, ref double gradX) { }
        }
        """,
        """
        partial class M
        {
            static double G(double x) => x;
            [CustomBackward("G")] static void B(double x, double grad, ref double gradX) { }
            [Differentiable] static double F(double x) => G(x) + G(2 * x);
            [Differentiable(WithRespectTo = ["x"])] static double H(double x, double y) => G(x) * y;
            [Differentiable] static double K(double x) => x;
            [CustomBackward("K")] static void KBackward(double x, double grad, ref double gradX) { }
        }
        """);

    [Fact]
    public Task What_a_caller_asks_for_is_not_the_callees_to_change() => Verify.NoFix<DropForwardFix>(
        """
        partial class M
        {
            static double G(double x) => x;
            [CustomBackward("G")] static void B(double x, double grad, ref double gradX) { }
            [Differentiable(Derivatives.Jvp)] static double F(double x) => H(x);
            static double H(double x) => {|SAD4011:G(x)|};
        }
        """);
}
