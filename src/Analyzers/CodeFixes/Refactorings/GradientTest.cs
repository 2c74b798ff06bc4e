using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SourceAutodiff.Generator.Emission;

namespace SourceAutodiff.CodeFixes.Refactorings;

/// <summary>A test file that compiles in its project.</summary>
/// <param name="Name">Of the class and the file.</param>
/// <param name="Root">All names in it are qualified.</param>
internal sealed record GradientTest(string Name, SyntaxNode Root)
{
    /// <summary>Null if none can be written, or if it would not compile.</summary>
    public static async Task<GradientTest?> Write(IMethodSymbol method, Derivation derived, Compilation source, Project project, Compilation target, CancellationToken cancellation)
    {
        if (TestFramework.Of(target) is not { } framework || target.GetTypeByMetadataName("SourceAutodiff.GradientCheck") is null) return null;
        string ns = project.DefaultNamespace is { Length: > 0 } given ? given : Namespace(project.AssemblyName);
        string name = NameScope.Distinct(method.Name + "GradientTests", taken =>
            target.GetTypeByMetadataName(ns.Length == 0 ? taken : $"{ns}.{taken}") is not null || project.Documents.Any(document => document.Name == taken + ".cs"));
        if (GradientTestWriter.Write(method, derived.Functions, framework, target, ns, name) is not { } text) return null;
        var options = (CSharpParseOptions)project.ParseOptions!;
        SyntaxNode root = Concrete(await CSharpSyntaxTree.ParseText(text, options, cancellationToken: cancellation).GetRootAsync(cancellation).ConfigureAwait(false), method);
        return Compiles(root, options, Prepare(method, derived, source, target, options)) ? new GradientTest(name, root) : null;
    }

    /// <summary>With the derivatives, whether or not the generator has run.</summary>
    private static Compilation Prepare(IMethodSymbol method, Derivation derived, Compilation source, Compilation target, CSharpParseOptions options)
    {
        bool isSame = source.Assembly.Identity.Equals(target.Assembly.Identity);
        bool isGenerated = method.ContainingType.GetMembers(method.Name + "Backward").Any();
        Compilation complete = isGenerated ? source : source.AddSyntaxTrees(CSharpSyntaxTree.ParseText(derived.Source, (CSharpParseOptions?)source.SyntaxTrees.FirstOrDefault()?.Options ?? options));
        if (isSame) return complete;
        MetadataReference? old = target.References.FirstOrDefault(reference => target.GetAssemblyOrModuleSymbol(reference) is IAssemblySymbol assembly && assembly.Identity.Name == source.Assembly.Identity.Name);
        return old is null ? target : target.ReplaceReference(old, complete.ToMetadataReference());
    }

    private static bool Compiles(SyntaxNode root, CSharpParseOptions options, Compilation target)
    {
        SyntaxTree tree = CSharpSyntaxTree.Create((CSharpSyntaxNode)root, options);
        return !target.AddSyntaxTrees(tree).GetSemanticModel(tree).GetDiagnostics().Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
    }

    /// <summary>With <c>double</c> for the type parameters of the method and the types around it.</summary>
    private static SyntaxNode Concrete(SyntaxNode root, IMethodSymbol method)
    {
        HashSet<string> parameters = [.. method.TypeParameters.Select(parameter => parameter.Name)];
        for (INamedTypeSymbol? type = method.ContainingType; type is not null; type = type.ContainingType) parameters.UnionWith(type.TypeParameters.Select(parameter => parameter.Name));
        return root.ReplaceNodes(
            root.DescendantNodes().OfType<IdentifierNameSyntax>().Where(name => parameters.Contains(name.Identifier.ValueText) && name.Parent is not (NameEqualsSyntax or NameColonSyntax or MemberAccessExpressionSyntax)),
            (_, name) => SyntaxFactory.PredefinedType(SyntaxFactory.Token(SyntaxKind.DoubleKeyword)).WithTriviaFrom(name));
    }

    /// <summary>As the SDK makes one of a project's name.</summary>
    private static string Namespace(string assembly) => string.Join(".", assembly.Split('.').Select(part =>
    {
        string identifier = string.Concat(part.Select(c => SyntaxFacts.IsIdentifierPartCharacter(c) ? c : '_'));
        return SyntaxFacts.IsValidIdentifier(identifier) ? identifier : "_" + identifier;
    }));
}
