using SourceAutodiff.Generator.IR;

namespace SourceAutodiff.Generator.Emission;

/// <summary>The C# operators of <see cref="Ops"/> and how tightly they bind.</summary>
internal static class OpNames
{
    public const int Primary = 15, Unary = 14, Shift = 11, And = 5, Or = 4, Conditional = 2, Lowest = 0;

    public static (string Symbol, int Precedence)? Binary(string op) => op switch
    {
        Ops.Multiply => ("*", 13),
        Ops.Divide => ("/", 13),
        Ops.Remainder => ("%", 13),
        Ops.Add => ("+", 12),
        Ops.Subtract => ("-", 12),
        Ops.ShiftLeft => ("<<", Shift),
        Ops.ShiftRight => (">>", Shift),
        Ops.ShiftRightUnsigned => (">>>", Shift),
        Ops.Less => ("<", 10),
        Ops.LessOrEqual => ("<=", 10),
        Ops.Greater => (">", 10),
        Ops.GreaterOrEqual => (">=", 10),
        Ops.Equal => ("==", 9),
        Ops.NotEqual => ("!=", 9),
        Ops.And => ("&", 8),
        Ops.Xor => ("^", 7),
        Ops.Or => ("|", 6),
        _ => null,
    };

    /// <summary>The operator that also exists as a compound assignment and is worth one.</summary>
    public static string? Compound(string op) => op switch
    {
        Ops.Add => "+",
        Ops.Subtract => "-",
        Ops.Multiply => "*",
        Ops.Divide => "/",
        _ => null,
    };
}
