namespace SourceAutodiff.Generator.Tests.Lowering;

/// <summary>What is lowered in the place of its call does what the compiled C# does: local functions, lambdas, references, buffers that move.</summary>
public class FrameSemanticsTests
{
    private static readonly object[][] Arguments =
    [
        [1.5, -0.25, 3, new double[] { 0.5, 2.25, -1, 4 }],
        [-2.0, 7.0, 0, new double[] { 1, 1, 1, 1, 1 }],
        [0.0, 3.0, 4, new double[] { -3, -2, 5, 0.125 }],
        [10.0, 0.5, 6, new double[] { 0.1, 20, 0.3, 40, 0.5, 60, 0.7 }],
        [3.0, 3.0, 2, new double[] { 3, 3 }],
        [1e-3, 1e3, 5, Array.Empty<double>()],
        [double.NaN, 1.0, 3, new double[] { 1, double.NaN, 2 }],
    ];

    [Theory]
    // Local functions.
    [InlineData("double G(double z) => z * z; return G(x) + G(y);")]
    [InlineData("static double G(double z) { if (z > 1) return z; return -z; } return G(x) - G(y);")]
    [InlineData("double G(double z) { if (z > x) { x += 1; return z; } return x * z; } return G(y) + G(x) + x;")]
    [InlineData("void Bump(double by) { x += by; y -= by; } Bump(2); Bump(x); return x - y;")]
    [InlineData("double s = 0; void Add(int i) { s += a[i] * x; } for (int i = 0; i < a.Length; i++) Add(i); return s;")]
    [InlineData("int i = 0; double Next() => a[i++]; return Next() - Next() * Next() + i;")]
    [InlineData("double s = 0; int i = 0; bool Step() { s += i * x; i++; return i < n; } while (Step()) { if (s > 5) break; } return s + i;")]
    [InlineData("double G(double z) { for (int i = 0; i < n; i++) { if (z > 10) return z; z += x; } return -z; } double s = 0; for (int i = 0; i < 3; i++) { if (i == 2 && x > 1) break; s += G(i); } return s;")]
    [InlineData("double G(double z) { double H(double w) => w * z; return H(x) + H(y); } return G(2) + G(x);")]
    [InlineData("double r; void Set(double v) { for (int i = 0; i < 2; i++) r = v + i; } r = 0; Set(x); return r;")]
    [InlineData("double r = y; double Get() => r * 2; do { r = x; n--; } while (n > 0); return Get();")]
    [InlineData("int G(int k) { while (true) { k += 3; if (k > n) return k; } } return G(1) + G(2) * x;")]
    [InlineData("int m = n; void Grow() { if (m < 6) m++; } double s = 0; for (int i = 0; i < m; i++) { Grow(); s += i; } return s;")]
    [InlineData("T Twice<T>(T v) where T : INumber<T> => v + v; return Twice(x) + Twice(n);")]
    [InlineData("double G(double z = 3, double w = 2) => z / w; return G() + G(w: x) + G(y, x);")]
    // Lambdas.
    [InlineData("Func<double, double> f = z => z * x; return f(y) + f(2);")]
    [InlineData("Func<double, double> f = z => z * x; x = 3; return f(y);")]
    [InlineData("double k = 0; Action<double> add = v => k += v; add(x); add(y); return k;")]
    [InlineData("double k = 0; Action<double> add = v => k += v; foreach (double v in a) add(v * x); return k;")]
    [InlineData("double k = 0; Action<double> add = v => { if (v < 0) return; k += v; }; foreach (double v in a) { if (v > 30) break; add(v * x); } return k;")]
    [InlineData("Func<Func<double, double>, double, double> twice = (f, z) => f(f(z)); return twice(z => z * x + 1, y);")]
    [InlineData("Func<double, Func<double, double>> mul = p => q => p * q; var f = mul(x); var g = mul(y); return f(3) - g(2) + mul(2)(x);")]
    [InlineData("Func<double, double> f = Math.Sin; Func<double, double, double> g = Math.Pow; return f(x) + g(x, 2);")]
    [InlineData("double G(double z) => z - y; Func<double, double> f = G; return f(x);")]
    [InlineData("Func<double, double> f = z => z; f = z => z + x; return f(y);")]
    [InlineData("Func<double> f; if (x > 0) { f = () => x; } else { f = () => y; } return 1;")]
    [InlineData("Func<double, double> f = static z => z > 0 ? z : -z; return f.Invoke(x) + f(y);")]
    [InlineData("var p = (f: (Func<double, double>)(z => z + x), k: y); return p.f(p.k);")]
    [InlineData("double s = 0; for (int i = 0; i < n; i++) { int j = i; Func<double, double> f = z => z * j + i; s += f(x); } return s;")]
    [InlineData("Action swap = () => (x, y) = (y, x); swap(); double r = x; swap(); return r - 2 * x;")]
    [InlineData("Func<int, double> at = i => a[i]; return at(0) + at(n);")]
    [InlineData("Func<double, double> f = z => { for (int i = 0; ; i++) { z *= 2; if (z > 50 || i > 9) return z; } }; return f(x) + f(y * y);")]
    // References.
    [InlineData("ref double r = ref x; r += 2; return x * r;")]
    [InlineData("ref double r = ref a[n]; r = r * x + 1; return a[n] - r;")]
    [InlineData("ref double r = ref a[0]; r = 5; r = ref a[1]; r = 7; return a[0] - a[1] + r;")]
    [InlineData("ref double r = ref a[0]; for (int i = 1; i < a.Length; i++) { r += i; r = ref a[i]; } return r;")]
    [InlineData("Span<double> s = a; ref double r = ref s[^1]; r++; return r + a[0];")]
    [InlineData("ref readonly double r = ref a[0]; a[0] = x; return r;")]
    [InlineData("int m = n; ref int r = ref m; double s = 0; for (int i = 0; i < m; i++) { if (i > 2) r = 0; s += x; } return s + m;")]
    [InlineData("foreach (ref double v in a.AsSpan()) { if (v > 30) break; v += x; } return a[0];")]
    [InlineData("foreach (ref double v in a.AsSpan(1)) v += x * a[0]; return a[^1];")]
    // Buffers that move.
    [InlineData("Span<double> s = n > 2 ? a.AsSpan(1) : a; s[0] = x; return a[0] + a[1];")]
    [InlineData("Span<double> s = a; s = s[n > 2 ? 1 : 0] > x ? s[1..] : s.Length > 3 ? s[2..] : s; return s[0];")]
    [InlineData("double[] t; t = a; return t[0] + x;")]
    [InlineData("Span<double> s = a; s = s[1..]; s[0] += x; return s[0] + a[1];")]
    [InlineData("Span<double> s = a; if (n > 2) s = s[1..]; s[0] = x; return a[0] + a[1];")]
    [InlineData("Span<double> s = a; double r = 0; while (s.Length > 1) { r = r * x + s[0]; s = s[1..]; } return r + s.Length;")]
    [InlineData("Span<double> s = a; double r = 0; while (!s.IsEmpty) { if (s[0] > 10) { s = s[1..]; continue; } r += s[0]; s = s[..^1]; } return r;")]
    [InlineData("ReadOnlySpan<double> s = a; for (int i = 0; i < n; i++) { if (s.Length < 2) return -1; s = s.Slice(1); } return s[0];")]
    [InlineData("Span<double> s; if (n > 2) s = a.AsSpan(1); else s = a.AsSpan(0, 2); return s[0] * s.Length;")]
    [InlineData("double[] t = new double[3]; if (n > 2) t = a; return n > 2 ? 1 : 2;")]
    [InlineData("double[] s = a, t = new[] { x, y }; (s, t) = (t, s); return s[0] - t[0];")]
    [InlineData("a = new double[n + 1]; a[n] = x; return a[n] + a[0];")]
    [InlineData("for (int i = 0; i < a.Length; i++) { Span<double> s = a.AsSpan(i); s = s[..1]; s[0] *= x; } return a[0];")]
    public void In_one_method(string body) => Snippet.Body(body).ExpectSameAsCompiled(Arguments);

    [Theory]
    [InlineData("Twice(ref x); Twice(ref a[n]); return x + a[n]; } static void Twice(ref double v) { if (v > 3) return; v *= 2;")]
    [InlineData("Split(x, out double p, out var q); Split(y, out _, out p); return p - q; } static void Split(double v, out double whole, out double part) { whole = Math.Floor(v); part = v - whole;")]
    [InlineData("return Scale(in x, y) + Scale(x + 1, 2) + Scale(in a[0], x); } static double Scale(in double v, double k) => v * k; static void Unused() {")]
    [InlineData("Swap(ref x, ref y); Swap(ref a[0], ref a[1]); return x - 2 * y + a[0]; } static void Swap(ref double p, ref double q) { double t = p; p = q; q = t;")]
    [InlineData("Swap(ref x, ref y); return x - 2 * y; } static void Swap<T>(ref T p, ref T q) => (p, q) = (q, p); static void Unused() {")]
    [InlineData("double s = 0; for (int i = 0; i < a.Length; i++) Add(ref s, a[i]); return s; } static void Add(ref double s, double v) { if (v < 0) { s -= v; return; } s += v;")]
    [InlineData("return Sum() + Sum(x) + Sum(x, y, n) + Sum(a); } static double Sum(params double[] v) { double s = 0; foreach (double e in v) s += e; return s;")]
    [InlineData("return Sum() + Sum(x) + Sum(x, y, n) + Sum(a); } static double Sum(params ReadOnlySpan<double> v) { double s = 0; foreach (double e in v) s += e; return s;")]
    [InlineData("double[] t = Make(x, n); t[0] += y; return t[0] + t[n]; } static double[] Make(double v, int n) { double[] r = new double[n + 1]; for (int i = 0; i <= n; i++) r[i] = v * i; return r;")]
    [InlineData("Span<double> t = Tail(a, n); t[0] = x; return a[n > 1 ? 2 : 1]; } static Span<double> Tail(double[] v, int n) { if (n > 1) return v.AsSpan(2); return v.AsSpan(1);")]
    [InlineData("At(a, n) += x; return At(a, n) * At(a, 0); } static ref double At(double[] v, int i) => ref v[i]; static void Unused() {")]
    [InlineData("ref double r = ref Largest(a); r = 0; return a[0] + a[1] * x; } static ref double Largest(Span<double> v) { int k = 0; for (int i = 1; i < v.Length; i++) { if (v[i] > v[k]) k = i; } return ref v[k];")]
    [InlineData("return Integrate(z => x * z * z, 0, 1); } static double Integrate(Func<double, double> f, double from, double to) { double s = 0; const int N = 4; for (int i = 0; i < N; i++) s += f(from + (to - from) * (i + 0.5) / N); return s / N;")]
    [InlineData("return Apply(p => Apply(q => q * x, p), y); } static double Apply(Func<double, double> f, double v) => f(v); static void Unused() {")]
    [InlineData("return Root(z => z * z - x * x - 1, z => 2 * z, 1 + y * y); } static double Root(Func<double, double> f, Func<double, double> df, double z) { for (int i = 0; i < 20; i++) { double v = f(z); if (Math.Abs(v) < 1e-3) return z; z -= v / df(z); } return z;")]
    [InlineData("var f = Line(x, y); var g = Line(y, 1); return f(2) + g(f(n)); } static Func<double, double> Line(double k, double b) { k = k * 2; return z => k * z + b;")]
    [InlineData("var c = Counter(); return c() + 10 * c() + x * Counter()(); } static Func<int> Counter() { int i = 0; return () => ++i;")]
    [InlineData("return Map(a, v => v > 1, v => v * x, y); } static double Map(double[] v, Predicate<double> where, Func<double, double> f, double s) { foreach (double e in v) { if (!where(e)) continue; s += f(e); } return s;")]
    [InlineData("Each(a, (ref double v) => v = v * x + 1); return a[0]; } delegate void Change(ref double v); static void Each(double[] v, Change c) { for (int i = 0; i < v.Length; i++) c(ref v[i]);")]
    [InlineData("return Use(Square, x) + Use(Math.Exp, y) + Use(Generic<double>, x); } static double Square(double v) => v * v; static T Generic<T>(T v) where T : INumber<T> => v + v; static double Use(Func<double, double> f, double v) => f(v); static void Unused() {")]
    [InlineData("return x.Plus(y).Plus(1); } static void Unused() {")]
    [InlineData("x.Bump(2); return x + a.First(n); } static void Unused() {")]
    public void With_others(string body) => Snippet.Files(
        $"public static partial class M {{ [Differentiable] public static double F(double x, double y, int n, double[] a) {{ {body} }} }}",
        "static class E { public static double Plus(this double v, double w, double k = 2) => v + k * w; public static void Bump(this ref double v, double k) => v *= k; public static double First(this ReadOnlySpan<double> s, int i) => s[i]; }")
        .ExpectSameAsCompiled(Arguments);
}
