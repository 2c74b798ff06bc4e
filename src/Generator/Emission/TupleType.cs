namespace SourceAutodiff.Generator.Emission;

/// <summary>What a member returns: nothing, one thing, or a named tuple.</summary>
internal sealed class TupleType
{
    private static readonly HashSet<string> Reserved = ["CompareTo", "Deconstruct", "Equals", "GetHashCode", "Rest", "ToString"];

    private readonly NameScope _names = new();

    public TupleType()
    {
        foreach (string name in Reserved) _names.Reserve(name);
    }

    public List<(string TypeText, string Name)> Elements { get; } = [];

    /// <summary>Adds an element; the name it gets may differ from the one wanted.</summary>
    public void Add(string typeText, string name, string nameIfTaken)
    {
        bool isTaken = _names.IsTaken(name) || IsPosition(name);
        Elements.Add((typeText, _names.Take(isTaken ? nameIfTaken : name)));
    }

    public override string ToString() => Elements.Count switch
    {
        0 => "void",
        1 => Elements[0].TypeText,
        _ => $"({string.Join(", ", Elements.Select(element => $"{element.TypeText} {NameScope.Escape(element.Name)}"))})",
    };

    /// <summary>The value of such a type.</summary>
    public static string Value(IReadOnlyList<string> values) => values.Count == 1 ? values[0] : $"({string.Join(", ", values)})";

    /// <summary><c>Item2</c> and the like mean a place.</summary>
    private static bool IsPosition(string name) => name.StartsWith("Item", StringComparison.Ordinal) && name.Length > 4 && name.Skip(4).All(char.IsDigit);
}
