using SourceAutodiff.CodeFixes.Rules;

namespace SourceAutodiff.Analyzers.Tests.CodeFixes;

public class RenameRuleFixTests
{
    [Fact]
    public Task The_function_that_is_spelled_alike_is_found() => Verify.Fix<RenameRuleFix>(
        """
        static class M
        {
            public static double Gauss(double x, int n) => x;
            public static float Gausz(float x, int n) => x;
            public static double Erf(double x) => x;
            [DerivativeRules(typeof(M))] static class R { static double {|SAD4002:gaus|}(double x, int n) => 1; [Discrete(typeof(int))] static double {|SAD4002:Erv|}(double x) => 0; }
            [DerivativeRules(typeof(M))] static class S<T> where T : IFloatingPointIeee754<T> { static T /* error */ {|SAD4002:Errf|}(T x) => x; }
        }
        """,
        """
        static class M
        {
            public static double Gauss(double x, int n) => x;
            public static float Gausz(float x, int n) => x;
            public static double Erf(double x) => x;
            [DerivativeRules(typeof(M))] static class R { static double Gauss(double x, int n) => 1; [Discrete(typeof(int))] static double {|SAD4002:Erv|}(double x) => 0; }
            [DerivativeRules(typeof(M))] static class S<T> where T : IFloatingPointIeee754<T> { static T /* error */ Erf(T x) => x; }
        }
        """,
        remaining: true);

    [Theory]
    [InlineData("static class M { static double G(double x) => x; [DerivativeRules(typeof(M))] static class R { static double {|SAD4002:H|}(double x) => 1; } }")]
    [InlineData("static class M { static double Gauss(double x) => x; [DerivativeRules(typeof(M))] static class R { static double Gauss(double x) => 1; static double {|SAD4002:Gaus|}(double x) => 1; } }")]
    [InlineData("static class M { static double Gauss(double x, double y) => x; [DerivativeRules(typeof(M))] static class R { static double {|SAD4002:Gaus|}(double x) => 1; } }")]
    public Task Not_where_none_is_or_it_has_a_rule(string source) => Verify.NoFix<RenameRuleFix>(source);
}

public class ExpectedSignatureFixTests
{
    [Fact]
    public Task Types_are_mended_and_names_stay() => Verify.Fix<ExpectedSignatureFix>(
        """
        class M
        {
            static double G(double x, float[] a) => x;

            [CustomBackward("G")]
            void {|SAD4010:B|}(
                double x, // as it was
                ReadOnlySpan<float> a,
                float g, double dx, /* weights */ float[] da)
            {
                dx += 3 * g * x;
                da[0] = a[0];
            }

            static double H(double x) => x;

            [CustomJvp("H")]
            static (double, double) {|SAD4010:J|}(float x, double t) => (x, t);

            static double K(double x) => x;

            [CustomBackward("K")]
            public static void {|SAD4010:L|}(double x, double gradOutput) { }
        }
        """,
        """
        class M
        {
            static double G(double x, float[] a) => x;

            [CustomBackward("G")]
            static void B(
                double x, // as it was
                ReadOnlySpan<float> a,
                double g, ref double dx, /* weights */ Span<float> da)
            {
                dx += 3 * g * x;
                da[0] = a[0];
            }

            static double H(double x) => x;

            [CustomJvp("H")]
            static (double, double) J(double x, double t) => (x, t);

            static double K(double x) => x;

            [CustomBackward("K")]
            public static void L(double x, double gradOutput, ref double gradX) { }
        }
        """);

    [Theory]
    [InlineData("class M { static double G(double x) => x; [CustomJvp(\"G\")] static double {|SAD4010:J|}(double x, double xTangent) => 1; }")]
    [InlineData("class M { double G(double x) => x; [CustomBackward(\"G\")] static void {|SAD4010:B|}(double x, double grad, ref double gradX) { } }")]
    [InlineData("class M { [CustomBackward(typeof(Math), \"Nothing\")] static void {|SAD4010:B|}(double x, double grad, ref double gradX) { } }")]
    [InlineData("class M { static double G(double x) => x; [CustomBackward(\"G\")] static void {|SAD4010:B|}(double x, double g, double dx) { } static void C() => B(1, 2, 3); }")]
    [InlineData("class M { static double G(double x) => x; static double G(float x) => x; [CustomBackward(\"G\")] static void {|SAD4010:B|}(int x, double grad, ref double gradX) { } }")]
    public Task Not_where_the_body_or_a_caller_does_not_stand_it(string source) => Verify.NoFix<ExpectedSignatureFix>(source);
}
