using Microsoft.CodeAnalysis;

namespace SourceAutodiff.Generator.Tests.Incrementality;

public class FailureTests
{
    [Fact]
    public void A_stage_that_throws_costs_one_method_and_is_reported()
    {
        var project = new EditedProject(
            SampleProject.Files,
            () => new DifferentiableGenerator(program => program.Request.Name == "Near" ? throw new InvalidOperationException("broken stage") : Pipeline.Run(program)));
        GeneratorRunResult result = project.Run();

        Assert.Null(result.Exception);
        Assert.Equal(["Alone", "Far"], result.GeneratedSources.Select(source => SampleProject.Method(source.HintName)).Order());
        Diagnostic diagnostic = Assert.Single(result.Diagnostics);
        Assert.Equal("SAD9001", diagnostic.Id);
        Assert.Contains("Near", diagnostic.GetMessage());
        Assert.Contains("broken stage", diagnostic.GetMessage());
    }

    [Fact]
    public void A_method_that_stands_twice_costs_no_other()
    {
        var project = new EditedProject(SampleProject.Files);
        project.Run();
        project.Add("Copy.cs", """
            namespace Sample;
            public static partial class Models
            {
                [Differentiable] public static double Alone(double x, double y) => x;
                [Differentiable] public static double Alone(double x, int n) => x;
                [Differentiable] public static double Alone<T>(double x, double y) => x;
                [Differentiable] public static partial double Both(double x);
                [Differentiable] public static partial double Both(double x) => x;
                public static partial double Second(double x);
                [Differentiable] public static partial double Second(double x) => x;
            }
            """);
        GeneratorRunResult result = project.Run();

        Assert.Null(result.Exception);
        Assert.Empty(result.Diagnostics);
        Assert.Equal(
            ["Alone", "Alone", "Alone", "Both", "Far", "Near", "Second"],
            result.GeneratedSources.Select(source => SampleProject.Method(source.HintName)).Order());
        Assert.Equal(project.RunAfresh(), EditedProject.Sources(result));
    }
}
