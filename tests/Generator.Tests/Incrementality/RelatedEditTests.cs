using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace SourceAutodiff.Generator.Tests.Incrementality;

/// <summary>An edit that changes the meaning of some methods changes what is generated for these and touches no other.</summary>
public class RelatedEditTests
{
    private const string Rules = "namespace Sample; [SourceAutodiff.DerivativeRules(typeof(Models))] internal static class ModelRules { public static double Square(double x) => 2 * x; }";

    private static readonly Dictionary<string, (string Changed, Action<EditedProject> Apply)> s_edits = new()
    {
        ["body"] = ("Alone", project => project.Edit("Alone.cs", "x * x * y", "x * y * y")),
        ["expression body"] = ("Near", project => project.Edit("Near.cs", "Square(x) + Sin(y)", "Square(x) - Sin(y)")),
        ["helper beside"] = ("Near", project => project.Edit("Near.cs", "=> x * x", "=> x * x * x")),
        ["helper in another file"] = ("Far", project => project.Edit("Library.cs", "return Deep", "return 2 * Deep")),
        ["helper two calls deep, generic, in a generic type"] = ("Far", project => project.Edit("Deep.cs", "T.Exp(x) * x", "T.Exp(x) + x")),
        ["constant in another file"] = ("Near", project => project.Edit("Constants.cs", "Scale = 3", "Scale = 4")),
        ["loop bound in another file"] = ("Far", project => project.Edit("Constants.cs", "Count = 4", "Count = 5")),
        ["static readonly number"] = ("Far", project => project.Edit("Library.cs", "Offset = 2.0", "Offset = 2.5")),
        ["static readonly number that is no longer constant"] = ("Far", project => project.Edit("Library.cs", "public static double Outer", "static Library() { Offset = 7; } public static double Outer")),
        ["using directive"] = ("Near", project =>
        {
            project.Edit("Near.cs", "using static System.Math;", "using static Sample.Waves;");
            project.Add("Waves.cs", "namespace Sample; public static class Waves { public static double Sin(double x) => x / 2; }");
        }),
        ["global using"] = ("Near", project =>
        {
            project.Edit("Near.cs", "using static System.Math;", "");
            project.Edit("Usings.cs", "global using System;", "global using System; global using static Sample.Waves;");
            project.Add("Waves.cs", "namespace Sample; public static class Waves { public static double Sin(double x) => x / 2; }");
        }),
        ["rule starts to exist"] = ("Near", project => project.Add("Rules.cs", Rules)),
        ["rule changes"] = ("Near", project =>
        {
            project.Add("Rules.cs", Rules);
            project.Run();
            project.Edit("Rules.cs", "=> 2 * x", "=> x + x");
        }),
        ["parameter attribute"] = ("Alone", project => project.Edit("Alone.cs", "double y)", "[NoGradient] double y)")),
        ["WithRespectTo"] = ("Far", project =>
        {
            project.Edit("Far.cs", "\"x\"", "\"y\"");
            project.Edit("Far.cs", "[NoGradient] ", "");
        }),
        ["requested derivatives"] = ("Near", project => project.Edit("Near.cs", "Derivatives.Jvp", "Derivatives.Jacobian")),
        ["overload that is a better match"] = ("Far", project => project.Edit("Deep.cs", "public static float Pick", "public static double Pick(float x, int n = 2) => n; public static double Pick<T>(T x) => 5; public static float Pick_")),
        ["overload that hides a function of the framework"] = ("Near", project => project.Edit("Constants.cs", "public const", "private static double Sin(double x) => x; public const")),
        ["generic constraint"] = ("Far", project => project.Edit("Deep.cs", "where T : IFloatingPointIeee754<T>", "where T : INumber<T>")),
        ["accessibility"] = ("Alone", project => project.Edit("Alone.cs", "public static double Alone", "internal static double Alone")),
        ["parameter's name"] = ("Alone", project =>
        {
            project.Edit("Alone.cs", "double y)", "double z)");
            project.Edit("Alone.cs", "x * x * y", "x * x * z");
        }),
        ["helper starts to exist"] = ("Alone", project =>
        {
            project.Edit("Alone.cs", "x * x * y", "Later(x) * y");
            project.Run();
            project.Add("Later.cs", "namespace Sample; public static partial class Models { private static double Later(double x) => x; }");
        }),
        ["helper is repaired"] = ("Near", project =>
        {
            project.Edit("Near.cs", "=> x * x", "=> System.DateTime.Now.Ticks * x");
            Assert.Equal(["Alone", "Far"], Methods(project.Run()));
            project.Edit("Near.cs", "System.DateTime.Now.Ticks * x", "x * x * x");
        }),
        ["helper breaks"] = ("Near", project => project.Edit("Near.cs", "=> x * x", "=> System.DateTime.Now.Ticks * x")),
        ["annotation is removed"] = ("Alone", project => project.Edit("Alone.cs", "[Differentiable]", "")),
        ["overflow checks"] = ("Alone Far Near", project => project.Compilation = project.Compilation.WithOptions(project.Compilation.Options.WithOverflowChecks(true))),
        ["preprocessor symbol"] = ("Alone", project =>
        {
            project.Edit("Alone.cs", "return x * x * y;", "#if FAST\nreturn x;\n#else\nreturn x * x * y;\n#endif\n");
            project.Run();
            project.Reparse(options => options.WithPreprocessorSymbols("FAST"));
        }),
        ["preprocessor symbol in the file"] = ("Alone", project =>
        {
            project.Edit("Alone.cs", "return x * x * y;", "\n#if FAST\nreturn x;\n#else\nreturn x * x * y;\n#endif\n");
            project.Run();
            project.Edit("Alone.cs", "namespace Sample;", "#define FAST\nnamespace Sample;");
        }),
        ["reference"] = ("none", project => project.Compilation = project.Compilation.AddReferences(Compiled("public static class Other;"))),
        ["what a reference means"] = ("Near", project =>
        {
            project.Edit("Near.cs", "* Scale", "* Far.Away.Factor");
            project.Compilation = project.Compilation.AddReferences(Compiled("namespace Far { public static class Away { public const double Factor = 1; } }"));
            project.Run();
            project.Compilation = project.Compilation.ReplaceReference(
                project.Compilation.References.Last(), Compiled("namespace Far { public static class Away { public const double Factor = 2; } }"));
        }),
        ["line of a call that asks for it"] = ("Near", project =>
        {
            project.Edit("Near.cs", "Square(double x) => x * x", "Square(double x, [System.Runtime.CompilerServices.CallerLineNumber] int line = 0) => x * line");
            project.Run();
            project.Edit("Near.cs", "[Differentiable", "\n[Differentiable");
        }),
        ["implementing part of a partial method"] = ("Near", project =>
        {
            project.Edit("Near.cs", "private static double Square(double x) => x * x;", "private static partial double Square(double x);");
            project.Add("Parts.cs", "namespace Sample; public static partial class Models { private static partial double Square(double x) { return x * x; } }");
            project.Run();
            project.Edit("Parts.cs", "x * x", "x * x * x");
        }),
        ["implementing part of a partial annotated method"] = ("Alone", project =>
        {
            project.Edit("Alone.cs", "public static double Alone(double x, double y)", "public static partial double Alone(double x, double y);\n static double Was(double x, double y)");
            project.Add("Parts.cs", "namespace Sample; public static partial class Models { public static partial double Alone(double x, double y) { return x * y; } }");
            project.Run();
            project.Edit("Parts.cs", "x * y", "x * y * y");
        }),
        ["body of a nested type's method with the same name"] = ("none", project =>
        {
            project.Edit("Near.cs", "private static double Square", "public static class Nested { public static double Square(double x) => x; } private static double Square");
            project.Run();
            project.Edit("Near.cs", "=> x; }", "=> 2 * x; }");
        }),
    };

    public static TheoryData<string> Edits => [.. s_edits.Keys];

    [Theory]
    [MemberData(nameof(Edits))]
    public void Exactly_what_depends_on_it_is_generated_again(string edit)
    {
        (string changed, Action<EditedProject> apply) = s_edits[edit];
        List<string> differentiated = [];
        var project = new EditedProject(SampleProject.Files, () => new DifferentiableGenerator(program =>
        {
            differentiated.Add(program.Request.Name);
            return Pipeline.Run(program);
        }));
        Dictionary<string, string> before = EditedProject.Sources(project.Run());
        Assert.Equal(3, differentiated.Count);
        differentiated.Clear();
        apply(project);
        GeneratorRunResult result = project.Run();
        Dictionary<string, string> after = EditedProject.Sources(result);

        Assert.Equal(project.RunAfresh(), after);
        string[] differing = [.. before.Keys.Union(after.Keys).Where(name => before.GetValueOrDefault(name) != after.GetValueOrDefault(name)).Select(SampleProject.Method).Distinct()];
        string[] expected = changed == "none" ? [] : changed.Split(' ');
        Assert.Equal(expected, differing.Order());
        Assert.Subset(expected.ToHashSet(), differentiated.ToHashSet());
        Assert.Empty(result.Diagnostics);
    }

    private static IEnumerable<string> Methods(GeneratorRunResult result) => result.GeneratedSources.Select(source => SampleProject.Method(source.HintName)).Order();

    private static PortableExecutableReference Compiled(string text)
    {
        var stream = new MemoryStream();
        Assert.True(CSharpCompilation.Create("Far", [CSharpSyntaxTree.ParseText(text)], EditedProject.References, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary)).Emit(stream).Success);
        return MetadataReference.CreateFromImage(stream.ToArray());
    }
}
