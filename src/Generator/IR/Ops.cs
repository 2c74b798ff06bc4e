namespace SourceAutodiff.Generator.IR;

/// <summary>The names of <see cref="Apply"/>'s operators. Every other name is a row of the rule table.</summary>
internal static class Ops
{
    public const string Add = "add";
    public const string Subtract = "sub";
    public const string Multiply = "mul";
    public const string Divide = "div";
    public const string Remainder = "rem";
    public const string Negate = "neg";

    public const string Less = "lt";
    public const string LessOrEqual = "le";
    public const string Greater = "gt";
    public const string GreaterOrEqual = "ge";
    public const string Equal = "eq";
    public const string NotEqual = "ne";

    /// <summary>Bitwise on integers, logical on booleans. Both operands are evaluated; short-circuiting is an <see cref="If"/>.</summary>
    public const string And = "and";
    public const string Or = "or";
    public const string Xor = "xor";

    /// <summary>Bitwise complement of an integer, negation of a boolean.</summary>
    public const string Not = "not";
    public const string ShiftLeft = "shl";
    public const string ShiftRight = "shr";
    public const string ShiftRightUnsigned = "ushr";

    /// <summary>Integer arithmetic that throws where it overflows.</summary>
    public const string AddChecked = "addChecked";
    public const string SubtractChecked = "subChecked";
    public const string MultiplyChecked = "mulChecked";
    public const string NegateChecked = "negChecked";

    public static bool IsChecked(string op) => op is AddChecked or SubtractChecked or MultiplyChecked or NegateChecked;

    /// <summary>The operator without its check.</summary>
    public static string Unchecked(string op) => op switch
    {
        AddChecked => Add,
        SubtractChecked => Subtract,
        MultiplyChecked => Multiply,
        NegateChecked => Negate,
        _ => op,
    };

    /// <summary>The operator that checks for overflow; null if there is none.</summary>
    public static string? Checked(string op) => op switch
    {
        Add => AddChecked,
        Subtract => SubtractChecked,
        Multiply => MultiplyChecked,
        Negate => NegateChecked,
        _ => null,
    };

    /// <summary>An index that is checked against a length: the first argument, or an exception if it is negative or not less than the second.</summary>
    public const string Index = "index";

    public static bool IsComparison(string op) => op is Less or LessOrEqual or Greater or GreaterOrEqual or Equal or NotEqual;
}
