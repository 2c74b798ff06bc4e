using System.Security.Cryptography;
using System.Text;

namespace SourceAutodiff.Generator.Lowering;

/// <summary>Long enough a hash that two different texts never meet.</summary>
internal static class TextHash
{
    public static string Of(string text)
    {
        using var sha = SHA256.Create();
        return System.Convert.ToBase64String(sha.ComputeHash(Encoding.UTF8.GetBytes(text)));
    }
}
