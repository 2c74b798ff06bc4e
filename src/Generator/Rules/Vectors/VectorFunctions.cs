using SourceAutodiff.Generator.IR;

namespace SourceAutodiff.Generator.Rules.Vectors;

/// <summary>Static methods of <c>Vector</c>, <c>Vector128</c> and their like that are an op of each number, or a comparison of each.</summary>
internal static class VectorFunctions
{
    /// <summary>Rows of the rule table by the name of the method. What the row's partials need, there are methods for, too.</summary>
    private static readonly Dictionary<string, string> Functions = new()
    {
        ["SquareRoot"] = "Sqrt",
        ["Sqrt"] = "Sqrt",
    };

    private static readonly string[] SameName =
    [
        "Abs", "Ceiling", "CopySign", "Cos", "DegreesToRadians", "Exp", "Floor", "FusedMultiplyAdd", "Hypot", "Lerp", "Log", "Log2", "Max", "MaxMagnitude", "MaxMagnitudeNumber",
        "MaxNative", "MaxNumber", "Min", "MinMagnitude", "MinMagnitudeNumber", "MinNative", "MinNumber", "MultiplyAddEstimate", "RadiansToDegrees", "Round", "Sin", "Truncate",
    ];

    private static readonly Dictionary<string, string> Comparisons = new()
    {
        ["Equals"] = Ops.Equal, ["LessThan"] = Ops.Less, ["LessThanOrEqual"] = Ops.LessOrEqual, ["GreaterThan"] = Ops.Greater, ["GreaterThanOrEqual"] = Ops.GreaterOrEqual,
    };

    static VectorFunctions()
    {
        foreach (string name in SameName) Functions.Add(name, name);
    }

    /// <summary>All ops that there are methods of vectors for.</summary>
    public static IEnumerable<string> All => Functions.Values.Distinct();

    /// <summary>The op of a method that takes vectors only; null if there is none.</summary>
    public static string? Find(string method, int arity) =>
        Functions.TryGetValue(method, out string? op) && BuiltInRules.Table.Find(op, arity) is not null ? op : null;

    public static string? Comparison(string method) => Comparisons.TryGetValue(method, out string? op) ? op : null;

    /// <summary>The method that compares; null where C# has none, for <c>ne</c>.</summary>
    public static string? Method(string comparison) => Comparisons.FirstOrDefault(pair => pair.Value == comparison).Key;
}
