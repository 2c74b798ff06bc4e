using System.Text;

namespace SourceAutodiff.Fuzz.Tests.Writing;

/// <summary>Statements (or members) that can be left out one by one, which is what a failing program is shrunk by.</summary>
internal sealed record Block(List<Statement> Statements)
{
    public Block()
        : this([])
    {
    }

    public void Add(params object[] parts) => Statements.Add(new Statement(parts));

    public Block Copy() => new([.. Statements.Select(statement => statement with { Parts = [.. statement.Parts.Select(part => part is Block block ? block.Copy() : part)] })]);

    public override string ToString()
    {
        var text = new StringBuilder();
        Print(text, 0);
        return text.ToString();
    }

    public void Print(StringBuilder text, int indent)
    {
        foreach (Statement statement in Statements)
        {
            foreach (object part in statement.Parts)
            {
                if (part is Block block)
                {
                    text.Append(' ', indent * 4).Append("{\n");
                    block.Print(text, indent + 1);
                    text.Append(' ', indent * 4).Append("}\n");
                    continue;
                }

                foreach (string line in ((string)part).Split('\n')) text.Append(' ', line.Length == 0 ? 0 : indent * 4).Append(line).Append('\n');
            }
        }
    }
}

/// <param name="Parts">Lines of text and blocks in braces, in turn.</param>
/// <param name="IsNeeded">Without it the program may not come to an end.</param>
internal sealed record Statement(IReadOnlyList<object> Parts, bool IsNeeded = false);
