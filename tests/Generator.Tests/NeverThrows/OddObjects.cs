using static SourceAutodiff.Generator.Tests.NeverThrows.OddSnippet;

namespace SourceAutodiff.Generator.Tests.NeverThrows;

/// <summary>Structs, objects and arrays of them, used in ways that few think of.</summary>
internal static class OddObjects
{
    private const string Types = """
        class C { public double X; public C Next; public double[] A = [1, 2]; public V V; public C() { } public C(double x) => X = x; public double Get() => X * X; }
        class D : C2 { public double Y; public D(double x) : base(x) => Y = x * Factor; }
        class C2 { public double X; protected double Factor = 2; public C2(double x) { X = x; Factor += x; } public virtual double Area() => X; }
        struct V { public double X, Y; public V(double x, double y) { X = x; Y = y; } public void Add(double d) => X += d; public V Moved(double d) { X += d; return this; } }
        readonly struct Holder { public readonly V V; public Holder(V v) => V = v; public double After(double d) { V.Add(d); return V.X; } }
        interface IShape { double Area(); }
        struct Square : IShape { public double S; public double Area() => S * S; }
        """;

    public static readonly OddSnippet[] All =
    [
        With("object that contains itself", Works, "var c = new C(x); return c.Get();"),
        With("link of a list", "SAD2003", "var c = new C(x) { Next = new C(2 * x) }; return c.Next.X;"),
        With("link of a list assigned", "SAD2003", "var c = new C(x); c.Next = new C(x); return c.X;"),
        With("name of an object", "SAD2003", "var n = new Named { Name = \"a\", X = x }; return n.X; } class Named { public string Name; public double X;"),
        With("text of an object", "SAD2003", "var n = new Named { X = x }; return n.X * n.Name.Length; } class Named { public string Name; public double X;"),
        With("object reassigned by a branch", "SAD2011", "var c = new C2(x); if (x > 1) c = new C2(2 * x); return c.X;"),
        With("object made by every branch", "SAD2011", "C2 c; if (x > 1) c = new C2(x); else c = new C2(2 * x); return c.X;"),
        With("object made where the other branch returns", Works, "C2 c; if (x > 1) c = new C2(x * x); else return x; return c.X;"),
        With("object that a loop replaces", "SAD2005", "var c = new C2(x); for (int i = 0; i < 3; i++) { c = new C2(c.X * x); } return c.X;"),
        With("object made in each iteration", Works, "double s = 0; for (int i = 0; i < 3; i++) { var c = new D(x + i); c.X *= c.Y; s += c.X; } return s;"),
        With("object in a while condition", Works, "var c = new C2(x); int n = 0; while (c.X < 5 && n++ < 10) c.X *= 1 + x; return c.X;"),
        With("struct in a while condition", Works, "V v = new(x, 1); int n = 0; while (n < 4) { n++; v.Add(x * v.Y); v.Y *= x; } return v.X;"),
        With("defensive copy of a readonly field", Works, "var h = new Holder(new V(x * x, 1)); return h.After(5) * x;"),
        With("method that changes and returns this", Works, "V v = new(x, 1); V w = v.Moved(x * x); w.X *= 2; return v.X * w.X;"),
        With("mutation of an element through a method", Works, "V[] a = [new(x, 1), new(2, x)]; a[1].Add(x); a[0] = a[1].Moved(1); return a[0].X * a[1].X;"),
        With("index evaluated once", Works, "V[] a = [new(x, 1), new(2, x)]; int i = 0; a[i++].X *= x; a[i--].X += i; return a[0].X * a[1].X + i;"),
        With("struct behind an interface", "SAD2003", "IShape s = new Square { S = x }; return s.Area();"),
        With("virtual call", "SAD2002", "C2 c = new D(x); return c.Area();"),
        With("boxed struct", "SAD2003", "object o = new V(x, 1); return x;"),
        With("reference to a struct", Works, "V v = new(x, 1); ref V w = ref v; w.X *= x; ref double y = ref v.Y; y += w.X; return v.X * v.Y;"),
        With("reference to an element", Works, "V[] a = [new(x, 1), new(2, x)]; ref V v = ref a[1]; v.X *= x; v = new V(v.X * x, 1); return a[1].X * a[0].X;"),
        With("foreach by reference", Works, "V[] a = [new(x, 1), new(2, x)]; foreach (ref V v in a.AsSpan()) v.X *= x; return a[0].X * a[1].X;"),
        With("lambda that changes an object", Works, "var c = new C2(x); Action f = () => c.X *= x; f(); f(); return c.X;"),
        With("lambda that changes a struct", Works, "V v = new(x, 1); Action<double> f = d => v.Add(d * x); for (int i = 0; i < 3; i++) f(i); return v.X * v.X;"),
        With("local function with a struct", Works, "V v = new(x, 2); return Twice(v).X * x; V Twice(V w) => new(w.X * w.Y, 1);"),
        With("struct chosen by a switch", Works, "int n = (int)x; V v = n switch { 0 => new V(x * x, 1), 1 => new V(1, x), _ => new V(x, x) }; return v.X * v.Y;"),
        With("property pattern on a struct", Works, "V v = new(x, 1); return v is { X: > 1, Y: 1 } ? v.X * v.X : x;"),
        With("pattern on an object", Works, "var c = new C2(x); if (c is { X: > 1 }) return c.X * 3; return c is null ? 1 : x * x;"),
        With("positional pattern", Works, "var t = (new V(x, 1), x); return t is ({ X: > 1 }, var y) ? y * y : x;"),
        With("struct compared", "SAD2002", "return new V(x, 1).Equals(new V(x, 1)) ? x : 1;"),
        With("hash of a struct", "SAD2002", "return x * new V(x, 1).GetHashCode();"),
        With("array of arrays of two dimensions", "SAD2001", "var a = new double[2][,]; return x * a.Length;"),
        With("matrix of negative size", Works, "var a = new double[2, 3]; for (int i = 0; i < 2; i++) for (int j = 0; j < 3; j++) a[i, j] = x * i + j; return a[1, 2] * a[0, 1] + a[1, 1];"),
        With("matrix as rows", "SAD2001 SAD2005", "double[][] a = new double[2][]; a[0] = new double[2]; a[1] = [x, x]; return a[1][0];"),
        With("row replaced", "SAD2005", "double[][] a = [[x, 1], [2, x]]; a[0] = a[1]; return a[0][1];"),
        With("swap of rows", "SAD2005", "double[][] a = [[x, 1], [2, x]]; (a[0], a[1]) = (a[1], a[0]); return a[0][1] * x;"),
        With("static counter", "SAD2007", "Counter.N++; return x * Counter.N; } static class Counter { public static int N;"),
        With("static object", "SAD2007", "return x * Shared.X; } static readonly C2 Shared = new(2); static void G() {"),
        With("anonymous object of a number", "SAD2001", "var a = new { X = x }; return a.X;"),
        With("list of numbers", "SAD2001", "var a = new List<double>(); a.Add(x); return a[0];"),
        With("dictionary", "SAD2001", "var a = new Dictionary<int, double>(); a[0] = x; return a[0];"),
        With("constructor that throws", Works, "var c = new Checked(x * x); return c.X; } class Checked { public double X; public Checked(double x) { if (x < 0) throw new ArgumentException(\"negative\"); X = x; }"),
        With("constructor that calls a method of its own", Works, "var c = new Own(x); return c.X; } class Own { public double X; public Own(double x) { X = x; Square(); } void Square() => X *= X;"),
        With("initialiser that reads a parameter", Works, "return new P(x).Get() * x; } class P(double x) { private readonly double _twice = 2 * x; public double Get() => _twice + x;"),
        With("changed parameter of a primary constructor", Works, "var p = new P(x); p.Grow(); p.Grow(); return p.Get(); } class P(double x) { public void Grow() => x *= x; public double Get() => x;"),
        With("struct with a changed primary parameter in a loop", Works, "var p = new P(x); for (int i = 0; i < 3; i++) p.Grow(); return p.Get(); } struct P(double x) { public void Grow() => x *= 1.5 + x; public readonly double Get() => x;"),
        With("generic class", Works, "var b = new Box<V>(new V(x, 2)); b.Item.X *= x; return b.Item.X * b.Item.Y; } class Box<T>(T item) { public T Item = item;"),
        With("nested generic struct", Works, "var p = new Pair<Pair<double>>(new(x, 1), new(2, x)); return p.A.A * p.B.B; } struct Pair<T>(T a, T b) { public T A = a, B = b;"),
        With("property with side effects", Works, "var t = new T2(); return t.Next * x + t.Next * x * x; } class T2 { int _n; public int Next => ++_n;"),
        With("indexer with a string", "SAD2003", "var t = new T2 { V = x }; return t[\"a\"]; } class T2 { public double V; public double this[string s] => V;"),
        With("event of an object", "SAD2001", "var t = new T2(); t.E += () => { }; return x; } class T2 { public event Action E;"),
        With("operators true and false", Works, "var b = new B2 { X = x }; if (b) return x; return x * x; } struct B2 { public double X; public static bool operator true(B2 b) => b.X > 1; public static bool operator false(B2 b) => b.X <= 1;"),
        With("recursive constructor", "SAD2003", "return new Tree(x, 2).Sum(); } class Tree { public double X; public Tree Left; public Tree(double x, int n) { X = x; if (n > 0) Left = new Tree(x, n - 1); } public double Sum() => X;"),
        With("this passed on", Works, "var s = new S2 { X = x }; return s.Go(); } class S2 { public double X; public double Go() { Helper(this); return X; } static void Helper(S2 s) => s.X *= s.X;"),
        With("inherited initialisers run first", Works, "var b = new B3(x); return b.X * b.Y; } class A3 { public double X = 2; public A3(double x) { X *= x; } } class B3 : A3 { public double Y = 3; public B3(double x) : base(x) { Y += X; }"),
    ];

    private static OddSnippet With(string name, string expected, string body) =>
        Members(name, expected, $"[Differentiable] public static double F(double x)\n{{\n{body}\n}}\n{Types}");
}
