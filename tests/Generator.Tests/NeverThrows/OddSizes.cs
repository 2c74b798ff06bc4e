using static SourceAutodiff.Generator.Tests.NeverThrows.OddSnippet;

namespace SourceAutodiff.Generator.Tests.NeverThrows;

/// <summary>Bodies that are long or deep.</summary>
internal static class OddSizes
{
    public static readonly OddSnippet[] All =
    [
        Body("300 parentheses", Works, $"return {new string('(', 300)}x{new string(')', 300)} * x;"),
        Body("300 nested calls", Works, $"return {Repeat("Math.Sin(0.5 + ", 300)}x{new string(')', 300)} + x;"),
        Body("a sum of 1000 terms", Works, $"return {string.Join(" + ", Enumerable.Range(1, 1000).Select(i => $"{i} * x"))};"),
        Body("a sum of 3000 products", Works, $"return {string.Join(" + ", Enumerable.Range(1, 3000).Select(i => $"{i} * x * x"))};"),
        Body("a product of 300 factors", Works, $"return {string.Join(" * ", Enumerable.Repeat("(1 + 0.001 * x)", 300))};"),
        Body("60 nested ifs", Works, $"{Repeat("if (x < 50) { x += 0.01 * x; ", 60)}{new string('}', 60)} return x * x;"),
        Body("60 nested ifs that return", Works, $"{Repeat("if (x < 50) { x += 0.01 * x; ", 60)} return x; {new string('}', 60)} return x * x;"),
        Body("60 ifs in a row that return", Works, $"{string.Concat(Enumerable.Range(0, 60).Select(i => $"if (x > {100 - i}) return {i} * x; "))} return x * x;"),
        Body("12 nested loops", Works, $"double s = x; {string.Concat(Enumerable.Range(0, 12).Select(i => $"for (int i{i} = 0; i{i} < 1; i{i}++) {{ "))} s += x * s; {new string('}', 12)} return s;"),
        Body("100 chained conditions", Works, $"return {string.Concat(Enumerable.Range(0, 100).Select(i => $"x > {200 - i} ? {i} * x : "))} x * x;"),
        Body("500 statements", Works, $"double y = x; {string.Concat(Enumerable.Range(0, 500).Select(i => $"y = y * 0.999 + x * {i % 7};\n"))} return y;"),
        Body("500 variables", Works, $"double v0 = x; {string.Concat(Enumerable.Range(1, 500).Select(i => $"double v{i} = v{i - 1} * 1.001 + v{i / 2};\n"))} return v500;"),
        Members("40 parameters", Works, $"[Differentiable] public static double F(double x) => G({string.Join(", ", Enumerable.Repeat("x", 40))}); [Differentiable(Derivatives.Jvp | Derivatives.Jacobian)] static double G({string.Join(", ", Enumerable.Range(0, 40).Select(i => $"double p{i}"))}) => {string.Join(" + ", Enumerable.Range(0, 40).Select(i => $"{i + 1} * p{i} * p{(i + 1) % 40}"))};"),
        Members("50 helpers in a row", Works, $"[Differentiable] public static double F(double x) => G0(x); {string.Concat(Enumerable.Range(0, 50).Select(i => $"static double G{i}(double x) => G{i + 1}(x * 1.01) + x;\n"))} static double G50(double x) => x * x;"),
    ];

    private static string Repeat(string text, int count) => string.Concat(Enumerable.Repeat(text, count));
}
