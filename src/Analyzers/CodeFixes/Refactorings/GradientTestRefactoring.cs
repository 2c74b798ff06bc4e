using System.Composition;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeRefactorings;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;
using Microsoft.CodeAnalysis.Text;
using SourceAutodiff.CodeFixes.Editing;
using SourceAutodiff.Generator;
using SourceAutodiff.Generator.Lowering;
using SourceAutodiff.Generator.Parsing;

namespace SourceAutodiff.CodeFixes.Refactorings;

/// <summary>
/// Writes a test of the <c>[Differentiable]</c> method at the cursor, which compares its derivatives with finite differences at sample points.
/// <para>
/// It is offered for each project that tests the method's project, and for the method's own project if there is none but it has a test
/// framework itself. Without xunit, NUnit or MSTest nothing is offered: nobody would run it. Nor is it offered if the test would not compile,
/// because the method is private or because its object has no constructor without parameters.
/// </para>
/// </summary>
[ExportCodeRefactoringProvider(LanguageNames.CSharp, Name = nameof(GradientTestRefactoring)), Shared]
public sealed class GradientTestRefactoring : CodeRefactoringProvider
{
    private const string Title = "Write a gradient check test";

    /// <inheritdoc/>
    public override async Task ComputeRefactoringsAsync(CodeRefactoringContext context)
    {
        (Document document, CancellationToken cancellation) = (context.Document, context.CancellationToken);
        if (await MethodHeader.At(context).ConfigureAwait(false) is not { } method) return;
        if (await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false) is not { } model) return;
        if (model.GetDeclaredSymbol(method, cancellation) is not { } declared || KnownTypes.FindDifferentiable(declared) is null) return;
        IMethodSymbol symbol = declared.PartialDefinitionPart ?? declared;
        if (!AreReal(symbol)) return;
        List<Project> projects = [.. TestProjects(document.Project)];
        if (projects.Count == 0) projects.Add(document.Project);
        if (!projects.Any(TestFramework.IsReferenced) || Derive(symbol, model.Compilation, cancellation) is not { } derived) return;
        foreach (Project project in projects.Where(TestFramework.IsReferenced))
        {
            if (await project.GetCompilationAsync(cancellation).ConfigureAwait(false) is not { } compilation) continue;
            if (await GradientTest.Write(symbol, derived, model.Compilation, project, compilation, cancellation).ConfigureAwait(false) is not { } test) continue;
            string title = project.Id == document.Project.Id ? Title : $"{Title} in {project.AssemblyName}";
            context.RegisterRefactoring(CodeAction.Create(title, token => Add(document, project, test, token), equivalenceKey: title));
        }
    }

    /// <summary>All type parameters are floating-point types, for which <c>double</c> can be taken.</summary>
    private static bool AreReal(IMethodSymbol method)
    {
        IEnumerable<ITypeParameterSymbol> parameters = method.TypeParameters;
        for (INamedTypeSymbol? type = method.ContainingType; type is not null; type = type.ContainingType) parameters = parameters.Concat(type.TypeParameters);
        return parameters.All(KnownTypes.IsRealParameter);
    }

    /// <summary>One of each file that references the project; a project for several frameworks is there several times.</summary>
    private static IEnumerable<Project> TestProjects(Project project)
    {
        ProjectDependencyGraph graph = project.Solution.GetProjectDependencyGraph();
        IEnumerable<ProjectId> same = project.Solution.Projects.Where(other => other.Id == project.Id || (project.FilePath is not null && other.FilePath == project.FilePath)).Select(other => other.Id);
        return same.SelectMany(graph.GetProjectsThatTransitivelyDependOnThisProject).Distinct().Select(id => project.Solution.GetProject(id)!)
            .Where(other => other.Language == LanguageNames.CSharp && TestFramework.IsReferenced(other)).GroupBy(other => other.FilePath ?? other.Name).Select(group => group.First());
    }

    private static Derivation? Derive(IMethodSymbol method, Compilation compilation, CancellationToken cancellation)
    {
        try
        {
            return FrontEnd.Analyze(method, compilation, cancellation).Program is { } program && Pipeline.Differentiate(program) is { } functions && Pipeline.Run(program) is { } source
                ? new Derivation(functions, source)
                : null;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The generator fails at the same place, and reports it.
            return null;
        }
    }

    private static async Task<Solution> Add(Document document, Project project, GradientTest test, CancellationToken cancellation)
    {
        Document added = project.AddDocument(test.Name + ".cs", test.Root.WithAdditionalAnnotations(Simplifier.Annotation), filePath: project.FilePath is { } path ? Path.Combine(Path.GetDirectoryName(path)!, test.Name + ".cs") : null);
        Document reduced = await Simplifier.ReduceAsync(added, cancellationToken: cancellation).ConfigureAwait(false);
        string lineEnd = Lines.EndOf(await document.GetTextAsync(cancellation).ConfigureAwait(false));
        SyntaxNode root = (await reduced.GetSyntaxRootAsync(cancellation).ConfigureAwait(false))!;
        return reduced.WithText(SourceText.From(root.ToFullString().Replace("\r\n", "\n").Replace("\n", lineEnd), Encoding.UTF8)).Project.Solution;
    }
}

/// <summary>What the generator makes of a method.</summary>
internal sealed record Derivation(DerivedFunctions Functions, string Source);
