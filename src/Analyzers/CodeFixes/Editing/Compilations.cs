using Microsoft.CodeAnalysis;

namespace SourceAutodiff.CodeFixes.Editing;

/// <summary>Tries an edit before it is offered.</summary>
internal static class Compilations
{
    /// <summary>Whether no project that was changed, or that uses one that was, has more errors than before.</summary>
    public static async Task<bool> StillCompile(Solution before, Solution after, CancellationToken cancellation)
    {
        ProjectDependencyGraph graph = after.GetProjectDependencyGraph();
        ProjectId[] changed = [.. after.GetChanges(before).GetProjectChanges().Select(project => project.ProjectId)];
        foreach (ProjectId id in changed.Concat(changed.SelectMany(graph.GetProjectsThatTransitivelyDependOnThisProject)).Distinct())
        {
            if (await Errors(after.GetProject(id), cancellation).ConfigureAwait(false) > await Errors(before.GetProject(id), cancellation).ConfigureAwait(false)) return false;
        }

        return true;
    }

    private static async Task<int> Errors(Project? project, CancellationToken cancellation)
    {
        Compilation? compilation = project is null ? null : await project.GetCompilationAsync(cancellation).ConfigureAwait(false);
        return compilation?.GetDiagnostics(cancellation).Count(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error) ?? 0;
    }
}
