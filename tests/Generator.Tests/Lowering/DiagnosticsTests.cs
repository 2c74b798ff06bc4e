using Microsoft.CodeAnalysis;
using SourceAutodiff.Generator.Diagnostics;

namespace SourceAutodiff.Generator.Tests.Lowering;

/// <summary>What is not supported is reported: the id, and the smallest piece of source that is to blame.</summary>
public class DiagnosticsTests
{
    [Theory]
    // Statements.
    [InlineData("SAD2001", "lock (a) { x = 1; } return x;", "lock (a) { x = 1; }")]
    [InlineData("SAD2001", "using (null) { } return x;", "using (null) { }")]
    [InlineData("SAD2001", "again: x /= 2; if (x > 1) goto again; return x;", "again: x /= 2;|goto again;")]
    [InlineData("SAD2004", "double G(double z) => z > 1 ? G(z / 2) : z; return G(x);", "G(z / 2)")]
    [InlineData("SAD2001", "IEnumerable<double> G() { yield return x; } foreach (double z in G()) x += z; return x;", "G()")]
    [InlineData("SAD2001", "unsafe { x = 1; double* p = &x; } return x;", "&x")]
    [InlineData("SAD2001", "unsafe { fixed (double* p = a) { } } return x;", "fixed (double* p = a) { }")]
    [InlineData("SAD2001", "foreach (double v in Enumerable.Empty<double>()) x += v; return x;", "Enumerable.Empty<double>()")]
    [InlineData("SAD2001", "foreach (var v in new List<double>()) x += v; return x;", "new List<double>()")]
    [InlineData("SAD2009", "ref double r = ref (n > 1 ? ref x : ref y); r = 1; return x;", "n > 1 ? ref x : ref y")]
    // Expressions.
    [InlineData("SAD2001", "Func<double, double> f = n > 1 ? Math.Sin : Math.Cos; return f(x);", "n > 1 ? Math.Sin : Math.Cos")]
    [InlineData("SAD2001", "Func<double, double> f = Math.Sin; if (n > 1) f = Math.Cos; return f(x);", "f")]
    [InlineData("SAD2001", "Func<double, double> f = Math.Sin; for (int i = 0; i < n; i++) f = z => z * i; return f(x);", "f")]
    [InlineData("SAD2001", "Func<double> f = null!; return f();", "f()")]
    [InlineData("SAD2002", "Func<double, int> f = Math.Sign; Func<double, string> g = Convert.ToString; return x + g(y).Length;", "g(y)")]
    [InlineData("SAD2001", "var f = new Func<double, double>[] { z => z }; return f[0](x);", "new Func<double, double>[] { z => z }")]
    [InlineData("SAD2004", "Func<double, double> f = null!; f = z => z > 1 ? f(z / 2) : z; return f(x);", "f(z / 2)")]
    [InlineData("SAD2001", "object o = new object(); return x;", "new object()")]
    [InlineData("SAD2001", "var o = new { x }; return x;", "new { x }")]
    [InlineData("SAD2003", "const string S = \"a\"; return x + S.Length;", "S")]
    [InlineData("SAD2003", "string s; return x;", "s")]
    [InlineData("SAD2020", "decimal d = (decimal)x; return x;", "(decimal)x")]
    [InlineData("SAD2020", "return x + (double)((decimal)y * 2);", "(decimal)y")]
    [InlineData("SAD2003", "dynamic d = x; return x;", "x")]
    [InlineData("SAD2003", "nint k = n; return k;", "n")]
    [InlineData("SAD2002", "Complex z = new Complex(x, y); return Complex.MaxMagnitude(z, z).Real;", "Complex.MaxMagnitude(z, z)")]
    [InlineData("SAD2001", "Complex z = x; z++; return z.Real;", "z++")]
    [InlineData("SAD2002", "var v = new Vector3(new float[3]); return v.X * x;", "new Vector3(new float[3])")]
    [InlineData("SAD2002", "var v = new Vector3((float)x); v.CopyTo(new float[3]); return v.X;", "v.CopyTo(new float[3])")]
    [InlineData("SAD2001", "var v = new Vector3((float)x); return v[n];", "v[n]")]
    [InlineData("SAD2001", "var v = new Vector3((float)x); return v[3];", "v[3]")]
    [InlineData("SAD2002", "var v = Vector3.NaN; return v.X * x;", "Vector3.NaN")]
    [InlineData("SAD2002", "return Matrix4x4.CreateReflection(new Plane(0, 1, 0, (float)x)).M11;", "Matrix4x4.CreateReflection(new Plane(0, 1, 0, (float)x))")]
    [InlineData("SAD2002", "Matrix4x4.Decompose(Matrix4x4.CreateScale((float)x), out var s, out _, out _); return s.X;", "Matrix4x4.Decompose(Matrix4x4.CreateScale((float)x), out var s, out _, out _)")]
    [InlineData("SAD2001", "var m = new double[2, 2]; int d = (int)y; return x * m.GetLength(d);", "d")]
    [InlineData("SAD2001", "var m = new double[2][,]; return x;", "new double[2][,]")]
    [InlineData("SAD2001", "double[][] m = [[x], [x, y]]; return m[0][0];", "[[x], [x, y]]")]
    [InlineData("SAD2001", "double[] a = default; return x * a[0];", "default")]
    [InlineData("SAD2001", "double[][] m = new double[2][]; return x;", "new double[2][]")]
    [InlineData("SAD2003", "return (x, \"a\") == (y, \"b\") ? 1 : 2;", "(x, \"a\")|(y, \"b\")")]
    [InlineData("SAD2001", "return typeof(double).IsValueType ? x : y;", "typeof(double)")]
    // Calls.
    [InlineData("SAD2002", "return x + a.DefaultIfEmpty(1).Sum();", "a.DefaultIfEmpty(1)")]
    [InlineData("SAD2002", "return x.CompareTo(y);", "x.CompareTo(y)")]
    [InlineData("SAD2002", "return x * double.Parse(\"1\");", "double.Parse(\"1\")")]
    [InlineData("SAD2003", "string s = \"a\"; return x + s.Length;", "s")]
    [InlineData("SAD2002", "Console.WriteLine(a); return x;", "Console.WriteLine(a)")]
    [InlineData("SAD2003", "object o = 1; switch (o) { case int i: return x; } return y;", "1")]
    [InlineData("SAD2001", "switch (n) { case 1: goto case 2; case 2: goto case 1; } return x;", "goto case 1;|goto case 2;")]
    [InlineData("SAD2002", "Array.Sort(a); return a[0];", "Array.Sort(a)")]
    [InlineData("SAD2002", "int q = Math.DivRem(n, 2, out int r); return x * r;", "Math.DivRem(n, 2, out int r)")]
    [InlineData("SAD2001", "return x * Math.Round(y, (MidpointRounding)n);", "(MidpointRounding)n")]
    [InlineData("SAD2002", "return x * new Random(1).NextDouble();", "new Random(1).NextDouble()")]
    // Memory and state.
    [InlineData("SAD2005", "double[] t = new double[n]; for (int i = 0; i < n; i++) (a, t) = (t, a); return a[0];", "t|a|a")]
    [InlineData("SAD2005", "double[] t = a; while (t[0] > 1) t = new double[2]; return x;", "t")]
    [InlineData("SAD2011", "double[] t = a; if (n > 2) t = new double[2]; return t[0];", "t")]
    [InlineData("SAD2011", "double[] t = n > 0 ? a : new double[1]; return t[0];", "n > 0 ? a : new double[1]")]
    [InlineData("SAD2011", "return (x > 0 ? a : [x])[0];", "x > 0 ? a : [x]")]
    [InlineData("SAD2010", "long k = n; return a[k];", "k")]
    [InlineData("SAD2010", "return a[(uint)n];", "(uint)n")]
    [InlineData("SAD2003", "Index i = ^1; return a[i];", "^1")]
    [InlineData("SAD2007", "return x * Environment.TickCount;", "Environment.TickCount")]
    [InlineData("SAD2007", "return x + a.LongLength;", "a.LongLength")]
    [InlineData("SAD2007", "return x + DateTime.Now.Ticks;", "DateTime.Now")]
    public void In_a_body(string id, string body, string spans) =>
        Assert.Equal(spans.Split('|').Select(span => $"{id} {span}"), Snippet.Body(body).Diagnostics);

    [Theory]
    [InlineData("double s = 0; for (int i = 0; i < a.Length; i++) s += a[i] * x; return s;")]
    [InlineData("return x * unchecked(n + 1) + (double)n + (long)n;")]
    [InlineData("return x * (n + 1) * (byte)n;")]
    public void Integers_may_be_computed_in_a_project_that_checks_overflow(string body) => Assert.NotNull(Snippet.Body(body, isChecked: true).Program);

    [Theory]
    [InlineData("SAD2007 W", "static class T { private static readonly double[] W = { 1, 2 }; public static double G() => W[0]; } [Differentiable] public static double F(double x) => x * T.G();")]
    [InlineData("SAD2007 W", "static double[] W = { 1, 2 }; [Differentiable] public static double F(double x) => x * W[0];")]
    [InlineData("SAD2007 W", "static double W = 2; [Differentiable] public static double F(double x) => x * W;")]
    [InlineData("SAD2007 W", "static double W; [Differentiable] public static double F(double x) { W = x; return x; }")]
    [InlineData("SAD2007 W", "static readonly double W = Environment.TickCount; [Differentiable] public static double F(double x) => x * W;")]
    [InlineData("SAD2007 W", "static double W { get; set; } [Differentiable] public static double F(double x) => x * W;")]
    [InlineData("SAD2004 G(ref x)", "[Differentiable] public static double F(double x) => G(ref x); static double G(ref double x) => x > 1 ? G(ref x) : x;")]
    [InlineData("SAD2011 x[0] > 1 ? x : y", "[Differentiable] public static double F(double[] x, double[] y) => G(x, y)[0]; static double[] G(double[] x, double[] y) => x[0] > 1 ? x : y;")]
    [InlineData("SAD2008 G(\"a\")", "[Differentiable] public static double F(double x) => x * G(\"a\"); static double G(string x) => 1;")]
    [InlineData("SAD2008 G<byte>(1)", "[Differentiable] public static double F(double x) => x * G<byte>(1); static double G<T>(T x) => 1;")]
    [InlineData("SAD2008 G(x)", "[Differentiable] public static double F(double x) => G(x); [Differentiable] static double G(double x) => double.Parse(\"1\") * x;")]
    [InlineData("SAD2002 double.Parse(\"1\")", "[Differentiable] public static double F(double x) => G(x); static double G(double x) => double.Parse(\"1\") * x;")]
    [InlineData("SAD2002 c.G(x)", "[Differentiable] public static double F(double x) { var c = new C(); return c.G(x); } class C { public virtual double G(double x) => x; }")]
    [InlineData("SAD2002 c.P", "[Differentiable] public static double F(double x) { C c = new C(); return x * c.P; } class C { public virtual double P => 2; }")]
    [InlineData("SAD2011 c", "[Differentiable] public static double F(double x) { var c = new C(); if (x > 1) c = new C(); return x * c.X; } class C { public double X = 2; }")]
    [InlineData("SAD2005 c", "[Differentiable] public static double F(double x) { var c = new C(); for (int i = 0; i < 3; i++) { x += c.X; c = new C(); } return x; } class C { public double X = 2; }")]
    [InlineData("SAD2011 x > 1 ? new C() : new C()", "[Differentiable] public static double F(double x) => (x > 1 ? new C() : new C()).X * x; class C { public double X = 2; }")]
    [InlineData("SAD2001 x", "[Differentiable] public static double F(List<double> x) { double s = 0; foreach (double v in x) { s += v; if (v > 1) { x[0] = s; break; } } return s; }")]
    [InlineData("SAD2001 x", "[Differentiable] public static double F(List<double> x) { double s = 0; foreach (double v in x) s += G(x, v); return s; } static double G(List<double> x, double v) { x[1] += v; return x[1]; }")]
    [InlineData("SAD2001 x", "[Differentiable] public static double F(List<V> x) { double s = 0; foreach (V v in x) { s += v.X; x[0] = v; } return s; } struct V { public double X; }")]
    [InlineData("SAD2001 new C[2]", "[Differentiable] public static double F(double x) { var c = new C[2]; return x * c.Length; } class C { public double X = 2; }")]
    [InlineData("SAD2001 s.A", "[Differentiable] public static double F(double x) { S s = new(); return x * s.A[0]; } class S { public double[] A; }")]
    [InlineData("SAD2007 Shared", "[Differentiable] public static double F(double x) => x * Shared.X; static C Shared = new(); class C { public double X = 2; }")]
    [InlineData("SAD2007 Table", "[Differentiable] public static double F(double x) => x * Table[0].X; static readonly V[] Table = new V[2]; struct V { public double X; }")]
    [InlineData("SAD2001 v with { }", "[Differentiable] public static double F(double x) { var v = new R(x); return (v with { }).X; } record R(double X) { protected R(R other) { X = 2 * other.X; } }")]
    [InlineData("SAD2001 a == b", "[Differentiable] public static double F(double x) { R a = new(x), b = new(x); return a == b ? x : 1; } record R(double X);")]
    [InlineData("SAD2003 default", "[Differentiable] public static double F(double x) { U u = default; u.D = x; return u.F; } [System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Explicit)] struct U { [System.Runtime.InteropServices.FieldOffset(0)] public double D; [System.Runtime.InteropServices.FieldOffset(0)] public float F; }")]
    [InlineData("SAD2002 G(x)", "[Differentiable] public static double F(double x) => G(x); [System.Runtime.InteropServices.DllImport(\"m\")] static extern double G(double x);")]
    [InlineData("SAD2008 G(x)", "[Differentiable] public static double F(double x) => G(x).Result; static async Task<double> G(double x) => await Task.FromResult(x);")]
    public void Beyond_the_body(string expected, string members) =>
        Assert.Equal(expected, Snippet.Files($"public static partial class M {{ {members} }}").Diagnostics.First());

    [Fact]
    public void Nesting_is_limited_because_an_overflow_of_the_stack_cannot_be_caught()
    {
        string chain = string.Concat(Enumerable.Range(0, 5000).Select(i => $"if (x == {i}) return y + {i}; "));
        Assert.StartsWith("SAD2001 if (x == 200)", Snippet.Body(chain + "return x;").Diagnostics.First());
        string sum = string.Join(" + ", Enumerable.Repeat("x", 1500));
        Assert.NotNull(Snippet.Body($"return {sum};").Program);
    }

    [Fact]
    public void Code_that_does_not_compile_is_left_to_the_compiler()
    {
        Snippet snippet = Snippet.Body("return x + undefined;");
        Assert.Null(snippet.Result.Program);
        Assert.Empty(snippet.Diagnostics);
    }

    [Fact]
    public void All_that_is_wrong_is_reported_once() =>
        Assert.Equal(
            ["SAD2001 lock (a) { }", "SAD2003 s", "SAD2002 Console.Read()"],
            Snippet.Body("string s = \"a\"; if (x > 0) lock (a) { } double t = s.Length; x += t; return x + Console.Read();").Diagnostics);

    [Fact]
    public void Every_descriptor_has_a_page_of_its_own_and_a_message_with_its_arguments()
    {
        Assert.Equal(Descriptors.All.Count, Descriptors.All.Select(descriptor => descriptor.Id).Distinct().Count());
        Assert.All(Descriptors.All, descriptor => Assert.EndsWith($"docs/diagnostics/{descriptor.Id}.md", descriptor.HelpLinkUri));
        DiagnosticInfo info = Assert.Single(Snippet.Body("lock (a) { } return x;").Result.Diagnostics);
        Diagnostic diagnostic = info.ToDiagnostic();
        Assert.Equal("'lock' cannot be differentiated. It cannot be run backwards, so a derivative would be lost or wrong. Lock where the method is called.", diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal("File0.cs", diagnostic.Location.GetLineSpan().Path);
    }
}
