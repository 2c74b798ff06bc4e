namespace SourceAutodiff.Fuzz.Tests.Writing;

/// <summary>C# that nobody expects in numeric code: a diagnostic or a right derivative has to come of it.</summary>
internal static class OddText
{
    private static readonly string[] s_statements =
    [
        "object N = E; if (N is double Nd) T = 0.5 * Nd;",
        "dynamic N = E; T = (double)N;",
        "try { T = E; } catch (Exception N) { T = N.Message.Length; }",
        "lock (typeof(string)) { T = E; }",
        "var N = new System.Collections.Generic.Dictionary<string, double> { [\"a\"] = E }; T = N[\"a\"];",
        "var N = new System.Collections.Generic.Stack<double>(); N.Push(E); T = N.Pop();",
        "T = System.Threading.Tasks.Task.Run(() => 0.5).Result;",
        "T = (from N in new[] { 0.3, 0.5 } let y = N * N orderby y select y).First();",
        "unsafe { double N = E; double* p = &N; T = *p; }",
        "N: T = 0.5 * T; if (T > 3) goto N;",
        "string N = (E).ToString(); T = N.Length;",
        "T = double.Parse(\"0.5\") * E;",
        "Func<double, double>[] N = [z => z, Math.Sin]; T = N[1](E);",
        "static IEnumerable<double> N(double a) { yield return a; yield return 2 * a; } T = 0.2 * N(E).Sum();",
        "var N = new { A = E, B = 2 }; T = N.A;",
        "Tuple<double, double> N = Tuple.Create(E, 0.5); T = N.Item1;",
        "T = BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(E));",
        "T = (double)(decimal)0.25 * E;",
        "T = Math.Round(E, 0) + E;",
        "long N = (long)(E); T = N * 0.1 + E;",
        "using (var N = new System.IO.MemoryStream()) { T = E; }",
        "Console.Write(string.Empty); T = E;",
        "System.Diagnostics.Debug.Assert(E < 1e9); T = E;",
        "T = System.Numerics.Vector.Sum(new System.Numerics.Vector<double>(0.1));",
        "T = new System.Numerics.Complex(E, 0.5).Real;",
        "int[] N = [1, 2, 3]; Array.Reverse(N); T = N[0] * 0.1 + E;",
        "double[] N = [E, 0.5]; Array.Sort(N); T = N[0];",
        "Action N = () => { }; N(); T = E;",
        "Span<double> N = [E, 0.4]; N.Reverse(); T = N[0];",
        "T = (E) is double.NaN ? 0 : 0.3 * (E);",
        "double N = E; N++; --N; T = N--;",
        "System.Threading.Interlocked.Increment(ref s_count); T = E;",
        "s_state = E; T = s_state;",
        "var N = new WeakReference(null); T = N.IsAlive ? 1 : E;",
        "T = Environment.TickCount > -1 ? E : 0.5;",
        "T = typeof(double).Name.Length * 0.1 + E;",
        "T = sizeof(double) * 0.1 + E;",
        "T = default(double) + E;",
        "T = $\"{E}\".Length > 0 ? E : 0.1;",
        "nint N = 3; T = N * 0.1 + E;",
        "Half N = (Half)0.5; T = (double)N + E;",
        "T = int.Parse(\"3\") * 0.1 + E;",
        "double N; if (double.TryParse(\"0.25\", out N)) T = N + E;",
        "(double, (int, double)) N = (E, (2, 0.3)); T = N.Item2.Item2 * N.Item1;",
        "T = ((Func<double, double>)(z => z * 0.5))(E);",
        "foreach (var N in new[] { (E, 0.2), (0.1, 0.3) }) T += 0.1 * N.Item1;",
        "System.Threading.Tasks.Parallel.For(0, 2, _ => { }); T = E;",
    ];

    public static readonly string[] Members =
    [
        "[Differentiable] public static async Task<double> Odd(double x) { await Task.Yield(); return x; }",
        "[Differentiable] public static IEnumerable<double> Odd(double x) { yield return x; }",
        "[Differentiable] public static dynamic Odd(double x) => x;",
        "[Differentiable] public static unsafe double Odd(double* x) => *x;",
        "[Differentiable] public static ref double Odd(double[] x) => ref x[0];",
        "[Differentiable] public static double Odd(double x, string s, object o) => x * s.Length;",
        "[Differentiable] public static double Odd(params double[] x) => x[0] * x[1];",
        "[Differentiable] public static double Odd(double x, Func<double, double> f) => f(x);",
        "[Differentiable] public static double Odd(Dictionary<int, double> x) => x[0];",
        "[Differentiable] public static double Odd<T>(T x) where T : struct => 1;",
        "[Differentiable] public static double Odd<T>(T x, T y) where T : System.Numerics.IFloatingPointIeee754<T> => double.CreateChecked(x * y);",
        "[Differentiable] public static decimal Odd(decimal x) => x * x;",
        "[Differentiable] public static double Odd(double x) { double Rec(double z) => z > 1 ? Rec(z / 2) : z; return Rec(x); }",
        "[Differentiable] public static double Odd(double x) => x switch { 1 => 2, _ => Odd(1) * x };",
        "[Differentiable] public static double Odd(double? x) => x!.Value * 2;",
        "[Differentiable] public static (double, int[]) Odd(double x) => (x * x, [1]);",
        "[Differentiable] public static double[] Odd(double[] x) => x;",
        "[Differentiable] public static Span<double> Odd(Span<double> x) => x[1..];",
        "[Differentiable] public static double Odd(in double x, out double y) => y = x * x;",
        "[Differentiable] public static int Odd(double x) => (int)x;",
        "[Differentiable] public static double Odd(IEnumerable<double> x) { double s = 0; foreach (double v in x) s += v * v; return s; }",
        "[Differentiable] public static double Odd(ref Span<double> x) => x[0];",
        "[Differentiable] public static double Odd(scoped ReadOnlySpan<double> x, scoped ref double y) => x[0] * y;",
        "[Differentiable] static double Odd(this double x) => x * x;",
        "[Differentiable] public static double Odd(double[,,,] x) => x[0, 0, 0, 0];",
        "[Differentiable] public static double Odd(double x, double y = 2, int n = 3, string s = \"a\") => x * y * n;",
    ];

    public static string Statement(Random random, string name, string target, string value) =>
        System.Text.RegularExpressions.Regex.Replace(s_statements[random.Next(s_statements.Length)], @"\b[NTE]\b|\bN(?=d\b)", match => match.Value switch
        {
            "N" => name,
            "T" => target,
            _ => value,
        });
}
