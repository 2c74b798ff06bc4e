using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using SourceAutodiff.CodeFixes.Editing;
using SourceAutodiff.Generator.Diagnostics;

namespace SourceAutodiff.Analyzers.Tests;

/// <summary>Every diagnostic is raised by a test, and has a code fix that its page names, or a page that says why there can be none.</summary>
public class FixCoverageTests
{
    private static readonly FixBase[] s_fixes =
    [
        .. typeof(FixBase).Assembly.GetTypes().Where(type => type.GetCustomAttribute<ExportCodeFixProviderAttribute>() is not null).Select(type => (FixBase)Activator.CreateInstance(type)!),
    ];

    private static readonly string s_tests = string.Concat(Directory.GetFiles(Folder("."), "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText));

    public static TheoryData<string> Ids => [.. Descriptors.All.Select(descriptor => descriptor.Id)];

    public static TheoryData<string> Fixes => [.. s_fixes.Select(fix => fix.GetType().Name)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_page_names_the_code_fixes_or_says_why_there_is_none(string id)
    {
        string page = File.ReadAllText(Path.Combine(Folder("../../docs/diagnostics"), id + ".md"));
        FixBase[] fixes = [.. s_fixes.Where(fix => fix.FixableDiagnosticIds.Contains(id))];
        Assert.All(fixes, fix => Assert.True(fix.Titles.Any(title => page.Contains($"code fix *{title}* ", StringComparison.Ordinal)), $"{id}.md does not name the code fix *{fix.Titles[0]}*."));
        Assert.Equal(fixes.Length == 0, page.Contains("There is no code fix: ", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_page_names_no_code_fix_that_does_not_exist(string id)
    {
        string page = File.ReadAllText(Path.Combine(Folder("../../docs/diagnostics"), id + ".md"));
        string[] titles = [.. s_fixes.Where(fix => fix.FixableDiagnosticIds.Contains(id)).SelectMany(fix => fix.Titles)];
        Assert.All(page.Split("code fix *").Skip(1), named => Assert.Contains(named.Split('*')[0], titles));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_test_raises_it(string id)
    {
        // No known source makes SourceAutodiff fail.
        if (id != Descriptors.InternalError.Id) Assert.Contains($"{{|{id}:", s_tests, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Fixes))]
    public void A_test_uses_the_fix_and_another_one_shows_where_it_is_not_offered(string name)
    {
        Assert.Contains($".Fix<{name}>(", s_tests, StringComparison.Ordinal);
        Assert.True(s_tests.Contains($"NoFix<{name}>(", StringComparison.Ordinal) || AlwaysHelps(name), $"No test shows where {name} is not offered.");
    }

    [Fact]
    public void Every_title_and_every_key_belongs_to_one_fix()
    {
        Assert.NotEmpty(s_fixes);
        Assert.Equal(s_fixes.SelectMany(fix => fix.Titles), s_fixes.SelectMany(fix => fix.Titles).Distinct());
        Assert.Equal(s_fixes.Select(fix => fix.GetType().Name), s_fixes.Select(fix => fix.GetType().Name).Distinct());
    }

    /// <summary>Wherever their diagnostics are reported.</summary>
    private static bool AlwaysHelps(string name) => name is "MakePartialFix" or "NoGradientFix";

    private static string Folder(string path, [CallerFilePath] string thisFile = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, path));
}
