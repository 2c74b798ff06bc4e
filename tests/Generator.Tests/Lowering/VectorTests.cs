using SourceAutodiff.Generator.IR;
using SourceAutodiff.Generator.Rules;
using SourceAutodiff.Generator.Rules.Vectors;
using SourceAutodiff.Generator.Simplification;

namespace SourceAutodiff.Generator.Tests.Lowering;

/// <summary>Hardware vectors: what is reported, and what the rest is made of. That derivatives are right is the corpus' to test.</summary>
public class VectorTests
{
    private const string Fixed = "System.Runtime.Intrinsics.Vector128";
    private const string V = "var v = new Vector<double>(x); ";
    private const string W = "var w = " + Fixed + ".Create(x, y); ";

    [Theory]
    // Types.
    [InlineData("SAD2001", "var v = new Vector<short>((short)n); return x;", "new Vector<short>((short)n)")]
    [InlineData("SAD2001", "return x * new Vector<long>(n)[0];", "new Vector<long>(n)")]
    [InlineData("SAD2001", "var k = " + Fixed + ".Create(n); return x;", Fixed + ".Create(n)")]
    [InlineData("SAD2002", V + "return Vector.Sum(Vector.ConvertToDouble(Vector.ConvertToInt64(v)));", "Vector.ConvertToInt64(v)")]
    [InlineData("SAD2001", W + "return " + Fixed + ".Shuffle(w, " + Fixed + ".Create(1L, 0L))[0];", Fixed + ".Shuffle(w, " + Fixed + ".Create(1L, 0L))")]
    [InlineData("SAD2001", "return x * Vector<byte>.Count;", "Vector<byte>.Count")]
    [InlineData("SAD2001", "S s = default; return x * s.V[0]; } struct S { public Vector<double> V;", "s.V")]
    // Members without a rule.
    [InlineData("SAD2002", "return Vector.Sum(Vector.CreateSequence(x, 1.0));", "Vector.CreateSequence(x, 1.0)")]
    [InlineData("SAD2002", "return x * Vector<double>.AllBitsSet[0];", "Vector<double>.AllBitsSet")]
    [InlineData("SAD2002", V + "return x * v.GetHashCode();", "v.GetHashCode()")]
    [InlineData("SAD2002", V + "return v.Equals(v) ? x : y;", "v.Equals(v)")]
    [InlineData("SAD2002", V + "return v.TryCopyTo(a) ? x : y;", "v.TryCopyTo(a)")]
    [InlineData("SAD2001", V + "return Vector.AnyWhereAllBitsSet(Vector.LessThan(v, v)) ? x : y;", "Vector.AnyWhereAllBitsSet(Vector.LessThan(v, v))")]
    [InlineData("SAD2002", W + "return " + Fixed + ".Sum(" + Fixed + ".IsNegative(w));", Fixed + ".IsNegative(w)")]
    // Bits for numbers, and the other way round.
    [InlineData("SAD2001", V + "return Vector.Sum(v | -v);", "v | -v")]
    [InlineData("SAD2001", V + "return Vector.Sum(~v);", "~v")]
    [InlineData("SAD2001", V + "v ^= v; return v[0];", "v ^= v")]
    [InlineData("SAD2001", V + "return Vector.Sum(Vector.ConditionalSelect(v, v, -v));", "Vector.ConditionalSelect(v, v, -v)")]
    [InlineData("SAD2001", W + "return " + Fixed + ".Sum(" + Fixed + ".LessThan(w, -w));", Fixed + ".Sum(" + Fixed + ".LessThan(w, -w))")]
    [InlineData("SAD2001", W + "w = " + Fixed + ".LessThan(w, -w); return w[0];", Fixed + ".LessThan(w, -w)")]
    [InlineData("SAD2001", W + "var m = " + Fixed + ".LessThan(w, -w); m = w; return x;", "m = w")]
    [InlineData("SAD2001", W + "var m = " + Fixed + ".LessThan(w, -w); m += w; return x;", "m += w")]
    [InlineData("SAD2001", W + "var m = " + Fixed + ".LessThan(w, -w); return m[0];", "m")]
    [InlineData("SAD2001", W + "return G(" + Fixed + ".LessThan(w, -w)); static double G(" + Fixed + "<double> m) => m[0];", Fixed + ".LessThan(w, -w)")]
    [InlineData("SAD2001", W + "var m = n > 1 ? " + Fixed + ".LessThan(w, -w) : w; return x;", Fixed + ".LessThan(w, -w)")]
    [InlineData("SAD2001", W + Fixed + ".CopyTo(" + Fixed + ".LessThan(w, -w), a); return x;", Fixed + ".LessThan(w, -w)")]
    // Memory.
    [InlineData("SAD2001", "return " + Fixed + ".LoadUnsafe(ref x)[0];", "x")]
    [InlineData("SAD2001", W + "long k = n; return " + Fixed + ".LoadUnsafe(ref a[0], (nuint)k)[0];", "k")]
    [InlineData("SAD2001", "P[] p = new P[4]; p[0].X = x; return " + Fixed + ".LoadUnsafe(ref p[0].X)[0]; } struct P { public double X, Y;", "p[0].X")]
    [InlineData("SAD2001", "P[] p = new P[4]; ref double r = ref p[0].X; return System.Runtime.CompilerServices.Unsafe.Add(ref r, 1); } struct P { public double X, Y;", "r")]
    [InlineData("SAD2009", "P[] p = new P[4]; ref double r = ref a[0]; r = ref p[0].X; return " + Fixed + ".LoadUnsafe(ref r)[0]; } struct P { public double X, Y;", "r = ref p[0].X")]
    [InlineData("SAD2004", V + "return G(v, n)[0]; static Vector<double> G(Vector<double> v, int n) => n > 0 ? G(v * v, n - 1) : v;", "G(v * v, n - 1)")]
    [InlineData("SAD2001", V + "return (v, x) == (v, y) ? x : y;", "(v, x) == (v, y)")]
    [InlineData("SAD2003", "Vector<double>? v = null; return v == null ? x : y;", "null")]
    [InlineData("SAD2002", "var v = new Vector<double>[n]; return Array.IndexOf(v, v[0]) * x;", "Array.IndexOf(v, v[0])")]
    [InlineData("SAD2002", "var s = System.Runtime.InteropServices.MemoryMarshal.Cast<double, Vector<double>>(a); return s[0][0];", "System.Runtime.InteropServices.MemoryMarshal.Cast<double, Vector<double>>(a)")]
    public void In_a_body(string id, string body, string span) => Assert.Equal([$"{id} {span}"], Snippet.Body(body).Diagnostics);

    [Theory]
    [InlineData("SAD1004", "public static double F(double x, Vector<double> v) => x * v[0];")]
    [InlineData("SAD1004", "public static double F(double x, Vector<double>[] v) => x * v[0][0];")]
    [InlineData("SAD1004", "public static double F(double x, (int N, System.Runtime.Intrinsics.Vector256<float> V) v) => x * v.N;")]
    [InlineData("SAD1005", "public static Vector<double> F(double x) => new(x);")]
    [InlineData("SAD1005", "public static (double, System.Runtime.Intrinsics.Vector64<float>) F(double x) => (x, default);")]
    public void In_the_signature(string id, string method) => Assert.Equal([id], Snippet.Members(method).Result.Diagnostics.Select(info => info.Id));

    [Fact]
    public void A_type_may_have_a_vector_that_the_method_does_not_use() =>
        Assert.NotNull(Snippet.Files("public partial class M { Vector<double> V; public double X = 2; [Differentiable] public double F(double x) => x * X; }").Program);

    [Fact]
    public void Nothing_is_written_through_a_reference_to_what_is_read_only() => Assert.Equal(
        [$"SAD2001 {Fixed}.StoreUnsafe({Fixed}.Create(x), ref System.Runtime.InteropServices.MemoryMarshal.GetReference(r))"],
        Snippet.Members($"public static double F(double x, ReadOnlySpan<double> r) {{ {Fixed}.StoreUnsafe({Fixed}.Create(x), ref System.Runtime.InteropServices.MemoryMarshal.GetReference(r)); return x; }}").Diagnostics);

    /// <summary>Else each iteration would keep its index.</summary>
    [Theory]
    [InlineData("int i = 0; for (; i <= a.Length - Vector<double>.Count; i += Vector<double>.Count) s += new Vector<double>(a, i);")]
    [InlineData("int w = Vector<double>.Count; for (int i = 0; i < a.Length - w + 1; i += w) s += new Vector<double>(a, i);")]
    [InlineData("for (int i = 0; i <= a.Length - System.Runtime.Intrinsics.Vector256<double>.Count; i += System.Runtime.Intrinsics.Vector256<double>.Count) s += new Vector<double>(a[i]);")]
    [InlineData("int i; for (i = 0; i < n; i++) s *= a[i];")]
    public void A_loop_by_the_size_of_a_vector_is_counted(string loop)
    {
        Function primal = Simplifier.Simplify(Snippet.Body("Vector<double> s = new(x); " + loop + " return Vector.Sum(s);").Program.Primal);
        Assert.Contains(" for ", IrPrinter.Print(primal));
        Assert.DoesNotContain(" while ", IrPrinter.Print(primal));
    }

    [Theory]
    [InlineData("int i = n; for (; i < a.Length; i += Vector<double>.Count) s += new Vector<double>(a, i);")]
    [InlineData("int w = n; for (int i = 0; i < a.Length; i += w) s += new Vector<double>(a, i);")]
    [InlineData("int w = Vector<double>.Count; for (int i = 0; i < a.Length; i += w) { w = n; s += s; }")]
    public void A_loop_by_what_may_be_anything_is_not(string loop) =>
        Assert.Contains(" while ", IrPrinter.Print(Snippet.Body("Vector<double> s = new(x); " + loop + " return Vector.Sum(s);").Program.Primal));

    /// <summary>A function of vectors has a derivative only if there are methods of vectors for all that its rule needs.</summary>
    [Fact]
    public void Rules_of_functions_of_vectors_are_made_of_functions_of_vectors()
    {
        HashSet<string> known = [.. VectorFunctions.All, "IsNaN"];
        foreach (string op in VectorFunctions.All)
        {
            Rule rule = BuiltInRules.Table.Rules.First(rule => rule.Op == op && VectorFunctions.Find(op == "Sqrt" ? "SquareRoot" : op, rule.Arity) == op && rule.RealArguments.All(real => real));
            IrWalk.ForEachOperation(rule.Partials.Body, operation => Assert.True(
                operation is Constant or If || (operation is Apply apply && (char.IsLower(apply.Op[0]) ? apply.Op != Ops.Remainder : known.Contains(apply.Op))), $"{op}: {operation}"));
        }
    }

    [Fact]
    public void The_text_of_vectors_is_read_back()
    {
        Function primal = Snippet.Body(
            "var v = new Vector<double>(a, n); var m = Vector.LessThan(v, new Vector<double>(x)); var w = System.Runtime.Intrinsics.Vector256.Create(1f, 2f, (float)y, 4f);"
            + "Vector.ConditionalSelect(m, v, v * y).CopyTo(a); return Vector.Sum(v) + w[n];").Program.Primal;
        string text = IrPrinter.Print(primal);
        Assert.Contains("window", text);
        Assert.Contains("mask<vector<f64>>", text + IrText.Type(new MaskType(new VectorType(IrType.F64, 0))));
        Assert.Equal(text, IrPrinter.Print(IrParser.Parse(text)));
    }
}
