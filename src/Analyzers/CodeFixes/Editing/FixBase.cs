using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace SourceAutodiff.CodeFixes.Editing;

/// <summary>A fix whose edits for all diagnostics of a file, a project or a solution are made in one go, so that what two of them need is written once.</summary>
public abstract class FixBase : CodeFixProvider
{
    private readonly string _title;

    private protected FixBase(string title, params DiagnosticDescriptor[] descriptors) => (_title, FixableDiagnosticIds) = (title, [.. descriptors.Select(descriptor => descriptor.Id)]);

    /// <inheritdoc/>
    public sealed override ImmutableArray<string> FixableDiagnosticIds { get; }

    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => new All(this);

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            if (await FindAt(context.Document, diagnostic, context.CancellationToken).ConfigureAwait(false) is not { } found) continue;
            Solution solution = context.Document.Project.Solution;
            if (MustCompile && (await Compiling(solution, [found], context.CancellationToken).ConfigureAwait(false)).Count == 0) continue;
            context.RegisterCodeFix(CodeAction.Create(TitleOf(found), cancellation => Fix(solution, [found], cancellation), equivalenceKey: GetType().Name), diagnostic);
        }
    }

    /// <summary>What there is to do for a diagnostic; <see langword="null"/> if the fix cannot help there.</summary>
    private protected abstract Task<Finding?> Find(Document document, Diagnostic diagnostic, SyntaxNode node, SemanticModel model, CancellationToken cancellation);

    /// <summary>Does it for all of them.</summary>
    private protected abstract Task<Solution> Apply(Solution solution, IReadOnlyList<Finding> findings, CancellationToken cancellation);

    /// <summary>Whether to try the edit before it is offered, since its place alone does not tell whether the rest of the code stands it.</summary>
    private protected virtual bool MustCompile => false;

    private protected virtual string TitleOf(Finding finding) => _title;

    /// <summary>All that the fix can be called.</summary>
    internal virtual IReadOnlyList<string> Titles => [_title];

    private protected static SyntaxNode NodeAt(SyntaxNode root, Location location) => root.FindNode(location.SourceSpan, getInnermostNodeForTie: true);

    private async Task<Finding?> FindAt(Document document, Diagnostic diagnostic, CancellationToken cancellation)
    {
        SyntaxNode? root = await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false);
        SemanticModel? model = await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false);
        return root is null || model is null ? null : await Find(document, diagnostic, NodeAt(root, diagnostic.Location), model, cancellation).ConfigureAwait(false);
    }

    private async Task<Solution> Fix(Solution solution, IReadOnlyList<Finding> findings, CancellationToken cancellation)
    {
        Solution changed = await Apply(solution, findings, cancellation).ConfigureAwait(false);
        foreach (DocumentId id in changed.GetChanges(solution).GetProjectChanges().SelectMany(project => project.GetChangedDocuments()).ToArray())
            changed = (await Lines.Finish(changed.GetDocument(id)!, solution.GetDocument(id)!, cancellation).ConfigureAwait(false)).Project.Solution;
        return changed;
    }

    /// <summary>Those that can be done together.</summary>
    private async Task<List<Finding>> Compiling(Solution solution, List<Finding> findings, CancellationToken cancellation)
    {
        if (await DoesCompile(findings).ConfigureAwait(false)) return findings;
        List<Finding> compiling = [];
        foreach (Finding finding in findings)
        {
            if (await DoesCompile([.. compiling, finding]).ConfigureAwait(false)) compiling.Add(finding);
        }

        return compiling;

        async Task<bool> DoesCompile(IReadOnlyList<Finding> some) => await Compilations.StillCompile(solution, await Fix(solution, some, cancellation).ConfigureAwait(false), cancellation).ConfigureAwait(false);
    }

    /// <summary>One thing to do.</summary>
    /// <param name="Document">Where the diagnostic is.</param>
    /// <param name="Node">What it is about.</param>
    private protected record Finding(Document Document, SyntaxNode Node);

    private sealed class All(FixBase fix) : FixAllProvider
    {
        public override async Task<CodeAction?> GetFixAsync(FixAllContext fixAllContext)
        {
            IEnumerable<Document> documents = fixAllContext.Scope switch
            {
                FixAllScope.Document => fixAllContext.Document is { } document ? [document] : [],
                FixAllScope.Project => fixAllContext.Project.Documents,
                _ => fixAllContext.Solution.Projects.Where(project => project.Language == LanguageNames.CSharp).SelectMany(project => project.Documents),
            };
            var findings = new List<Finding>();
            foreach (Document document in documents)
            {
                ImmutableArray<Diagnostic> diagnostics = await fixAllContext.GetDocumentDiagnosticsAsync(document).ConfigureAwait(false);
                foreach (Diagnostic diagnostic in diagnostics.OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start))
                {
                    if (await fix.FindAt(document, diagnostic, fixAllContext.CancellationToken).ConfigureAwait(false) is { } found) findings.Add(found);
                }
            }

            if (fix.MustCompile) findings = await fix.Compiling(fixAllContext.Solution, findings, fixAllContext.CancellationToken).ConfigureAwait(false);
            return findings.Count == 0 ? null : CodeAction.Create(fix._title, cancellation => fix.Fix(fixAllContext.Solution, findings, cancellation), fixAllContext.CodeActionEquivalenceKey);
        }
    }
}
