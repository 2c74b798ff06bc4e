namespace SourceAutodiff.Generator.Tests.Lowering;

/// <summary>Nullable values do what they do in the compiled C#: also where there is none, with the same exceptions and the same order of evaluation.</summary>
public class NullableSemanticsTests
{
    private static readonly object[][] Arguments =
    [
        [1.5, -0.25, 3, new double[] { 0.5, 2.25, -1, 4 }],
        [-2.0, 7.0, 0, new double[] { 1, 1, 1, 1, 1 }],
        [0.0, 3.0, 4, new double[] { -3, -2, 5, 0.125 }],
        [double.NaN, 1.0, 3, new double[] { 1, double.NaN, 2 }],
    ];

    [Theory]
    [InlineData("double? d = x > 0 ? x : null; return d.Value;")]
    [InlineData("double? d = x > 0 ? x : null; return (double)d;")]
    [InlineData("double? d = n > 2 ? x : null; float? f = (float?)d; return (float)f;")]
    [InlineData("double? d = n > 2 ? x : null; return d ?? throw new ArgumentException(\"none\");")]
    [InlineData("double? d = n > 2 ? x : null; return d ?? (a[0] = y) + a[0];")]
    [InlineData("double? d = n > 2 ? x : null; return d.GetValueOrDefault(a[0] = 5) + a[0];")]
    [InlineData("double? d = n > 2 ? x : null; d ??= a[0] = 5; return d.Value + a[0];")]
    [InlineData("double? d = n > 2 ? -0.0 : null; double? e = -d; return 1 / e.GetValueOrDefault() + 1 / (-e).GetValueOrDefault();")]
    [InlineData("double? d = n > 2 ? x : null, e = x > 0 ? y : null; return (d == e ? 1 : 0) + (d != e ? 2 : 0) + (d < e ? 4 : 0) + (d <= e ? 8 : 0) + (d > e ? 16 : 0) + (d >= e ? 32 : 0);")]
    [InlineData("double? d = x, e = x; return (d == e ? 1 : 0) + (d != e ? 2 : 0) + (d == null ? 4 : 0) + (null != d ? 8 : 0);")]
    [InlineData("double? d = null, e = null; return (d == e ? 1 : 0) + (d != e ? 2 : 0) + (d >= e ? 4 : 0) + (d == x ? 8 : 0);")]
    [InlineData("int? i = n > 2 ? n : null, j = 0; return i / j ?? 7;")]
    [InlineData("byte? b = n > 2 ? (byte)250 : null; b += 10; b++; return b ?? 1;")]
    [InlineData("long? k = n > 2 ? n : null; k <<= 3; k |= 1; k = ~k; return (k ?? 9) + (k >> 1 ?? 1);")]
    [InlineData("int? i = n > 2 ? n : null; double? d = i; return (d ?? 0.5) * (i-- ?? 2) + (i ?? 3) + (++i ?? 4);")]
    [InlineData("bool? p = n > 3 ? true : n > 2 ? false : null, q = x > 0 ? true : null; int r = 0; if ((p & q) == true) r++; if ((p & q) == null) r += 2; if ((p | q) == true) r += 4; if ((p | q) is false) r += 8; if ((p ^ q) is null) r += 16; if (!p ?? false) r += 32; return r;")]
    [InlineData("bool? p = n > 3 ? true : n > 2 ? false : null; p &= x > 0; bool? q = p; q |= y > 0; return (p is null ? 1 : p.Value ? 2 : 3) + (q is null ? 10 : q.Value ? 20 : 30);")]
    [InlineData("double? d = n > 2 ? x : null; return d is { } v ? v : d is null ? 1 : 2;")]
    [InlineData("double? d = n > 2 ? x : null; return d is double v and > 0 ? v : d is not null ? 1 : 2;")]
    [InlineData("double? d = n > 2 ? x : null; return d is double ? 3 : 4;")]
    [InlineData("double? d = n > 2 ? x : null; return d switch { null => 1, < 0 => 2, double.NaN => 3, 1.5 or 2 => 4, { } v => v };")]
    [InlineData("int? k = n > 2 ? n : null; switch (k) { case null: return 1; case 3: return 2; case > 3 and var m: return m * x; default: return 3; }")]
    [InlineData("int? k = n > 2 ? n : null; return k switch { 3 => x };")]
    [InlineData("double? d = null; for (int i = 0; i < a.Length; i++) { if (d is null || a[i] > d) d = a[i]; } return d.Value;")]
    [InlineData("double? Find(double limit) { foreach (double v in a) if (v > limit) return v; return null; } return (Find(1) ?? x) + (Find(100) ?? y) + Find(n) ?? 0.5;")]
    [InlineData("(double? A, int? B) t = (x, null); t.B ??= n; (double? p, double? q) = (t.A, t.B); (p, q) = (q, p); return p.Value - q.Value;")]
    [InlineData("(double, int) t = (x, n); (double?, long?) u = t; return u.Item1.Value + u.Item2.Value;")]
    [InlineData("var t = new double?[4]; t[1] = x; t[2] ??= t[1] + 1; t[1] *= y; double s = 0; foreach (var v in t) s += v ?? 10; return s;")]
    [InlineData("foreach (double? v in a) x += v.Value; return x;")]
    [InlineData("double? d = n > 2 ? x : null; int i = 0; while (d.Value > 0.1) { d /= 2; i++; } return i + d.Value;")]
    [InlineData("double? d = x; int i = 0; while (d > 0.1) { d /= 2; if (++i == n) d = null; } return i + (d ?? 100);")]
    [InlineData("double? d = x; int i = 0; while (d is { } v && v < 20 && i < 8) { d = v + y; i++; } return i + d.Value;")]
    [InlineData("double? limit = n; double s = 0; for (int i = 0; i < limit; i++) s += i * x; for (int i = 0; i <= limit.Value; i++) { s += y; limit--; } return s;")]
    [InlineData("int? m = n; double s = 0; for (int i = 0; i < m; i++) s += i * x; for (int i = 0; i < m.GetValueOrDefault(3); i++) { s += y; m -= 1; } return s;")]
    [InlineData("double G(double z, double? w = null, int? k = null) { if (w is null) return z; if (k.HasValue && w > k) return z * w.Value; return w ?? z; } return G(x) + G(x, y) * 10 + G(x, y, n) * 100 + G(y, k: n) * 1000;")]
    [InlineData("char? c = n > 2 ? 'a' : null; return (c ?? 'b') + (c + 1 ?? 5);")]
    [InlineData("double? d = new double?(x), e = new double?(), f = default; return d.Value + (e ?? 1) + (f ?? 2);")]
    [InlineData("DayOfWeek? w = n > 2 ? (DayOfWeek)n : null; return (w == DayOfWeek.Wednesday ? 1 : 2) + (w is null ? 10 : 20) + (int)(w ?? DayOfWeek.Friday) * 100;")]
    public void In_a_body(string body) => Snippet.Body(body).ExpectSameAsCompiled(Arguments);

    [Theory]
    [InlineData("public static double F(double x, int n) { P? p = n > 2 ? new P { X = x, Y = 2 } : null; return (p?.X ?? 3) * (p?.Sum() ?? 4) + p.GetValueOrDefault().Y; } struct P { public double X, Y; public double Sum() => X + Y; }")]
    [InlineData("public static double F(double x, int n) { P? p = n > 2 ? new P(x) : null; var q = p + new P(1); p += 2.0; return (q == p ? 1 : 2) + (q?.X ?? 5) + (p < q ? 10 : 20) + (p?.X ?? 7); } readonly record struct P(double X) { public static P operator +(P a, P b) => new(a.X + b.X); public static bool operator <(P a, P b) => a.X < b.X; public static bool operator >(P a, P b) => a.X > b.X; public static implicit operator P(double v) => new(v); }")]
    [InlineData("public static double F(double x, int n) { P? p = n > 2 ? new P { X = x } : null, q = p; return (p == q ? 1 : 2) + (p != q ? 10 : 20); } struct P { public double X; public static bool operator ==(P a, P b) => a.X == b.X; public static bool operator !=(P a, P b) => a.X != b.X; }")]
    [InlineData("public static double F(double x, int n) { double? d = n > 2 ? x : null; P? p = (P?)d; P q = n > 2 ? (P)d : default; double? e = (double?)p; return (e ?? 1) + q.X; } struct P { public double X; public static explicit operator P(double v) => new P { X = v + 1 }; public static explicit operator double(P v) => v.X * 2; }")]
    [InlineData("public static double F(double x, int n) { var s = new S { Limit = n }; s.Limit++; s.Scale ??= x; s.Scale *= s.Limit; return s.Scale.Value + G(s) + G(s, n); } struct S { public double? Scale; public int? Limit; } static double G(in S s, int? k = null) => s.Scale ?? 0 + k ?? 3;")]
    [InlineData("public static double F(double x, int n) { double? d = x; Set(ref d, n); Get(out var e); return d ?? e ?? 2; } static void Set(ref double? d, int n) { if (n > 2) d = null; else d *= 2; } static void Get(out double? e) => e = null;")]
    public void With_members(string members)
    {
        string annotated = members.Replace("public static double F", "[Differentiable] public static double F");
        Snippet.Files($"public static partial class M {{ {annotated} }}").ExpectSameAsCompiled([1.5, 3], [-0.5, 0], [40.0, 2]);
    }

    [Theory]
    [InlineData("SAD2003 null", "DateTime? t = null; return x;")]
    [InlineData("SAD2002 d.Equals(y)", "double? d = x; return d.Equals(y) ? 1 : x;")]
    [InlineData("SAD2002 .CompareTo(1)", "return ((double?)x)?.CompareTo(1) ?? 0;")]
    [InlineData("SAD2003 (object)d", "double? d = x; return (object)d == null ? 1 : x;")]
    [InlineData("SAD2020 (decimal)y", "decimal? d = (decimal)y; return x;")]
    public void What_is_not_supported(string expected, string body) => Assert.Equal(expected, Snippet.Body(body).Diagnostics.First());

    [Theory]
    [InlineData("SAD1004 x", "[Differentiable] public static double F(double?[] x) => x[0] ?? 1;")]
    [InlineData("SAD1004 x", "[Differentiable] public static double F(double y, [NoGradient] double?[] x) { x[0] = 1; return y; }")]
    [InlineData("SAD1004 x", "[Differentiable] public static double F(double y, ref double? x) => y * (x ?? 1);")]
    [InlineData("SAD1004 x", "[Differentiable] public static double F(double y, out double? x) { x = y; return y; }")]
    [InlineData("SAD1004 s", "[Differentiable] public static double F(double y, S s) => y * (s.X ?? 1); class S { public double? X; }")]
    [InlineData("SAD1013 Derivatives.Jacobian", "[Differentiable(Derivatives.Jacobian)] public static double F(double y, double? x) => y * (x ?? 1);")]
    [InlineData("SAD2003 s.T", "[Differentiable] public static double F(double y, S s) => s.T is null ? y : 1; class S { public DateTime? T; }")]
    public void Parameters_that_are_not_supported(string expected, string members) =>
        Assert.Equal(expected, Snippet.Files($"public static partial class M {{ {members} }}").Diagnostics.First());
}
