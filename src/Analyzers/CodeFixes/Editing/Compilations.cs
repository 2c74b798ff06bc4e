using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace SourceAutodiff.CodeFixes.Editing;

/// <summary>Tries an edit before it is offered.</summary>
internal static class Compilations
{
    /// <summary>Whether no file that was changed, or is in a project that was, has more errors than before.</summary>
    public static async Task<bool> StillCompile(Solution before, Solution after, CancellationToken cancellation)
    {
        foreach (ProjectChanges changes in after.GetChanges(before).GetProjectChanges())
        {
            if (await Errors(changes.NewProject, cancellation).ConfigureAwait(false) > await Errors(changes.OldProject, cancellation).ConfigureAwait(false)) return false;
        }

        return true;
    }

    private static async Task<int> Errors(Project project, CancellationToken cancellation)
    {
        Compilation? compilation = await project.GetCompilationAsync(cancellation).ConfigureAwait(false);
        return compilation?.GetDiagnostics(cancellation).Count(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error) ?? 0;
    }
}
