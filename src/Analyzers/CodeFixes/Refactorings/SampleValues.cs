using SourceAutodiff.Generator.IR;

namespace SourceAutodiff.CodeFixes.Refactorings;

/// <summary>
/// Values to check a gradient at: distinct, so that mixed-up arguments are noticed, positive and not near whole numbers, where functions have their kinks and poles.
/// </summary>
internal sealed class SampleValues(bool hasIntegers)
{
    private static readonly string[] s_numbers = ["0.7", "1.3", "0.4", "1.1", "0.9", "1.6", "0.6", "1.2", "0.8", "1.4", "0.45", "1.15", "0.75", "1.35", "0.55", "1.25", "0.85", "1.45"];
    private int _next;
    private int _nextInteger;

    /// <summary>
    /// Of a buffer. Integers are often its length, or its rows and columns; they are two and three then.
    /// </summary>
    public int Length { get; } = hasIntegers ? 6 : 3;

    public string Real(IrType type) => Real(type, s_numbers[_next++ % s_numbers.Length]);

    public IReadOnlyList<string> Reals(IrType type, int count) => [.. Enumerable.Range(0, count).Select(_ => Real(type))];

    /// <summary>A number or condition that is not differentiated.</summary>
    public string Constant(IrType type) => type switch
    {
        { IsReal: true } => Real(type),
        ScalarType { Kind: ScalarKind.Bool } => "true",
        ScalarType { Kind: ScalarKind.Char } => "'a'",
        _ => _nextInteger++ % 2 == 0 ? "2" : "3",
    };

    /// <summary>Elements that are not differentiated. Integers are often places in a buffer.</summary>
    public IReadOnlyList<string> Constants(IrType type) => [.. Enumerable.Range(0, Length).Select(i => type switch
    {
        { IsReal: true } => Real(type),
        ScalarType { Kind: ScalarKind.Bool } => i % 2 == 0 ? "true" : "false",
        ScalarType { Kind: ScalarKind.Char } => $"'{(char)('a' + i)}'",
        _ => (i % 3).ToString(System.Globalization.CultureInfo.InvariantCulture),
    })];

    private static string Real(IrType type, string number) => type switch
    {
        ScalarType { Kind: ScalarKind.F32 } => number + "f",
        ScalarType { Kind: ScalarKind.F16 } => $"(global::System.Half){number}",
        _ => number,
    };
}
