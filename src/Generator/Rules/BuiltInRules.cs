using System.Reflection;

namespace SourceAutodiff.Generator.Rules;

/// <summary>The table that comes with the generator: the text of the runtime's rules, embedded, parsed once in a process.</summary>
internal static class BuiltInRules
{
    private static readonly Lazy<(RuleTable Table, IReadOnlyList<string> Errors)> Parsed = new(Parse);

    public static RuleTable Table => Parsed.Value.Table;

    /// <summary>The rows that could not be read, which the table lacks. A test holds that there are none.</summary>
    public static IReadOnlyList<string> Errors => Parsed.Value.Errors;

    private static (RuleTable Table, IReadOnlyList<string> Errors) Parse()
    {
        Assembly assembly = typeof(BuiltInRules).Assembly;
        var texts = new List<string>();
        foreach (string name in assembly.GetManifestResourceNames().Where(name => name.StartsWith("Rules/", StringComparison.Ordinal)).OrderBy(name => name, StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            texts.Add(reader.ReadToEnd());
        }

        var errors = new List<string>();
        return (new RuleTable(RuleParser.Parse(texts, errors)), errors);
    }
}
