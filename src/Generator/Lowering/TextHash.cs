using System.Security.Cryptography;
using System.Text;

namespace SourceAutodiff.Generator.Lowering;

/// <summary>Long enough a hash that two different texts never meet.</summary>
internal static class TextHash
{
    [ThreadStatic]
    private static SHA256? _sha;

    public static string Of(string text)
    {
        _sha ??= SHA256.Create();
        return System.Convert.ToBase64String(_sha.ComputeHash(Encoding.UTF8.GetBytes(text)));
    }
}
