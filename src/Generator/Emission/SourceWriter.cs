using System.Text;

namespace SourceAutodiff.Generator.Emission;

/// <summary>Lines of C# with the current indentation.</summary>
internal sealed class SourceWriter
{
    private readonly List<string> _lines = [];
    private readonly SortedSet<string> _suppressed = new(StringComparer.Ordinal);
    private int _depth;

    public IReadOnlyList<string> Lines => _lines;

    /// <summary>Whether the project the lines are for checks arithmetic for overflow.</summary>
    public bool ChecksOverflow { get; init; }

    /// <summary>Compiler warnings that the lines would raise.</summary>
    public IReadOnlyCollection<string> Suppressed => _suppressed;

    public void Suppress(string warning) => _suppressed.Add(warning);

    public void Line(string text)
    {
        foreach (string line in text.Split('\n')) _lines.Add(line.Length == 0 ? "" : new string(' ', 4 * _depth) + line);
    }

    /// <summary>An empty line, unless there is nothing to be set apart from.</summary>
    public void Blank()
    {
        if (_lines.Count > 0 && _lines[_lines.Count - 1] is not ("" or "{") && !_lines[_lines.Count - 1].EndsWith("{", StringComparison.Ordinal)) _lines.Add("");
    }

    public void Open(string header)
    {
        Line(header);
        Open();
    }

    public void Open()
    {
        Line("{");
        _depth++;
    }

    /// <summary>The body of a method, in which arithmetic wraps around as the IR's does.</summary>
    public void OpenBody()
    {
        Open();
        if (ChecksOverflow) Open("unchecked");
    }

    public void CloseBody()
    {
        if (ChecksOverflow) Close();
        Close();
    }

    public void Close(string after = "")
    {
        _depth--;
        Line("}" + after);
    }

    public void Rewrite(Func<string, string> line)
    {
        for (int i = 0; i < _lines.Count; i++) _lines[i] = line(_lines[i]);
    }

    /// <summary>Lines written elsewhere, indented as the lines here.</summary>
    public void Append(SourceWriter other)
    {
        foreach (string line in other._lines) Line(line);
    }

    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (string line in _lines) text.Append(line).Append('\n');
        return text.ToString();
    }
}
