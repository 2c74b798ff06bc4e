using SourceAutodiff.Generator.IR;
using SourceAutodiff.Generator.Rules;

namespace SourceAutodiff.Rules.Tests;

public class TableTests
{
    [Fact]
    public void Every_row_is_read() => Assert.Empty(BuiltInRules.Errors);

    [Theory]
    [InlineData(Ops.Add, 2)]
    [InlineData(Ops.Subtract, 2)]
    [InlineData(Ops.Multiply, 2)]
    [InlineData(Ops.Divide, 2)]
    [InlineData(Ops.Remainder, 2)]
    [InlineData(Ops.Negate, 1)]
    public void Every_operator_has_a_row(string op, int arity) => Assert.NotNull(BuiltInRules.Table.Find(op, arity));

    /// <summary>Otherwise a derivative could not be differentiated.</summary>
    [Fact]
    public void Every_op_in_a_partial_has_a_row()
    {
        foreach (Rule rule in BuiltInRules.Table.Rules)
        {
            IrWalk.ForEachOperation(rule.Partials.Body, operation =>
            {
                if (operation is Apply apply && apply.Result.Type.IsReal) Assert.NotNull(BuiltInRules.Table.Find(apply.Op, apply.Arguments.Count));
            });
        }
    }

    [Theory]
    [InlineData("Floor", 1, 0, true)]
    [InlineData("Sin", 1, 0, false)]
    [InlineData("CopySign", 2, 0, false)]
    [InlineData("CopySign", 2, 1, true)]
    [InlineData("ScaleB", 2, 1, true)]
    [InlineData("HardShrink", 2, 1, true)]
    [InlineData(Ops.Add, 2, 1, false)]
    public void A_zero_partial_is_known_as_such(string op, int arity, int argument, bool zero) =>
        Assert.Equal(zero, BuiltInRules.Table.Find(op, arity)!.IsZero(argument));

    [Fact]
    public void A_discrete_result_has_its_type()
    {
        Assert.Equal(IrType.I32, BuiltInRules.Table.Find("Sign", 1)!.DiscreteResult);
        Assert.Equal(IrType.Bool, BuiltInRules.Table.Find("IsNaN", 1)!.DiscreteResult);
        Assert.Null(BuiltInRules.Table.Find("Sin", 1)!.DiscreteResult);
    }
}
