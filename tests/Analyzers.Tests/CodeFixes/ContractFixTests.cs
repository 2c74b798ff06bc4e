using SourceAutodiff.CodeFixes.Attributes;

namespace SourceAutodiff.Analyzers.Tests.CodeFixes;

public class ContractFixTests
{
    [Fact]
    public Task The_same_parameters_are_marked() => Verify.Fix<MarkAsContractFix>(
        """
        abstract partial class M
        {
            [Differentiable] public abstract double F(double x, [NoGradient] double y, double z);
        }

        partial class N : M
        {
            [Differentiable]
            public override double {|SAD1015:F|}(double x, /* rate */ double y, [NoGradient] double z) => x * y * z;
        }
        """,
        """
        abstract partial class M
        {
            [Differentiable] public abstract double F(double x, [NoGradient] double y, double z);
        }

        partial class N : M
        {
            [Differentiable]
            public override double F(double x, /* rate */ [NoGradient] double y, double z) => x * y * z;
        }
        """);

    [Theory]
    [InlineData("abstract partial class M { [Differentiable] public abstract double F(double x); partial class N : M { double _last; [Differentiable] public override double {|SAD1015:F|}(double x) { _last = x; return _last; } } }")]
    [InlineData("abstract partial class M { [Differentiable(WithRespectTo = [\"x\"])] public abstract double F(double x, double y); partial class N : M { [Differentiable] public override double {|SAD1015:F|}(double x, double y) => x * y; } }")]
    [InlineData("abstract partial class M { [Differentiable] public abstract double {|SAD1015:F|}(double x, [NoGradient] DateTime y); }")]
    public Task Not_where_something_else_differs(string source) => Verify.NoFix<MarkAsContractFix>(source);

    [Fact]
    public Task An_implementation_that_offers_more_is_sealed() => Verify.Fix<SealMethodFix>(
        "abstract partial class M { [Differentiable] public abstract double F(double x); partial class N : M { [Differentiable(Derivatives.Jvp)] public /* here */ override double {|SAD1015:F|}(double x) => x; } }",
        "abstract partial class M { [Differentiable] public abstract double F(double x); partial class N : M { [Differentiable(Derivatives.Jvp)] public /* here */ sealed override double F(double x) => x; } }");

    [Theory]
    [InlineData("abstract partial class M { [Differentiable] public abstract double F(double x); partial class N : M { [Differentiable(Derivatives.Jvp)] public override double {|SAD1015:F|}(double x) => x; } partial class O : N { [Differentiable] public sealed override double F(double x) => x; } }")]
    [InlineData("abstract partial class M { [Differentiable] public abstract double F(double x); partial class N : M { double _last; [Differentiable] public override double {|SAD1015:F|}(double x) { _last = x; return _last; } } }")]
    public Task Not_what_is_overridden(string source) => Verify.NoFix<SealMethodFix>(source);
}
