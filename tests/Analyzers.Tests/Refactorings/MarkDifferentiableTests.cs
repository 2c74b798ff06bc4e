using Microsoft.CodeAnalysis;
using SourceAutodiff.CodeFixes.Refactorings;

namespace SourceAutodiff.Analyzers.Tests.Refactorings;

public sealed class MarkDifferentiableTests : IDisposable
{
    private readonly AdhocWorkspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    private (Document Document, int Cursor) Source(string source) => _workspace.CurrentSolution.AddProject("P", Refactor.Runtime).AddSource("M.cs", source);

    private async Task Marks(string source, string expected, string title = "Mark [Differentiable]")
    {
        (Document document, int cursor) = Source(source);
        var action = Assert.Single(await Refactor.Offered<MarkDifferentiableRefactoring>(document, cursor));
        Assert.Equal(title, action.Title);
        Solution solution = await Refactor.Apply(action);
        Assert.Equal(expected, (await solution.GetDocument(document.Id)!.GetTextAsync()).ToString());
        Compilation compilation = (await solution.GetProject(document.Project.Id)!.GetCompilationAsync())!;
        Assert.DoesNotContain(compilation.GetDiagnostics(), diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
    }

    private async Task OffersNothing(string source)
    {
        (Document document, int cursor) = Source(source);
        Assert.Empty(await Refactor.Offered<MarkDifferentiableRefactoring>(document, cursor));
    }

    [Fact]
    public Task The_attribute_the_using_and_partial_are_added_and_the_rest_stays() => Marks(
        """
        // A licence.

        using System;
        using Zebra;

        namespace Zebra;

        /// <summary>A model.</summary>
        public static class Model // the one
        {
            private const double Rate = 0.5;

            /// <summary>A loss.</summary>
            public static double $$Loss(double x,   double y) // formatted by hand
            {
                return Math.Sin( x ) * y;
            }
        }
        """,
        """
        // A licence.

        using System;
        using SourceAutodiff;
        using Zebra;

        namespace Zebra;

        /// <summary>A model.</summary>
        public static partial class Model // the one
        {
            private const double Rate = 0.5;

            /// <summary>A loss.</summary>
            [Differentiable]
            public static double Loss(double x,   double y) // formatted by hand
            {
                return Math.Sin( x ) * y;
            }
        }
        """);

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public Task Line_ends_stay_what_they_are(string lineEnd) => Marks(
        string.Join(lineEnd, "class M", "{", "    static double F(double $$x) => x;", "}", ""),
        string.Join(lineEnd, "using SourceAutodiff;", "", "partial class M", "{", "    [Differentiable]", "    static double F(double x) => x;", "}", ""));

    [Fact]
    public Task What_is_there_already_is_not_added_again() => Marks(
        """
        namespace N
        {
            using SourceAutodiff;

            partial class Outer
            {
                record struct Inner(double A)
                {
                    [System.Obsolete] public readonly double F$$(double x) => A * x;
                }
            }
        }
        """,
        """
        namespace N
        {
            using SourceAutodiff;

            partial class Outer
            {
                partial record struct Inner(double A)
                {
                    [Differentiable]
                    [System.Obsolete] public readonly double F(double x) => A * x;
                }
            }
        }
        """);

    [Fact]
    public async Task A_using_for_the_whole_project_is_enough()
    {
        (Document document, int cursor) = Source("class M\n{\n    static double $$F(double x) => x;\n}\n");
        document = document.Project.AddDocument("Usings.cs", "global using SourceAutodiff;").Project.GetDocument(document.Id)!;
        Solution solution = await Refactor.Apply(Assert.Single(await Refactor.Offered<MarkDifferentiableRefactoring>(document, cursor)));
        Assert.Equal("partial class M\n{\n    [Differentiable]\n    static double F(double x) => x;\n}\n", (await solution.GetDocument(document.Id)!.GetTextAsync()).ToString());
    }

    [Fact]
    public Task On_a_line_with_others_it_stays_on_the_line() => Marks(
        "using SourceAutodiff; class M { static $$double F(double x) => x; }",
        "using SourceAutodiff; partial class M { [Differentiable] static double F(double x) => x; }");

    [Fact]
    public Task The_title_says_how_many_things_are_in_the_way() => Marks(
        """
        using SourceAutodiff;

        partial class M
        {
            static double $$F(double x)
            {
                lock (typeof(M)) x *= 2;
                return x * double.Parse("1");
            }
        }
        """,
        """
        using SourceAutodiff;

        partial class M
        {
            [Differentiable]
            static double F(double x)
            {
                lock (typeof(M)) x *= 2;
                return x * double.Parse("1");
            }
        }
        """,
        "Mark [Differentiable] (2 things in the way)");

    [Fact]
    public Task An_implementation_that_has_to_be_marked_as_well_is_in_the_way() => Marks(
        """
        using SourceAutodiff;

        interface I
        {
            double F(double $$x);
        }

        class C : I
        {
            public double F(double x) => x;
        }
        """,
        """
        using SourceAutodiff;

        partial interface I
        {
            [Differentiable]
            double F(double x);
        }

        class C : I
        {
            public double F(double x) => x;
        }
        """,
        "Mark [Differentiable] (1 thing in the way)");

    [Theory]
    [InlineData("class M { static double F(double x) { return $$x; } }")]
    [InlineData("class M { static double F(double x) => $$x; }")]
    [InlineData("class M {$$ static double F(double x) => x; }")]
    public Task In_a_body_nothing_is_offered(string source) => OffersNothing(source);

    [Theory]
    [InlineData("class M { static int $$F(int n) => n; }")]
    [InlineData("class M { static double $$F(int n) => n; }")]
    [InlineData("class M { static int $$F(double x) => (int)x; }")]
    [InlineData("class M { static decimal $$F(decimal x) => x; }")]
    [InlineData("class M { static double $$F(double x) => 1; }")]
    [InlineData("class M { static extern double $$F(double x); }")]
    [InlineData("class M { static async System.Threading.Tasks.Task<double> $$F(double x) { await System.Threading.Tasks.Task.Yield(); return x; } }")]
    [InlineData("partial class M { [SourceAutodiff.Differentiable] static double $$F(double x) => x; }")]
    [InlineData("class M { static double $$F(double x) => y; }")]
    [InlineData("partial class M { static double $$F(double x) => x; static double FGradient(double x) => 1; }")]
    public Task What_could_only_become_an_error_is_not_offered(string source) => OffersNothing(source);

    [Fact]
    public async Task Without_the_package_nothing_is_offered()
    {
        (Document document, int cursor) = _workspace.CurrentSolution.AddProject("P").AddSource("M.cs", "class M { static double $$F(double x) => x; }");
        Assert.Empty(await Refactor.Offered<MarkDifferentiableRefactoring>(document, cursor));
    }
}
