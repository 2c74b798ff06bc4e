using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Simplification;
using Microsoft.CodeAnalysis.Text;

namespace SourceAutodiff.CodeFixes.Editing;

/// <summary>Lines end as those of the file do, whatever the editor's machine or options say.</summary>
internal static class Lines
{
    /// <summary>How the first line of the file ends.</summary>
    public static SyntaxTrivia EndOf(SyntaxNode node) => SyntaxFactory.EndOfLine(EndOf(node.SyntaxTree.GetText()));

    /// <summary>Simplifies and formats what an edit has marked for it.</summary>
    public static async Task<Document> Finish(Document changed, Document original, CancellationToken cancellation)
    {
        changed = await Simplifier.ReduceAsync(changed, Simplifier.Annotation, cancellationToken: cancellation).ConfigureAwait(false);
        changed = await Formatter.FormatAsync(changed, Formatter.Annotation, cancellationToken: cancellation).ConfigureAwait(false);
        SourceText before = await original.GetTextAsync(cancellation).ConfigureAwait(false), text = await changed.GetTextAsync(cancellation).ConfigureAwait(false);
        string end = EndOf(before);

        // A file with both is left with both.
        bool isUniform = Ends(before).All(span => before.ToString(span) == end);

        // As text it has no marks any more: whoever applies the edit would format it again, with other options.
        return changed.WithText(!isUniform ? text : text.WithChanges(Ends(text).Where(span => text.ToString(span) != end).Select(span => new TextChange(span, end))));
    }

    private static IEnumerable<TextSpan> Ends(SourceText text) => text.Lines.Select(line => TextSpan.FromBounds(line.End, line.EndIncludingLineBreak)).Where(span => span.Length > 0);

    /// <summary>How the first line of a text ends.</summary>
    public static string EndOf(SourceText text)
    {
        TextLine first = text.Lines[0];
        return first.EndIncludingLineBreak == first.End ? "\n" : text.ToString(TextSpan.FromBounds(first.End, first.EndIncludingLineBreak));
    }
}
