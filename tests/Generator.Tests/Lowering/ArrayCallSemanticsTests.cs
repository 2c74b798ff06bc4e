namespace SourceAutodiff.Generator.Tests.Lowering;

/// <summary>Calls that do something with all elements do what they do in the compiled C#, also where source and target overlap, and throw alike.</summary>
public class ArrayCallSemanticsTests
{
    private static readonly object[][] Arguments =
    [
        [1.5, -0.25, 3, new double[] { 0.5, 2.25, -1, 4 }],
        [-2.0, 7.0, 0, new double[] { 1, 2, 3, 4, 5 }],
        [0.0, 3.0, 1, new double[] { -3, double.NaN, 5, 0.125, -0.0, 0, 7 }],
        [1.0, 2.0, -1, new double[] { 1, 2, 3 }],
        [1e-3, 1e3, 5, Array.Empty<double>()],
    ];

    [Theory]
    [InlineData("a.AsSpan(1).CopyTo(a); return a[0];")]
    [InlineData("a.AsSpan(0, 2).CopyTo(a.AsSpan(1)); return a[0] + a[1];")]
    [InlineData("Span<double> s = a; s[..^1].CopyTo(s[1..]); return s[0];")]
    [InlineData("Array.Copy(a, 0, a, 1, n); return a[0];")]
    [InlineData("Array.Copy(a, 1, a, 0, n); return a[0];")]
    [InlineData("Array.Copy(a, n, a, 1, 2); return a[1];")]
    [InlineData("double[] b = new double[3]; Array.Copy(a, b, n); b[0] += x; Array.Copy(b, 1, a, n, 2); return b[0] + a[0];")]
    [InlineData("double[] b = new double[3]; a.CopyTo(b, n); return b[0];")]
    [InlineData("double[] b = new double[6]; a.CopyTo(b, 1); a.CopyTo(b.AsSpan(2)); return b[1] + 2 * b[2] + 3 * b[^1];")]
    [InlineData("double[] b = new double[3]; bool fits = a.AsSpan().TryCopyTo(b); return (fits ? 10 : 20) + b[0];")]
    [InlineData("double[] b = new double[3]; if (a.AsSpan(n).TryCopyTo(b) && b[0] > 1) return b[0]; return b[1];")]
    [InlineData("Array.Fill(a, x); a.AsSpan(1).Fill(y); a.AsSpan(0, 1).Clear(); return a[0] + a[1];")]
    [InlineData("Array.Fill(a, x, n, 2); return a[1];")]
    [InlineData("Array.Fill(a, x, 1, n); return a[1];")]
    [InlineData("Array.Clear(a, n, 2); return a[1];")]
    [InlineData("Array.Clear(a, 1, n); Array.Clear(a, 0, 1); return a[1];")]
    [InlineData("Array.Clear(a); return a.Length;")]
    [InlineData("int i = 0; Array.Fill(a, a[i++], i++, 1); return a[i - 1] + i;")]
    [InlineData("Array.Reverse(a); return x;")]
    [InlineData("Array.Reverse(a, n, 2); return x;")]
    [InlineData("Array.Reverse(a, 1, n); a.AsSpan(1).Reverse(); return x;")]
    [InlineData("return Array.IndexOf(a, x) + 10 * Array.IndexOf(a, 3) + 100 * Array.IndexOf(a, double.NaN) + 1000 * Array.IndexOf(a, 0);")]
    [InlineData("return a.AsSpan().IndexOf(4) + (a.AsSpan().Contains(2) ? 10 : 20) + (a.AsSpan(1).Contains(double.NaN) ? 100 : 200);")]
    [InlineData("var b = (double[])a.Clone(); b[0] = x; a[1] = y; return a[0] + b[1] * 2 + b[0] * 3;")]
    [InlineData("var b = a.Clone() as double[]; Array.Reverse(b); return b[0] - a[0];")]
    [InlineData("var m = new double[2, 3]; m[1, 2] = x; var k = (double[,])m.Clone(); k[1, 2] += 1; Array.Clear(m); return m[1, 2] + k[1, 2] * 2 + k.GetLength(1);")]
    [InlineData("int[] k = [1, 2, 3, 4]; Array.Copy(k, 0, k, 1, 3); Array.Reverse(k); return k[0] + 10 * k[1] + 100 * k[3] + Array.IndexOf(k, 2) * 1000;")]
    [InlineData("double[] t = [.. a, x, .. a.AsSpan(1), y]; return t[0] + t[^1] * 2 + t[t.Length - 2] * 3 + t.Length;")]
    [InlineData("int[] k = [1, 2]; double[] t = [x, .. k, .. k]; return t[0] + t[1] * 10 + t[4] * 100;")]
    [InlineData("Span<double> s = a; while (s.TryCopyTo(a) && s.Length > 1) s = s[1..]; return a[0];")]
    [InlineData("int[] k = [1, 2, 3]; int i = 0; while (Array.IndexOf(k, i + 1) == i) i++; return i;")]
    public void In_a_body(string body) => Snippet.Body(body).ExpectSameAsCompiled(Arguments);

    [Theory]
    [InlineData("public static double F(double x, int n) { var p = new P[3]; p[0] = new P { X = x, Y = 2 }; p[1].Y = n; Array.Copy(p, 0, p, 1, 2); var q = (P[])p.Clone(); Array.Reverse(q); q.AsSpan(1).CopyTo(p); Array.Fill(q, new P { X = 1 }, 0, 1); return p[0].Y + 10 * p[1].X + q[0].X + q[2].X; } struct P { public double X, Y; }")]
    [InlineData("public static double F(double x, int n) { double s = x; using (var t = new T { K = 2 }) { t.Add(ref s); if (n > 2) return s + t.K; } return s; } struct T : System.IDisposable { public double K; public void Add(ref double s) => s += K; public void Dispose() => K = 0; }")]
    [InlineData("public static double F(double x, int n) { double[] log = new double[4]; { using var a = new T(log, 0); using T b = new(log, 1), c = new(log, 2); if (n == 3) log[3] = x; } return log[0] + 10 * log[1] + 100 * log[2] + log[3]; } sealed class T(double[] log, int i) : System.IDisposable { public void Dispose() => log[i] = 1 + log[0] + log[1] + log[2]; }")]
    [InlineData("public static double F(double x, int n) { double[] log = new double[2]; double s = 0; for (int i = 0; i < 5; i++) { using var t = new T(log); if (i == n) continue; if (i == 3) break; s += log[0]; } return s + 10 * log[0]; } sealed class T(double[] log) : System.IDisposable { void System.IDisposable.Dispose() => log[0]++; }")]
    public void With_members(string members)
    {
        string annotated = members.Replace("public static double F", "[Differentiable] public static double F");
        Snippet.Files($"public static partial class M {{ {annotated} }}").ExpectSameAsCompiled([1.5, 3], [-0.5, 0], [40.0, 2]);
    }

    [Theory]
    [InlineData("SAD2002 Array.Resize(ref a, 3)", "Array.Resize(ref a, 3); return a[0];")]
    [InlineData("SAD2001 Array.Copy(k, a, 2)", "int[] k = [1, 2]; Array.Copy(k, a, 2); return a[0];")]
    [InlineData("SAD2002 Array.Reverse(k)", "double[][] k = [[x], [y]]; Array.Reverse(k); return k[0][0];")]
    [InlineData("SAD2001 [.. a.Select(v => v), x]", "double[] t = [.. a.Select(v => v), x]; return t[0];")]
    [InlineData("SAD2001 using var w = new System.IO.StringWriter();", "using var w = new System.IO.StringWriter(); return x;")]
    [InlineData("SAD2001 using (new System.IO.MemoryStream()) x += 1;", "using (new System.IO.MemoryStream()) x += 1; return x;")]
    public void What_is_not_supported(string expected, string body) => Assert.Equal(expected, Snippet.Body(body).Diagnostics.First());

    [Theory]
    [InlineData("SAD2001 o.W?.Length", "[Differentiable] public static double F(double x, O o) => x * (o.W?.Length ?? 1); class O { public double[] W; }")]
    [InlineData("SAD2001 null", "[Differentiable] public static double F(double x, O o) => o.W is null ? x : 1; class O { public double[] W; }")]
    [InlineData("SAD2001 { }", "[Differentiable] public static double F(double x, O o) => o.I is { } ? x : 1; class O { public I I; } class I { public double X; }")]
    [InlineData("SAD2001 o?.W", "[Differentiable] public static double F(double x, O o) { var w = o?.W; return x * w[0]; } class O { public double[] W; }")]
    [InlineData("SAD2011 o ?? new O()", "[Differentiable] public static double F(double x, O o) => x * (o ?? new O()).X; class O { public double X = 1; }")]
    [InlineData("SAD2001 using (new S()) return x;", "[Differentiable] public static double F(double x) { using (new S()) return x; } class S : IDisposable { public void Dispose() => Console.WriteLine(1); }")]
    [InlineData("SAD2001 using (new S()) return x;", "[Differentiable] public static double F(double x) { using (new S()) return x; } class S : IDisposable { public virtual void Dispose() { } }")]
    public void References_and_resources_that_are_not_supported(string expected, string members) =>
        Assert.Equal(expected, Snippet.Files($"public static partial class M {{ {members} }}").Diagnostics.First());
}
