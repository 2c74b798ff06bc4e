using SourceAutodiff.CodeFixes.Expressions;

namespace SourceAutodiff.Analyzers.Tests.CodeFixes;

public class LiteralQuotientFixTests
{
    [Fact]
    public Task The_dividend_gets_the_type_that_the_quotient_is_needed_in() => Verify.Fix<LiteralQuotientFix>(
        """
        partial class M
        {
            [Differentiable]
            static double F(double x, float y)
            {
                float half = {|SAD3002:1 / 2|} + 0.25f; // of one
                return {|SAD3002:1 /* one */ / 3|} * x + (double)({|SAD3002:0x10 / 7|}) * x + (double)(y * ({|SAD3002:1_000 / 7|})) + half * y;
            }
        }
        """,
        """
        partial class M
        {
            [Differentiable]
            static double F(double x, float y)
            {
                float half = 1f / 2 + 0.25f; // of one
                return 1.0 /* one */ / 3 * x + (double)(16.0 / 7) * x + (double)(y * (1_000f / 7)) + half * y;
            }
        }
        """);

    [Theory]
    [InlineData("partial class M { [Differentiable] static double F(double x) => x * {|SAD3002:(int)x|}; }")]
    public Task Where_there_is_no_such_type_it_is_left_alone(string source) => Verify.NoFix<LiteralQuotientFix>(source);
}

public class DropCastFixTests
{
    [Fact]
    public Task The_cast_goes_and_what_was_cast_stays() => Verify.Fix<DropCastFix>(
        """
        partial class M
        {
            [Differentiable]
            static double F(double x, float y) => x * {|SAD3002:(int)(x + 1)|} // a step
                - {|SAD3002:(long)-y|} + unchecked(/* whole */ {|SAD3002:(int)/* part */ x|}) * x - (double){|SAD3002:(int)x|} + y;
        }
        """,
        """
        partial class M
        {
            [Differentiable]
            static double F(double x, float y) => x * (x + 1) // a step
                - (-y) + unchecked(/* whole */ /* part */ x) * x - (double)x + y;
        }
        """);

    [Theory]
    [InlineData("{ int n = {|SAD3002:(int)x|}; return x * n; }")]
    [InlineData("=> x * ({|SAD3002:(int)x|} / 2);")]
    [InlineData("{ float y = {|SAD3002:(int)x|}; return x * y; }")]
    [InlineData("=> x * ({|SAD3002:1 / 2|});")]
    public Task Where_a_whole_number_is_used_it_is_left_alone(string body) =>
        Verify.NoFix<DropCastFix>($"partial class M {{ [Differentiable] static double F(double x) {body} }}");
}
