using System.Runtime.CompilerServices;

namespace SourceAutodiff.Generator.Tests.Helpers;

/// <summary>
/// Compares text with the file <c>NAME.verified.EXTENSION</c> beside the test; a difference leaves <c>NAME.received.EXTENSION</c> there.
/// The environment variable <c>SAD_ACCEPT=1</c> accepts what was received. File names are those of the package Verify.
/// </summary>
internal static class Snapshot
{
    public static void Match(string actual, string name, string extension = "txt", [CallerFilePath] string testFile = "")
    {
        string stem = Path.Combine(Path.GetDirectoryName(testFile)!, name);
        string verified = $"{stem}.verified.{extension}";
        string received = $"{stem}.received.{extension}";
        actual = actual.Replace("\r\n", "\n");
        string expected = File.Exists(verified) ? File.ReadAllText(verified).Replace("\r\n", "\n") : "";
        if (actual == expected)
        {
            File.Delete(received);
            return;
        }

        if (Environment.GetEnvironmentVariable("SAD_ACCEPT") == "1")
        {
            File.Delete(received);
            File.WriteAllText(verified, actual);
            return;
        }

        File.WriteAllText(received, actual);
        Assert.Equal(expected, actual);
    }
}
