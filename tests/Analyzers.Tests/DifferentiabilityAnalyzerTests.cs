using SourceAutodiff.Generator.Diagnostics;

namespace SourceAutodiff.Analyzers.Tests;

/// <summary>Each diagnostic is raised at its exact place, and not by what is almost the same.</summary>
public class DifferentiabilityAnalyzerTests
{
    private static readonly (string Raises, string NearMiss)[] s_declarations =
    [
        ("static class M { static double G(double x) => x; [DerivativeRules(typeof(M))] static class R { static (double, double) {|SAD4001:G|}(double x) => (1, 1); } }",
         "static class M { static double G(double x) => x; [DerivativeRules(typeof(M))] static class R { static double G(double x) => 1; } }"),
        ("static class M { static double G(double x) => x; [DerivativeRules(typeof(M))] static class R { static double G(double x) => 1; static double {|SAD4001:G|}(double x, [Result] double y) => 1; } }",
         "static class M { static double G(double x) => x; static float G(float x) => x; [DerivativeRules(typeof(M))] static class R { static double G(double x) => 1; static float G(float x, [Result] float y) => y / x; } }"),
        ("static class M { static double G(double x) => x; [DerivativeRules(typeof(M))] static class R { static double G(double x) => {|SAD2002:double.Parse(\"1\")|}; } }",
         "static class M { static double G(double x) => x; [DerivativeRules(typeof(M))] static class R { const double One = 1; static double G(double x) => One * Math.Exp(0); } }"),
        ("static class M { static double G(double x) => x; [DerivativeRules(typeof(M))] static class R { static double {|SAD4002:H|}(double x) => 1; } }",
         "static class M { static double G(double x) => x; static class R { static double H(double x) => 1; } }"),
        ("class M { double G(double x) => x; [DerivativeRules(typeof(M))] static class R { static double {|SAD4002:G|}(double x) => 1; } }",
         "static class M { static int G(double x) => 1; [DerivativeRules(typeof(M))] static class R { [Discrete(typeof(int))] static double G(double x) => 0; } }"),
        ("static class M { [Differentiable] static double {|SAD1001:F|}(double x) => x; }",
         "static partial class M { [Differentiable] static double F(double x) => x; }"),
        ("class Outer { static partial class M { [Differentiable] static double {|SAD1001:F|}(double x) => x; } }",
         "partial class Outer { static partial class M { [Differentiable] static double F(double x) => x; } static class Other { static double F(double x) => x; } }"),
        ("partial class M { [Differentiable, System.Runtime.InteropServices.DllImport(\"m\")] static extern double {|SAD1003:F|}(double x); }",
         "partial class M { [Differentiable] private static partial double F(double x); private static partial double F(double x) => x; }"),
        ("partial class M { [Differentiable] static double F(double x, {|SAD1004:Func<double, double> s|}) => x; }",
         "partial class M { [Differentiable] static double F(double x, int s) => x; }"),
        ("partial class M { [Differentiable] static {|SAD1005:string|} F(double x) => \"\"; }",
         "partial class M { [Differentiable] static (double A, float B) F(double x) => (x, (float)x); }"),
        ("partial class M { [Differentiable] static {|SAD1005:void|} F(ReadOnlySpan<double> x) { } }",
         "partial class M { [Differentiable] static void F(Span<double> x) { x[0] *= 2; } }"),
        ("partial class M { [Differentiable] static double {|SAD1006:F|}(int x, [NoGradient] double y) => x * y; }",
         "partial class M { [Differentiable] static double F(int x, double y) => x * y; }"),
        ("partial class M { [Differentiable(WithRespectTo = [{|SAD1007:\"z\"|}])] static double F(double x) => x; }",
         "partial class M { [Differentiable(WithRespectTo = [\"x\"])] static double F(double x, double y) => x * y; }"),
        ("file partial class M { [Differentiable] static double {|SAD1008:F|}(double x) => x; }",
         "partial interface M { [Differentiable] static double F(double x) => x; }"),
        ("partial class M { [Differentiable] static double {|SAD1009:F|}(double x) => x; static int FGradient; }",
         "partial class M { [Differentiable] static double F(double x) => x; static int FJvp; }"),
        ("partial class M { [Differentiable] static async Task<double> {|SAD1010:F|}(double x) { await Task.Yield(); return x; } }",
         "partial class M { [Differentiable] static double F(double x) { return x; } }"),
        ("partial class M { void G() { [Differentiable] static double {|SAD1010:F|}(double x) => x; F(1); } }",
         "partial class M { void G() { static double F(double x) => x; F(1); } }"),
        ("partial class M { object G() { var f = {|SAD1010:[Differentiable] static (double x) => x|}; return f; } }",
         "partial class M { object G() { var f = [Obsolete] static (double x) => x; return f; } }"),
        ("partial class M { [Differentiable] public static M operator {|SAD1010:-|}(M x) => x; }",
         "partial class M { public static M operator -(M x) => x; }"),
        ("partial class M { static double P { [Differentiable] {|SAD1010:get|} => 1; } }",
         "partial class M { static double P { get => 1; } }"),
        ("partial interface M { [Differentiable] static virtual double {|SAD1010:F|}(double x) => x; }",
         "partial interface M { [Differentiable] static double F(double x) => x; }"),
        ("partial class M { [Differentiable] static double F(double x, {|SAD1011:ref double[] y|}) => x; }",
         "partial class M { [Differentiable] static double F(double x, double y = 2) => x * y; }"),
        ("partial class M { [Differentiable] static double F<T>(double x, {|SAD1012:T y|}) => x; }",
         "partial class M { [Differentiable] static T F<T>(double x, T y) where T : IFloatingPointIeee754<T> => T.CreateChecked(x) * y; }"),
        ("partial class M { [Differentiable({|SAD1013:Derivatives.Jacobian|})] static double F(double[][] x) => x[0][0]; }",
         "partial class M { [Differentiable(Derivatives.Jacobian)] static double F(double[] x) => x[0]; }"),
        ("abstract partial class M { [Differentiable] public abstract double F(double x); class N : M { public override double {|SAD1014:F|}(double x) => x; } }",
         "abstract partial class M { [Differentiable] public abstract double F(double x); partial class N : M { [Differentiable] public override double F(double x) => x; } }"),
        ("partial interface M { [Differentiable] double F(double x); class N : M { double M.{|SAD1014:F|}(double x) => x; } }",
         "partial interface M { [Differentiable] double F(double x); double G(double x); partial class N : M { double M.G(double x) => x; [Differentiable] public double F(double x) => x; } }"),
        ("partial interface M { [Differentiable] double F(double x); class {|SAD1014:N|} : B, M { } partial class B { [Differentiable] public double F(double x) => x; } }",
         "partial interface M { [Differentiable] double F(double x); class N : B { } partial class B : M { [Differentiable] public double F(double x) => x; } }"),
        ("abstract partial class M { [Differentiable] public abstract double F(double x, double y); partial class N : M { [Differentiable] public override double {|SAD1015:F|}(double x, [NoGradient] double y) => x * y; } }",
         "abstract partial class M { [Differentiable] public abstract double F(double x, [NoGradient] double y); partial class N : M { [Differentiable] public override double F(double x, [NoGradient] double y) => x * y; } }"),
        ("abstract partial class M { [Differentiable] public abstract double F(double x); partial class N : M { [Differentiable(Derivatives.Jvp)] public override double {|SAD1015:F|}(double x) => x; } }",
         "abstract partial class M { [Differentiable] public abstract double F(double x); sealed partial class N : M { [Differentiable(Derivatives.Jvp)] public override double F(double x) => x; } }"),
        ("abstract partial class M { [Differentiable] public abstract double F(double x); partial class N : M { double _last; [Differentiable] public override double {|SAD1015:F|}(double x) { _last = x; return _last; } } }",
         "abstract partial class M { [Differentiable] public abstract double F(double x); partial class N : M { double _last; [Differentiable] public override double F(double x) => x * _last; } }"),
        ("partial interface M { [Differentiable] double F(double x); partial struct N : M { public double Last; [Differentiable] public double {|SAD1015:F|}(double x) { Last = x; return x; } } }",
         "partial interface M { [Differentiable] double F(double x); partial struct N : M { public double Last; [Differentiable] public readonly double F(double x) => Last * x; } }"),
        ("abstract partial class M { [Differentiable] public abstract double {|SAD1015:F|}(double x, DateTime y); }",
         "abstract partial class M { [Differentiable] public abstract double F(double x, int y); }"),
    ];

    /// <summary>Statements of a method that then returns something of x, y and a.</summary>
    private static readonly (string Raises, string NearMiss)[] s_bodies =
    [
        ("{|SAD2001:lock (a) { x = 2 * x; }|}", "{ x = 2 * x; }"),
        ("{|SAD2001:try { x = y; } catch (Exception) { }|}", "x = n switch { 1 => x, _ => y };"),
        ("x += {|SAD2002:Console.Read()|};", "Console.WriteLine(x); x += Math.Sin(x);"),
        ("object {|SAD2003:d|};", "long d = n;"),
        ("decimal {|SAD2020:d|};", "Half d = (Half)x;"),
        ("x *= (double){|SAD2020:Math.Abs((decimal)y)|};", "x *= Math.Abs(y);"),
        ("double[] b = a; for (int i = 0; i < n; i++) b = new double[3]; x += {|SAD2005:b|}[0];", "double[] b = new double[3]; x += b[0];"),
        ("x += {|SAD2007:State|};", "x += Constant;"),
        ("x = {|SAD2008:ByName(\"a\")|};", "x = ByValue(x);"),
        ("ref double r = ref ({|SAD2009:n > 0 ? ref a[0] : ref a[1]|});", "double r = a[0];"),
        ("x += a[{|SAD2010:(long)n|}];", "x += a[^1];"),
        ("double[] b = {|SAD2011:n > 0 ? a : new double[1]|};", "double b = n > 0 ? a[0] : a[1];"),
        ("x += unchecked({|SAD3002:(int)y|});", "x += a[unchecked((int)y)] + (y > 3 ? 1 : 2);"),
        ("x += {|SAD3002:1 / 2|};", "x += 4 / 2; x += n / 2; x += 1.0 / 2;"),
        ("double half = {|SAD3002:1 / 2|} + 0.25;", "const int Size = 5; double half = Size / 2;"),
    ];

    private static readonly (string Raises, string NearMiss)[] s_lost =
    [
        ("partial class M { [Differentiable] static double F(double x, double {|SAD3001:y|}) => x; }",
         "partial class M { [Differentiable] static double F(double x, [NoGradient] double y) => x; }"),
        ("partial class M { [Differentiable] static double F(double x, double[] {|SAD3001:a|}) => x * a.Length; }",
         "partial class M { [Differentiable] static void F(double x, Span<double> y) { y[0] = x; } }"),
        ("partial class M { [Differentiable] static double F(double x, double {|SAD3001:y|}) { if (y > 0) x *= 2; return x; } }",
         "partial class M { [Differentiable] static double F(double x, double y) { if (y > 0) x *= y; return x; } }"),
        ("partial class M { [Differentiable] static double {|SAD3003:F|}(double x) => 1; }",
         "partial class M { [Differentiable] static double F(double x) => 1 + x; }"),
        ("partial class M { [Differentiable] static double {|SAD3003:F|}(double x) => Math.Floor(x); }",
         "partial class M { [Differentiable] static double F(double x) => Math.Abs(x); }"),
        ("partial class M { [Differentiable] static double {|SAD3003:F|}(double x) => {|SAD3002:(int)x|}; }",
         "partial class M { [Differentiable] static double F(double x) => (float)x; }"),
        ("partial class M { [Differentiable] static double F(double x) => x + G(x); static double G(double x) => H(2 * x); static double H(double x) => {|SAD3002:(long)x|}; }",
         "partial class M { [Differentiable] static double F(double x) => x + G(1); static double G(double x) => H(2 * x); static double H(double x) => (long)x; }"),
    ];

    private static readonly (string Raises, string NearMiss)[] s_custom =
    [
        ("partial class M { [Differentiable] static double F(double x) => G(ref x); static double G(ref double x) => x > 1 ? {|SAD2004:G(ref x)|} : x; }",
         "partial class M { [Differentiable] static double F(double x) => G(x); static double G(double x) => x > 1 ? G(x / 2) : x; }"),
        ("class M { static double G(double x) => x; [CustomBackward(\"G\")] static void {|SAD4010:B|}(double x, double grad, double gradX) { } }",
         "class M { static double G(double x) => x; [CustomBackward(\"G\")] static void B(double x, double grad, ref double gradX) { } }"),
        ("class M { static void G(float[] x) { } [CustomBackward(\"G\")] static void {|SAD4010:B|}(float[] x, float[] gradX) { } }",
         "class M { static void G(float[] x) { } [CustomBackward(\"G\")] static void B(float[] x, Span<float> gradX) { } }"),
        ("class M { double G(double x) => x; [CustomBackward(\"G\")] static void {|SAD4010:B|}(double x, double grad, ref double gradX) { } }",
         "class M { static double G(double x, double y) => x; [CustomBackward(\"G\")] static void B(double x, [NoGradient] double y, double grad, ref double gradX) { } }"),
        ("class M { [CustomBackward(typeof(Math), \"Nothing\")] static void {|SAD4010:B|}(double x, double grad, ref double gradX) { } }",
         "class M { [CustomBackward(typeof(Math), nameof(Math.IEEERemainder))] static void B(double x, double y, double grad, ref double gradX, ref double gradY) { } }"),
        ("class M { static double G(double x) => x; [CustomJvp(\"G\")] static double {|SAD4010:J|}(double x, double xTangent) => 1; }",
         "class M { static double G(double x) => x; [CustomJvp(\"G\")] static (double, double) J(double x, double xTangent) => (x, xTangent); }"),
        ("partial class M { static double G(double x) => x; [CustomBackward(\"G\")] static void B(double x, double grad, ref double gradX) { } [Differentiable(Derivatives.Jvp)] static double F(double x) => {|SAD4011:G(x)|}; }",
         "partial class M { static double G(double x) => x; [CustomBackward(\"G\")] static void B(double x, double grad, ref double gradX) { } [Differentiable] static double F(double x) => G(x); }"),
        ("partial class M { [Differentiable(Derivatives.Jacobian)] static double {|SAD4011:F|}(double x) => x; [CustomBackward(\"F\")] static void FBackward(double x, double grad, ref double gradX) { } }",
         "partial class M { [Differentiable] static double F(double x) => x; [CustomBackward(\"F\")] static void FBackward(double x, double grad, ref double gradX) { } }"),
    ];

    public static TheoryData<string> Raising => [.. All.Select(pair => pair.Raises)];

    public static TheoryData<string> NearMisses => [.. All.Select(pair => pair.NearMiss).Distinct()];

    private static IEnumerable<(string Raises, string NearMiss)> All =>
        s_declarations.Concat(s_bodies.Select(pair => (Method(pair.Raises), Method(pair.NearMiss)))).Concat(s_lost).Concat(s_custom);

    [Theory]
    [MemberData(nameof(Raising))]
    public Task Raises(string source) => Verify.Analyzer(source);

    [Theory]
    [MemberData(nameof(NearMisses))]
    public Task Is_silent(string source)
    {
        Assert.DoesNotContain("{|", source, StringComparison.Ordinal);
        return Verify.Analyzer(source);
    }

    /// <summary>No known source makes SourceAutodiff fail; that it would be reported is for the generator's tests.</summary>
    [Fact]
    public void Every_diagnostic_is_raised_but_the_internal_error() =>
        Assert.Equal([Descriptors.InternalError.Id], Descriptors.All.Except(HazardDescriptors.All).Except(TensorDescriptors.All).Select(descriptor => descriptor.Id).Where(id => !All.Any(pair => pair.Raises.Contains($"{{|{id}:", StringComparison.Ordinal))));

    [Fact]
    public Task What_is_wrong_in_a_helper_is_reported_once() => Verify.Analyzer("""
        partial class M
        {
            [Differentiable] static double F(double x) => G(x) * x;
            [Differentiable] static double H(double x) => G(x) + x;
            static double G(double x) => x + {|SAD2002:double.Parse("1")|};
        }
        """);

    [Fact]
    public Task Both_halves_of_a_partial_method_are_one_method() => Verify.Analyzer("""
        partial class M
        {
            [Differentiable] public static partial double F(double x, double y);
            public static partial double F(double x, double y) { {|SAD2001:lock (typeof(M)) { return 1; }|} }
        }
        """);

    [Fact]
    public Task Warnings_can_be_suppressed_where_they_are() => Verify.Analyzer("""
        partial class M
        {
        #pragma warning disable SAD3001
            [Differentiable] static double F(double x, double y) => x;
        #pragma warning restore SAD3001
        }
        """);

    [Fact]
    public Task Code_that_does_not_compile_is_left_to_the_compiler() => Verify.Analyzer("partial class M { [Differentiable] static double F(double x) => x + {|CS0103:undefined|}; }");

    [Fact]
    public Task Methods_without_the_attribute_are_left_alone() => Verify.Analyzer("class M { static double F(double x, string s) { lock (s) { Console.WriteLine(s); } return 1; } }");

    private static string Method(string statements) => $$"""
        partial class M
        {
            static double State;
            const double Constant = 2;
            static double ByName(string x) => x.Length;
            static double ByValue(double x) => 2 * x;
            double Instance(double x) => x;

            [Differentiable]
            static double F(double x, double y, int n, double[] a)
            {
                checked
                {
                    {{statements}}
                }

                return x * y * a[0];
            }
        }
        """;
}
