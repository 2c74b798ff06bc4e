using System.Globalization;
using System.Text;
using SourceAutodiff.Rules.Tests.Helpers;
using SourceAutodiff.Rules.Tests.Tensors;

namespace SourceAutodiff.Rules.Tests;

/// <summary>docs/ops.md is made from the table and from the operations of the golden data. <c>SAD_ACCEPT=1</c> writes it.</summary>
public class DocumentationTests
{
    [Fact]
    public void The_table_in_the_docs_is_current()
    {
        string path = Path.Combine(RepositoryRoot(), "docs", "ops.md");
        string expected = Write();
        if (Environment.GetEnvironmentVariable("SAD_ACCEPT") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, expected);
        }

        Assert.Equal(expected, File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : "");
    }

    private static string Write()
    {
        var text = new StringBuilder();
        text.Append("# Differentiable functions\n\n");
        text.Append("Made from `src/Runtime/Rules`, and for [tensors](#operations-on-tensors) from `tests/Golden`, by a test; run the tests with `SAD_ACCEPT=1` after a change there.\n\n");
        text.Append("A row holds for `System.Math`, `System.MathF`, the static methods of `double` and `float`, and generic math (`T.Sin` with `T : IFloatingPointIeee754<T>`).\n");
        text.Append("Those under *Special* and *Activation* are of `SourceAutodiff.SpecialFunctions`, for every such `T`.\n");
        text.Append("The partials are as the table has them: one for each real argument, in order. *Sampled* is where tests compare them with central differences.\n");
        text.Append("`→ y` gives the function's result a name; `Ln2`, `RootTwoPi` and their like are constants: ln 2, √(2π).\n");
        text.Append("Where a function has no derivative, the rule gives what PyTorch gives for the function of the same meaning.\n");
        foreach (IGrouping<string, TableRow> category in TableRow.All.GroupBy(row => row.Category))
        {
            text.Append(CultureInfo.InvariantCulture, $"\n## {Words(category.Key)}\n\n| function | partials | sampled | where there is no derivative |\n|---|---|---|---|\n");
            foreach (TableRow row in category)
            {
                string kinks = string.Join("; ", row.Kinks.Select(kink => $"{(double.TryParse(kink.Where, CultureInfo.InvariantCulture, out _) ? $"{row.Arguments[0].Name} = " : "")}{kink.Where}: {kink.Convention}"));
                string partials = row.Rule.Text.Replace("|", "\\|", StringComparison.Ordinal);
                text.Append(CultureInfo.InvariantCulture, $"| `{Heading(row)}` | `{partials}` | {Domain(row)} | {kinks} |\n");
            }
        }

        OperationTable.Write(text, RepositoryRoot());
        return text.ToString();
    }

    private static string Heading(TableRow row)
    {
        IEnumerable<string?> names = row.Arguments.Select(argument => argument.Name);
        string result = row.Rule.UsesResult ? $" → {row.Rule.Partials.Parameters[row.Rule.Arity].Value.Name}" : "";
        return row.Operator is null ? $"{(row.Op == "RoundMidpoint" ? "Round" : row.Op)}({string.Join(", ", names)}){result}"
            : row.Arguments.Count == 1 ? row.Operator + row.Arguments[0].Name + result
            : string.Join($" {row.Operator} ", names) + result;
    }

    private static string Domain(TableRow row)
    {
        string[] domains = [.. row.Arguments.Select((_, i) => string.Create(CultureInfo.InvariantCulture, $"[{row.Domain(i).Low}, {row.Domain(i).High}]"))];
        return domains.Distinct().Count() == 1 ? domains[0] : string.Join(" × ", domains);
    }

    private static string Words(string name) => string.Concat(name.Select((letter, i) => i > 0 && char.IsUpper(letter) ? " " + char.ToLowerInvariant(letter) : letter.ToString()));

    private static string RepositoryRoot()
    {
        string directory = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(directory, "SourceAutodiff.sln"))) directory = Path.GetDirectoryName(directory.TrimEnd(Path.DirectorySeparatorChar))!;
        return directory;
    }
}
