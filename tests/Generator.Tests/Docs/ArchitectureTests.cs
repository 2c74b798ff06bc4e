using Microsoft.CodeAnalysis;
using SourceAutodiff.Generator.Differentiation;
using SourceAutodiff.Generator.IR;
using SourceAutodiff.Generator.Lowering;
using SourceAutodiff.Generator.Parsing;
using SourceAutodiff.Generator.Rules;
using SourceAutodiff.Generator.Simplification;

namespace SourceAutodiff.Generator.Tests.Docs;

/// <summary>
/// docs/architecture.md shows one method after each stage. What stands there between <c>&lt;!-- dump NAME --&gt;</c> and <c>&lt;!-- end --&gt;</c> is what
/// the stages really give; <c>SAD_ACCEPT=1</c> writes it.
/// </summary>
public class ArchitectureTests
{
    private const string Page = "docs/architecture.md";

    private const string Source = """
        [Differentiable]
        public static double Decay(ReadOnlySpan<double> x, double rate)
        {
            double s = 0, a = 1;
            for (int i = 0; i < x.Length; i++)
            {
                a = a * Math.Exp(-rate * x[i]);
                if (a < 1e-9) break;
                s += a;
            }

            return s;
        }

        """;

    [Fact]
    public void The_dumps_are_current()
    {
        string page = Pages.Read(Page);
        string current = page;
        foreach ((string name, string dump) in Dumps()) current = Replace(current, name, dump);
        if (System.Environment.GetEnvironmentVariable("SAD_ACCEPT") == "1") File.WriteAllText(Pages.FullPath(Page), current);
        else Assert.Equal(current, page);
    }

    private static string Replace(string page, string name, string dump)
    {
        string begin = $"<!-- dump {name} -->\n";
        int start = page.IndexOf(begin, StringComparison.Ordinal);
        Assert.True(start >= 0, $"{Page} has no place for the dump '{name}'");
        start += begin.Length;
        int end = page.IndexOf("<!-- end -->", start, StringComparison.Ordinal);
        return page[..start] + dump + page[end..];
    }

    private static IEnumerable<(string Name, string Dump)> Dumps()
    {
        Compilation compilation = DocumentedProgram.Compile(
            OutputKind.DynamicallyLinkedLibrary, $"using SourceAutodiff;\n\npublic static partial class Model\n{{\n{Source}}}\n");
        var method = (IMethodSymbol)compilation.GetSymbolsWithName("Decay").Single();
        DifferentiableProgram program = FrontEnd.Analyze(method, compilation, CancellationToken.None).Program!;
        Function simplified = Simplifier.Simplify(Inlining.Inline(program));
        var decisions = new DecisionTables(simplified, BuiltInRules.Table);

        yield return ("source", Fence("csharp", Source));
        yield return ("lowered", Fence("", IrPrinter.Print(program.Primal)));
        yield return ("simplified", Fence("", IrPrinter.Print(simplified)));
        yield return ("activity", decisions.Activity());
        yield return ("recording", decisions.Recording());
        yield return ("vjp", Fence("", IrPrinter.Print(Vjp.Transform(simplified, BuiltInRules.Table))));
        yield return ("emitted", Fence("csharp", Member(Pipeline.Run(program)!, "DecayValueAndGradient")));
    }

    private static string Fence(string language, string text) => $"```{language}\n{text}```\n";

    /// <summary>One member of the generated file, with its documentation, without the indentation.</summary>
    private static string Member(string file, string name)
    {
        string[] lines = file.Split('\n');
        int first = Array.FindIndex(lines, line => line.Contains(" static ", StringComparison.Ordinal) && line.Contains($" {name}(", StringComparison.Ordinal));
        int last = Array.FindIndex(lines, first, line => line == "    }");
        while (lines[first - 1].StartsWith("    /// ", StringComparison.Ordinal) || lines[first - 1].StartsWith("    [", StringComparison.Ordinal)) first--;
        return string.Concat(lines[first..(last + 1)].Select(line => (line.Length > 0 ? line[4..] : "") + "\n"));
    }
}
