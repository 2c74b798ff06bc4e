using Microsoft.CodeAnalysis.CodeFixes;
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
    [InlineData("double d = c - x; if (y > 0) y = 1; x = {|SAD3102:Math.Sqrt(d * d)|}; return {|SAD3104:d == 0|} ? y : x;")]
    [InlineData("if (y > 1) { x += y; } else { x = {|SAD3102:Math.Sqrt(x * x)|}; } return {|SAD3102:Math.Sqrt(a[n] * a[n])|};")]
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
    [InlineData("return Math.Max(x, 0) + Math.Log(1 + Math.Exp(-Math.Abs(x))) + Math.Log(1 + Math.Exp(-(x * x))) - Math.Log(Math.Exp((y - x) / n) + Math.Exp(-(x - y) * 2));")]
    [InlineData("return x > 0 ? x + Math.Log(1 + Math.Exp(-x)) : Math.Log(1 + Math.Exp(x));")]
    [InlineData("double r2 = x * x + y * y; return r2 > 1e-12 ? Math.Sqrt(r2) : 0;")]
    [InlineData("if (y == 0) throw new ArgumentException(); return Math.Sqrt(x * x + y * y);")]
    [InlineData("for (int i = 0; i < n; i++) { if (a[i] < 0.1) continue; double v = a[i]; y += Math.Sqrt(a[i] * a[i]) + Math.Sqrt(v * v); } return y;")]
    [InlineData("double d = x - 1; if (!(d > 0)) { return 0; } return Math.Pow(d, 0.5) + (y > x && Math.Pow(y - x, 1.5) > 2 ? 1 : x);")]
    [InlineData("double k = c * c; return x * Math.Sqrt(k) * Math.Pow(c - 1, 0.5) + (c == 3 ? x : y);")]
    [InlineData("return x * (y == 0 ? throw new DivideByZeroException() : 1 / y);")]
    public Task What_is_almost_the_same_is_not(string statements) => Verify<HazardAnalyzer>.Analyzer(Annotated(statements));

    [Fact]
    public async Task A_message_names_the_code_on_one_line()
    {
        const string Source = "return {|SAD3101:Math.Pow(\n            x +\n            a[0] * a[1] * a[2] * a[3] * a[4] * a[5] * a[6] * a[7] * a[8], 2)|};";
        Exception failure = await Assert.ThrowsAsync<InvalidOperationException>(() => Verify<HazardAnalyzer>.Analyzer(Annotated(Source).Replace("{|SAD3101:", "", StringComparison.Ordinal).Replace("|}", "", StringComparison.Ordinal)));
        Assert.Contains("'Math.Pow( x + a[0] * a[1] * a[2] * a[3] * a[4] * a[5] * a[6…' computes", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public Task A_method_that_is_not_annotated_is_none_of_its_business() => Verify<HazardAnalyzer>.Analyzer(
        "class M { static double F(double x, double y) => x == y ? Math.Pow(x, 2) : Math.Sqrt(x * x + y * y); }");

    [Fact]
    public Task Helpers_of_annotated_methods_are_differentiated_too() => Verify<HazardAnalyzer>.Analyzer(
        """
        partial class M
        {
            [Differentiable] static double F(double x, double y) => Norm(x, y) + Twice(x);
            [Differentiable] static double G(double x) => Norm(x, 2) + Again(3, x);
            static double Norm(double x, double y) => Length(x * x + y * y, x, y);
            static double Length(double s, double x, double y) => {|SAD3102:Math.Sqrt(x * x + y * y)|} * s;
            static double Again(int n, double x) => n > 0 ? Again(n - 1, {|SAD3101:Math.Pow(x, 2)|}) : x;
            static double Twice(double x) => 2 * x;
            static double Other(double x, double y) => Math.Sqrt(x * x + y * y);
        }
        """);

    [Fact]
    public Task Helpers_with_a_derivative_by_hand_are_not() => Verify<HazardAnalyzer>.Analyzer(
        """
        partial class M
        {
            [Differentiable] static double F(double x) => Norm(x) + Ruled(x);
            static double Norm(double x) => Math.Sqrt(x * x);
            [CustomBackward(nameof(Norm))] static void NormBackward(double x, double grad, ref double gradX) => gradX += grad * Math.Sign(x);
            internal static double Ruled(double x) => Math.Sqrt(x * x);
            [DerivativeRules(typeof(M))] static class Rules { static double Ruled(double x) => Math.Sign(x); }
        }
        """);

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
    public Task A_square_becomes_a_product(string statements, string edited) => Verify<HazardAnalyzer>.Fix<MultiplyFix>(Annotated(statements), Annotated(edited));

    [Fact]
    public Task Two_exponentials_become_LogAddExp() => Verify<HazardAnalyzer>.Fix<LogAddExpFix>(
        Annotated("return {|SAD3103:Math.Log(Math.Exp(x) + Math.Exp(2 * y))|};"), Annotated("return SpecialFunctions.LogAddExp(x, 2 * y);"));

    [Fact]
    public Task One_exponential_becomes_Softplus() => Verify<HazardAnalyzer>.Fix<SoftplusFix>(
        Annotated("return {|SAD3103:Math.Log(1 + Math.Exp(x))|};"), Annotated("return SpecialFunctions.Softplus(x);"));

    [Fact]
    public Task No_product_is_offered_where_more_than_an_expression_has_to_change() => NoFix<MultiplyFix>("return {|SAD3101:Math.Pow(x + y, 2)|};");

    [Fact]
    public async Task No_function_is_offered_for_other_sums()
    {
        await NoFix<LogAddExpFix>("return {|SAD3103:Math.Log(Math.Exp(x) + Math.Exp(y) + 1)|};");
        await NoFix<SoftplusFix>("return {|SAD3103:Math.Log(Math.Exp(x) + Math.Exp(y) + 1)|};");
    }

    private static Task NoFix<TFix>(string statements)
        where TFix : CodeFixProvider, new() => Verify<HazardAnalyzer>.Fix<TFix>(Annotated(statements), Annotated(statements), remaining: true);

    private static string Annotated(string statements) => $$"""
        partial class M
        {
            [Differentiable]
            static double F(double x, double y, double[] a, int n, [NoGradient] double c = 2)
            {
                {{statements}}
            }
        }
        """;
}
