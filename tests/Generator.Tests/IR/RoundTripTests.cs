using SourceAutodiff.Generator.IR;
using SourceAutodiff.Generator.Tests.Helpers;

namespace SourceAutodiff.Generator.Tests.IR;

public class RoundTripTests
{
    [Theory]
    [InlineData(IrSamples.Decay)]
    [InlineData(IrSamples.Dot)]
    [InlineData(IrSamples.Everything)]
    [InlineData(IrSamples.Contract)]
    public void Printing_inverts_parsing(string text) => Assert.Equal(text, IrPrinter.Print(IrTestText.Read(text)));

    [Fact]
    public void Names_do_not_depend_on_ids()
    {
        Function function = IrParser.Parse(IrSamples.Decay);
        var cloner = new Cloner(new ValueFactory(1000));
        Region body = cloner.Clone(function.Body);
        Function moved = function with { Parameters = [.. function.Parameters.Select(p => p with { Value = cloner[p.Value] })], Body = body };
        Assert.NotEqual(function, moved);
        Assert.Equal(IrPrinter.Print(function), IrPrinter.Print(moved));
        Assert.Equal(IrRewrite.Renumber(function), IrRewrite.Renumber(moved));
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.1)]
    [InlineData(1e-320)]
    [InlineData(double.MaxValue)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void Constants_keep_their_bits(double number) => AssertBits(BitConverter.DoubleToInt64Bits(number));

    [Fact]
    public void Zero_keeps_its_sign() => AssertBits(BitConverter.DoubleToInt64Bits(-0.0));

    [Fact]
    public void A_NaN_keeps_its_payload() => AssertBits(0x7FF8_0000_DEAD_BEEF);

    [Fact]
    public void Literals_may_be_written_as_operands()
    {
        Function function = IrTestText.Read("func F(x: f64) -> (f64) { y = mul x, 1e-3  z = add y, 2.0  yield z }");
        Assert.Equal([1e-3, 2.0], function.Body.Operations.OfType<Constant>().Select(c => c.AsDouble));
    }

    [Fact]
    public void A_mistake_is_reported_with_its_line()
    {
        var error = Assert.Throws<FormatException>(() => IrParser.Parse("func F(x: f64) -> (f64) {\n  y = mul x, w\n  yield y\n}"));
        Assert.Contains("line 2", error.Message);
        Assert.Contains("'w' is not defined", error.Message);
    }

    private static void AssertBits(long bits)
    {
        var value = new Value(0, IrType.F64, "c");
        var function = new Function("F", [], [new Result(ResultRole.Primal, 0)], new Region([], [new Constant(value, bits)], [value]));
        Assert.Equal(function, IrParser.Parse(IrPrinter.Print(function)));
    }
}
