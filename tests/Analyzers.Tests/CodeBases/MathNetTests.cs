using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SourceAutodiff.Generator;

namespace SourceAutodiff.Analyzers.Tests.CodeBases;

/// <summary>
/// MathNet.Numerics, which has nothing to do with SourceAutodiff: 150,000 lines of numerical C#, as the decompiler writes them. Nothing is reported in it. Then
/// each method that takes numbers is marked [Differentiable]: whatever is said of it, nothing fails, and what is generated compiles.
/// </summary>
public class MathNetTests(MathNetTests.Sources sources) : IClassFixture<MathNetTests.Sources>
{
    [Fact]
    public async Task Nothing_is_reported_in_code_without_the_mark()
    {
        CSharpCompilation compilation = CodeBase.Compile("CodeBase", sources.Trees);
        Assert.Empty(Errors(compilation));
        Assert.InRange(sources.Trees.Sum(tree => tree.GetText().Lines.Count), 100_000, int.MaxValue);
        Assert.Empty(await CodeBase.AnalyzeAsync(compilation));
    }

    [Fact]
    public async Task Nothing_fails_where_all_methods_are_marked()
    {
        var marker = new Marker();
        CSharpCompilation compilation = CodeBase.Compile("CodeBase", sources.Trees.Select(tree => IsCopy(tree) ? tree : tree.WithRootAndOptions(marker.Visit(tree.GetRoot()), tree.Options)));
        Assert.InRange(marker.Count, 1000, int.MaxValue);

        ImmutableArray<Diagnostic> reported = await CodeBase.AnalyzeAsync(compilation);
        Assert.All(reported, diagnostic => Assert.False(diagnostic.Id is "AD0001" or "SAD9001", diagnostic.ToString()));
        Assert.All(reported, diagnostic => Assert.True(diagnostic.Location.IsInSource, diagnostic.ToString()));

        CSharpGeneratorDriver.Create([new DifferentiableGenerator().AsSourceGenerator()], parseOptions: (CSharpParseOptions)compilation.SyntaxTrees[0].Options).RunGeneratorsAndUpdateCompilation(compilation, out Compilation generated, out ImmutableArray<Diagnostic> fromGenerator);
        Assert.DoesNotContain(fromGenerator, diagnostic => diagnostic.Id is "CS8785" or "SAD9001");
        Assert.InRange(generated.SyntaxTrees.Count() - compilation.SyntaxTrees.Length, 100, int.MaxValue);
        Assert.Empty(Errors(generated));
    }

    /// <summary>What is there for double once more for another type.</summary>
    private static bool IsCopy(SyntaxTree tree) => tree.FilePath.Contains(".Single.", StringComparison.Ordinal) || tree.FilePath.Contains("Complex32", StringComparison.Ordinal);

    private static IEnumerable<Diagnostic> Errors(Compilation compilation) => compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);

    /// <summary>Decompiled once for all tests.</summary>
    public sealed class Sources
    {
        internal IReadOnlyList<SyntaxTree> Trees { get; } = CodeBase.Decompiled(typeof(MathNet.Numerics.SpecialFunctions).Assembly);
    }

    private sealed class Marker : CSharpSyntaxRewriter
    {
        private static readonly AttributeListSyntax s_mark = SyntaxFactory.AttributeList(SyntaxFactory.SingletonSeparatedList(SyntaxFactory.Attribute(SyntaxFactory.ParseName("global::SourceAutodiff.Differentiable")))).WithTrailingTrivia(SyntaxFactory.Space);

        public int Count { get; private set; }

        public override SyntaxNode? VisitMethodDeclaration(MethodDeclarationSyntax node)
        {
            bool takesNumbers = node.ParameterList.Parameters.Any(parameter => parameter.Type!.ToString() is var type && (type.StartsWith("double", StringComparison.Ordinal) || type.StartsWith("float", StringComparison.Ordinal) || type == "Complex"));
            if (!takesNumbers || (node.Body is null && node.ExpressionBody is null)) return node;
            Count++;
            return node.WithAttributeLists(node.AttributeLists.Add(s_mark));
        }

        public override SyntaxNode? VisitClassDeclaration(ClassDeclarationSyntax node) => Partial((ClassDeclarationSyntax)base.VisitClassDeclaration(node)!);

        public override SyntaxNode? VisitStructDeclaration(StructDeclarationSyntax node) => Partial((StructDeclarationSyntax)base.VisitStructDeclaration(node)!);

        private static SyntaxNode Partial(TypeDeclarationSyntax node) =>
            node.Modifiers.Any(SyntaxKind.PartialKeyword) ? node : node.AddModifiers(SyntaxFactory.Token(SyntaxKind.PartialKeyword).WithTrailingTrivia(SyntaxFactory.Space));
    }
}
