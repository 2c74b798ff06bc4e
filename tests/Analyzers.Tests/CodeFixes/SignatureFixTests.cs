using SourceAutodiff.CodeFixes.Expressions;
using SourceAutodiff.CodeFixes.Signatures;

namespace SourceAutodiff.Analyzers.Tests.CodeFixes;

public class InternalTypeFixTests
{
    [Fact]
    public Task All_parts_of_the_type_become_internal() => Verify.Fix<InternalTypeFix>(
        """
        // a model
        file static partial class M
        {
            [Differentiable] public static double {|SAD1008:F|}(double x) => x;
            internal static partial class N { [Differentiable] public static double {|SAD1008:F|}(double x) => x; }
        }

        static file partial class M { }
        """,
        """
        // a model
        internal static partial class M
        {
            [Differentiable] public static double F(double x) => x;
            internal static partial class N { [Differentiable] public static double F(double x) => x; }
        }

        static internal partial class M { }
        """);

    [Fact]
    public Task Not_if_the_project_has_another_type_of_that_name() => Verify.NoFix<InternalTypeFix>(
        "file static partial class M { [Differentiable] public static double {|SAD1008:F|}(double x) => x; }", "class M { }");
}

public class ConstraintFixTests
{
    [Fact]
    public Task A_constraint_is_added_or_takes_the_place_of_what_it_implies() => Verify.Fix<ConstraintFix>(
        """
        partial class M
        {
            [Differentiable]
            static {|SAD1012:T|} F<T>({|SAD1012:T x|}) where T : INumber<T> => x * x;

            [Differentiable]
            static double G<T, U>(double x, {|SAD1012:T y|}, {|SAD1012:ReadOnlySpan<U> z|})
                where U : notnull, IComparable<U>, new() // numbers
            {
                return x;
            }
        }

        partial class N<T>
        {
            [Differentiable]
            static double F(double x, {|SAD1012:T[] y|}) => x;
        }
        """,
        """
        partial class M
        {
            [Differentiable]
            static T F<T>(T x) where T : IFloatingPointIeee754<T> => x * x;

            [Differentiable]
            static double G<T, U>(double x, T {|SAD3001:y|}, ReadOnlySpan<U> {|SAD3001:z|})
                where U : notnull, IFloatingPointIeee754<U>, new()
                where T : IFloatingPointIeee754<T> // numbers
            {
                return x;
            }
        }

        partial class N<T> where T : IFloatingPointIeee754<T>
        {
            [Differentiable]
            static double F(double x, T[] {|SAD3001:y|}) => x;
        }
        """,
        remaining: true);

    [Fact]
    public Task Both_parts_of_a_method_get_it() => Verify<DifferentiabilityAnalyzer>.Fix<ConstraintFix>(
        ["partial class M { [Differentiable] public static partial {|SAD1012:T|} F<T>({|SAD1012:T x|}); }", "partial class M\n{\n    public static partial T F<T>(T x) => x;\n}"],
        ["partial class M { [Differentiable] public static partial T F<T>(T x) where T : IFloatingPointIeee754<T>; }", "partial class M\n{\n    public static partial T F<T>(T x) where T : IFloatingPointIeee754<T> => x;\n}"]);

    [Theory]
    [InlineData("partial class M { [Differentiable] static double F<T>(double x, {|SAD1012:T y|}) => x; double G() => F(1, 2); }")]
    [InlineData("partial class M { [Differentiable] static double F<T>(double x, {|SAD1012:T y|}) where T : class => x; }")]
    public Task Not_where_the_parameter_is_used_for_something_else(string source) => Verify.NoFix<ConstraintFix>(source);
}

public class DoubleFixTests
{
    [Fact]
    public Task An_integer_is_returned_as_a_double() => Verify.Fix<DoubleResultFix>(
        "partial class M { [Differentiable] static /* whole */ {|SAD1005:int|} F(double x, int n) => n; [Differentiable] public static {|SAD1005:long|} G(double x) { return 1; } double H() => F(1, 2); }",
        "partial class M { [Differentiable] static /* whole */ double {|SAD3003:F|}(double x, int n) => n; [Differentiable] public static double {|SAD3003:G|}(double x) { return 1; } double H() => F(1, 2); }",
        remaining: true);

    [Theory]
    [InlineData("partial class M { [Differentiable] static {|SAD1005:int|} F(double x, int n) => n; int H() => F(1, 2); }")]
    [InlineData("partial class M { [Differentiable] static {|SAD1005:string|} F(double x) => \"\"; }")]
    public Task Not_where_an_integer_is_needed(string source) => Verify.NoFix<DoubleResultFix>(source);

    [Fact]
    public Task The_only_parameter_becomes_a_double() => Verify.Fix<DoubleParameterFix>(
        "partial class M { [Differentiable] static double {|SAD1006:F|}(int x) => 0.5 * x * x; double H() => F(1); }",
        "partial class M { [Differentiable] static double F(double x) => 0.5 * x * x; double H() => F(1); }");

    [Theory]
    [InlineData("partial class M { [Differentiable] static double {|SAD1006:F|}(int x) => x / 2 * 0.5; }")]
    [InlineData("partial class M { [Differentiable] static double {|SAD1006:F|}(int x, int y) => x * y; }")]
    [InlineData("partial class M { [Differentiable] static double {|SAD1006:F|}(int x) => Math.ScaleB(1.5, x); }")]
    public Task Not_where_it_has_to_be_whole(string source) => Verify.NoFix<DoubleParameterFix>(source);
}

public class RenameMemberFixTests
{
    [Fact]
    public Task What_is_in_the_way_is_renamed_wherever_it_is_used() => Verify<DifferentiabilityAnalyzer>.Fix<RenameMemberFix>(
        [
            """
            public partial class M
            {
                /// <summary>See <see cref="FGradient(double)"/>.</summary>
                [Differentiable] public static double {|SAD1009:F|}(double x) => x * FGradient(1);
                public static double FGradient(double x) => 1; // exact
                public static double FGradient(int x) => FGradient((double)x);
                public static double FBackward { get; } = FGradient(0);
                public static int FJvp;
            }
            """,
            "class N { double F(double x) => M.FGradient(x) + M.FBackward + M.FJvp; string G() => nameof(M.FGradient); }",
        ],
        [
            """
            public partial class M
            {
                /// <summary>See <see cref="FGradientByHand(double)"/>.</summary>
                [Differentiable] public static double F(double x) => x * FGradientByHand(1);
                public static double FGradientByHand(double x) => 1; // exact
                public static double FGradientByHand(int x) => FGradientByHand((double)x);
                public static double FBackwardByHand { get; } = FGradientByHand(0);
                public static int FJvp;
            }
            """,
            "class N { double F(double x) => M.FGradientByHand(x) + M.FBackwardByHand + M.FJvp; string G() => nameof(M.FGradientByHand); }",
        ]);

    [Theory]
    [InlineData("interface I { double FGradient(double x); } partial class M : I { [Differentiable] static double {|SAD1009:F|}(double x) => x; public double FGradient(double x) => 1; int FGradientByHand; }")]
    [InlineData("partial class M : N { [Differentiable] static double {|SAD1009:F|}(double x) => x; public override double FGradient(double x) => 1; } class N { public virtual double FGradient(double x) => 1; }")]
    public Task Not_what_has_its_name_from_elsewhere(string source) => Verify.NoFix<RenameMemberFix>(source);
}

public class PassByValueFixTests
{
    [Fact]
    public Task Callers_pass_it_by_value_too() => Verify<DifferentiabilityAnalyzer>.Fix<PassByValueFix>(
        [
            """
            public partial class M
            {
                [Differentiable]
                public static double F(double x, /* in place */ {|SAD1011:ref double[] a|}, {|SAD1011:ref Span<double> b|})
                {
                    a[0] *= x;
                    return a[0] * b[0];
                }

                static double G(double[] a, Span<double> b) => F(1, ref a, b: ref b) + F(b: ref b, /* one */ a: ref a, x: 2);
            }
            """,
            "class N { double[] _a = []; double F(Span<double> b) => M.F(1, ref _a, ref b); }",
        ],
        [
            """
            public partial class M
            {
                [Differentiable]
                public static double F(double x, /* in place */ double[] a, Span<double> b)
                {
                    a[0] *= x;
                    return a[0] * b[0];
                }

                static double G(double[] a, Span<double> b) => F(1, a, b: b) + F(b: b, /* one */ a: a, x: 2);
            }
            """,
            "class N { double[] _a = []; double F(Span<double> b) => M.F(1, _a, b); }",
        ]);

    [Theory]
    [InlineData("partial class M { [Differentiable] static double F({|SAD1011:ref double[] a|}) { a = [1.0]; return a[0]; } }")]
    [InlineData("partial class M { [Differentiable] static double F({|SAD1011:ref double[] a|}) { G(ref a); return a[0]; } static void G(ref double[] a) { } }")]
    [InlineData("partial class M { [Differentiable] static double F(double x, {|SAD1011:out double[] a|}) { a = [x]; return x; } }")]
    [InlineData("partial class M { [Differentiable] static double F({|SAD1011:ref double[] a|}) => a[0]; delegate double D(ref double[] a); D G() => F; }")]
    public Task Not_what_the_method_replaces_or_a_delegate_needs(string source) => Verify.NoFix<PassByValueFix>(source);
}

public class ConstantFieldFixTests
{
    [Fact]
    public Task What_nothing_assigns_becomes_constant() => Verify<DifferentiabilityAnalyzer>.Fix<ConstantFieldFix>(
        [
            """
            partial class M
            {
                // of two
                static double Factor = 2;
                private static double[] s_weights = [1, 2];
                internal static double Root = Math.Sqrt(2);
                double _half = 0.5; // own

                [Differentiable]
                double F(double x) => x * {|SAD2007:Factor|} * {|SAD2007:s_weights|}[0] * {|SAD2007:Root|} + {|SAD2007:Factor|} * {|SAD2007:N.Third|};
            }
            """,
            "class N { public static float Third = 1f / 3; }",
        ],
        [
            """
            partial class M
            {
                // of two
                const double Factor = 2;
                private static readonly double[] s_weights = [1, 2];
                internal static readonly double Root = Math.Sqrt(2);
                double _half = 0.5; // own

                [Differentiable]
                double F(double x) => x * Factor * s_weights[0] * Root + Factor * N.Third;
            }
            """,
            "class N { public const float Third = 1f / 3; }",
        ]);

    [Theory]
    [InlineData("partial class M { static double S = 2; [Differentiable] static double F(double x) => x * {|SAD2007:S|}; static void G() => S++; }")]
    [InlineData("partial class M { static double S = 2; [Differentiable] static double F(double x) => x * {|SAD2007:S|}; static ref double G() => ref S; }")]
    [InlineData("partial class M { [ThreadStatic] static double S = 2; [Differentiable] static double F(double x) => x * {|SAD2007:S|}; }")]
    [InlineData("partial class M { static double S; [Differentiable] static double F(double x) => x * {|SAD2007:S|}; }")]
    [InlineData("partial class M { static double P { get; set; } = 2; [Differentiable] static double F(double x) => x * {|SAD2007:P|}; }")]
    public Task Not_what_can_change(string source) => Verify.NoFix<ConstantFieldFix>(source);
}

public class IndexCastFixTests
{
    [Fact]
    public Task Other_integers_are_cast() => Verify.Fix<IndexCastFix>(
        "partial class M { [Differentiable] static double F(double[] x, long n, uint k) => x[{|SAD2010:n|}] * x[/* next */ {|SAD2010:n + 1|}] * x[{|SAD2010:k|}] + x[{|SAD2010:(long)2|}]; }",
        "partial class M { [Differentiable] static double F(double[] x, long n, uint k) => x[(int)n] * x[/* next */ (int)(n + 1)] * x[(int)k] + x[(int)(long)2]; }");

    [Fact]
    public Task An_index_object_is_left_alone() => Verify.NoFix<IndexCastFix>(
        "partial class M { [Differentiable] static double F(double[] x, Index i) => x[{|SAD2010:i|}]; }");
}
