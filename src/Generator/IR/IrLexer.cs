using System.Text.RegularExpressions;

namespace SourceAutodiff.Generator.IR;

/// <summary>Splits the IR's text form into words, numbers, quoted names, notes and punctuation.</summary>
internal sealed class IrLexer
{
    private static readonly Regex s_token = new(
        @"\s*(?:(?<note>//[^\n]*)|""(?<quoted>([^""\\]|\\.)*)""|(?<word>[\p{L}_][\p{L}\p{Nd}_]*(\.\d+)?)|(?<number>0x[0-9A-F]+|-?(\d+(\.\d+)?([eE][+-]?\d+)?|Infinity))|(?<mark>->|\.\.|[^\s]))",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture);

    private readonly List<(string Text, bool IsNumber, bool IsNote, int End)> _tokens = [];
    private readonly string _source;
    private int _next;

    public IrLexer(string source)
    {
        _source = source.TrimEnd();
        for (int position = 0; position < _source.Length;)
        {
            Match match = s_token.Match(_source, position);
            if (match.Groups["note"].Success) Add(match.Groups["note"].Value.Substring(2).Trim(), isNote: true);
            else if (match.Groups["quoted"].Success) Add(IrText.Unquote(match.Groups["quoted"].Value));
            else if (match.Groups["number"].Success) Add(match.Groups["number"].Value, isNumber: true);
            else Add(match.Value.Trim());
            position = match.Index + match.Length;

            void Add(string text, bool isNumber = false, bool isNote = false) => _tokens.Add((text, isNumber, isNote, match.Index + match.Length));
        }
    }

    public bool AtEnd => _next == _tokens.Count;

    public bool IsNumber => !AtEnd && _tokens[_next].IsNumber;

    public string Peek(int ahead = 0) => _next + ahead < _tokens.Count ? _tokens[_next + ahead].Text : "";

    public string Next()
    {
        if (AtEnd) throw Error("unexpected end");
        return _tokens[_next++].Text;
    }

    public bool Accept(string text)
    {
        if (AtEnd || _tokens[_next].IsNote || Peek() != text) return false;
        _next++;
        return true;
    }

    public void Expect(string text)
    {
        if (!Accept(text)) throw Error($"expected '{text}', found '{Peek()}'");
    }

    public string? AcceptNote() => !AtEnd && _tokens[_next].IsNote ? Next() : null;

    public FormatException Error(string message)
    {
        int position = _next == 0 ? 0 : _tokens[_next - 1].End;
        int line = _source.Take(position).Count(c => c == '\n') + 1;
        return new FormatException($"IR text, line {line}: {message}.");
    }
}
