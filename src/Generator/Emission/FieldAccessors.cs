using System.Text.RegularExpressions;

namespace SourceAutodiff.Generator.Emission;

/// <summary>
/// Fields that generated code has to reach where C# forbids it: the gradient of a record's number has to be written, though only an initialiser may
/// set it. <c>UnsafeAccessor</c> is known to compilers ahead of time, no reflection takes place.
/// </summary>
internal static class FieldAccessors
{
    private static readonly Regex Token = new("⟦([^|⟧]*)\\|([^|⟧]*)\\|([^|⟧]*)\\|([^|⟧]*)⟧");

    /// <summary>Gives the accessors that the lines call their names, and declares them.</summary>
    public static void Declare(SourceWriter members, string prefix)
    {
        var names = new Dictionary<string, string>();
        var declarations = new List<string>();
        var scope = new NameScope();
        members.Rewrite(line => line.IndexOf('⟦') < 0 ? line : Token.Replace(line, Named));
        foreach (string declaration in declarations)
        {
            members.Blank();
            members.Line(declaration);
        }

        string Named(Match match)
        {
            if (names.TryGetValue(match.Value, out string known)) return known;
            string owner = match.Groups[1].Value, modifier = match.Groups[2].Value, type = match.Groups[3].Value, field = match.Groups[4].Value;
            string name = $"{prefix}__{scope.Take(field.TrimStart('<').Split('>')[0])}";
            names.Add(match.Value, name);
            declarations.Add(
                $"[global::System.Runtime.CompilerServices.UnsafeAccessor(global::System.Runtime.CompilerServices.UnsafeAccessorKind.Field, Name = \"{field}\")]\n"
                + $"private static extern ref {type} {name}({modifier}{owner} owner);");
            return name;
        }
    }
}
