using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CSharp;
using SourceAutodiff.CodeFixes.Refactorings;
using SourceAutodiff.Generator;

namespace SourceAutodiff.Analyzers.Tests.Refactorings;

/// <summary>The tests that are written compile beside what the generator writes, run, and pass.</summary>
public sealed class GradientTestTests : IDisposable
{
    private const string Usings = "using System; using System.Collections.Generic; using System.Numerics; using SourceAutodiff;\n";

    private readonly AdhocWorkspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Theory]
    [InlineData("public static double $$F(double x) => Math.Sin(x);")]
    [InlineData("public static double $$F(double x, double y, int n, bool b) => b ? Math.Pow(x, n) * y : 0;")]
    [InlineData("public static float $$F(float x, in float y) => MathF.Exp(x) * y;")]
    [InlineData("public static double $$F(Half x, Half y) => (double)(x * y);", false)]
    [InlineData("public static Half $$F(Half x, Half y) => x * y;", false)]
    [InlineData("public static double $$F(float x, double y) => x * y;")]
    [InlineData("public static double $$F(in double x, ref readonly double y) => x / y;")]
    [InlineData("public static double $$F(double[] x, ReadOnlySpan<double> y, Span<double> z) => x[0] * y[1] + z[2];")]
    [InlineData("public static double $$F(params double[] x) { double s = 0; foreach (double v in x) s += v * v; return s; }")]
    [InlineData("public static double $$F(List<double> x, IReadOnlyList<double> y, ReadOnlyMemory<double> z) => x[0] * y[1] * z.Span[2];")]
    [InlineData("public static void $$F(ReadOnlySpan<double> x, Span<double> y) { for (int i = 0; i < x.Length; i++) y[i] = x[i] * x[i]; }")]
    [InlineData("public static void $$F(Span<double> x) { for (int i = 1; i < x.Length; i++) x[i] *= x[i - 1]; }")]
    [InlineData("public static double $$F(double[] x, int rows, int columns) { double s = 0; for (int i = 0; i < rows; i++) for (int j = 0; j < columns; j++) s += x[i * columns + j] * (i + 1); return s; }")]
    [InlineData("public static double $$F(double[] x, int[] index) { double s = 0; foreach (int i in index) s += x[i] * x[i]; return s; }")]
    [InlineData("public static double $$F(double x, [NoGradient] double rate, [NoGradient] double[] weights) => x * x * rate * weights[1];")]
    [InlineData("public static double $$G(double x, string name, DateTime day, DayOfWeek kind, byte small, char c) => kind == DayOfWeek.Sunday ? x * x * small : x;")]
    [InlineData("public static void $$F(double x, out double y, ref double z) { y = x * z; z = y * x; }")]
    [InlineData("public static double $$F(double x, ref P p) { p.X = p.X * x; return p.X * p.Y; }")]
    [InlineData("public static double $$F(P p, in Q q, (double A, int N) t) => p.X * q.A * t.A * t.N + q.Inner.Y;")]
    [InlineData("public static P $$F(P p, double x) => new P { X = p.Y * x, Y = p.X };")]
    [InlineData("public static Complex $$F(Complex z) => z * z;")]
    [InlineData("public static float $$F(Vector3 a, Vector3 b) => Vector3.Dot(a, b) * a.X;")]
    [InlineData("public static double $$F(ReadOnlySpan<P> p, double x) => p[0].X * p[1].Y * x;")]
    [InlineData("public static void $$F(P[] p, double x) { for (int i = 0; i < p.Length; i++) p[i].X *= x * p[i].Y; }")]
    [InlineData("public static double? $$F(double? x, double y) => x * y;")]
    [InlineData("public static (double Sum, int N, float) $$F(double x, float y) => (x * y, 1, y * y);")]
    [InlineData("public static (double Sum, int N) $$F(double x, double y) => (x * y, 1);")]
    [InlineData("public static T $$F<T>(T x, ReadOnlySpan<T> y) where T : IFloatingPointIeee754<T> => T.Exp(x) * y[0];")]
    [InlineData("public static double $$F(double[,] m, double[,] n) { n[0, 1] = m[1, 2] * m[0, 0]; return n[0, 1] * m[1, 1]; }")]
    [InlineData("public static double $$F(double a, double grad, double result, double @double) => a * grad * result * @double;")]
    [InlineData("public static (double, double) $$F(double result) => (result * result, result);")]
    [InlineData("public static double $$F(Box box, double x) => box.Weight * x * box.Count;")]
    [InlineData("public static double $$F(Box box, double x) { box.Weight *= x; return box.Weight * x; }")]
    public async Task A_test_passes(string method, bool isOffered = true)
    {
        string source = $$"""
            namespace Lib.Models
            {
                public struct P { public double X, Y; }
                public readonly record struct Q(double A, P Inner);
                public class Box { public double Weight { get; set; } = 0.3; public int Count = 2; }

                public static partial class Model
                {
                    [Differentiable] {{method}}
                }
            }
            """;
        await Passes(source, isOffered);
        if (isOffered) await Passes(source.Replace("[Differentiable]", "[Differentiable(Derivatives.Jvp)]", StringComparison.Ordinal), tests: 2);
    }

    [Theory]
    [InlineData("public partial class C { public double Rate = 0.5; [Differentiable(Derivatives.Jvp)] public double $$F(double x) => x * x * Rate; }", 2)]
    [InlineData("public partial class C { private double _rate = 0.5; [Differentiable(Derivatives.Jvp)] public double $$F(double x) => x * x * _rate; }", 2)]
    [InlineData("public partial class C { public double Rate { get; private set; } = 0.5; [Differentiable(Derivatives.Jvp)] public double $$F(double x) { return x * x * Rate; } }", 2)]
    [InlineData("public partial class C { public double Rate = 0.5; [Differentiable(Derivatives.Jvp)] public void $$F(double x) { Rate *= x; } }", 2)]
    [InlineData("public partial class C { [Differentiable] public double $$F(double x) => x * x; }")]
    [InlineData("public partial struct C { public double Rate; [Differentiable(Derivatives.Jvp)] public double $$F(double x) => x * x * Rate; }", 2)]
    [InlineData("public partial struct C { public double Rate; [Differentiable(Derivatives.Jvp)] public void $$F(double x) { Rate *= x; } }", 2)]
    [InlineData("public readonly partial record struct C(double Rate) { [Differentiable(Derivatives.Jvp)] public double $$F(double x) => x * x * Rate; }", 2)]
    [InlineData("public partial class C { public double Rate = 0.5; [Differentiable(WithRespectTo = [\"x\"])] public double $$F(double x, double y) => x * x * Rate * y; }")]
    [InlineData("public static partial class C { [Differentiable(WithRespectTo = [nameof(y)])] public static double $$F(double x, double[] y) => x * y[0] * y[1]; }")]
    [InlineData("public static partial class C<T> where T : IFloatingPointIeee754<T> { public static partial class D { [Differentiable] public static T $$F(T x, T[] y) => T.Sqrt(x) * y[0]; } }")]
    [InlineData("public static partial class C { public static partial class @event { [Differentiable] public static double $$F(double @class) => @class * @class; } }")]
    [InlineData("public static partial class C { [Differentiable] public static partial double $$F(double x); public static partial double F(double x) => x * x; }")]
    [InlineData("[assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"Lib.Tests\")] static partial class C { [Differentiable] internal static double $$F(double x) => x * x; }")]
    [InlineData("public static partial class C { [Differentiable] public static double $$F(double x) => x <= 0.01 ? x : F(x * 0.5) * x; }")]
    public Task A_test_of_a_member_passes(string source, int tests = 1) => Passes(source, tests: tests);

    [Theory]
    [InlineData("public static partial class C { [Differentiable] private static double $$F(double x) => x; }")]
    [InlineData("public static partial class C { [Differentiable] internal static double $$F(double x) => x; }")]
    [InlineData("public partial class C(double rate) { [Differentiable] public double $$F(double x) => x * rate; }")]
    [InlineData("public abstract partial class C { [Differentiable] public double $$F(double x) => x; }")]
    [InlineData("public static partial class C { [Differentiable] public static double $$F(double x) { lock (typeof(C)) return x; } }")]
    [InlineData("public static partial class C { public static double $$F(double x) => x; }")]
    [InlineData("public static partial class C { [Differentiable] public static double F(double x) => $$x; }")]
    [InlineData("public static partial class C { [Differentiable] public static double $$F<T>(double x, T y) where T : struct => x; }")]
    [InlineData("public class Net { public double[] Weights = new double[3]; } public static partial class C { [Differentiable] public static double $$F(Net net) => net.Weights[0]; }")]
    public Task What_would_not_compile_or_run_is_not_offered(string source) => Passes(source, isOffered: false);

    [Fact]
    public async Task A_wrong_derivative_fails_the_test()
    {
        (Solution solution, DocumentId source) = await Write("""
            public static partial class C
            {
                [Differentiable] public static double $$F(double x) => Square(x) * x;

                public static double Square(double x) => x * x;

                [CustomBackward(nameof(Square))] public static void SquareBack(double x, double gradOutput, ref double gradX) => gradX += x * gradOutput;
            }
            """);
        var thrown = await Assert.ThrowsAsync<TargetInvocationException>(() => Run(solution, source));
        Assert.IsType<GradientCheckException>(thrown.InnerException);
    }

    private async Task Passes(string source, bool isOffered = true, int tests = 1)
    {
        if (!isOffered)
        {
            (Document document, int cursor) = Solution(source);
            Assert.Empty(await Refactor.Offered<GradientTestRefactoring>(document, cursor));
            return;
        }

        (Solution solution, DocumentId id) = await Write(source);
        Assert.Equal(tests, await Run(solution, id));
    }

    private (Document Document, int Cursor) Solution(string source)
    {
        Project library = _workspace.CurrentSolution.AddProject("Lib", Refactor.Runtime);
        Project tests = library.Solution.AddProject("Lib.Tests", Refactor.Runtime, MetadataReference.CreateFromFile(typeof(FactAttribute).Assembly.Location));
        Solution solution = tests.AddProjectReference(new ProjectReference(library.Id)).Solution;
        return solution.GetProject(library.Id)!.AddSource("Model.cs", Usings + source);
    }

    private async Task<(Solution Solution, DocumentId Source)> Write(string source)
    {
        (Document document, int cursor) = Solution(source);
        CodeAction action = Assert.Single(await Refactor.Offered<GradientTestRefactoring>(document, cursor));
        Assert.Equal("Write a gradient check test in Lib.Tests", action.Title);
        return (await Refactor.Apply(action), document.Id);
    }

    /// <summary>Runs all tests of the solution's test project beside the library with its derivatives, and tells how many there were.</summary>
    private static async Task<int> Run(Solution solution, DocumentId source)
    {
        Compilation library = (await solution.GetProject(source.ProjectId)!.GetCompilationAsync())!;
        CSharpGeneratorDriver.Create([new DifferentiableGenerator().AsSourceGenerator()], parseOptions: CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Latest))
            .RunGeneratorsAndUpdateCompilation(library, out Compilation complete, out _);
        Project project = solution.Projects.Single(project => project.Name == "Lib.Tests");
        Compilation tests = (await project.GetCompilationAsync())!;
        MetadataReference old = tests.References.OfType<CompilationReference>().Single();
        tests = tests.ReplaceReference(old, complete.ToMetadataReference());

        var context = new AssemblyLoadContext("generated", isCollectible: true);
        try
        {
            Load(complete, context);
            Assembly assembly = Load(tests, context);
            List<MethodInfo> found = [.. assembly.GetTypes().SelectMany(type => type.GetMethods()).Where(method => method.GetCustomAttribute<FactAttribute>() is not null)];
            foreach (MethodInfo test in found) test.Invoke(Activator.CreateInstance(test.DeclaringType!), null);
            return found.Count;
        }
        finally
        {
            context.Unload();
        }
    }

    private static Assembly Load(Compilation compilation, AssemblyLoadContext context)
    {
        var image = new MemoryStream();
        var result = compilation.Emit(image);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)) + "\n" + compilation.SyntaxTrees.Last());
        image.Position = 0;
        return context.LoadFromStream(image);
    }
}
