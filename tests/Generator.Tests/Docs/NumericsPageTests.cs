using System.Text;
using SourceAutodiff.Generator.Rules.Structs;

namespace SourceAutodiff.Generator.Tests.Docs;

/// <summary>The list in docs/numerics.md is made from the table. <c>SAD_ACCEPT=1</c> writes it.</summary>
public class NumericsPageTests
{
    private const string Start = "<!-- members -->\n";

    [Fact]
    public void The_list_of_members_is_current()
    {
        string path = Pages.FullPath("docs/numerics.md");
        string text = File.ReadAllText(path).ReplaceLineEndings("\n");
        int start = text.IndexOf(Start, StringComparison.Ordinal) + Start.Length;
        if (Environment.GetEnvironmentVariable("SAD_ACCEPT") == "1") File.WriteAllText(path, text[..start] + Members());
        Assert.Equal(Members(), File.ReadAllText(path).ReplaceLineEndings("\n")[start..]);
    }

    private static string Members()
    {
        var text = new StringBuilder("\n| type | members |\n|---|---|\n");
        foreach (IGrouping<string, string> type in StructFunctions.All.Select(function => function.Signature).Where(signature => signature.EndsWith(')')).GroupBy(signature => signature.Split('.')[0]))
        {
            IEnumerable<string> members = type.Select(Display).Distinct().OrderBy(member => char.IsLetter(member[0]) ? 1 : 0).ThenBy(member => member, StringComparer.Ordinal);
            text.Append($"| `{type.Key}` | {string.Join(", ", members.Select(member => $"`{member}`"))} |\n");
        }

        return text.ToString();
    }

    private static string Display(string signature)
    {
        string name = signature[(signature.IndexOf('.') + 1)..signature.IndexOf('(')];
        return name switch
        {
            ".ctor" => "new",
            "op_Addition" => "+",
            "op_Subtraction" or "op_UnaryNegation" => "-",
            "op_Multiply" => "*",
            "op_Division" => "/",
            "op_Equality" => "==",
            "op_Inequality" => "!=",
            "op_Implicit" => "conversions from numbers",
            _ => name.StartsWith("get_", StringComparison.Ordinal) ? name[4..] : name,
        };
    }
}
