using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.Text;

namespace SourceAutodiff.Package.Tests.Editor;

/// <summary>
/// What an editor shows and does with the package: diagnostics at their places in text that is not saved, fixes and refactorings at the light
/// bulb, and a project that builds with what they wrote.
/// </summary>
[Collection(PackageCollection.Name)]
public class EditorTests(EditedProject project) : IClassFixture<EditedProject>
{
    [Fact]
    public async Task A_type_that_is_not_partial_is_reported_while_typing_and_made_partial()
    {
        using EditorSession editor = await Open();
        Assert.Empty(await editor.Diagnostics("Circles.cs"));
        editor.Type("Circles.cs", "    public static", "    [SourceAutodiff.Differentiable] public static");

        Diagnostic reported = Assert.Single(await editor.Diagnostics("Circles.cs"));
        AssertAt(reported, "SAD1001", 5, 58, "Area");
        AssertNotSaved("Circles.cs", "Differentiable");

        await editor.ApplyAndSave(Assert.Single(await editor.Fixes("Circles.cs", reported)));
        Assert.Empty(await editor.Diagnostics("Circles.cs"));
        AssertSaved("Circles.cs", "internal static partial class Circles\n{\n    [SourceAutodiff.Differentiable] public static double Area(double r) => Math.PI * r * r;\n}\n");
        Build();
    }

    [Fact]
    public async Task A_construct_without_derivative_is_reported_while_typing_and_no_longer_once_it_is_gone()
    {
        using EditorSession editor = await Open();
        editor.Type("Springs.cs", "        return 0.5", "        lock (typeof(Springs)) stretch *= 2;\n        return 0.5");
        AssertAt(Assert.Single(await editor.Diagnostics("Springs.cs")), "SAD2001", 10, 9, "lock (typeof(Springs)) stretch *= 2;");

        editor.Type("Springs.cs", "lock (typeof(Springs)) stretch", "stretch");
        Assert.Empty(await editor.Diagnostics("Springs.cs"));
    }

    [Fact]
    public async Task A_called_method_in_another_file_is_marked()
    {
        using EditorSession editor = await Open();
        Assert.Empty(await editor.Diagnostics("Pricing.cs"));
        editor.Type("Pricing.cs", "payoff.Value(spot)", "payoff.Discounted(spot, rate)");

        Diagnostic reported = Assert.Single(await editor.Diagnostics("Pricing.cs"));
        AssertAt(reported, "SAD2002", 10, 34, "payoff.Discounted(spot, rate)");
        AssertNotSaved("Pricing.cs", "Discounted");

        await editor.ApplyAndSave(Assert.Single(await editor.Fixes("Pricing.cs", reported), action => action.Title.StartsWith("Add [Differentiable]", StringComparison.Ordinal)));
        Assert.Empty(await editor.Diagnostics("Pricing.cs"));
        AssertSaved("Pricing.cs", "payoff.Discounted(spot, rate);");
        AssertSaved("IPayoff.cs", "    // At some rate.\n    [Differentiable]\n    double Discounted(double spot, double rate);\n}\n");
        Build();
    }

    [Fact]
    public async Task A_gradient_asked_of_integers_is_reported_while_typing_and_the_numbers_become_real()
    {
        using EditorSession editor = await Open();
        Assert.Empty(await editor.Diagnostics("Training.cs"));
        editor.Type("Training.cs", "[1f, 2f, 3f]", "[1, 2, 3]");

        Diagnostic reported = Assert.Single(await editor.Diagnostics("Training.cs"));
        AssertAt(reported, "SAD5001", 7, 62, "requiresGrad: true");
        AssertNotSaved("Training.cs", "[1, 2, 3]");

        IReadOnlyList<CodeAction> fixes = await editor.Fixes("Training.cs", reported);
        await editor.ApplyAndSave(Assert.Single(fixes, action => action.Title.Contains("float", StringComparison.OrdinalIgnoreCase)));
        Assert.Empty(await editor.Diagnostics("Training.cs"));
        AssertSaved("Training.cs", "Tensor.From([1f, 2f, 3f], requiresGrad: true);");
        Build();
    }

    [Fact]
    public async Task A_numerical_hazard_is_suggested_while_typing_and_written_otherwise()
    {
        using EditorSession editor = await Open();
        Assert.Empty(await editor.Diagnostics("Springs.cs"));
        editor.Type("Springs.cs", "0.5 * stretch", "0.5 * Math.Pow(stretch, 2)");

        Diagnostic reported = Assert.Single(await editor.Diagnostics("Springs.cs"));
        AssertAt(reported, "SAD3101", 10, 22, "Math.Pow(stretch, 2)");
        Assert.Equal(DiagnosticSeverity.Info, reported.Severity);
        AssertNotSaved("Springs.cs", "Pow");

        await editor.ApplyAndSave(Assert.Single(await editor.Fixes("Springs.cs", reported)));
        Assert.Empty(await editor.Diagnostics("Springs.cs"));
        AssertSaved("Springs.cs", "return 0.5 * (stretch * stretch);");
        Build();
    }

    [Fact]
    public async Task A_method_that_was_just_typed_is_marked_at_the_cursor_and_has_a_gradient()
    {
        using EditorSession editor = await Open();
        editor.Type("Shapes.cs", "Math.PI;\n", "Math.PI;\n\n    public static double Sphere(double r) => 4 * Pi / 3 * r * r * r;\n");
        Assert.Empty(await editor.Refactorings("Shapes.cs", "4 * Pi"));

        CodeAction mark = Assert.Single(await editor.Refactorings("Shapes.cs", "Sphere"));
        Assert.Equal("Mark [Differentiable]", mark.Title);
        AssertNotSaved("Shapes.cs", "Sphere");
        await editor.ApplyAndSave(mark);
        Assert.Empty(await editor.Diagnostics("Shapes.cs"));
        AssertSaved("Shapes.cs", """
            using SourceAutodiff;

            namespace Editing;

            internal static partial class Shapes
            {
                public const double Pi = Math.PI;

                [Differentiable]
                public static double Sphere(double r) => 4 * Pi / 3 * r * r * r;
            }

            """);

        project.Consumer.Write("Program.cs", "Console.WriteLine(Math.Abs(Editing.Shapes.SphereGradient(2) - 16 * Math.PI) < 1e-12);\n");
        Build();
        Assert.Equal("True\n", project.Consumer.Run("net10.0").Succeeded().Output);
    }

    private static void AssertAt(Diagnostic diagnostic, string id, int line, int column, string text)
    {
        Assert.Equal(id, diagnostic.Id);
        Assert.Equal(new LinePosition(line - 1, column - 1), diagnostic.Location.GetLineSpan().StartLinePosition);
        Assert.Equal(text, diagnostic.Location.SourceTree!.GetText().ToString(diagnostic.Location.SourceSpan));
    }

    private Task<EditorSession> Open() => EditorSession.Open(Path.Combine(project.Consumer.Root, "Edited.csproj"));

    private string OnDisk(string file) => File.ReadAllText(Path.Combine(project.Consumer.Root, file));

    private void AssertNotSaved(string file, string text) => Assert.DoesNotContain(text, OnDisk(file), StringComparison.Ordinal);

    private void AssertSaved(string file, string text) => Assert.Contains(text, OnDisk(file), StringComparison.Ordinal);

    private void Build() => project.Consumer.Build("-f", "net10.0", "--no-restore").Succeeded();
}
