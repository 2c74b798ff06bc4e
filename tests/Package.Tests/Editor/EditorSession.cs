using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CodeRefactorings;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.MSBuild;
using Microsoft.CodeAnalysis.Text;

namespace SourceAutodiff.Package.Tests.Editor;

/// <summary>
/// A project as an editor has it: opened from its file, with unsaved text on top, and with the analyzers, fixes and refactorings that the
/// project's own analyzer references bring.
/// </summary>
internal sealed class EditorSession : IDisposable
{
    private readonly MSBuildWorkspace _workspace;
    private readonly ProjectId _project;
    private Solution _unsaved;

    private EditorSession(MSBuildWorkspace workspace, Project project) => (_workspace, _project, _unsaved) = (workspace, project.Id, project.Solution);

    private Project Project => _unsaved.GetProject(_project)!;

    private IEnumerable<AnalyzerFileReference> PackagedAnalyzers =>
        Project.AnalyzerReferences.OfType<AnalyzerFileReference>().Where(reference => Path.GetFileName(reference.FullPath).StartsWith("SourceAutodiff.", StringComparison.Ordinal));

    public static async Task<EditorSession> Open(string projectFile)
    {
        var workspace = MSBuildWorkspace.Create(new Dictionary<string, string> { ["TargetFramework"] = "net10.0" });
        Project project = await workspace.OpenProjectAsync(projectFile);
        Assert.True(workspace.Diagnostics.IsEmpty, string.Join("\n", workspace.Diagnostics));
        return new EditorSession(workspace, project);
    }

    /// <summary>Replaces a piece of a file in the editor; nothing is written.</summary>
    public void Type(string file, string old, string typed)
    {
        Document document = Find(file);
        string text = document.GetTextAsync().Result.ToString();
        Assert.Equal(2, text.Split(old).Length);
        _unsaved = document.WithText(SourceText.From(text.Replace(old, typed, StringComparison.Ordinal))).Project.Solution;
    }

    /// <summary>What the package's analyzers and the compiler say of the text as it is typed: errors, warnings and suggestions.</summary>
    public async Task<IReadOnlyList<Diagnostic>> Diagnostics(string file)
    {
        ImmutableArray<DiagnosticAnalyzer> analyzers = [.. PackagedAnalyzers.SelectMany(reference => reference.GetAnalyzers(LanguageNames.CSharp))];
        Assert.NotEmpty(analyzers);
        Compilation compilation = (await Project.GetCompilationAsync())!;
        SyntaxTree tree = (await Find(file).GetSyntaxTreeAsync())!;
        var withAnalyzers = compilation.WithAnalyzers(analyzers, new CompilationWithAnalyzersOptions(Project.AnalyzerOptions, (exception, _, _) => throw exception, concurrentAnalysis: false, logAnalyzerExecutionTime: false));
        return [.. (await withAnalyzers.GetAllDiagnosticsAsync()).Where(diagnostic => diagnostic.Severity > DiagnosticSeverity.Hidden && diagnostic.Location.SourceTree == tree)];
    }

    public async Task<IReadOnlyList<CodeAction>> Fixes(string file, Diagnostic diagnostic)
    {
        var offered = new List<CodeAction>();
        foreach (CodeFixProvider provider in Exported<CodeFixProvider, ExportCodeFixProviderAttribute>().Where(provider => provider.FixableDiagnosticIds.Contains(diagnostic.Id)))
            await provider.RegisterCodeFixesAsync(new CodeFixContext(Find(file), diagnostic, (action, _) => offered.Add(action), CancellationToken.None));
        return offered;
    }

    public async Task<IReadOnlyList<CodeAction>> Refactorings(string file, string cursorBefore)
    {
        int cursor = (await Find(file).GetTextAsync()).ToString().IndexOf(cursorBefore, StringComparison.Ordinal);
        Assert.True(cursor >= 0);
        var offered = new List<CodeAction>();
        foreach (CodeRefactoringProvider provider in Exported<CodeRefactoringProvider, ExportCodeRefactoringProviderAttribute>())
            await provider.ComputeRefactoringsAsync(new CodeRefactoringContext(Find(file), new TextSpan(cursor, 0), offered.Add, CancellationToken.None));
        return offered;
    }

    /// <summary>Applies what the light bulb offers, and saves all files.</summary>
    public async Task ApplyAndSave(CodeAction action)
    {
        foreach (CodeActionOperation operation in await action.GetOperationsAsync(CancellationToken.None))
        {
            var change = Assert.IsType<ApplyChangesOperation>(operation);
            Assert.True(_workspace.TryApplyChanges(change.ChangedSolution));
        }

        _unsaved = _workspace.CurrentSolution;
    }

    public void Dispose() => _workspace.Dispose();

    private Document Find(string file) => Assert.Single(Project.Documents, document => document.Name == file);

    /// <summary>As an editor finds them: exported from the assemblies among the project's analyzers.</summary>
    private IEnumerable<TProvider> Exported<TProvider, TExport>()
        where TProvider : class
        where TExport : Attribute
    {
        Type[] types = [.. PackagedAnalyzers.Select(reference => reference.GetAssembly()).SelectMany(assembly => assembly.GetTypes()).Where(type => !type.IsAbstract && type.GetCustomAttribute<TExport>() is not null)];
        Assert.NotEmpty(types);
        return types.Select(type => Assert.IsAssignableFrom<TProvider>(Activator.CreateInstance(type)));
    }
}
