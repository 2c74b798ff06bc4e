using System.Text;

namespace SourceAutodiff.Generator.Emission;

/// <summary>Makes names that are valid C# and distinct.</summary>
internal sealed class NameScope(NameScope? around = null)
{
    private static readonly HashSet<string> Keywords =
    [
        .. """
            abstract as base bool break byte case catch char checked class const continue decimal default delegate do double else enum event explicit
            extern false field finally fixed float for foreach goto if implicit in int interface internal is lock long namespace new null object operator
            out override params private protected public readonly ref return sbyte sealed short sizeof stackalloc static string struct switch this throw
            true try typeof uint ulong unchecked unsafe ushort using virtual void volatile while await
            """.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries),
    ];

    private readonly HashSet<string> _taken = [];

    public bool IsTaken(string name) => _taken.Contains(name) || around?.IsTaken(name) == true;

    public void Reserve(string name) => _taken.Add(name);

    /// <summary>The name wanted, with a number if it is taken. Without <c>@</c>: see <see cref="Escape"/>.</summary>
    public string Take(string wanted)
    {
        string name = Distinct(wanted, IsTaken);
        _taken.Add(name);
        return name;
    }

    public static string Distinct(string wanted, Func<string, bool> isTaken)
    {
        string identifier = Identifier(wanted);
        if (!isTaken(identifier)) return identifier;
        string stem = char.IsDigit(identifier[identifier.Length - 1]) ? identifier + "_" : identifier;
        for (int number = 2; ; number++)
        {
            if (!isTaken(stem + number)) return stem + number;
        }
    }

    /// <summary>As it must be written where it is a C# keyword.</summary>
    public static string Escape(string name) => Keywords.Contains(name) ? "@" + name : name;

    public static string Pascal(string name) => name.Length == 0 ? name : char.ToUpperInvariant(name[0]) + name.Substring(1);

    private static string Identifier(string wanted)
    {
        var text = new StringBuilder();
        foreach (char c in wanted)
        {
            if (char.IsLetterOrDigit(c) || c == '_') text.Append(c);
        }

        if (text.Length == 0 || char.IsDigit(text[0])) text.Insert(0, 'v');
        return text.ToString();
    }
}
