using System.Text.RegularExpressions;

namespace SourceAutodiff.Generator.Tests.Docs;

public class LinkTests
{
    public static TheoryData<string> AllPages => [.. Pages.All()];

    [Theory]
    [MemberData(nameof(AllPages))]
    public void Relative_links_lead_to_files_and_headings(string page)
    {
        foreach (string link in Links(page))
        {
            string[] parts = link.Split('#', 2);
            string target = parts[0].Length == 0 ? page : Path.Combine(Path.GetDirectoryName(page)!, parts[0]);
            string path = Pages.FullPath(target);
            Assert.True(File.Exists(path) || Directory.Exists(path), $"{page}: '{link}' leads nowhere");
            if (parts.Length == 2) Assert.True(Anchors(target).Contains(parts[1]), $"{page}: there is no heading for '{link}'");
        }
    }

    [Fact]
    public void Links_are_found() => Assert.NotEmpty(Pages.All().SelectMany(Links));

    private static IEnumerable<string> Links(string page) =>
        from Match match in Regex.Matches(WithoutCode(Pages.Read(page)), @"\]\(([^)\s]+)\)")
        let link = match.Groups[1].Value
        where !Regex.IsMatch(link, "^[a-z]+:")
        select link;

    /// <summary>Headings as links name them: lower case, hyphens for spaces, no punctuation.</summary>
    private static IEnumerable<string> Anchors(string page) =>
        from Match match in Regex.Matches(WithoutCode(Pages.Read(page)), "^#+ (.+)$", RegexOptions.Multiline)
        select Regex.Replace(match.Groups[1].Value.ToLowerInvariant(), @"[^\w\- ]", "").Replace(' ', '-');

    private static string WithoutCode(string text) =>
        Regex.Replace(Regex.Replace(text, "^```.*?^```$", "", RegexOptions.Multiline | RegexOptions.Singleline), "`[^`\n]*`", match => match.Value.Trim('`').Replace("](", ""));
}
