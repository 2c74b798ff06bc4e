using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Editing;

namespace SourceAutodiff.CodeFixes.Editing;

/// <summary>A fix that edits any files.</summary>
public abstract class SolutionFix : FixBase
{
    private protected SolutionFix(string title, params DiagnosticDescriptor[] descriptors)
        : base(title, descriptors)
    {
    }

    /// <summary>Edits what is to be edited for all of them. What replaces a node is computed from what the node is by then, since other edits may have changed it.</summary>
    private protected abstract Task Edit(SolutionEditor editor, IReadOnlyList<Finding> findings, CancellationToken cancellation);

    private protected sealed override async Task<Solution> Apply(Solution solution, IReadOnlyList<Finding> findings, CancellationToken cancellation)
    {
        var editor = new SolutionEditor(solution);
        await Edit(editor, findings, cancellation).ConfigureAwait(false);
        return editor.GetChangedSolution();
    }
}
