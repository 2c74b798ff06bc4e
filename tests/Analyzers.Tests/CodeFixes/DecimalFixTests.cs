using SourceAutodiff.CodeFixes.Signatures;

namespace SourceAutodiff.Analyzers.Tests.CodeFixes;

public class DoubleForDecimalFixTests
{
    [Fact]
    public Task The_whole_method_computes_with_double_and_its_callers_convert() => Verify<DifferentiabilityAnalyzer>.Fix<DoubleForDecimalFix>(
        [
            """
            public static partial class M
            {
                [Differentiable]
                public static {|SAD2020:decimal|} Price(double rate, {|SAD2020:decimal amount|})
                {
                    decimal fee = 1.50m, tax = 2M /* percent */; // net
                    return (decimal)rate * amount * Math.Abs(amount) + fee + tax;
                }

                public static decimal Rounded(decimal amount) => Math.Round(Price(0.5, amount + 1), 2);
            }
            """,
            "class N { decimal F(int n) { M.Price(1, n); return M.Price(amount: 1.0m, rate: 2) + M.Price(1, M.Price(1, n)); } }",
        ],
        [
            """
            public static partial class M
            {
                [Differentiable]
                public static double Price(double rate, double amount)
                {
                    double fee = 1.50, tax = 2.0 /* percent */; // net
                    return (double)rate * amount * Math.Abs(amount) + fee + tax;
                }

                public static decimal Rounded(decimal amount) => Math.Round((decimal)Price(0.5, (double)(amount + 1)), 2);
            }
            """,
            "class N { decimal F(int n) { M.Price(1, n); return (decimal)M.Price(amount: 1.0, rate: 2) + (decimal)M.Price(1, (double)(decimal)M.Price(1, n)); } }",
        ]);

    [Fact]
    public Task So_do_methods_that_call_each_other() => Verify.Fix<DoubleForDecimalFix>(
        """
        partial class M
        {
            [Differentiable]
            static double F(double x) { decimal d = {|SAD2020:(decimal)x|}; return (double)(d * 2m); }

            [Differentiable]
            static double G(double x)
            {
                return (double){|SAD2008:H((decimal)x)|};
            }

            static decimal H(decimal x) => K(x) * x;
            static decimal K(decimal x) => x + 0.5m;
            static decimal L(decimal x) => H(x);
        }
        """,
        """
        partial class M
        {
            [Differentiable]
            static double F(double x) { double d = (double)x; return (double)(d * 2.0); }

            [Differentiable]
            static double G(double x)
            {
                return (double)H((double)x);
            }

            static double H(double x) => K(x) * x;
            static double K(double x) => x + 0.5;
            static decimal L(decimal x) => (decimal)H((double)x);
        }
        """);

    [Fact]
    public Task Of_all_those_are_fixed_that_can_be() => Verify.Fix<DoubleForDecimalFix>(
        """
        partial class M
        {
            static readonly decimal s_fee = 1;
            [Differentiable] static double F(double x, {|SAD2020:decimal y|}) => x * (double)(y + s_fee);
            [Differentiable] static double G(double x, {|SAD2020:decimal y|}) => x;
        }
        """,
        """
        partial class M
        {
            static readonly decimal s_fee = 1;
            [Differentiable] static double F(double x, {|SAD2020:decimal y|}) => x * (double)(y + s_fee);
            [Differentiable] static double G(double x, double {|SAD3001:y|}) => x;
        }
        """,
        remaining: true);

    [Theory]
    [InlineData("partial class M { static readonly decimal s_fee = 1; [Differentiable] static double F(double x, {|SAD2020:decimal y|}) => x * (double)(y + s_fee); }")]
    [InlineData("partial class M { [Differentiable] static double F(double x, {|SAD2020:decimal y|}) => x; Func<double, decimal, double> G() => F; }")]
    [InlineData("partial class M { [Differentiable] static double F(double x) { x *= 2; return {|SAD2008:G(\"a\")|}; } static double G(string x) { decimal d = 1; return (double)d * x.Length; } }")]
    [InlineData("interface I { static abstract double F(double x, decimal y); } partial class M : I { [Differentiable] public static double F(double x, {|SAD2020:decimal y|}) => x; }")]
    [InlineData("partial class M { [Differentiable] static double F(double x, {|SAD2020:decimal[] y|}) => x; double G(decimal[] y) => F(1, y); }")]
    public Task Not_where_something_else_needs_a_decimal(string source) => Verify.NoFix<DoubleForDecimalFix>(source);
}
