using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace SourceAutodiff.Runtime.Tests.Tensors;

/// <summary>Which rows of <c>Data/libtorch-semantics.md</c> a test is for: <c>"1-9, 12"</c>.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class, AllowMultiple = true)]
internal sealed class RowsAttribute(string rows) : Attribute
{
    public string Rows { get; } = rows;
}

/// <summary>The table of what libtorch answers.</summary>
internal static partial class SemanticsRows
{
    /// <summary>Number, statement and answer of each row.</summary>
    public static (int Number, string Statement, string Answer)[] All() =>
    [
        .. File.ReadLines(Path.Combine(Folder(), "Data", "libtorch-semantics.md")).Select(line => Row().Match(line)).Where(match => match.Success)
            .Select(match => (int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture), match.Groups[2].Value, match.Groups[3].Value)),
    ];

    public static IEnumerable<int> Numbers(string rows)
    {
        foreach (string part in rows.Split(','))
        {
            int[] ends = [.. part.Split('-').Select(end => int.Parse(end, CultureInfo.InvariantCulture))];
            for (int i = ends[0]; i <= ends[^1]; i++) yield return i;
        }
    }

    /// <summary>Those that tests of this project name.</summary>
    public static HashSet<int> Tested() =>
    [
        .. typeof(SemanticsRows).Assembly.GetTypes().SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Cast<MemberInfo>().Append(type))
            .SelectMany(member => member.GetCustomAttributes<RowsAttribute>(inherit: false)).SelectMany(attribute => Numbers(attribute.Rows)),
    ];

    /// <summary>Those that the page about differences has a line for: <c>| 237 | …</c>.</summary>
    public static HashSet<int> Explained() =>
    [
        .. File.ReadLines(Path.Combine(Folder(), "../../../docs/pytorch-differences.md")).Select(line => Explanation().Match(line)).Where(match => match.Success)
            .SelectMany(match => Numbers(match.Groups[1].Value)),
    ];

    private static string Folder([CallerFilePath] string thisFile = "") => Path.GetDirectoryName(thisFile)!;

    [GeneratedRegex(@"^\| (\d+) \| `(.*?)` \| (.*) \|$")]
    private static partial Regex Row();

    [GeneratedRegex(@"^\| ([\d, -]+) \|")]
    private static partial Regex Explanation();
}
