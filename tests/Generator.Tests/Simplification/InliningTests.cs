using SourceAutodiff.Generator.Parsing;
using SourceAutodiff.Generator.Simplification;
using SourceAutodiff.Generator.Tests.Helpers;

namespace SourceAutodiff.Generator.Tests.Simplification;

public class InliningTests
{
    private const string Square = "func Square(u: f64) -> (f64) { v = mul u, u yield v }";

    [Fact]
    public void A_call_is_replaced_by_fresh_operations() => Expect(
        "func F(x: f64) -> (f64) { v = mul x, x v.1 = mul v, v yield v.1 }",
        "func F(x: f64) -> (f64) { (y: f64) = call Square(x) (z: f64) = call Square(y) yield z }",
        Square);

    [Fact]
    public void Calls_of_callees_and_inside_regions_are_replaced() => Expect(
        "func F(x: f64, p: bool) -> (f64) { z = if p { v = mul x, x v.1 = mul v, v yield v.1 } else { yield x } yield z }",
        "func F(x: f64, p: bool) -> (f64) { z = if p { (y: f64) = call \"Fourth(double)\"(x) yield y } else { yield x } yield z }",
        "func \"Fourth(double)\"(a: f64) -> (f64) { (b: f64) = call Square(a) (c: f64) = call Square(b) yield c }",
        Square);

    [Fact]
    public void Buffers_are_substituted_and_may_be_wider_than_the_callee_asks() => Expect(
        "func F(a: f64[]) -> (f64, f64) { n = length a h: rospan<f64> = slice a[n, n] x = load h[n] y = neg x yield y, x }",
        "func F(a: f64[]) -> (f64, f64) { (y: f64, z: f64) = call Both(a) yield y, z }",
        "func Both(s: rospan<f64>) -> (f64, f64) { n = length s h = slice s[n, n] x = load h[n] y = neg x yield y, x }");

    [Fact]
    public void Calls_of_functions_that_call_themselves_stay() => Expect(
        "func F(x: f64) -> (f64) { (y: f64) = call Down(x) v = mul y, y yield v }",
        "func F(x: f64) -> (f64) { (y: f64) = call Down(x) (z: f64) = call Square(y) yield z }",
        "func Down(u: f64) -> (f64) { (v: f64) = call Up(u) yield v }",
        "func Up(u: f64) -> (f64) { (v: f64) = call Down(u) yield v }",
        Square);

    [Theory]
    [InlineData("func Cube(u: f64) -> (f64) { yield u }", "no function")]
    public void A_call_that_cannot_be_inlined_is_an_error(string callee, string message)
    {
        var error = Assert.Throws<InvalidOperationException>(() => Inline("func F(x: f64) -> (f64) { (y: f64) = call Square(x) yield y }", callee));
        Assert.Contains(message, error.Message);
    }

    private static void Expect(string expected, string primal, params string[] callees) => IrTestText.Expect(expected, Inline(primal, callees));

    private static Generator.IR.Function Inline(string primal, params string[] callees)
    {
        var request = new MethodRequest("", "", [], "F", "", "", "", "", [], [], [], [], false, RequestedDerivatives.None, false);
        return Inlining.Inline(new DifferentiableProgram(request, IrTestText.Read(primal), [.. callees.Select(IrTestText.Read)]));
    }
}
