using SourceAutodiff.Analyzers.Numerics;
using SourceAutodiff.CodeFixes.Numerics;

namespace SourceAutodiff.Analyzers.Tests.Numerics;

/// <summary>Numerical hazards: each is reported at its exact place, and what is almost the same is not.</summary>
public class HazardTests
{
    [Theory]
    [InlineData("return {|SAD3101:Math.Pow(x, 2)|};")]
    [InlineData("return {|SAD3101:Math.Pow(x + y, 2.0)|};")]
    [InlineData("return {|SAD3101:double.Pow(a[0], 2)|};")]
    [InlineData("const int Two = 2; return {|SAD3101:Math.Pow(y, Two)|};")]
    [InlineData("return {|SAD3102:Math.Sqrt(x * x + y * y)|};")]
    [InlineData("return {|SAD3102:Math.Sqrt(Math.Abs(x))|};")]
    [InlineData("return {|SAD3102:Math.Sqrt(2 * (a[0] * a[0]) + y * y / 4)|};")]
    [InlineData("return {|SAD3102:Math.Sqrt(Math.Max(0, x))|};")]
    [InlineData("double dx = x - y, d2 = dx * dx; return {|SAD3102:Math.Sqrt(d2)|};")]
    [InlineData("return {|SAD3103:Math.Log(Math.Exp(x) + Math.Exp(y))|};")]
    [InlineData("return {|SAD3103:Math.Log(1 + Math.Exp(x))|};")]
    [InlineData("double sum = 0; foreach (double v in a) sum += Math.Exp(v); return {|SAD3103:Math.Log(sum)|};")]
    [InlineData("double sum = Math.Exp(x) + Math.Exp(y) + Math.Exp(x * y); return {|SAD3103:Math.Log(sum)|};")]
    [InlineData("if ({|SAD3104:x == 0|}) return 1; return Math.Sin(x) / x;")]
    [InlineData("return !(x > 1 || {|SAD3104:x != y|}) ? x : y;")]
    [InlineData("while ({|SAD3104:x != 1|} && y > 0) { y -= 1; } return x;")]
    [InlineData("return {|SAD3105:Math.Pow(x - 1, y)|};")]
    [InlineData("return {|SAD3105:Math.Pow(-x, 0.5)|};")]
    [InlineData("double s = Math.Sin(x); return {|SAD3105:Math.Pow(s, 1.5)|};")]
    public Task A_hazard_is_reported(string statements) => Verify<HazardAnalyzer>.Analyzer(Annotated(statements));

    [Theory]
    [InlineData("return Math.Pow(x, 3) + Math.Pow(2, x) + Math.Pow(3, 2);")]
    [InlineData("return Math.Sqrt(x) + Math.Sqrt(x * y) + Math.Sqrt(x * x + 1e-12) + Math.Sqrt(1 + x * x) + Math.Sqrt(x - y);")]
    [InlineData("double d2 = x * x; d2 += 1; return Math.Sqrt(d2);")]
    [InlineData("return Math.Log(Math.Exp(x)) + Math.Log(x + Math.Exp(y)) + Math.Log(1 + x);")]
    [InlineData("double max = Math.Max(x, y); return max + Math.Log(Math.Exp(x - max) + Math.Exp(y - max));")]
    [InlineData("double sum = 0; foreach (double v in a) sum += Math.Exp(v - x); return x + Math.Log(sum);")]
    [InlineData("double sum = 0; foreach (double v in a) { sum += Math.Exp(v); sum *= 0.5; } return Math.Log(sum);")]
    [InlineData("if (n == 0) return x; if (x > 0) return y; if (x != x) return 0; bool same = x == y; return x;")]
    [InlineData("return Math.Pow(x, y) + Math.Pow(x - 1, 3) + Math.Pow(x * x, 0.5) + Math.Pow(2 - 1.5, x);")]
    public Task What_is_almost_the_same_is_not(string statements) => Verify<HazardAnalyzer>.Analyzer(Annotated(statements));

    [Fact]
    public Task A_method_that_is_not_annotated_is_none_of_its_business() => Verify<HazardAnalyzer>.Analyzer(
        "class M { static double F(double x, double y) => x == y ? Math.Pow(x, 2) : Math.Sqrt(x * x + y * y); }");

    [Fact]
    public Task Generic_numbers_and_single_precision_count_too() => Verify<HazardAnalyzer>.Analyzer(
        """
        partial class M
        {
            [Differentiable] static T F<T>(T x) where T : IFloatingPointIeee754<T> => {|SAD3102:T.Sqrt(x * x)|};
            [Differentiable] static float G(float x) => {|SAD3101:MathF.Pow(x, 2)|} + {|SAD3102:float.Sqrt(x * x)|};
        }
        """);

    [Theory]
    [InlineData("return 0.5 * {|SAD3101:Math.Pow(x, 2)|} / y;", "return 0.5 * (x * x) / y;")]
    [InlineData("return /* a */ {|SAD3101:Math.Pow(a[n + 1], 2)|} /* b */;", "return /* a */ a[n + 1] * a[n + 1] /* b */;")]
    [InlineData("return y - {|SAD3101:Math.Pow(x, 2)|} - {|SAD3101:Math.Pow(y, 2)|};", "return y - x * x - y * y;")]
    [InlineData("return {|SAD3103:Math.Log(Math.Exp(x) + Math.Exp(2 * y))|};", "return SpecialFunctions.LogAddExp(x, 2 * y);")]
    [InlineData("return {|SAD3103:Math.Log(1 + Math.Exp(x))|};", "return SpecialFunctions.Softplus(x);")]
    public Task A_fix_writes_it_in_another_way(string statements, string edited) => Verify<HazardAnalyzer>.Fix<HazardFix>(Annotated(statements), Annotated(edited));

    [Theory]
    [InlineData("return {|SAD3101:Math.Pow(x + y, 2)|};")]
    [InlineData("return {|SAD3103:Math.Log(Math.Exp(x) + Math.Exp(y) + 1)|};")]
    public Task No_fix_is_offered_where_more_than_an_expression_has_to_change(string statements) => Verify<HazardAnalyzer>.Fix<HazardFix>(Annotated(statements), Annotated(statements));

    private static string Annotated(string statements) => $$"""
        partial class M
        {
            [Differentiable]
            static double F(double x, double y, double[] a, int n)
            {
                {{statements}}
            }
        }
        """;
}
