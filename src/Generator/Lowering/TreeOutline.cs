using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SourceAutodiff.Generator.Lowering;

/// <summary>
/// A file in two parts: the bodies of its methods, and its declarations, which are all the rest (bodies of properties and initialisers of fields too).
/// Both as hashes of their tokens: comments, white space and what a directive leaves out mean nothing. Computed once a tree, so that a keystroke costs one file.
/// </summary>
internal sealed class TreeOutline
{
    private static readonly ConditionalWeakTable<SyntaxTree, TreeOutline> Known = new();

    private readonly List<string> _bodies = [];
    private readonly Dictionary<int, int> _numbers = [];

    private TreeOutline(SyntaxTree tree)
    {
        var declarations = new StringBuilder();
        foreach (SyntaxNodeOrToken part in tree.GetRoot().DescendantNodesAndTokens(node => !IsBody(node)))
        {
            if (part.IsToken)
            {
                declarations.Append(part.AsToken().Text).Append('\n');
            }
            else if (IsBody(part.AsNode()!))
            {
                declarations.Append("body\n");
                _numbers[part.SpanStart] = _bodies.Count;
                _bodies.Add(TextHash.Of(Tokens(part.AsNode()!)));
            }
        }

        if (tree.Options is CSharpParseOptions options)
        {
            declarations.Append($"{options.LanguageVersion} {string.Join(" ", options.PreprocessorSymbolNames)} {string.Join(" ", options.Features)}");
        }

        Declarations = TextHash.Of(declarations.ToString());
    }

    public string Declarations { get; }

    public static TreeOutline Of(SyntaxTree tree) => Known.GetValue(tree, static tree => new TreeOutline(tree));

    /// <summary>Trees with equal declarations have the same methods under the same numbers.</summary>
    public int NumberOf(SyntaxNode body) => _numbers[body.SpanStart];

    public string Body(int number) => _bodies[number];

    private static bool IsBody(SyntaxNode node) =>
        node.Parent is BaseMethodDeclarationSyntax method && node == ((SyntaxNode?)method.Body ?? method.ExpressionBody);

    private static string Tokens(SyntaxNode body)
    {
        var text = new StringBuilder(body.Span.Length);
        foreach (SyntaxToken token in body.DescendantTokens()) text.Append(token.Text).Append('\n');
        return text.ToString();
    }
}
