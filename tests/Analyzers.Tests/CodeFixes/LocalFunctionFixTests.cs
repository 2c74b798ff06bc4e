using SourceAutodiff.CodeFixes.Signatures;

namespace SourceAutodiff.Analyzers.Tests.CodeFixes;

public class LocalFunctionFixTests
{
    [Fact]
    public Task It_becomes_a_method_of_the_type() => Verify.Fix<LocalFunctionFix>(
        """
        class M
        {
            private const double K = 2;

            double G(double y)
            {
                // Squares.
                [Differentiable]
                static double {|SAD1010:F|}(double x)
                {
                    return K * x * x;
                }

                return F(y) + H(1.5);

                [Differentiable] double {|SAD1010:H|}<T>(T x) where T : IFloatingPointIeee754<T> => double.CreateChecked(x * x);
            }

            int Last() => 1;
        }
        """,
        """
        partial class M
        {
            private const double K = 2;

            double G(double y)
            {
                return F(y) + H(1.5);
            }

            [Differentiable] private static double H<T>(T x) where T : IFloatingPointIeee754<T> => double.CreateChecked(x * x);

            // Squares.
            [Differentiable]
            private static double F(double x)
            {
                return K * x * x;
            }

            int Last() => 1;
        }
        """);

    [Theory]
    [InlineData("partial class M { double K; double G(double y) { [Differentiable] double {|SAD1010:F|}(double x) => x * K; return F(y); } }")]
    [InlineData("partial class M { const double K = 1; double G(double y) { const double K = 2; [Differentiable] static double {|SAD1010:F|}(double x) => x * K; return F(y); } }")]
    [InlineData("partial class M { static double y; double G(double y) { [Differentiable] double {|SAD1010:F|}(double x) => x * y; return F(y); } }")]
    [InlineData("partial class M { double F(float x) => x; double G(double y) { [Differentiable] static double {|SAD1010:F|}(double x) => x; return F(y); } }")]
    [InlineData("partial class M { [Differentiable] public static M operator {|SAD1010:-|}(M x) => x; }")]
    public Task Not_what_would_be_something_else_there(string source) => Verify.NoFix<LocalFunctionFix>(source);
}
