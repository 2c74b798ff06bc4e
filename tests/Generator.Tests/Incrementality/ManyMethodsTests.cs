using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SourceAutodiff.Generator.Lowering;
using SourceAutodiff.Generator.Parsing;

namespace SourceAutodiff.Generator.Tests.Incrementality;

public class ManyMethodsTests
{
    private const int FileCount = 50;
    private const int MethodsPerFile = 20;

    [Fact]
    public void An_edit_to_one_of_a_thousand_methods_does_the_work_of_one()
    {
        var project = new EditedProject(Files());
        Assert.Equal(FileCount * MethodsPerFile, project.Run().GeneratedSources.Length);
        project.Edit("File7.cs", "x * 3", "x * 33");
        GeneratorRunResult result = project.Run();

        foreach (string step in (string[])[DifferentiableGenerator.ProgramStep, DifferentiableGenerator.SourceStep])
        {
            Dictionary<IncrementalStepRunReason, int> reasons = EditedProject.Reasons(result, step);
            Assert.Equal(1, reasons[IncrementalStepRunReason.Modified]);
            Assert.Equal(999, reasons.GetValueOrDefault(IncrementalStepRunReason.Cached) + reasons.GetValueOrDefault(IncrementalStepRunReason.Unchanged));
        }

        Assert.Equal(999, EditedProject.Reasons(result, DifferentiableGenerator.SourceStep)[IncrementalStepRunReason.Cached]);
    }

    [Fact]
    public void The_front_end_runs_for_what_has_changed_only()
    {
        var project = new EditedProject(Files());
        Assert.Equal(1000, Lowered(project.Compilation));
        Assert.Equal(0, Lowered(project.Compilation));
        project.Edit("File7.cs", "x * 3", "x * 33");
        Assert.Equal(1, Lowered(project.Compilation));
        project.Edit("File7.cs", "+ i", "+ 2 * i");
        Assert.Equal(MethodsPerFile, Lowered(project.Compilation));
        project.Edit("File7.cs", "+ 2 * i", "+ i");
        Assert.Equal(0, Lowered(project.Compilation));
        project.Edit("File7.cs", "// comment", "// remark");
        Assert.Equal(0, Lowered(project.Compilation));
        project.Edit("File7.cs", "static double Sum", "internal static double Sum");
        Assert.Equal(1000, Lowered(project.Compilation));
    }

    private static int Lowered(CSharpCompilation compilation)
    {
        int count = 0;
        foreach (SyntaxTree tree in compilation.SyntaxTrees)
        {
            SemanticModel model = compilation.GetSemanticModel(tree);
            foreach (MethodDeclarationSyntax syntax in tree.GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>())
            {
                IMethodSymbol method = model.GetDeclaredSymbol(syntax)!;
                if (KnownTypes.FindDifferentiable(method) is null) continue;
                Assert.NotNull(ProgramCache.Find(method, compilation, CancellationToken.None, out bool isFresh));
                if (isFresh) count++;
            }
        }

        return count;
    }

    /// <summary>Each method calls a helper of its own file.</summary>
    private static IEnumerable<(string Name, string Text)> Files() =>
        from file in Enumerable.Range(0, FileCount)
        let methods = Enumerable.Range(0, MethodsPerFile).Select(i => $"    [Differentiable] public static double F{i}(double x, double y) => Sum(x * {i}, y) * x;\n")
        select ($"File{file}.cs", $$"""
            using System;
            using SourceAutodiff;
            public static partial class C{{file}}
            {
                // comment
                static double Sum(double x, double y)
                {
                    double s = 0;
                    for (int i = 0; i < 3; i++) s += Math.Sin(x + i) * y;
                    return s;
                }
            {{string.Concat(methods)}}
            }
            """);
}
