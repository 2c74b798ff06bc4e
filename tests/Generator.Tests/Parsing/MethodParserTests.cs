using SourceAutodiff.Generator.Parsing;
using SourceAutodiff.Generator.Tests.Lowering;

namespace SourceAutodiff.Generator.Tests.Parsing;

/// <summary>The request that a declaration makes, and what is wrong with declarations that make none.</summary>
public class MethodParserTests
{
    [Fact]
    public void The_signature_is_text_that_means_the_same_anywhere()
    {
        MethodRequest request = Snippet.Files("""
            namespace N.@in
            {
                internal partial record struct Outer<T> where T : IFloatingPointIeee754<T>
                {
                    private static partial class Inner
                    {
                        [Differentiable(Derivatives.Jvp | Derivatives.Jacobian)]
                        public static (T First, double) F<U>(T x, ReadOnlySpan<U> w, [NoGradient] double c, int @class, bool[]? flags) where U : struct, IFloatingPointIeee754<U> => (x * x, c * c);
                    }
                }
            }
            """).Program.Request;
        Assert.Equal("N.@in", request.Namespace);
        Assert.Equal(["internal partial record struct Outer<T>", "private static partial class Inner"], request.ContainingTypes);
        Assert.Equal(("F", "public", "<U>"), (request.Name, request.Accessibility, request.TypeParameters));
        Assert.Equal("where U : struct, global::System.Numerics.IFloatingPointIeee754<U>", request.Constraints);
        Assert.Equal("F{U}(T, global::System.ReadOnlySpan{U}, double, int, bool[])", request.Cref);
        Assert.Equal(
            ["T x +", "global::System.ReadOnlySpan<U> w +", "double c -", "int class -", "bool[] flags -", "bool[] flags is not null -"],
            request.Parameters.Select(parameter => $"{request.Arguments[parameter.Argument].TypeText} {parameter.Name} {(parameter.Differentiated ? '+' : '-')}"));
        Assert.Equal(["T First", "double "], request.Outputs.Select(output => $"{output.Layout.TypeText} {output.Name}"));
        Assert.True(request.ReturnsTuple);
        Assert.True(request.AllowUnsafe);
        Assert.Equal(RequestedDerivatives.Jvp | RequestedDerivatives.Jacobian, request.Derivatives);
        Assert.Matches(@"^N\._?in\.Outer_T_\.Inner\.F\.[0-9a-f]{8}\.g\.cs$", request.HintName);
    }

    [Fact]
    public void Overloads_have_hint_names_of_their_own()
    {
        string one = Snippet.Members("public static double F(double x) => x;").Program.Request.HintName;
        string other = Snippet.Members("public static double F(double x, int n) => x;").Program.Request.HintName;
        Assert.NotEqual(one, other);
        Assert.Equal(one, Snippet.Members("\npublic static double F(double other) => other + 1;").Program.Request.HintName);
    }

    [Theory]
    [InlineData("WithRespectTo = [\"y\"]", "y")]
    [InlineData("WithRespectTo = new[] { nameof(x) }", "x")]
    [InlineData("WithRespectTo = null", "x y w")]
    public void With_respect_to_narrows_the_inputs(string argument, string expected) =>
        Assert.Equal(expected, string.Join(" ", Snippet.Files($"static partial class M {{ [Differentiable({argument})] static double F(double x, float y, double[] w, int n) => x + y + w[0]; }}")
            .Program.Request.Parameters.Where(parameter => parameter.Differentiated).Select(parameter => parameter.Name)));

    [Theory]
    [InlineData("public")]
    [InlineData("private protected")]
    [InlineData("protected internal")]
    [InlineData("internal")]
    public void Accessibility_is_as_written(string accessibility) =>
        Assert.Equal(accessibility, Snippet.Files($"partial class M {{ [Differentiable] {accessibility} static double F(double x) => x; }}").Program.Request.Accessibility);

    [Theory]
    [InlineData("SAD1001 F", "static class M { [Differentiable] public static double F(double x) => x; }")]
    [InlineData("SAD1001 F", "class M { partial struct S { [Differentiable] public static double F(double x) => x; } }")]
    [InlineData("SAD1003 F", "partial class M { [Differentiable] public static extern double F(double x); }")]
    [InlineData("SAD1003 F", "abstract partial class M { [Differentiable] public static partial double F(double x); }")]
    [InlineData("SAD2020 decimal d", "partial class M { [Differentiable] public static double F(double x, decimal d) => x; }")]
    [InlineData("SAD1005 int", "partial class M { [Differentiable] public static int F(double x) => 1; }")]
    [InlineData("SAD1004 Func<double, double> f", "partial class M { [Differentiable] public static double F(double x, Func<double, double> f) => x; }")]
    [InlineData("SAD1004 System.Collections.IList l", "partial class M { [Differentiable] public static double F(double x, System.Collections.IList l) => x; }")]
    [InlineData("SAD1004 G<double> g", "partial class M { [Differentiable] public static double F(G<double> g) => g.X; } struct G<T> { public G(T x) => X = x; public readonly T X; }")]
    [InlineData("SAD1005 C", "partial class M { [Differentiable] public static C F(double x) => null!; } class C { public double X; }")]
    [InlineData("SAD1005 (double, string)", "partial class M { [Differentiable] public static (double, string) F(double x) => (x, \"\"); }")]
    [InlineData("SAD1011 ref double[] a", "partial class M { [Differentiable] public static double F(ref double[] a) => a[0]; }")]
    [InlineData("SAD1011 out C c", "partial class M { [Differentiable] public static double F(double x, out C c) { c = new C(); return x; } } class C { public double X; }")]
    [InlineData("SAD1013 Derivatives.Jacobian", "partial class M { [Differentiable(Derivatives.Jacobian)] public static double F(double[][] a) => a[0][0]; }")]
    [InlineData("SAD1005 double[]", "partial class M { [Differentiable] public static double[] F(double x) => new[] { x }; }")]
    [InlineData("SAD1005 void", "partial class M { [Differentiable] public static void F(double x, ReadOnlySpan<double> r, int[] n) { } }")]
    [InlineData("SAD1006 F", "partial class M { [Differentiable] public static double F([NoGradient] double x, int n) => x; }")]
    [InlineData("SAD1007 \"z\"", "partial class M { [Differentiable(WithRespectTo = [\"x\", \"z\"])] public static double F(double x) => x; }")]
    [InlineData("SAD1007 nameof(n)", "partial class M { [Differentiable(WithRespectTo = new[] { nameof(n) })] public static double F(double x, int n) => x; }")]
    [InlineData("SAD1007 \"x\"", "partial class M { [Differentiable(WithRespectTo = [\"x\"])] public static double F([NoGradient] double x, double y) => x; }")]
    [InlineData("SAD1008 F", "file partial class M { [Differentiable] public static double F(double x) => x; }")]
    [InlineData("SAD1010 F", "partial interface M { [Differentiable] public static virtual double F(double x) => x; }")]
    [InlineData("SAD1009 F", "partial class M { [Differentiable] public static double F(double x) => x; static void FBackward() { } }")]
    [InlineData("SAD1009 F", "partial class M { [Differentiable] public static double F(double x) => x; static double FGradient; }")]
    [InlineData("SAD1010 F", "partial class M { [Differentiable] public static async Task<double> F(double x) => x; }")]
    [InlineData("SAD1010 F", "partial class M { [Differentiable] public static IEnumerable<double> F(double x) { yield return x; } }")]
    [InlineData("SAD1010 F", "partial class M { [Differentiable] public static ref double F(double[] x) => ref x[0]; }")]
    [InlineData("SAD1012 T x", "partial class M { [Differentiable] public static double F<T>(T x, double y) where T : INumber<T> => y; }")]
    public void What_is_wrong_with_a_declaration(string expected, string source) => Assert.Contains(expected, Snippet.Files(source).Diagnostics);

    [Theory]
    [InlineData("partial class M { [Differentiable] public static double F(double x) => x; static double FJvp; }")]
    [InlineData("partial class M { [Differentiable] public static (double, double) F(double x) => (x, x); static double FGradient; }")]
    public void A_name_that_is_not_generated_is_free(string source) => Assert.NotNull(Snippet.Files(source).Program);
}
