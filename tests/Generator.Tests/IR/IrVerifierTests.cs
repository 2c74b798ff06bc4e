using SourceAutodiff.Generator.IR;
using SourceAutodiff.Generator.Tests.Helpers;

namespace SourceAutodiff.Generator.Tests.IR;

public class IrVerifierTests
{
    [Theory]
    [InlineData(IrSamples.Decay)]
    [InlineData(IrSamples.Dot)]
    [InlineData(IrSamples.Everything)]
    public void Sound_functions_pass(string text) => Assert.Empty(IrVerifier.Verify(IrParser.Parse(text)));

    [Theory]
    [InlineData("y = add x, n", "do not go together")]
    [InlineData("y = and x, x", "do not go together")]
    [InlineData("y = neg x, x", "2 arguments")]
    [InlineData("y: f64 = lt x, x", "do not go together")]
    [InlineData("y = add x, v", "do not go together")]
    [InlineData("y = load b[x]", "index must be i32")]
    [InlineData("y: f32 = load b[n]", "not the element type")]
    [InlineData("store r[n], x", "read-only")]
    [InlineData("store b[n], n", "not the element type")]
    [InlineData("y: bool = convert bool x", "numbers only")]
    [InlineData("s = stack f64 push s, n", "element type differs")]
    [InlineData("if n { }", "must be bool")]
    [InlineData("y = if p { yield x } else { yield n }", "else (i32) do not match")]
    [InlineData("y = if p { yield x } else { }", "else () do not match")]
    [InlineData("y = if p { yield b } else { yield b }", "memory")]
    [InlineData("y = for i in n..n (a = x) { yield n }", "body (i32) do not match")]
    [InlineData("for i in x..n { }", "bounds must be i32")]
    [InlineData("for i in n..n step 0 { }", "step is zero")]
    [InlineData("y = while (a = x) cond { yield a } body (a.1) { yield a.1 }", "must yield one bool")]
    [InlineData("y = while (a = x) cond { store b[n], a yield p } body (a.1) { yield a.1 }", "may not change anything")]
    public void Unsound_operations_are_reported(string operations, string message)
    {
        Function function = IrParser.Parse($"func F(x: f64, n: i32, p: bool, b: span<f64>, r: rospan<f64>, v: lanes<f64>) -> () {{ {operations} }}");
        Assert.Contains(message, string.Join("\n", IrVerifier.Verify(function)));
        Assert.Throws<InvalidOperationException>(() => IrVerifier.Check(function));
    }

    [Fact]
    public void A_value_of_an_inner_region_is_not_visible_outside()
    {
        Function function = IrParser.Parse("func F(p: bool, x: f64) -> (f64) { if p { y = neg x } yield y }");
        Assert.Contains("'y' is used where it is not defined", Assert.Single(IrVerifier.Verify(function)));
    }

    [Fact]
    public void A_value_is_defined_once()
    {
        var x = new Value(0, IrType.F64, "x");
        var function = new Function("F", [], [], new Region([], [new Constant(x, 0), new Constant(x, 1)], []));
        Assert.Contains("defined twice", Assert.Single(IrVerifier.Verify(function)));
    }

    [Fact]
    public void A_use_must_be_the_definition()
    {
        var x = new Value(0, IrType.F64, "x");
        var y = new Value(1, IrType.F32, "y");
        var function = new Function("F", [], [], new Region([], [new Constant(x, 0), new Apply(y, "neg", [x with { Type = IrType.F32 }])], []));
        Assert.Contains("but defined as", Assert.Single(IrVerifier.Verify(function)));
    }

    [Fact]
    public void Parameters_and_results_belong_to_the_body()
    {
        var x = new Value(0, IrType.F64, "x");
        var function = new Function("F", [new Parameter(x, ParameterRole.Primal, 0, true)], [new Result(ResultRole.Primal, 0)], new Region([], [], []));
        Assert.Equal(2, IrVerifier.Verify(function).Count);
    }
}
