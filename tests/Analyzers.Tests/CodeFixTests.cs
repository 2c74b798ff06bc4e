using SourceAutodiff.CodeFixes;

namespace SourceAutodiff.Analyzers.Tests;

public class MakePartialFixTests
{
    [Fact]
    public Task The_type_becomes_partial_and_its_comments_stay() => Verify.Fix<MakePartialFix>(
        """
        /// <summary>A model.</summary>
        public static /* pure */ class M // the one
        {
            [Differentiable] public static double {|SAD1001:F|}(double x) => x;
        }
        """,
        """
        /// <summary>A model.</summary>
        public static /* pure */ partial class M // the one
        {
            [Differentiable] public static double F(double x) => x;
        }
        """);

    [Fact]
    public Task Every_containing_type_that_lacks_it_becomes_partial() => Verify.Fix<MakePartialFix>(
        """
        // outermost
        class Outer<T>
        {
            // in the middle
            internal partial struct Middle
            {
                // a record
                record Inner
                {
                    [Differentiable] public static double {|SAD1001:F|}(double x) => x;
                }
            }
        }
        """,
        """
        // outermost
        partial class Outer<T>
        {
            // in the middle
            internal partial struct Middle
            {
                // a record
                partial record Inner
                {
                    [Differentiable] public static double F(double x) => x;
                }
            }
        }
        """);

    [Fact]
    public Task All_types_of_a_file_are_fixed_at_once() => Verify.Fix<MakePartialFix>(
        """
        class A { [Differentiable] static double {|SAD1001:F|}(double x) => x; [Differentiable] static double {|SAD1001:G|}(double x) => x; }
        struct B { [Differentiable] static double {|SAD1001:F|}(double x) => x; class C { [Differentiable] static double {|SAD1001:F|}(double x) => x; } }
        """,
        """
        partial class A { [Differentiable] static double F(double x) => x; [Differentiable] static double G(double x) => x; }
        partial struct B { [Differentiable] static double F(double x) => x; partial class C { [Differentiable] static double F(double x) => x; } }
        """);
}

public class NoGradientFixTests
{
    [Fact]
    public Task The_parameter_is_marked() => Verify.Fix<NoGradientFix>(
        """
        partial class M
        {
            [Differentiable]
            static double F(
                double x,
                /* not used */ double {|SAD3001:y|}, [System.ComponentModel.Description("z")] double {|SAD3001:z|}) => x;
        }
        """,
        """
        partial class M
        {
            [Differentiable]
            static double F(
                double x,
                /* not used */ [NoGradient] double y, [NoGradient][System.ComponentModel.Description("z")] double z) => x;
        }
        """);
}

public class AnnotateCalleeFixTests
{
    [Fact]
    public Task An_implementation_of_a_contract_is_annotated() => Verify.Fix<AnnotateCalleeFix>(
        """
        abstract partial class M
        {
            [Differentiable]
            public abstract double F(double x);
        }

        class N : M
        {
            public override double {|SAD1014:F|}(double x) => x;
        }
        """,
        """
        abstract partial class M
        {
            [Differentiable]
            public abstract double F(double x);
        }

        partial class N : M
        {
            [Differentiable]
            public override double F(double x) => x;
        }
        """);

    [Fact]
    public Task The_called_method_is_annotated_wherever_it_is() => Verify<DifferentiabilityAnalyzer>.Fix<AnnotateCalleeFix>(
        [
            "partial class M { [Differentiable] static double F(double x, N n) => {|SAD2002:n.G(x)|}; [Differentiable] static double K(double x, N n) => {|SAD2002:n.G(2 * x)|}; }",
            """
            abstract class N
            {
                // Depends on the class.
                [System.ComponentModel.Description("G")]
                public abstract double G(double x);
            }
            """,
        ],
        [
            "partial class M { [Differentiable] static double F(double x, N n) => n.G(x); [Differentiable] static double K(double x, N n) => n.G(2 * x); }",
            """
            abstract partial class N
            {
                // Depends on the class.
                [Differentiable]
                [System.ComponentModel.Description("G")]
                public abstract double G(double x);
            }
            """,
        ]);

    [Fact]
    public Task A_method_of_a_library_cannot_be_annotated() => Verify.NoFix<AnnotateCalleeFix>(
        "partial class M { [Differentiable] static double F(double x) => x * {|SAD2002:double.Parse(\"1\")|}; }");

    [Fact]
    public Task A_method_with_a_rule_is_not_annotated_since_the_rule_is_what_is_wrong() => Verify.NoFix<AnnotateCalleeFix>(
        """
        partial class M
        {
            [Differentiable] static double F(double x) => {|SAD2008:G(x)|};
            static double G(double x) => x;
            [DerivativeRules(typeof(M))] static class R { static double {|SAD4001:G|}(double x) => throw new NotImplementedException(); }
        }
        """);
}
