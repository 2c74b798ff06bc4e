using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeRefactorings;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace SourceAutodiff.Analyzers.Tests.Refactorings;

/// <summary>Asks a refactoring what it offers at a cursor, written <c>$$</c> in the source, and applies it.</summary>
internal static class Refactor
{
    public static readonly MetadataReference Runtime = MetadataReference.CreateFromFile(typeof(DifferentiableAttribute).Assembly.Location);

    /// <summary>A project in a solution, with the framework and the runtime.</summary>
    public static Project AddProject(this Solution solution, string name, params MetadataReference[] references) => solution
        .AddProject(ProjectInfo.Create(ProjectId.CreateNewId(), VersionStamp.Default, name, name, LanguageNames.CSharp, filePath: $"/{name}/{name}.csproj"))
        .Projects.Single(project => project.Name == name)
        .WithParseOptions(new CSharpParseOptions(LanguageVersion.Latest))
        .WithCompilationOptions(new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable))
        .AddMetadataReferences(Net100.References.All)
        .AddMetadataReferences(references);

    /// <summary>The document, without the cursor, and where that was.</summary>
    public static (Document Document, int Cursor) AddSource(this Project project, string name, string source)
    {
        int cursor = source.IndexOf("$$", StringComparison.Ordinal);
        Assert.True(cursor >= 0, "There is no cursor.");
        return (project.AddDocument(name, SourceText.From(source.Remove(cursor, 2)), filePath: $"/{project.Name}/{name}"), cursor);
    }

    public static async Task<IReadOnlyList<CodeAction>> Offered<T>(Document document, int cursor)
        where T : CodeRefactoringProvider, new()
    {
        var offered = new List<CodeAction>();
        await new T().ComputeRefactoringsAsync(new CodeRefactoringContext(document, new TextSpan(cursor, 0), offered.Add, CancellationToken.None));
        return offered;
    }

    public static async Task<Solution> Apply(CodeAction action)
    {
        var operation = Assert.IsType<ApplyChangesOperation>(Assert.Single(await action.GetOperationsAsync(CancellationToken.None)));
        return operation.ChangedSolution;
    }
}
