using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace SourceAutodiff.Generator.Lowering;

/// <summary>
/// A hash of everything that can change the meaning of a method body from outside it: all source outside of method bodies, references and options.
/// Per tree it is computed once, so that a keystroke costs one file.
/// </summary>
internal static class DeclarationFingerprint
{
    private static readonly ConditionalWeakTable<SyntaxTree, string> Trees = new();
    private static readonly ConditionalWeakTable<Compilation, string> Compilations = new();
    private static readonly ConditionalWeakTable<MetadataReference, string> References = new();
    private static long _lastReference;

    public static string Of(Compilation compilation) => Compilations.GetValue(compilation, Compute);

    private static string Compute(Compilation compilation)
    {
        var text = new StringBuilder();
        foreach (SyntaxTree tree in compilation.SyntaxTrees) text.AppendLine(Trees.GetValue(tree, Compute));
        foreach (MetadataReference reference in compilation.References) text.AppendLine(References.GetValue(reference, NextReference));
        if (compilation.Options is CSharpCompilationOptions options)
        {
            text.AppendLine($"{options.CheckOverflow} {options.AllowUnsafe} {string.Join(";", options.Usings)}");
        }

        return TextHash.Of(text.ToString());
    }

    private static string NextReference(MetadataReference reference) => $"reference {Interlocked.Increment(ref _lastReference)}";

    private static string Compute(SyntaxTree tree)
    {
        SourceText source = tree.GetText();
        var text = new StringBuilder();
        int position = 0;
        foreach (TextSpan body in Bodies(tree.GetRoot()))
        {
            text.Append(source.ToString(TextSpan.FromBounds(position, body.Start))).Append('\u0001');
            position = body.End;
        }

        text.Append(source.ToString(TextSpan.FromBounds(position, source.Length)));
        if (tree.Options is CSharpParseOptions options)
        {
            text.AppendLine($"{options.LanguageVersion} {string.Join(";", options.PreprocessorSymbolNames)} {string.Join(";", options.Features)}");
        }

        return TextHash.Of(text.ToString());
    }

    /// <summary>The bodies of methods. Those of properties and the initialisers of fields count as declarations.</summary>
    private static IEnumerable<TextSpan> Bodies(SyntaxNode root) => root
        .DescendantNodes(node => node is not (BaseMethodDeclarationSyntax or BasePropertyDeclarationSyntax))
        .OfType<BaseMethodDeclarationSyntax>()
        .Select(method => (SyntaxNode?)method.Body ?? method.ExpressionBody)
        .Where(body => body is not null)
        .Select(body => body!.Span);
}
