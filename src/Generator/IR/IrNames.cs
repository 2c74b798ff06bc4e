using System.Text;

namespace SourceAutodiff.Generator.IR;

/// <summary>One distinct name for each value of a function: the hint itself, then <c>hint.1</c>, <c>hint.2</c>, … in program order.</summary>
internal sealed class IrNames
{
    private readonly Dictionary<int, string> _names = [];
    private readonly Dictionary<string, int> _taken = [];

    public IrNames(Function function) => IrWalk.ForEachDefinition(function.Body, Add);

    /// <summary>A value that is used but defined nowhere prints with a question mark, so that a broken function can still be shown.</summary>
    public string this[Value value] => _names.TryGetValue(value.Id, out string name) ? name : Clean(value.Name) + "?";

    private void Add(Value value)
    {
        if (_names.ContainsKey(value.Id)) return;
        string hint = Clean(value.Name);
        _taken.TryGetValue(hint, out int count);
        _taken[hint] = count + 1;
        _names.Add(value.Id, count == 0 ? hint : hint + "." + count);
    }

    private static string Clean(string hint)
    {
        var text = new StringBuilder();
        foreach (char c in hint) text.Append(char.IsLetterOrDigit(c) || c == '_' ? c : '_');
        if (text.Length == 0 || char.IsDigit(text[0])) text.Insert(0, '_');
        return text.ToString();
    }
}
