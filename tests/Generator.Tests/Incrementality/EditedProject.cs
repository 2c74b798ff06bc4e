using System.Collections.Immutable;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace SourceAutodiff.Generator.Tests.Incrementality;

/// <summary>A project in an editor: files change, the generator runs again, and tells what it did again.</summary>
internal sealed class EditedProject
{
    public static readonly ImmutableArray<MetadataReference> References =
        [.. Net100.References.All, MetadataReference.CreateFromFile(typeof(DifferentiableAttribute).Assembly.Location)];

    private static readonly CSharpCompilationOptions s_options = new(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true);
    private static int s_last;

    private GeneratorDriver _driver;

    /// <summary>No two projects have the same name: what is remembered of one is of no use to another.</summary>
    public EditedProject(IEnumerable<(string Name, string Text)> files, Func<IIncrementalGenerator>? generator = null)
    {
        ParseOptions = new CSharpParseOptions(LanguageVersion.Preview);
        Compilation = CSharpCompilation.Create(
            $"Edited{Interlocked.Increment(ref s_last)}", files.Select(file => CSharpSyntaxTree.ParseText(file.Text, ParseOptions, file.Name)), References, s_options);
        _driver = CSharpGeneratorDriver.Create(
            [(generator?.Invoke() ?? new DifferentiableGenerator()).AsSourceGenerator()],
            parseOptions: ParseOptions,
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
    }

    public CSharpParseOptions ParseOptions { get; private set; }

    public CSharpCompilation Compilation { get; set; }

    public string Text(string file) => Tree(file).ToString();

    public GeneratorRunResult Run()
    {
        _driver = _driver.RunGenerators(Compilation);
        return _driver.GetRunResult().Results.Single();
    }

    /// <summary>As in an editor: the new tree is parsed from the old one.</summary>
    public void Edit(string file, string old, string replacement)
    {
        SyntaxTree tree = Tree(file);
        SourceText text = tree.GetText();
        int start = text.ToString().IndexOf(old, StringComparison.Ordinal);
        Assert.True(start >= 0, $"'{old}' is not in {file}");
        SourceText changed = text.WithChanges(new TextChange(new TextSpan(start, old.Length), replacement));
        Compilation = Compilation.ReplaceSyntaxTree(tree, tree.WithChangedText(changed));
    }

    public void Add(string file, string text) => Compilation = Compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText(text, ParseOptions, file));

    public void Remove(string file) => Compilation = Compilation.RemoveSyntaxTrees(Tree(file));

    public void Reparse(Func<CSharpParseOptions, CSharpParseOptions> change)
    {
        ParseOptions = change(ParseOptions);
        _driver = _driver.WithUpdatedParseOptions(ParseOptions);
        foreach (SyntaxTree tree in Compilation.SyntaxTrees)
            Compilation = Compilation.ReplaceSyntaxTree(tree, CSharpSyntaxTree.ParseText(tree.GetText(), ParseOptions, tree.FilePath));
    }

    /// <summary>What a generator says that sees the project as it is now for the first time.</summary>
    public Dictionary<string, string> RunAfresh()
    {
        var fresh = new EditedProject(Compilation.SyntaxTrees.Select(tree => (tree.FilePath, tree.ToString())));
        fresh.Reparse(_ => ParseOptions);
        fresh.Compilation = fresh.Compilation.WithReferences(Compilation.References).WithOptions(Compilation.Options);
        return Sources(fresh.Run());
    }

    public static Dictionary<string, string> Sources(GeneratorRunResult result) =>
        result.GeneratedSources.ToDictionary(source => source.HintName, source => source.SourceText.ToString());

    /// <summary>The reasons of all outputs of a step, and how many there are of each.</summary>
    public static Dictionary<IncrementalStepRunReason, int> Reasons(GeneratorRunResult result, string step) =>
        result.TrackedSteps.TryGetValue(step, out ImmutableArray<IncrementalGeneratorRunStep> runs)
            ? runs.SelectMany(run => run.Outputs).GroupBy(output => output.Reason).ToDictionary(group => group.Key, group => group.Count())
            : [];

    private SyntaxTree Tree(string file) => Compilation.SyntaxTrees.Single(tree => tree.FilePath == file);
}
