using SourceAutodiff.CodeFixes.Rules;

namespace SourceAutodiff.Analyzers.Tests.CodeFixes;

public class RuleStubFixTests
{
    private const string Native = """
        public static class Native
        {
            [System.Runtime.InteropServices.DllImport("m")] public static extern double erf(double x);
            [System.Runtime.InteropServices.DllImport("m")] public static extern double jn(int n, double x);
            [System.Runtime.InteropServices.DllImport("m")] public static extern double fdim(double x, double @base);
            [System.Runtime.InteropServices.DllImport("m")] public static extern float fdimf(float x, float y);
            [System.Runtime.InteropServices.DllImport("m")] public static extern int ilogb(double x);
        }


        """;

    [Fact]
    public Task A_class_with_the_rule_is_added() => Verify.Fix<RuleStubFix>(
        Native + """
        namespace App
        {
            partial class M
            {
                [Differentiable]
                static double F(double x) => x * {|SAD2002:Native.erf(x)|};
            }
        }
        """,
        Native + """
        namespace App
        {
            partial class M
            {
                [Differentiable]
                static double F(double x) => x * {|SAD2008:Native.erf(x)|};
            }

            [DerivativeRules(typeof(Native))]
            internal static class NativeRules
            {
                // To be written: the derivative of erf with respect to x.
                public static double {|SAD4001:erf|}(double x) => throw new NotImplementedException();
            }
        }
        """,
        remaining: true);

    [Fact]
    public Task All_functions_of_a_type_get_their_rules_in_one_class() => Verify.Fix<RuleStubFix>(
        Native + """
        partial class M
        {
            [Differentiable]
            static double F(double x, float y) => {|SAD2002:Native.erf(x)|} + {|SAD2002:Native.erf(2 * x)|} + {|SAD2002:Native.fdim(x, 3)|} + {|SAD2002:Native.jn(2, x)|} + {|SAD2002:Native.fdimf(y, 1)|} + x * {|SAD2002:Native.ilogb(x)|};
        }
        """,
        Native + """
        partial class M
        {
            [Differentiable]
            static double F(double x, float y) => {|SAD2008:Native.erf(x)|} + Native.erf(2 * x) + {|SAD2008:Native.fdim(x, 3)|} + {|SAD2008:Native.jn(2, x)|} + {|SAD2008:Native.fdimf(y, 1)|} + x * Native.ilogb(x);
        }

        [DerivativeRules(typeof(Native))]
        internal static class NativeRules
        {
            // To be written: the derivative of erf with respect to x.
            public static double {|SAD4001:erf|}(double x) => throw new NotImplementedException();

            // To be written: the derivatives of fdim with respect to x and base, as a tuple.
            public static (double, double) {|SAD4001:fdim|}(double x, double @base) => throw new NotImplementedException();

            // To be written: the derivative of jn with respect to x.
            public static double {|SAD4001:jn|}(int n, double x) => throw new NotImplementedException();

            // To be written: the derivatives of fdimf with respect to x and y, as a tuple.
            public static (float, float) {|SAD4001:fdimf|}(float x, float y) => throw new NotImplementedException();

            [Discrete(typeof(int))]
            public static double ilogb(double x) => 0;
        }
        """,
        remaining: true);

    [Fact]
    public Task A_second_rule_goes_into_the_class_that_is_there() => Verify<DifferentiabilityAnalyzer>.Fix<RuleStubFix>(
        [
            Native + "partial class M { [Differentiable] static double F(double x) => Native.erf(x) + {|SAD2002:Native.jn(1, x)|}; }",
            """
            [DerivativeRules(typeof(Native))]
            static class Rules
            {
                static double erf(double x) => 1.1283791670955126 * Math.Exp(-x * x); // exact
            }
            """,
        ],
        [
            Native + "partial class M { [Differentiable] static double F(double x) => Native.erf(x) + {|SAD2008:Native.jn(1, x)|}; }",
            """
            [DerivativeRules(typeof(Native))]
            static class Rules
            {
                static double erf(double x) => 1.1283791670955126 * Math.Exp(-x * x); // exact

                // To be written: the derivative of jn with respect to x.
                public static double {|SAD4001:jn|}(int n, double x) => throw new NotImplementedException();
            }
            """,
        ],
        remaining: true);

    [Fact]
    public Task Two_files_get_one_class_together() => Verify<DifferentiabilityAnalyzer>.Fix<RuleStubFix>(
        [
            "namespace App;\n\n" + Native + "partial class M\n{\n    [Differentiable] static double F(double x) => {|SAD2002:Native.erf(x)|};\n}\n",
            "namespace App;\n\npartial class N\n{\n    [Differentiable] static double F(double x) => {|SAD2002:Native.jn(1, x)|};\n}\n",
        ],
        [
            "namespace App;\n\n" + Native + """
            partial class M
            {
                [Differentiable] static double F(double x) => {|SAD2008:Native.erf(x)|};
            }

            [DerivativeRules(typeof(Native))]
            internal static class NativeRules
            {
                // To be written: the derivative of erf with respect to x.
                public static double {|SAD4001:erf|}(double x) => throw new NotImplementedException();

                // To be written: the derivative of jn with respect to x.
                public static double {|SAD4001:jn|}(int n, double x) => throw new NotImplementedException();
            }

            """,
            "namespace App;\n\npartial class N\n{\n    [Differentiable] static double F(double x) => {|SAD2008:Native.jn(1, x)|};\n}\n",
        ],
        remaining: true);

    [Fact]
    public Task A_generic_function_gets_a_generic_class() => Verify.Fix<RuleStubFix>(
        """
        interface IHelp { static abstract T Soft<T>(T x); }

        static class NativeRules;

        static partial class Native
        {
            [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.InternalCall)]
            public static extern T Soft<T>(T x) where T : IFloatingPointIeee754<T>;

            [Differentiable]
            static double F(double x) => {|SAD2002:Soft(x)|};
        }
        """,
        """
        interface IHelp { static abstract T Soft<T>(T x); }

        static class NativeRules;

        static partial class Native
        {
            [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.InternalCall)]
            public static extern T Soft<T>(T x) where T : IFloatingPointIeee754<T>;

            [Differentiable]
            static double F(double x) => {|SAD2008:Soft(x)|};
        }

        [DerivativeRules(typeof(Native))]
        internal static class NativeRules2<T>
            where T : IFloatingPointIeee754<T>
        {
            // To be written: the derivative of Soft with respect to x.
            public static T {|SAD4001:Soft|}(T x) => throw new NotImplementedException();
        }
        """,
        remaining: true);

    [Theory]
    [InlineData("partial class M { [Differentiable] static double F(double x) => x * {|SAD2002:double.Parse(\"1\")|}; }")]
    [InlineData("partial class M { [Differentiable] static double F(double[] x) { {|SAD2002:Array.Sort(x)|}; return x[0]; } }")]
    [InlineData("partial class M { [Differentiable] static double F(double x, Random r) => x * {|SAD2002:r.NextDouble()|}; }")]
    [InlineData("partial class M { [Differentiable] static double F(double x) => {|SAD2002:G(x, 1f)|}; [System.Runtime.InteropServices.DllImport(\"m\")] static extern double G(double x, float y); }")]
    [InlineData("partial class N { [System.Runtime.InteropServices.DllImport(\"m\")] static extern double G(double x); partial class M { [Differentiable] static double F(double x) => H(x); static double H(double x) => {|SAD2002:G(x)|}; } }")]
    [InlineData("partial class N { partial class M { [Differentiable] static double F(double x) => {|SAD2002:K.G(x)|}; } class K { [System.Runtime.InteropServices.DllImport(\"m\")] public static extern double G(double x); } }")]
    public Task What_no_rule_can_express_is_left_alone(string source) => Verify.NoFix<RuleStubFix>(source);
}
