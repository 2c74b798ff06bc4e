using Microsoft.CodeAnalysis;

namespace SourceAutodiff.Generator.Diagnostics;

/// <summary>The user's code as it is named in messages: on one line, and cut off where it is long.</summary>
internal static class Excerpt
{
    private const int Longest = 60;

    public static string Of(IOperation operation) => Of(operation.Syntax);

    public static string Of(SyntaxNode syntax, int longest = Longest)
    {
        string text = string.Join(" ", syntax.ToString().Split([' ', '\r', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries));
        return text.Length <= longest ? text : text.Substring(0, longest - 1) + "…";
    }
}
