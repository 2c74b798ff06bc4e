using static SourceAutodiff.Generator.Tests.NeverThrows.OddSnippet;

namespace SourceAutodiff.Generator.Tests.NeverThrows;

/// <summary>Names that could collide with those of generated code, and code that is being typed.</summary>
internal static class OddText
{
    public static readonly OddSnippet[] All =
    [
        Members("Unicode names", Works, "[Differentiable] public static double Größe(double длина) { double π2 = длина * 2, 数 = π2 * длина; return 数; }"),
        Members("keywords as names", Works, "[Differentiable] public static double @class(double @double) { double @return = @double * @double, @for = @return; return @for; }"),
        Members("contextual keywords as names", Works, "[Differentiable] public static double F(double value) { double var = value, partial = var * value, record = partial, nameof = record, when = nameof, await = when, yield = await; return yield; }"),
        Members("names of the generated code", Works, "[Differentiable] public static double F(double gradX) { double gradOutput = gradX, gradGradX = gradOutput * gradX, scope = gradGradX, result = scope, residuals = result; return residuals; }"),
        Members("names like gradients of others", Works, "[Differentiable] public static double F(double x) { double gradX = x * x, xBar = gradX, xTangent = xBar; return xTangent * x; }"),
        Members("parameters that look like gradients", Works, "[Differentiable] public static double F(double x) => G(x, x); [Differentiable(Derivatives.Jvp)] static double G(double x, double gradX) => x * gradX * gradX;"),
        Members("parameter named global", Works, "[Differentiable] public static double F(double global) { double System = global * global, Math = System, MathF = Math; return Math * MathF; }"),
        Members("parameter named like the method", Works, "[Differentiable] public static double F(double F) => F * F;"),
        Members("parameter named like a generated method", Works, "[Differentiable] public static double F(double FBackward) { double FGradient = FBackward; return FGradient * FBackward; }"),
        Members("parameters that differ in case", Works, "[Differentiable] public static double F(double x) => G(x, x * x); [Differentiable(Derivatives.Jvp | Derivatives.Jacobian)] static double G(double x, double X) => x * X;"),
        Members("parameter named discard", Works, "[Differentiable] public static double F(double _) => _ * _;"),
        Members("parameter named value of a tuple", Works, "[Differentiable] public static double F(double x) => G(x, x); [Differentiable] static double G(double value, double Value) => value * Value;"),
        Members("parameters named Item2 and Rest", Works, "[Differentiable] public static double F(double x) => G(x, x, x); [Differentiable(Derivatives.Jvp)] static double G(double item2, double rest, double toString) => item2 * rest * toString;"),
        Members("tuple result with odd names", Works, "[Differentiable] public static double F(double x) => G(x).Rest1; [Differentiable(Derivatives.Jvp)] static (double Rest1, double X, double gradX) G(double x) => (x * x, x, 2 * x);"),
        Members("many names of one variable", Works, "[Differentiable] public static double F(double x) { double s = 0; for (int i = 0; i < 2; i++) { double t = x * i; s += t; } for (int i = 0; i < 2; i++) { double t = x + i; s += t * t; } { double t = s; s = t * x; } return s; }"),
        Members("verbatim parameter", Works, "[Differentiable(Derivatives.Jvp | Derivatives.Jacobian)] public static double F(double @ref) => @ref * @ref;"),
        Members("escaped letters", Works, "[Differentiable] public static double F(double \\u0078y) => xy * xy;"),
        File("comments everywhere", Works, "public static partial class M { [Differentiable] public static double F(/* in */ double x /* out */) /* */ => /* a */ x /* b */ * // c\n x; }"),
        File("directives inside", Works, "public static partial class M { [Differentiable] public static double F(double x)\n{\n#if UNDEFINED\n return string;\n#else\n return x * x;\n#endif\n} }"),
        File("region and line directives", Works, "public static partial class M {\n#region R\n#line 200 \"Snippet.cs\"\n[Differentiable] public static double F(double x) => x * x;\n#line default\n#endregion\n}"),

        Members("attribute half typed", NotCSharp, "[Differentiable("),
        Members("attribute with nonsense", NotCSharp, "[Differentiable(nonsense)] public static double F(double x) => x * x;"),
        Members("attribute with a wrong argument", NotCSharp, "[Differentiable(WithRespectTo = 3)] public static double F(double x) => x * x;"),
        Members("attribute on nothing", NotCSharp, "[Differentiable]"),
        Members("method half typed", NotCSharp, "[Differentiable] public static double"),
        Members("parameters half typed", NotCSharp, "[Differentiable] public static double F(double x, dou"),
        Members("parameter without a name", NotCSharp, "[Differentiable] public static double F(double) => 1;"),
        Members("parameter of an unknown type", NotCSharp, "[Differentiable] public static double F(double x, Unknown y) => x;"),
        Members("result of an unknown type", NotCSharp, "[Differentiable] public static Unknown F(double x) => x;"),
        Members("parameter twice", NotCSharp, "[Differentiable] public static double F(double x, double x) => x;"),
        Members("body half typed", NotCSharp, "[Differentiable] public static double F(double x) { double y = x *"),
        Members("expression half typed", NotCSharp, "[Differentiable] public static double F(double x) => x * ;"),
        Members("call half typed", NotCSharp, "[Differentiable] public static double F(double x) => Math.Pow(x, ;"),
        Members("member half typed", NotCSharp, "[Differentiable] public static double F(double x) { Math. return x; }"),
        Members("loop half typed", NotCSharp, "[Differentiable] public static double F(double x) { for (int i = 0; i < } "),
        Members("index half typed", NotCSharp, "[Differentiable] public static double F(double[] x) { return x[; }"),
        Members("unknown name", NotCSharp, "[Differentiable] public static double F(double x) => x * unknown;"),
        Members("unknown method", NotCSharp, "[Differentiable] public static double F(double x) => Unknown(x);"),
        Members("wrong argument count", NotCSharp, "[Differentiable] public static double F(double x) => Math.Sin(x, x);"),
        Members("wrong types", NotCSharp, "[Differentiable] public static double F(double x) { int i = x; bool b = 1; if (x) return \"a\"; return x + b; }"),
        Members("assignment to a constant", NotCSharp, "[Differentiable] public static double F(double x) { const int n = 1; n = 2; 3 = x; return x; }"),
        Members("name declared twice", NotCSharp, "[Differentiable] public static double F(double x) { double y = x; double y = 2; return y * y; }"),
        Members("break outside of a loop", NotCSharp, "[Differentiable] public static double F(double x) { break; continue; return x; }"),
        Members("return without a value", NotCSharp, "[Differentiable] public static double F(double x) { return; }"),
        Members("both bodies", NotCSharp, "[Differentiable] public static double F(double x) { return x; } => x;"),
        Members("generic arguments that do not fit", NotCSharp, "[Differentiable] public static double F(double x) => G<string, int>(x); static double G<T>(double x) => x;"),
        Members("open type as an argument", NotCSharp, "[Differentiable] public static double F(List<> x) => 1;"),
        File("class without an end", NotCSharp, "public static partial class M { [Differentiable] public static double F(double x) => x * x;"),
        File("method outside of a class", NotCSharp, "namespace A; [Differentiable] public static double F(double x) => x * x;"),
        File("merge conflict", NotCSharp, "public static partial class M {\n<<<<<<< HEAD\n[Differentiable] public static double F(double x) => x * x;\n=======\n[Differentiable] public static double F(double x) => x;\n>>>>>>> other\n}"),
        File("nothing but an attribute", NotCSharp, "[Differentiable]"),
        File("null characters", NotCSharp, "public static partial class M { [Differentiable] public static double F(double x) => x \0 * x; }"),
    ];
}
