using SourceAutodiff.Generator.Simplification;
using SourceAutodiff.Generator.Tests.Helpers;

namespace SourceAutodiff.Generator.Tests.Lowering;

/// <summary>What is lowered, inlined and interpreted does what the compiled C# does, bit for bit, with the same exceptions and the same writes.</summary>
public class SemanticsTests
{
    [Theory]
    // Locals, assignments, evaluation order.
    [InlineData("double t = x; t *= y; t -= x / y; t += 2; t /= 3; return t % 2;")]
    [InlineData("var t = x; x = y; y = t; return x - 2 * y;")]
    [InlineData("(x, y) = (y, x); return x - 2 * y;")]
    [InlineData("(a[0], a[1]) = (a[1] + 1, a[0]); return a[0] - a[1];")]
    [InlineData("var (p, q) = (x + y, x - y); (double r, _) = (p * q, n); return r;")]
    [InlineData("int i = 0; a[i++] = i; a[i] = i++ + i; return a[0] + 10 * a[1] + i;")]
    [InlineData("return x + (x = y) * x - (x += 2) * x++ + --x;")]
    [InlineData("int i = 1; a[i] += (i = 0) + a[i] + x; return a[0] + a[1];")]
    [InlineData("double p, q; p = q = x * 2; return p - q / 3;")]
    [InlineData("float f = 1.1f; f *= (float)x; f += 1; f++; f -= n; return f / 3;")]
    [InlineData("byte b = 250; b += 10; b++; b <<= 1; return b;")]
    [InlineData("short s = -3; s--; s /= 2; sbyte c = (sbyte)n; c *= 100; return s + c;")]
    [InlineData("long k = n; k <<= 33; k |= 5; k ^= n; k >>= 2; return k;")]
    [InlineData("uint u = (uint)n; u -= 7; u >>= 3; ulong w = u; w *= u; return w;")]
    [InlineData("int k = -n; k >>>= 1; return k + (~n & 7) + (n ^ 5) + -n;")]
    [InlineData("char c = 'a'; c++; c += (char)n; return c;")]
    [InlineData("const double K = 2.5; const int N = 3; return K * x + N / 2 + K * N;")]
    [InlineData("bool p = x > y, q = !p; p &= n > 1; q |= p; q ^= true; return q ? 1 : 2;")]
    [InlineData("var t = (x, y: y * 2, n); t.y += t.x; t.n++; var u = t; return u.y + u.Item3 * t.Item1;")]
    [InlineData("_ = x * 2; return unchecked(n * 1000000007) + x;")]
    [InlineData("return int.MaxValue + n;")]
    // Conversions.
    [InlineData("return (int)x + (float)y + (long)(x * 1e3) + (double)n + (byte)(n + 250);")]
    [InlineData("int i = (int)(x * y); return i / 3 * 0.5 + (i % 3);")]
    [InlineData("return 10 / n;")]
    // Branches.
    [InlineData("if (x > y) return x; return y;")]
    [InlineData("if (x > y) { x = 1; } else if (x < 0) { y = 2; } else { x = y; y = 3; } return x - y;")]
    [InlineData("double t; if (n > 2) t = x; else t = y; return t;")]
    [InlineData("double t; if (n > 2) return x; else t = y; return t;")]
    [InlineData("double r = 0; if (n > 0) { if (n > 3) return x; r = y; } return r + x;")]
    [InlineData("if (n > 0) { if (x > 0) return 1; else if (y > 1) { return 2; } y += 5; } else { if (y > 3) return 3; x += 7; } return x + y;")]
    [InlineData("if (true) x = 2; if (false) y = 4; return x + y;")]
    [InlineData("return x > 0 ? (y > 0 ? 1 : x) : n > 2 ? 3 : y;")]
    [InlineData("return n > 0 && a[n - 1] > x ? 1 : 0;")]
    [InlineData("return n > 5 || a[n] > x || (x = 3) > y ? x : y;")]
    [InlineData("return n > 0 && (x = y) > 0 && (y = 5) > 1 ? x + y : x - y;")]
    [InlineData("bool p = n > 2 & a.Length > 1, q = n < 5 | p; if (p ^ q) return 1; return p == q ? 2 : 3;")]
    [InlineData("double t = x; { double u = t * 2; t = u; } { double u = t + 1; t = u; } return t;")]
    // Loops.
    [InlineData("double s = 0; for (int i = 0; i < a.Length; i++) s += a[i] * x; return s;")]
    [InlineData("double s = 1; for (int i = a.Length - 1; i >= 0; i--) s = s * x + a[i]; return s;")]
    [InlineData("double s = 0; for (int i = 1; i <= n - 1; i += 2) s += a[i] * i; return s;")]
    [InlineData("double s = 0; for (int i = n; i > 0; i -= 3) s += i * x; return s;")]
    [InlineData("double s = 0; for (int i = 0; i != a.Length; ++i) s += a[i]; return s;")]
    [InlineData("double s = 0; for (int i = 0, j = a.Length - 1; i < j; i++, j--) s += a[i] * a[j]; return s;")]
    [InlineData("double s = 0; int i; for (i = 0; i < n; i++) s += i * x; return s + i;")]
    [InlineData("double s = 0; int i = 1; for (; i < a.Length; i += 3) { if (i == 1) continue; s += a[i] * x; } return s + i;")]
    [InlineData("double s = 0; int i = n; for (; i >= 0; i -= 2) s += i * x; for (; i < 5; i++) s -= i; return s + i;")]
    [InlineData("double s = 0; int i = n, j = n - 1; for (; i < j; i += 2) s += 1; for (i += 2; i <= n + 9; i += 4) { s += i; x += s; } return s + i * x;")]
    [InlineData("double s = 0; int i = 0; for (; i < n; i++) { Func<int> f = () => i; s += f(); } return s + i;")]
    [InlineData("double s = 0; int i = 0; Action f = () => i++; for (; i < n; i++) { s += i; f(); } return s + i;")]
    [InlineData("double s = 0; for (int i = 0; i < n; i++) { s += i; if (s > 3) n--; } return s + n;")]
    [InlineData("double s = 0; for (int i = 0; i < n; i++) { s += i * y; i++; } return s;")]
    [InlineData("double s = 0; for (; ; ) { s += x; if (++n > 8) break; } return s;")]
    [InlineData("int i = 0; for (; i < n;) i += 2; return i;")]
    [InlineData("double s = 0; for (long k = n; k > 0; k /= 2) s += k; return s;")]
    [InlineData("double s = 0; for (int i = 0; n > i; i = i + 1) { double t = i; t *= x; s += t; } return s;")]
    [InlineData("double s = 0; for (int i = 0; i <= n; i++) { if (i % 2 == 0) continue; if (i > 4) { s *= 2; continue; } s += i; } return s;")]
    [InlineData("double s = 0; for (int i = 0; i < a.Length; i++) { if (a[i] < 0) continue; s += a[i]; if (s > x) break; s *= 1.5; } return s;")]
    [InlineData("double s = 0; for (int i = 0; i < n; s += a[i++]) { if (i == 2) break; } return s;")]
    [InlineData("for (int i = 0; i < n; i++) for (int j = 0; j < n; j++) { if (a[i] > a[j] + x) return a[i] * 10 + j; } return y;")]
    [InlineData("double s = 0; for (int i = 0; i < n; i++) { for (int j = i; j < n; j++) { if (j == 3) break; if (a[j] < 0) continue; if (a[j] > 15) return s; s += a[j]; } if (s > 50) break; if (i == 1) continue; s += 100; } return s;")]
    [InlineData("while (n > 0 && x < 100) { x = x * 2 + 1; n--; } return x;")]
    [InlineData("while ((n -= 1) > 0) { if (n == 2) { y += 1; continue; } x *= y; if (x > 20) break; } return x;")]
    [InlineData("while (true) { x = x / 2 - 1; if (x < -1) return x; if (n-- < 0) break; } return y;")]
    [InlineData("while (true) { n++; if (n > 9) return x * n; }")]
    [InlineData("double t; do { t = x * 2; x = t + 1; n--; } while (n > 0 && x < 100); return t + x;")]
    [InlineData("do { n--; if (n == 1) continue; if (n == 3) break; x += n; } while (n > -3); return x;")]
    [InlineData("do { x += 1; if (x > 5) return y; } while (false); return x;")]
    [InlineData("do { n++; if (n > 7) return n; } while (true);")]
    [InlineData("do x++; while (n-- > 0 && x < 6); return x + n;")]
    [InlineData("double t; while (true) { t = x * n; if (t > y || n > 5) break; n++; } return t;")]
    [InlineData("double s = 0; foreach (double v in a) s += v * v; return s;")]
    [InlineData("double s = 0; foreach (var v in a) { if (v < 0) continue; if (v > 20) break; s += v; } return s;")]
    [InlineData("foreach (double v in a.AsSpan()) { if (v > x) return v; y += v; } return y;")]
    [InlineData("float s = 0; foreach (float v in new float[] { 1, 2.5f, (float)x }) { foreach (double w in a) { if (w > v) break; s += v; } } return s;")]
    [InlineData("int s = 0; foreach (int v in a) s += v; return s;")]
    [InlineData("double s = 0; foreach (double v in a[1..]) { s += v; } return s;")]
    // Nested exits that carry variables which are unassigned in front.
    [InlineData("double best; int at = -1; best = 0; for (int i = 0; i < a.Length; i++) { double d; if (a[i] > x) { d = a[i] - x; } else { if (n == 0) continue; d = x - a[i]; } if (d > best) { best = d; at = i; } } return best + at;")]
    // Memory.
    [InlineData("a[n] = x; return a[0];")]
    [InlineData("return a[^1] + a[^(n - 1)];")]
    [InlineData("double[] t = new double[n]; for (int i = 0; i < n; i++) t[i] += a[i] * i; return t.Length > 1 ? t[1] + t[^1] : 0;")]
    [InlineData("Span<double> t = stackalloc double[n + 1]; t[n] = x; t[0] += y; return t[n] - t[0];")]
    [InlineData("Span<double> t = stackalloc double[] { x, y, 3 }; Span<int> u = stackalloc[] { 1, n }; return t[2] * t[1] + u[1];")]
    [InlineData("double[] t = { x, y, 1 }; ReadOnlySpan<double> u = [x, 2, y]; return t[0] * t[1] + u[1] * u[2];")]
    [InlineData("Span<double> s = a.AsSpan(1); s[0] = x; var t = s.Slice(1, 1); t[0] = y; s[1..][0] += 1; return a[1] + a[2];")]
    [InlineData("Span<double> s = a; s[..2].Fill(x); s[^1..].Clear(); return s.IsEmpty ? 1 : 2;")]
    [InlineData("var t = a[1..3]; t[0] = 100; return a[1] + t[1];")]
    [InlineData("double[] t = a.AsSpan(0, 2).ToArray(); t[0] = 100; return a[0] + t[0];")]
    [InlineData("var s = new Span<double>(a, 1, 2); var r = new ReadOnlySpan<double>(a); s[1] = 9; return r[2] + r.Length;")]
    [InlineData("bool[] seen = new bool[4]; seen[n] = true; int c = 0; foreach (bool b in seen) if (b) c++; return c;")]
    // The order of checks and writes where an index is out of range.
    [InlineData("(x, a[n]) = (y, a[0] = 5); return x;")]
    [InlineData("a[n] = a[0] = 5; return x;")]
    [InlineData("Span<double> s = a; s[n] = s[0] = 5; return x;")]
    [InlineData("Span<double> s = a; s[n] += s[0] = 5; return x;")]
    // Functions.
    [InlineData("return Math.Sin(x) * Math.Exp(y) + Math.Pow(x, 2) - Math.Atan2(y, x) + Math.Max(x, y) + Math.Abs(x);")]
    [InlineData("return MathF.Sqrt((float)n) + double.Cbrt(x) + float.Cos(2f) + Math.Clamp(x, -1, 1) + Math.Round(y) + double.Hypot(x, y);")]
    [InlineData("return Math.Min(n, 2) + Math.Max(n, 3) * Math.Min(a.Length, 4L);")]
    [InlineData("(double s, double c) = Math.SinCos(x); var (q, r) = Math.DivRem(n + 7, 3); return s * c + q * 10 + r;")]
    [InlineData("return double.IsNaN(x) ? 1 : double.IsFinite(y) ? 2 : 3;")]
    [InlineData("return Math.Sign(x) + Math.Round(y) + Math.ILogB(y);")]
    [InlineData("return Math.PI * x + double.Pi + MathF.E + double.Epsilon;")]
    public void Body(string body) => Snippet.Body(body).ExpectSameAsCompiled(SampleArguments.All);

    [Theory]
    [InlineData("public static (double, double) F(double x, double y) { if (x > y) return (x, y); return (1, x + y); }")]
    [InlineData("public static (double Sum, float Half) F(double x, double y) => (x + y, (float)y / 2);")]
    [InlineData("public static (double, double) F(double x, double y) => x > y ? (x, y) : (y, 2);")]
    [InlineData("public static (double, double) F(double x, double y) { var r = G(x, y); return r; } static (double, double) G(double a, double b) => (a * b, a - b);")]
    [InlineData("public static (double, double) F(double x, double y) { for (int i = 0; i < 5; i++) { if (x > i) return (i, x); x += y; } return default; }")]
    public void Tuples(string members) => Snippet.Members(members).ExpectSameAsCompiled([1.0, 2.0], [3.0, 0.5], [-7.0, 2.5]);

    [Theory]
    [InlineData("public static void F(ReadOnlySpan<double> x, Span<double> y) { for (int i = 0; i < x.Length; i++) y[i] = x[i] * 2; }")]
    [InlineData("public static void F(double[] x, double[] y) { if (x.Length > 2) return; y[0] = x[0]; }")]
    [InlineData("public static void F(Span<double> x, Span<double> y) => y[0] = x[1] * x[0];")]
    [InlineData("public static void F(ReadOnlySpan<double> x, Span<double> y) { foreach (var v in x) { if (v > 2) return; y[0] += v; } y[1] = 5; }")]
    [InlineData("public static void F(double[] x, double[] y) { G(x, y.AsSpan(1), 2); G(y, x, 3); } static void G(ReadOnlySpan<double> s, Span<double> d, int n) { for (int i = 0; i < n - 1; i++) { if (s[i] > 100) return; d[i] += s[i + 1]; } }")]
    [InlineData("public static void F(double[] x, double[] y) { G(x); y[0] = H(x) + H(x[1..]) + H(y.AsSpan()[..1]); } static void G(Span<double> s) => s[..2].Fill(7); static double H(ReadOnlySpan<double> s) => s[^1];")]
    public void Buffers(string members) =>
        Snippet.Members(members).ExpectSameAsCompiled([new double[] { 1, 2, 3 }, new double[] { 4, 5, 6 }], [new double[] { 1, 2 }, new double[] { 4, 5, 6 }]);

    [Theory]
    [InlineData("static double G(double a) => a * a;  public static double F(double x, int n) => G(x) + G(G(x));")]
    [InlineData("static double G(double a, double b = 3, int k = 2) { while (k-- > 0) a = a * b; return a; } public static double F(double x, int n) => G(b: x + 1, a: x) + G(x, k: n);")]
    [InlineData("static void G(double a) { if (a > 0) return; } public static double F(double x, int n) { G(x); return x; }")]
    [InlineData("static bool G(double a) => a > 1; static int H(int k) => k + 1; public static double F(double x, int n) { while (G(x)) { x /= 2; n = H(n); } return x + n; }")]
    [InlineData("static (double, int, bool) G(double a) => (a, 2, a > 0); public static double F(double x, int n) { var (p, q, r) = G(x); return r ? p * q : n; }")]
    [InlineData("static T G<T>(T a) where T : IFloatingPointIeee754<T> => T.Sin(a) * T.Pi + T.CreateChecked(0.5); public static double F(double x, int n) => G(x) + G((float)x);")]
    [InlineData("static T G<T>(T a, T b) where T : INumber<T> { T s = T.Zero; while (a > T.Zero) { s += b; a--; } return s; } public static double F(double x, int n) => G(n, 3) + G(x, 0.5);")]
    [InlineData("static double G(this double a, double b) => a - b; static double H(double a) => a.G(1) * 2; public static double F(double x, int n) => x.G(n).G(H(x));")]
    [InlineData("static double G(double a) { a += 1; return a; } static double G(double a, int k) { k++; return a * k; } public static double F(double x, int n) => G(x) + G(x, n) * G(n);")]
    [InlineData("[Differentiable] static double G(double a) { if (a > 1) return a; return -a; } public static double F(double x, int n) => n > 0 && G(x) > 0.5 ? G(x) : 2;")]
    [InlineData("const double K = 2; static readonly double R = 3; static readonly double S = Math.Sqrt(2) / 3; public static double F(double x, int n) => K * x + R * n + S;")]
    public void Calls(string members)
    {
        string annotated = members.Replace("public static double F", "[Differentiable] public static double F");
        Snippet.Files($"public static partial class M {{ {annotated} }}").ExpectSameAsCompiled([1.5, 3], [-0.5, 0], [40.0, 2]);
    }

    [Theory]
    [InlineData("public static T F<T>(T x, T y) where T : IFloatingPointIeee754<T> => x * T.Sin(y) + T.One / T.CreateChecked(3) - T.Exp(-x) * T.Tau;")]
    [InlineData("public static T F<T>(T x, T y) where T : IFloatingPointIeee754<T> { T s = T.Zero; for (int i = 0; i < 3; i++) { s += T.CreateChecked(i) * x; if (s > y) break; s++; } return T.Max(s, -y); }")]
    [InlineData("public static T F<T>(T x, T y) where T : unmanaged, IBinaryFloatingPointIeee754<T> { var (s, c) = T.SinCos(x); Span<T> t = stackalloc T[2]; t[1] = s; return t[0] + t[1] * c + y % T.CreateChecked(0.3) + G(y); } static T G<T>(T a) where T : unmanaged, IBinaryFloatingPointIeee754<T> => a * T.NegativeOne;")]
    public void Generic_methods(string members) => Snippet.Members(members).ExpectSameAsCompiled([1.5, 0.25], [-2.0, 7.5]);

    [Fact]
    public void Callees_in_other_files_types_and_partial_declarations() => Snippet.Files(
        "namespace A.B; public partial struct S { [Differentiable] internal static double F(double x) => C.Helpers<double>.Twice(x) + G(x) + Part(x); private static partial double Part(double x); }",
        "namespace A.B; public partial struct S { static double G(double x) => x / C.Helpers<float>.Twice(3); private static partial double Part(double x) => x - 1; }",
        "namespace C; internal static class Helpers<T> where T : IFloatingPointIeee754<T> { public static T Twice(T x) => x + x; }").ExpectSameAsCompiled([1.5], [-2.0]);

    [Fact]
    public void Generic_types() => Snippet.Files(
        "public static partial class M<T> where T : IFloatingPointIeee754<T> { [Differentiable] public static T F(T x, ReadOnlySpan<T> w) => x * w[0] + G(x); static T G(T x) => T.Cos(x); }")
        .ExpectSameAsCompiled([1.5, new[] { 2.0 }]);

    /// <summary>C# would wrap around and go on: here that ends in an exception, and not in a loop that does nothing.</summary>
    [Theory]
    [InlineData("for (int i = 0; i <= n; i++) x += y;", int.MaxValue)]
    [InlineData("for (int i = 0; i >= n; i--) x += y;", int.MinValue)]
    public void A_loop_up_to_the_last_int_is_no_empty_loop(string loop, int n) =>
        Assert.Throws<OverflowException>(() => IrInterpreter.Run(Inlining.Inline(Snippet.Body(loop + " return x;").Program), [1.0, 2.0, n, new double[1]]));
}
