using SourceAutodiff.Generator.Diagnostics;

namespace SourceAutodiff.Generator.Tests.Lowering;

/// <summary>Calls on objects whose class is not known: what cannot be differentiated is reported at the call, or where the object goes astray.</summary>
public class ContractDiagnosticsTests
{
    private const string Types = """
        public partial interface I { [Differentiable] double G(double x); double P { get; } double Unmarked(double x); }
        public partial class C : I { public double K = 2; [Differentiable] public virtual double G(double x) => K * x; public double P => K; public virtual double Unmarked(double x) => x; public double[] A = new double[2]; }
        public partial record R(double K) { [Differentiable] public virtual double G(double x) => K * x; }
        """;

    [Theory]
    [InlineData("SAD2002 p.Unmarked(x)", "double F(double x, I p) => p.Unmarked(x);")]
    [InlineData("SAD2002 c.Unmarked(x)", "double F(double x, C c) => c.Unmarked(x) * c.G(x);")]
    [InlineData("SAD2002 p.P", "double F(double x, I p) => p.P * x;")]
    [InlineData("SAD2002 (r with { K = x }).G(x)", "double F(double x, R r) => (r with { K = x }).G(x);")]
    [InlineData("SAD2011 x > 1 ? p : q", "double F(double x, I p, I q) => (x > 1 ? p : q).G(x);")]
    [InlineData("SAD2011 r", "double F(double x, I p, I q) { I r = p; if (x > 1) r = q; return r.G(x); }")]
    [InlineData("SAD2011 r", "double F(double x, I p, int n) { I r; if (n > 1) r = p; else return x; for (int i = 0; i < n; i++) { if (i > 1) r = p; } return n > 3 ? r.G(x) : x; }", false)]
    [InlineData("SAD2005 r", "double F(double x, I[] p) { I r = p[0]; for (int i = 0; i < 3; i++) { x += r.G(x); r = p[i]; } return x; }")]
    [InlineData("SAD2011 r", "double F(double x, I[] p) { I r = p[0]; if (x > 1) r = p[1]; return r.G(x); }")]
    [InlineData("SAD2005 p[0]", "double F(double x, I[] p) { p[0] = p[1]; return p[0].G(x); }")]
    [InlineData("SAD2001 (C)p", "double F(double x, I p) => ((C)p).G(x);")]
    [InlineData("SAD2001 C c", "double F(double x, I p) => p is C c ? c.K * x : x;")]
    [InlineData("SAD2001 p == q", "double F(double x, I p, I q) => p == q ? x : p.G(x);")]
    [InlineData("SAD2001 new I[1]", "double F(double x, I p) { var a = new I[1]; a[0] = p; return a[0].G(x); }")]
    [InlineData("SAD2004 R(p, x / 2, n - 1)", "double F(double x, I p, int n) => R(p, x, n); static double R(I p, double x, int n) => n == 0 ? p.G(x) : R(p, x / 2, n - 1);")]
    [InlineData("SAD1015 F", "double F(double x, C c) { c.K = x; return c.G(x); }")]
    [InlineData("SAD1015 F", "double F(double x, C c) { double y = c.G(x); c.A[1] = y * y; return y; }")]
    [InlineData("SAD1015 F", "double F(double x, C[] c) { c[0].K = x; return c[1].G(x); }")]
    [InlineData("SAD1011 ref I p", "double F(double x, ref I p) => p.G(x);")]
    [InlineData("SAD1004 IDisposable p", "double F(double x, IDisposable p) { p.Dispose(); return x; }")]
    public void At_the_call(string expected, string method, bool isReported = true)
    {
        Snippet snippet = Snippet.Files($"public static partial class M {{ [Differentiable] public static {method} }} {Types}");
        if (isReported) Assert.Equal(expected, snippet.Diagnostics.First());
        else Assert.Empty(snippet.Diagnostics);
    }

    [Theory]
    [InlineData("it does not ask for Derivatives.Jvp", "public partial interface J { [Differentiable] double G(double x); }")]
    [InlineData("its implementation 'D.G(double)' is not marked", "public partial interface J { [Differentiable(Derivatives.Jvp)] double G(double x); } class D : J { public double G(double x) => x; }")]
    [InlineData("its implementation 'D.J.G(double)' is not marked", "public partial interface J { [Differentiable(Derivatives.Jvp)] double G(double x); } class D : J { double J.G(double x) => x; }")]
    [InlineData("its implementation 'D' is not marked", "public partial interface J { [Differentiable(Derivatives.Jvp)] double G(double x); } class D : B, J { } partial class B { [Differentiable] public double G(double x) => x; }")]
    [InlineData("its implementation 'D.G(double)' is not marked", "public abstract partial class J { [Differentiable(Derivatives.Jvp)] public abstract double G(double x); } partial class E : J { [Differentiable] public override double G(double x) => x; } class D : E { public override double G(double x) => x; }")]
    [InlineData("it is marked [Differentiable] and has errors of its own", "public interface J { [Differentiable(Derivatives.Jvp)] double G(double x); }")]
    [InlineData("its parameter 'y' has the unsupported type", "public partial class J { [Differentiable(Derivatives.Jvp)] public virtual double G(double x, (double, double) y = default) => x * y.Item1; }")]
    [InlineData("it has type parameters of its own", "public partial class J { [Differentiable(Derivatives.Jvp)] public virtual T G<T>(T x) where T : IFloatingPointIeee754<T> => x; }")]
    public void What_a_contract_lacks(string reason, string types)
    {
        Snippet snippet = Snippet.Files($"public static partial class M {{ [Differentiable(Derivatives.Jvp)] public static double F(double x, J p) => p.G(x); }} {types}");
        Assert.Equal(["SAD2002 p.G(x)"], snippet.Diagnostics);
        Assert.Contains(reason, snippet.Result.Diagnostics[0].ToDiagnostic().GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.OrdinalIgnoreCase);
    }
}
