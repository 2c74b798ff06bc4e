using SourceAutodiff.Generator.Rules;

namespace SourceAutodiff.Rules.Tests;

/// <summary>A malformed row costs that row and a message, nothing else.</summary>
public class ParserTests
{
    [Theory]
    [InlineData("public static T F(T x) { return x; }", "a rule is one expression after =>")]
    [InlineData("public static T F(T x, T y) => x;", "there must be one partial for each floating-point parameter")]
    [InlineData("public static T F(T x) => x > T.Zero;", "a partial must be of type T")]
    [InlineData("public static T F(T x) => T.Gamma(x);", "T.Gamma(x): there is no rule for Gamma")]
    [InlineData("public static T F(T x) => Helper(x);", "Helper(x) is not an expression that a rule may have")]
    [InlineData("public static T F(T x) => x + 1;", "x + 1 is not an expression that a rule may have")]
    [InlineData("public static T F(int n, T x) => T.CreateChecked(n * 2);", "n * 2 is not an expression that a rule may have")]
    [InlineData("public static T F(T x) => SpecialFunctions.Gamma(x);", "SpecialFunctions.Gamma(x): there is no rule for Gamma")]
    [InlineData("public static T F(T x) => Other.Erf(x);", "Other.Erf(x) is not an expression that a rule may have")]
    [InlineData("public static T F(T x) => z;", "z is not an expression that a rule may have")]
    [InlineData("public static T F(T x) => x ? x : x;", "x ? x : x is not an expression that a rule may have")]
    [InlineData("public static T F([Result] T y, T x) => x;", "the [Result] parameter must be the last one")]
    [InlineData("public static (T, T) F(T x, T x) => (x, x);", "two parameters have the same name")]
    [InlineData("public static T F(string x) => x;", "parameter x is neither T nor int")]
    [InlineData("[Operator(\"^\")] public static T F(T x) => x;", "there is no such operator")]
    [InlineData("[Discrete(typeof(string))] public static T F(T x) => T.Zero;", "Discrete(typeof(string)) is neither int nor bool")]
    public void A_malformed_row_is_named_and_left_out(string row, string message)
    {
        var errors = new List<string>();
        IReadOnlyList<Rule> rules = RuleParser.Parse([Class(row + " public static T G(T x) => T.One;")], errors);
        Assert.Equal("G", Assert.Single(rules).Op);
        Assert.Equal("Rows.F: " + message, Assert.Single(errors));
    }

    [Theory]
    [InlineData("")]
    [InlineData("not C# at all {{{ [[[")]
    [InlineData("[DerivativeRules] class Rows<T> { static T F(T x) => ; static T }")]
    [InlineData("[DerivativeRules] class Rows<T> { [Discrete] [Operator] static T F( => T.CreateChecked(); }")]
    [InlineData("[DerivativeRules] class Rows<T> { [Discrete()] static T F(T x, T x) => (x, x); [Operator()] static T G(T x) => x; }")]
    public void Nothing_makes_it_throw(string text) => Assert.Empty(RuleParser.Parse([text], []));

    [Fact]
    public void Two_rules_of_one_op_are_an_error()
    {
        var errors = new List<string>();
        RuleParser.Parse([Class("public static T F(T x) => x; public static T F(T y) => T.One;")], errors);
        Assert.Equal("F with 1 arguments has two rules", Assert.Single(errors));
    }

    private static string Class(string rows) => $"[DerivativeRules] static class Rows<T> {{ {rows} }}";
}
