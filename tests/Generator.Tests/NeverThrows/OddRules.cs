using static SourceAutodiff.Generator.Tests.NeverThrows.OddSnippet;

namespace SourceAutodiff.Generator.Tests.NeverThrows;

/// <summary>Rules that are not as they should be, and functions that use them.</summary>
internal static class OddRules
{
    public static readonly OddSnippet[] All =
    [
        Rule("rule", Works, "public static double Cube(double x) => 3 * x * x;"),
        Rule("rule for several types", Works, "public static T Cube(T x) => T.CreateChecked(3) * x * x;", "<T> where T : IFloatingPointIeee754<T>"),
        Rule("rule with the result", Works, "public static double Cube(double x, [Result] double y) => 3 * y / x;"),
        Rule("rule with a choice", Works, "public static double Cube(double x) => x > 100 || x < -100 ? 0 : 3 * Math.Pow(x, 2);"),
        Rule("rule with a body", Works, "public static double Cube(double x) { double s = x * x; if (x < 0) s = -s * -1; return 3 * s; }"),
        Rule("rule with a helper", Works, "public static double Cube(double x) => Helper.Square(x) * 3; } static class Helper { public static double Square(double x) => x * x;"),
        Rule("rule that calls its function", Works, "public static double Cube(double x) => 3 * M.Cube(x) / x;"),
        Rule("rule without a body", "SAD2008 SAD4001", "public static double Cube(double x) { double s = 0; for (int i = 0; i < 3; i++) s += x * x; return s; }"),
        Rule("rule with an array", "SAD2008 SAD4001", "public static double Cube(double x) { double[] a = { x, x }; return 3 * a[0] * a[1]; }"),
        Rule("rule with a tuple of one too many", "SAD2002 SAD4001", "public static (double, double) Cube(double x) => (3 * x * x, 0);"),
        Rule("rule that returns a number of another type", "SAD2002 SAD4001", "public static float Cube(double x) => (float)(3 * x * x);"),
        Rule("rule with the result in front", "SAD2002 SAD4001", "public static double Cube([Result] double y, double x) => 3 * y / x;"),
        Rule("rule by reference", "SAD2002 SAD4001", "public static double Cube(in double x) => 3 * x * x;"),
        Rule("rule of an array", "SAD2002 SAD4001", "public static double Cube(double[] x) => 3 * x[0] * x[0];"),
        Rule("rule without parameters", "SAD2002 SAD4001", "public static double Cube() => 3;"),
        Rule("rule with its own type parameter", "SAD2002 SAD4001", "public static U Cube<U>(U x) where U : IFloatingPointIeee754<U> => x;"),
        Rule("rule in a class with a strange type parameter", "SAD2002 SAD4001", "public static double Cube(double x) => 3 * x * x;", "<T>"),
        Rule("rule of an operator", "SAD2002 SAD4001", "[Operator(\"+\")] public static double Cube(double x) => 3 * x * x;"),
        Rule("discrete rule of a real function", "SAD2002 SAD4002", "[Discrete(typeof(int))] public static double Cube(double x) => 0;"),
        Rule("rule discrete in a string", "SAD2002 SAD4001", "[Discrete(typeof(string))] public static double Cube(double x) => 0;"),
        Rule("rule with another name", "SAD2002 SAD4002", "public static double Kube(double x) => 3 * x * x;"),
        Rule("rule with another type", "SAD2002 SAD4002", "public static float Cube(float x) => 3 * x * x;"),
        Rule("rule with a call without derivative", "SAD2008 SAD2002", "public static double Cube(double x) => double.Parse(\"3\") * x * x;"),
        Rule("rule with a string", "SAD2008 SAD2003", "public static double Cube(double x) => \"abc\".Length * x * x;"),
        Rule("rule that does not compile", NotCSharp, "public static double Cube(double x) => 3 * z * x;"),
        Rule("rule without an expression", NotCSharp, "public static double Cube(double x) => ;"),
        Members("rule of nothing", "SAD2002 SAD4001", "[Differentiable] public static double F(double x) => x * double.Parse(\"1\"); } [DerivativeRules] static class R { public static double Cube(double x) => x;"),
        Members("rule of null", "SAD2002 SAD4001", "[Differentiable] public static double F(double x) => x * double.Parse(\"1\"); } [DerivativeRules(null!)] static class R { public static double Cube(double x) => x;"),
        Members("class of rules without a rule", Works, "[Differentiable] public static double F(double x) => x * x; } [DerivativeRules(typeof(M))] static class R { const double C = 1;"),
        Members("rule of Math", Works, "[Differentiable] public static double F(double x) => Math.Sin(x); } [DerivativeRules(typeof(Math))] static class R { public static double Sin(double x) => Math.Cos(x);"),
        Members("function with a rule that is not accessible", "SAD2002",
            "[Differentiable] public static double F(double x) => Other.G(x); } static class Other { public static double G(double x) => Cube(x); static double Cube(double x) => x * x * x; [DerivativeRules(typeof(Other))] static class R { public static double Cube(double x) => 3 * x * x; }"),
    ];

    private static OddSnippet Rule(string name, string expected, string row, string typeParameters = "") => Members(
        name, expected,
        "[Differentiable] public static double F(double x) => Cube(x) + x; public static double Cube(double x) { string text = x.ToString(\"R\"); double y = double.Parse(text); return y * y * y; } }"
            + $" [DerivativeRules(typeof(M))] static class R{typeParameters} {{ {row}");
}
