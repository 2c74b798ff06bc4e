using System.Collections.Immutable;
using System.Numerics.Tensors;
using System.Reflection;
using System.Runtime.Loader;
using System.Text.RegularExpressions;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using SourceAutodiff.Analyzers;
using SourceAutodiff.Fuzz.Tests.Writing;
using SourceAutodiff.Generator;

namespace SourceAutodiff.Fuzz.Tests.Checking;

/// <summary>Many programs in one compilation, which is what makes them cheap: compiled with generator and analyzer, loaded, run, and unloaded.</summary>
internal sealed partial class Batch
{
    private static readonly MetadataReference[] s_references = [.. Net100.References.All, MetadataReference.CreateFromFile(typeof(DifferentiableAttribute).Assembly.Location), MetadataReference.CreateFromFile(typeof(TensorPrimitives).Assembly.Location)];
    private static readonly CSharpParseOptions s_parse = new(LanguageVersion.Preview, preprocessorSymbols: ["TRACE"]);
    private static readonly CSharpCompilationOptions s_options =
        new(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable, optimizationLevel: OptimizationLevel.Release);

    /// <summary>For one program. Most take milliseconds, a method of a large array some seconds.</summary>
    private static readonly TimeSpan s_time = TimeSpan.FromSeconds(60);

    private readonly IReadOnlyList<FuzzProgram> _programs;
    private readonly Dictionary<int, string> _failed = [];
    private readonly Dictionary<int, string> _notCSharp = [];
    private readonly Dictionary<int, List<Diagnostic>> _errors = [];
    private readonly Dictionary<int, string> _generated = [];
    private bool _crashed;

    private Batch(IReadOnlyList<FuzzProgram> programs) => _programs = programs;

    public static IReadOnlyList<Verdict> Run(IReadOnlyList<FuzzProgram> programs)
    {
        var batch = new Batch(programs);
        Assembly? assembly = batch.Compile(out AssemblyLoadContext context);

        // Who of them crashed the generator or the analyzer?
        if (batch._crashed && programs.Count > 1) return [.. programs.SelectMany(program => Run([program]))];
        IReadOnlyList<Verdict> verdicts = [.. programs.Select(program => batch.Judge(program, assembly))];
        context.Unload();
        return verdicts;
    }

    private Assembly? Compile(out AssemblyLoadContext context)
    {
        context = new AssemblyLoadContext("fuzz", isCollectible: true);
        var trees = _programs.ToDictionary(program => program.Seed, program => CSharpSyntaxTree.ParseText(program.Text, s_parse, program.ClassName + ".cs"));
        Compilation compilation = CSharpCompilation.Create("Fuzz" + _programs[0].Seed, trees.Values, s_references, s_options);
        foreach ((int seed, SyntaxTree tree) in trees.ToArray())
        {
            if (EndlessCalls.Find(tree, compilation) is not { } call) continue;
            _notCSharp.Add(seed, $"nothing ends the recursion through {call}");
            compilation = compilation.RemoveSyntaxTrees(tree);
        }

        GeneratorDriver driver = CSharpGeneratorDriver.Create([new DifferentiableGenerator().AsSourceGenerator()], parseOptions: s_parse);
        driver = driver.RunGeneratorsAndUpdateCompilation(compilation, out compilation, out ImmutableArray<Diagnostic> fromGenerator);
        SyntaxTree[] generated = [.. driver.GetRunResult().GeneratedTrees];
        foreach (SyntaxTree tree in generated) _generated[SeedOf(tree)] = _generated.GetValueOrDefault(SeedOf(tree)) + tree.ToString();

        ImmutableArray<Diagnostic> fromAnalyzer = compilation.WithAnalyzers([new DifferentiabilityAnalyzer()]).GetAnalyzerDiagnosticsAsync().GetAwaiter().GetResult();
        foreach (Diagnostic diagnostic in fromGenerator.Concat(fromAnalyzer))
        {
            if (!diagnostic.Id.StartsWith("SAD", StringComparison.Ordinal) || SeedOf(diagnostic) < 0)
            {
                _crashed = true;
                foreach (FuzzProgram program in _programs) _failed.TryAdd(program.Seed, diagnostic.ToString());
            }
            else if (diagnostic.Severity == DiagnosticSeverity.Error)
            {
                int seed = SeedOf(diagnostic);
                if (!_errors.TryGetValue(seed, out List<Diagnostic>? list)) _errors.Add(seed, list = []);
                list.Add(diagnostic);
                if (diagnostic.Id == "SAD9001") _failed.TryAdd(seed, diagnostic.ToString());
            }
        }

        if (_crashed) return null;

        // One that does not compile is taken out, for the others to go on.
        while (true)
        {
            using var stream = new MemoryStream();
            var emitted = compilation.Emit(stream);
            if (emitted.Success)
            {
                stream.Position = 0;
                return context.LoadFromStream(stream);
            }

            Diagnostic[] errors = [.. emitted.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)];
            SyntaxTree[] wrong = [.. compilation.SyntaxTrees.Where(tree => errors.Any(error => SeedOf(error) == SeedOf(tree)))];
            if (wrong.Length == 0)
            {
                _crashed = true;
                foreach (FuzzProgram program in _programs) _failed.TryAdd(program.Seed, errors[0].ToString());
                return null;
            }

            foreach (Diagnostic error in errors) (generated.Contains(error.Location.SourceTree) && !LacksContract(SeedOf(error)) ? _failed : _notCSharp).TryAdd(SeedOf(error), error.ToString());
            compilation = compilation.RemoveSyntaxTrees(wrong);
        }
    }

    /// <summary>Where a contract is rejected, what is generated for the other contracts of its type still calls its members; the rejection is the error that counts.</summary>
    private bool LacksContract(int seed) => _errors.ContainsKey(seed) && _programs.Any(program => program.Seed == seed && program.Features.Contains(Feature.Contracts));

    private Verdict Judge(FuzzProgram program, Assembly? assembly)
    {
        IReadOnlyList<string> ids = [.. _errors.GetValueOrDefault(program.Seed, []).Select(error => error.Id).Distinct()];
        string generated = _generated.GetValueOrDefault(program.Seed, "");
        Verdict Of(Outcome outcome, string detail) => new(program, outcome, detail, generated, ids);
        // A type lacks the members of a contract whose implementation was rejected.
        if (_notCSharp.TryGetValue(program.Seed, out string? error)) return ids.Count > 0 && !_failed.ContainsKey(program.Seed) ? Of(Outcome.Rejected, string.Join("\n", _errors[program.Seed])) : Of(Outcome.NotCSharp, error);
        if (_failed.TryGetValue(program.Seed, out error)) return Of(Outcome.Failed, error);
        if (assembly is null) return Of(Outcome.Failed, "there is no assembly");

        // Where the derivative of an implementation was rejected, that of what it overrides is found in its place; but that project does not build.
        if (ids.Count > 0 && program.Features.Contains(Feature.Contracts)) return Of(Outcome.Rejected, string.Join("\n", _errors[program.Seed]));
        var failures = new List<string>();
        try
        {
            if (!TimeLimit.Ends(s_time, () => ProgramCheck.Run(assembly.GetType("Fuzz." + program.ClassName)!, mayLack: ids.Count > 0, failures)))
            {
                return Of(Outcome.Failed, $"does not come to an end in {s_time.TotalSeconds} s of computing, or takes most of the memory");
            }
        }
        catch (Exception e)
        {
            // One program must not end the run of all.
            return Of(Outcome.Failed, $"threw {e}");
        }

        if (failures.Count > 0) return Of(Outcome.Failed, string.Join("\n", failures));
        return ids.Count > 0 ? Of(Outcome.Rejected, string.Join("\n", _errors[program.Seed])) : Of(Outcome.Agreed, "");
    }

    private static int SeedOf(Diagnostic diagnostic) =>
        diagnostic.Location.SourceTree is { } tree ? SeedOf(tree) : SeedOf(diagnostic.Location.GetLineSpan().Path + diagnostic);

    private static int SeedOf(SyntaxTree tree) => SeedOf(Path.GetFileName(tree.FilePath));

    private static int SeedOf(string text) => ClassNames().Match(text) is { Success: true } match ? int.Parse(match.Groups[1].Value) : -1;

    [GeneratedRegex(@"\bP(\d+)\b")]
    private static partial Regex ClassNames();
}
