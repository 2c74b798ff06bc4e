using static SourceAutodiff.Generator.Tests.NeverThrows.OddSnippet;

namespace SourceAutodiff.Generator.Tests.NeverThrows;

/// <summary>Hardware vectors where one would not expect them.</summary>
internal static class OddVectors
{
    public static readonly OddSnippet[] All =
    [
        V("vector by a branch", Works, "Vector<double> v = x > 1 ? new(x) : new Vector<double>(2) * x; return Vector.Sum(v * v);"),
        V("vector by a switch", Works, "Vector128<double> v = x switch { > 1 => Vector128.Create(x, 1), < 0.5 => Vector128.Create(2, x), _ => default }; return v[0] * v[0] + v.GetElement(1) * x;"),
        V("vectors swapped", Works, "var v = new Vector<double>(x); var w = v * x; (v, w) = (w, v); v -= 0.5 * w; return v[0] * w[1];"),
        V("vectors in a collection", Works, "Vector<double>[] all = [new(x), new(2), new(x * x)]; double s = 0; foreach (Vector<double> v in all) s += Vector.Dot(v, v); return s;"),
        V("vectors spread", Works, "Vector<double>[] a = [new(x)], b = [.. a, new(x * x)]; return b[0][0] * b[1][1];"),
        V("vectors on the stack", Works, "Span<Vector128<double>> s = stackalloc Vector128<double>[3]; s.Fill(Vector128.Create(x)); s[1] *= s[0]; s[1] += s[2]; return Vector128.Sum(s[1]);"),
        V("a slice of vectors", Works, "var a = new Vector<double>[4]; Span<Vector<double>> s = a.AsSpan(1); s[0] = new(x); s[1] = s[0] * x; s.CopyTo(a); return a[0][0] * a[1][1];"),
        V("rows of vectors", Works, "var a = new Vector<double>[2][]; for (int i = 0; i < 2; i++) a[i] = new Vector<double>[2]; a[1][0] = new(x); return Vector.Sum(a[1][0] * a[1][0]);"),
        V("a grid of vectors", Works, "var a = new Vector<double>[2, 2]; a[1, 0] = new(x); return Vector.Sum(a[1, 0] * a[1, 0]);"),
        V("a vector in a tuple", Works, "(Vector<double> V, double S) t = (new(x), x); t.V *= t.S; return Vector.Sum(t.V) * t.S;"),
        V("a vector in a struct", "SAD2001", "var s = new Pair { V = new(x) }; return s.V[0] * x; } struct Pair { public Vector<double> V;"),
        V("a vector in an object", "SAD2001", "var s = new Pair(); return s.V[0] * x; } sealed class Pair { public Vector<double> V = new(2);"),
        V("a vector in a record", "SAD2001", "var s = new Pair(new(x)); return s.V[0] * x; } record struct Pair(Vector<double> V) { "),
        V("a vector that may be null", "SAD2003", "Vector<double>? v = new Vector<double>(x); return v.Value[0];"),
        V("a lambda of vectors", Works, "Func<Vector<double>, Vector<double>> f = v => v * v + v; return f(new(x))[0];"),
        V("a local function of vectors", Works, "Vector<double> G(Vector<double> v) => v * x; return Vector.Sum(G(G(new(1))));"),
        V("a vector by reference", Works, "var v = new Vector<double>(x); G(ref v); return v[0]; } static void G(ref Vector<double> v) { v *= v;"),
        V("a vector as out and in", Works, "G(new(x), out var v); return Vector.Sum(v); } static void G(in Vector<double> v, out Vector<double> w) { w = v * v;"),
        V("a generic helper of vectors", Works, "return G(new Vector<double>(x), x); } static T G<T>(Vector<T> v, T s) where T : struct, IFloatingPointIeee754<T> { v *= s; return Vector.Sum(v);"),
        V("a static vector", Works, "return Vector.Sum(Weights * new Vector<double>(x)) * x; } static readonly Vector<double> Weights = new(0.5); static int Unused() { return 1;"),
        V("a vector that changes outside", "SAD2007", "return Vector.Sum(Weights * new Vector<double>(x)); } static Vector<double> Weights = new(0.5); static int Unused() { return 1;"),
        V("a default vector", Works, "Vector256<double> v = default; v += Vector256.Create(x); Vector<double> w = new(); w -= new Vector<double>(x); return v[3] * w[0];"),
        V("a vector that is printed", "SAD2001", "var v = new Vector<double>(x); Console.WriteLine($\"{v}\".Length); return v[0] * v[0];"),
        V("text of a hardware vector", "SAD2002", "var v = new Vector<double>(x); return v.ToString().Length;"),
        V("a discarded vector", Works, "_ = new Vector<double>(x); _ = Vector.Sqrt2(x); return x * x; } static class Vector { public static double Sqrt2(double x) { return x; }"),
        V("vectors in LINQ", "SAD2002", "var a = new[] { new Vector<double>(x) }; return a.Select(v => v * v).Last().GetHashCode() * x;"),
        V("vectors in LINQ to numbers", Works, "var a = new[] { new Vector<double>(x), new Vector<double>(2) }; return a.Select(v => Vector.Sum(v * v)).Sum();"),
        V("vectors aggregated", Works, "var a = new[] { new Vector<double>(x), new Vector<double>(x + 1) }; return a.Aggregate((v, w) => v * w)[0];"),
        V("a comparison that is kept", Works, "var v = Vector128.Create(x, 2); var m = Vector128.GreaterThan(v, Vector128.Create(1.0)); for (int i = 0; i < 3; i++) { m &= ~Vector128.LessThan(v, Vector128<double>.Zero); v = Vector128.ConditionalSelect(m, v * v, v + v); } return Vector128.Sum(v);"),
        V("a comparison in integers", Works, "var v = new Vector<double>(x); Vector<long> m = Vector.LessThan(v, new(1.0)); if (x > 2) m = Vector.Equals(v, v) ^ m; return Vector.Sum(Vector.ConditionalSelect(m, v * v, v));"),
        V("integers of a comparison", Works, "var v = new Vector<double>(x); Vector<long> m = Vector.LessThan(v, new(1.0)); m |= Vector.GreaterThan(v, new(2.0)); return Vector.Sum(Vector.ConditionalSelect(m, v * v, v));"),
        V("arithmetic on comparisons", "SAD2001", "var v = new Vector<double>(x); Vector<long> m = Vector.LessThan(v, v); m += m; return Vector.Sum(v);"),
        V("a helper of comparisons", Works, "var v = new Vector<double>(x); return Vector.Sum(G(Vector.LessThan(v, new(1.0)), v)); } static Vector<double> G(Vector<long> m, Vector<double> v) { return Vector.ConditionalSelect(m, v * v, 3 * v);"),
        V("comparisons in an array", Works, "var v = new Vector<double>(x); var m = new Vector<long>[2]; m[1] = Vector.LessThan(v, new(1.0)); return Vector.Sum(Vector.ConditionalSelect(m[1] | m[0], v * v, 3 * v));"),
        V("a comparison that nothing chooses by", Works, "var v = new Vector<float>((float)x); var m = Vector.LessThan(v, v); return x * x;"),
        V("vectors compared", Works, "var v = Vector128.Create(x); return v == Vector128.Create(5.0) ? 2 * x : v != -v && Vector128.EqualsAny(v, v) ? x * x : x;"),
        V("and of numbers", Works, "var v = Vector128.Create(x, 2); return Vector128.Sum(v & Vector128.GreaterThan(v, Vector128.Create(1.0))) + x;"),
        V("bits that are cleared", Works, "var v = Vector128.Create(x, 2); return Vector128.Sum(Vector128.AndNot(v * v, Vector128.LessThan(v, Vector128.Create(1.0)))) + x;"),
        V("lanes by a number", Works, "var v = Vector256.Create(x, 2, x * x, 4); double s = 0; for (int i = 0; i < Vector256<double>.Count; i++) s += v[i] * v.WithElement(3 - i, x)[i]; return s;"),
        V("all the sizes", Works, "var a = Vector64.Create(x); var b = Vector128.Create(a, a * a); var c = Vector256.Create(b, b + b); var d = Vector512.Create(c, -c); return Vector512.Sum(d * d) * d.GetLower().GetUpper().GetLower()[0];"),
        V("Vector128 of a type argument", Works, "return G(x); } static double G<T>(T x) where T : struct, IFloatingPointIeee754<T> { var v = Vector128.Create(x); double s = 0; for (int i = 0; i < Vector128<T>.Count; i += 1) s += double.CreateChecked((v * v)[i]); return s;"),
        V("a loop to the end of vectors", Works, "var a = new double[9]; for (int k = 0; k < 9; k++) a[k] = x * k; double s = 0; int i = 0; do { s += Vector128.Sum(Vector128.Create(a, i) * Vector128.Create(a, i)); i += 2; } while (i + 2 <= a.Length); return s;"),
        V("backward over vectors", Works, "var a = new double[8]; a.AsSpan().Fill(x); for (int i = 4; i >= 0; i -= 4) { (Vector256.Create(a, i) * 2).CopyTo(a, i); a[i] *= x; } return a[0] * a[7];"),
        V("overlapping vectors", Works, "var a = new double[6]; a[0] = x; for (int i = 0; i < 4; i++) { var v = Vector128.Create(a, i); (v + v * v).CopyTo(a, i + 1); } return a.Sum();"),
        V("scalars between vectors", Works, "Span<double> a = stackalloc double[4]; a[0] = x; var v = Vector128.Create(a[..2]); a[0] = 2; var w = Vector128.Create(a[..2]); a[1] = v[0]; (w * Vector128.Create(a)).CopyTo(a[2..]); return a[2] * v[0] + a[3] + a[1];"),
        V("references", Works, "var a = new double[8]; ref double r = ref MemoryMarshal.GetArrayDataReference(a); Unsafe.Add(ref r, 5) = x; r = ref Unsafe.Add(ref r, 2); Vector128.LoadUnsafe(ref r, 2).StoreUnsafe(ref a[0]); return a[1] * Unsafe.Add(ref r, 3) + Vector128.LoadUnsafe(ref a[4]).ToScalar();"),
        V("a reference in a loop", Works, "var a = new double[8]; a[0] = x; ref double r = ref a[0]; for (int i = 0; i < 3; i++) { (Vector128.LoadUnsafe(ref r) * x).StoreUnsafe(ref r, 2); r = ref Unsafe.Add(ref r, 2); } return a[6];"),
        V("vectors of memory by a cast", "SAD2002", "double[] a = [x, 1, 2, 3, 4, 5, 6, 7]; return MemoryMarshal.Cast<double, Vector<double>>(a)[0][0];"),
        V("a vector at a pointer", "SAD2002", "unsafe { double y = x; return Vector128.Load(&y)[0]; }"),
        V("a processor's own instructions", "SAD2002", "var v = Vector128.Create(x, 2); return System.Runtime.Intrinsics.X86.Sse2.Add(v, v)[0];"),
        V("vectors of integers", "SAD2001", "var v = Vector128.Create(1, 2, 3, 4); return x * v[0];"),
        V("vectors by bits", "SAD2001", "var v = Vector128.Create(x, 2); return v.AsInt64()[0] * x;"),
        V("is it there", Works, "return (Vector<double>.IsSupported && Vector128.IsHardwareAccelerated ? x : 2 * x) * x * Vector<long>.Count * Vector<float>.Count / Vector<double>.Count;"),
        V("ranges of lanes", Works, "double[] a = [x, 2, x * x, 4, 5]; return Vector128.Sum(new Vector128Sum { }.Of(a.AsSpan()[1..])); } struct Vector128Sum { public Vector128<double> Of(Span<double> s) { return Vector128.Create(s[1..]) * Vector128.Create(s[..^1]); }"),
    ];

    private static OddSnippet V(string name, string expected, string body) => File(name, expected,
        $"using System.Runtime.CompilerServices; using System.Runtime.InteropServices; using System.Runtime.Intrinsics;\npublic static partial class M\n{{\n[Differentiable] public static double F(double x)\n{{\n{body}\n}}\n}}");
}
