using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace SourceAutodiff.CodeFixes.Editing;

/// <summary>Literals in floating point.</summary>
internal static class Numbers
{
    /// <summary>A whole number, written as it was with what makes it a floating-point number.</summary>
    public static SyntaxToken Real(string text, long value, bool isSingle)
    {
        // Hexadecimal digits include the suffix.
        text = text.TrimEnd('l', 'L', 'u', 'U');
        if (text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) || text.StartsWith("0b", StringComparison.OrdinalIgnoreCase)) text = value.ToString(CultureInfo.InvariantCulture);
        return SyntaxFactory.ParseToken(text + (isSingle ? "f" : ".0"));
    }
}
