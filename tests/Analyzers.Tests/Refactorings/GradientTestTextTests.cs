using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SourceAutodiff.CodeFixes.Refactorings;

namespace SourceAutodiff.Analyzers.Tests.Refactorings;

/// <summary>What the tests look like, and which project they go to.</summary>
public sealed class GradientTestTextTests : IDisposable
{
    private const string Decay = """
        using System;
        using SourceAutodiff;

        namespace Lib;

        public static partial class Model
        {
            [Differentiable]
            public static double $$Decay(ReadOnlySpan<double> x, double rate)
            {
                double s = 0;
                foreach (double v in x) s += Math.Exp(-rate * v);
                return s;
            }
        }
        """;

    private static readonly MetadataReference s_xunit = MetadataReference.CreateFromFile(typeof(FactAttribute).Assembly.Location);

    private readonly AdhocWorkspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task A_gradient_is_checked_by_name() => Assert.Equal(
        """
        using Lib;
        using SourceAutodiff;
        using Xunit;

        namespace Lib_Tests;

        /// <summary>The derivatives of <c>Model.Decay</c> are those that finite differences give.</summary>
        public class DecayGradientTests
        {
            [Fact]
            public void GradientMatchesFiniteDifferences()
            {
                // The numbers are samples. Choose points of your own domain, away from kinks and poles.
                GradientCheck
                    .Input("x", new double[] { 0.7, 1.3, 0.4 })
                    .Input("rate", 1.1)
                    .Check(
                        a => Model.Decay(a.Buffer("x"), a.Scalar("rate")),
                        (a, grad) => grad.Scalar("rate") = Model.DecayGradient(a.Buffer("x"), a.Scalar("rate"), grad.Buffer("x")))
                    .ThrowIfFailed();
            }
        }

        """,
        await Text(Decay, ("Lib-Tests", s_xunit)));

    [Fact]
    public async Task Outputs_are_checked_backward_and_forward() => Assert.Equal(
        """
        using SourceAutodiff;
        using Xunit;

        namespace Lib.Tests;

        /// <summary>The derivatives of <c>Spring.Step</c> are those that finite differences give.</summary>
        public class StepGradientTests
        {
            [Fact]
            public void BackwardMatchesFiniteDifferences()
            {
                // The numbers are samples. Choose points of your own domain, away from kinks and poles.
                // Not checked, since it cannot be set from here: spring._rest.
                GradientCheck
                    .Input("spring.Stiffness", 0.7)
                    .Input("position", 1.3)
                    .Output("position afterwards")
                    .Output("result.Force")
                    .CheckBackward(
                        a =>
                        {
                            double position = a.Scalar("position");
                            Spring spring = new Spring();
                            spring.Stiffness = a.Scalar("spring.Stiffness");
                            a.Scalar("result.Force") = spring.Step(ref position, 2).Item1;
                            a.Scalar("position afterwards") = position;
                        },
                        (a, grad) =>
                        {
                            double position = a.Scalar("position");
                            Spring gradThis = new Spring();
                            gradThis.Stiffness = 0;
                            double gradPosition = grad.Scalar("position afterwards");
                            Spring spring = new Spring();
                            spring.Stiffness = a.Scalar("spring.Stiffness");
                            spring.StepBackward(ref position, 2, grad.Scalar("result.Force"), gradThis, ref gradPosition);
                            grad.Scalar("spring.Stiffness") = gradThis.Stiffness;
                            grad.Scalar("position") = gradPosition;
                        })
                    .ThrowIfFailed();
            }

            [Fact]
            public void JvpMatchesFiniteDifferences()
            {
                // The numbers are samples. Choose points of your own domain, away from kinks and poles.
                // Not checked, since it cannot be set from here: spring._rest.
                GradientCheck
                    .Input("spring.Stiffness", 0.7)
                    .Input("position", 1.3)
                    .Output("position afterwards")
                    .Output("result.Force")
                    .CheckJvp(
                        a =>
                        {
                            double position = a.Scalar("position");
                            Spring spring = new Spring();
                            spring.Stiffness = a.Scalar("spring.Stiffness");
                            a.Scalar("result.Force") = spring.Step(ref position, 2).Item1;
                            a.Scalar("position afterwards") = position;
                        },
                        (a, tangents) =>
                        {
                            Spring thisTangent = (Spring)System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(typeof(Spring));
                            thisTangent.Stiffness = tangents.Scalar("spring.Stiffness");
                            double position = a.Scalar("position");
                            double positionTangent = tangents.Scalar("position");
                            Spring spring = new Spring();
                            spring.Stiffness = a.Scalar("spring.Stiffness");
                            tangents.Scalar("result.Force") = spring.StepJvp(thisTangent, ref position, ref positionTangent, 2).Tangent;
                            tangents.Scalar("position afterwards") = positionTangent;
                        })
                    .ThrowIfFailed();
            }
        }

        """,
        await Text(
            """
            using SourceAutodiff;

            public partial class Spring
            {
                private double _rest = 0.2;

                public double Stiffness { get; set; } = 1;

                [Differentiable(Derivatives.Jvp)]
                public (double Force, int Steps) $$Step(ref double position, int steps)
                {
                    double force = Stiffness * (position - _rest);
                    for (int i = 0; i < steps; i++) position -= 0.1 * force;
                    return (force, steps);
                }
            }
            """,
            ("Lib.Tests", s_xunit)));

    [Theory]
    [InlineData("nunit.framework", "NUnit.Framework", "Test", "")]
    [InlineData("MSTest.TestFramework", "Microsoft.VisualStudio.TestTools.UnitTesting", "TestMethod", "[TestClass]\n")]
    public async Task Other_frameworks_have_their_own_attributes(string file, string ns, string attribute, string onClass)
    {
        string text = await Text(Decay, ("Tests", Framework(file, ns)));
        Assert.Contains($"using {ns};\n", text, StringComparison.Ordinal);
        Assert.Contains($"{onClass}public class DecayGradientTests\n{{\n    [{attribute}]\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_whole_project_uses_is_not_written()
    {
        (Document document, int cursor) = Source(Decay, ("Tests", s_xunit));
        Project tests = document.Project.Solution.Projects.Single(project => project.Name == "Tests").AddDocument("Usings.cs", "global using global::Xunit; global using SourceAutodiff;").Project;
        Solution solution = await Refactor.Apply(Assert.Single(await Refactor.Offered<GradientTestRefactoring>(tests.Solution.GetDocument(document.Id)!, cursor)));
        Document written = Assert.Single(solution.GetProject(tests.Id)!.Documents, other => other.Name == "DecayGradientTests.cs");
        Assert.StartsWith("using Lib;\n\nnamespace Tests;\n", (await written.GetTextAsync()).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Line_ends_are_those_of_the_method_s_file()
    {
        string text = await Text(Decay.ReplaceLineEndings("\r\n"), ("Tests", s_xunit));
        Assert.Equal(text.ReplaceLineEndings("\r\n"), text);
    }

    [Fact]
    public async Task Each_test_project_is_offered_and_no_other()
    {
        (Document document, int cursor) = Source(Decay, ("A", s_xunit), ("B", s_xunit), ("NoTests", null));
        Solution solution = document.Project.Solution.AddProject("Elsewhere", Refactor.Runtime, s_xunit).Solution;
        Assert.Equal(
            ["Write a gradient check test in A", "Write a gradient check test in B"],
            (await Refactor.Offered<GradientTestRefactoring>(solution.GetDocument(document.Id)!, cursor)).Select(action => action.Title).Order());
    }

    [Fact]
    public async Task Without_a_test_project_it_goes_to_the_method_s_own_if_that_has_tests()
    {
        (Document document, int cursor) = Source(Decay);
        Assert.Empty(await Refactor.Offered<GradientTestRefactoring>(document, cursor));
        document = document.Project.AddMetadataReference(s_xunit).GetDocument(document.Id)!;
        var action = Assert.Single(await Refactor.Offered<GradientTestRefactoring>(document, cursor));
        Assert.Equal("Write a gradient check test", action.Title);
        Project changed = (await Refactor.Apply(action)).GetProject(document.Project.Id)!;
        Document written = Assert.Single(changed.Documents, other => other.Name == "DecayGradientTests.cs");
        Assert.Equal("/Lib/DecayGradientTests.cs", written.FilePath);
    }

    [Fact]
    public async Task A_name_that_is_taken_gets_a_number()
    {
        (Document document, int cursor) = Source(Decay, ("Tests", s_xunit));
        Solution first = await Refactor.Apply(Assert.Single(await Refactor.Offered<GradientTestRefactoring>(document, cursor)));
        Solution second = await Refactor.Apply(Assert.Single(await Refactor.Offered<GradientTestRefactoring>(first.GetDocument(document.Id)!, cursor)));
        Project tests = second.Projects.Single(project => project.Name == "Tests");
        Assert.Equal(["DecayGradientTests.cs", "DecayGradientTests2.cs"], tests.Documents.Select(written => written.Name).Order());
        Assert.NotNull((await tests.GetCompilationAsync())!.GetTypeByMetadataName("Tests.DecayGradientTests2"));
    }

    private async Task<string> Text(string source, params (string Name, MetadataReference? Framework)[] tests)
    {
        (Document document, int cursor) = Source(source, tests);
        Solution solution = await Refactor.Apply(Assert.Single(await Refactor.Offered<GradientTestRefactoring>(document, cursor)));
        return (await solution.Projects.Single(project => project.Name == tests[0].Name).Documents.Single().GetTextAsync()).ToString();
    }

    private (Document Document, int Cursor) Source(string source, params (string Name, MetadataReference? Framework)[] tests)
    {
        Project library = _workspace.CurrentSolution.AddProject("Lib", Refactor.Runtime);
        Solution solution = library.Solution;
        foreach ((string name, MetadataReference? framework) in tests)
            solution = solution.AddProject(name, framework is null ? [Refactor.Runtime] : [Refactor.Runtime, framework]).AddProjectReference(new ProjectReference(library.Id)).Solution;
        return solution.GetProject(library.Id)!.AddSource("Model.cs", source);
    }

    /// <summary>As much of a framework as a test is written with.</summary>
    private static MetadataReference Framework(string file, string ns)
    {
        var image = new MemoryStream();
        string source = $"namespace {ns}; public class TestAttribute : System.Attribute; public class TestClassAttribute : System.Attribute; public class TestMethodAttribute : System.Attribute;";
        Assert.True(CSharpCompilation.Create(file, [CSharpSyntaxTree.ParseText(source)], Net100.References.All, new(OutputKind.DynamicallyLinkedLibrary)).Emit(image).Success);
        return MetadataReference.CreateFromImage(image.ToArray(), filePath: file + ".dll");
    }
}
