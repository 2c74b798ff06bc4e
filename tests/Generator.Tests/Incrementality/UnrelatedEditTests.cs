using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace SourceAutodiff.Generator.Tests.Incrementality;

/// <summary>An edit that changes no program runs the front end where it must, and no stage after it.</summary>
public class UnrelatedEditTests
{
    private static readonly Dictionary<string, Action<EditedProject>> s_edits = new()
    {
        ["body of a method that is not called"] = project => project.Edit("Alone.cs", "x - 1", "x - 2"),
        ["comment"] = project => project.Edit("Alone.cs", "// About Alone.", "// Still about Alone."),
        ["comment in the body"] = project => project.Edit("Alone.cs", "return x * x", "/* so */ return x * x"),
        ["white space above"] = project => project.Edit("Alone.cs", "    // About", "\n\n    // About"),
        ["white space in the body"] = project => project.Edit("Alone.cs", "x * x", "x   *\n x"),
        ["new file"] = project => project.Add("New.cs", "namespace Sample; public static class New { public static int One => 1; }"),
        ["new member beside"] = project => project.Edit("Alone.cs", "public static double Unrelated", "public static int Zero() => 0; public static double Unrelated"),
        ["method moves to another file"] = project =>
        {
            const string square = "private static double Square(double x) => x * x;";
            project.Edit("Near.cs", square, "");
            project.Edit("Constants.cs", "public const", square + " public const");
        },
        ["nullable context"] = project => project.Compilation = project.Compilation.WithOptions(project.Compilation.Options.WithNullableContextOptions(NullableContextOptions.Enable)),
        ["file is removed"] = project =>
        {
            project.Add("Gone.cs", "public class Gone;");
            project.Run();
            project.Remove("Gone.cs");
        },
    };

    public static TheoryData<string> Edits => [.. s_edits.Keys];

    [Theory]
    [MemberData(nameof(Edits))]
    public void Nothing_is_generated_again(string edit)
    {
        var project = new EditedProject(SampleProject.Files);
        GeneratorRunResult before = project.Run();
        s_edits[edit](project);
        GeneratorRunResult after = project.Run();

        Assert.Equal(3, before.GeneratedSources.Length);
        Assert.Equal(EditedProject.Sources(before), EditedProject.Sources(after));
        Assert.Equal(project.RunAfresh(), EditedProject.Sources(after));
        Assert.All(EditedProject.Reasons(after, DifferentiableGenerator.ProgramStep).Keys, reason => Assert.True(reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged, $"{reason}"));
        Assert.Equal([new(IncrementalStepRunReason.Cached, 3)], EditedProject.Reasons(after, DifferentiableGenerator.SourceStep));
    }

    [Fact]
    public void An_annotated_method_can_move_within_its_file()
    {
        var project = new EditedProject(SampleProject.Files);
        project.Run();
        const string unrelated = "public static double Unrelated(double x) { return x - 1; }";
        project.Edit("Alone.cs", unrelated, "");
        project.Edit("Alone.cs", "// About Alone.", unrelated);
        Assert.Equal([new(IncrementalStepRunReason.Cached, 3)], EditedProject.Reasons(project.Run(), DifferentiableGenerator.SourceStep));
    }
}
