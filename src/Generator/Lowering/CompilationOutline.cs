using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SourceAutodiff.Generator.Parsing;

namespace SourceAutodiff.Generator.Lowering;

/// <summary>Names a method by the number of its file and the number of its body there; as long as the declarations are the same, so is the method.</summary>
internal readonly record struct BodyPlace(int Tree, int Number);

/// <summary>What gives the method bodies of a compilation their meaning, as one hash, and the hash of each body.</summary>
internal sealed class CompilationOutline
{
    private static readonly ConditionalWeakTable<Compilation, CompilationOutline> Known = new();
    private static readonly ConditionalWeakTable<MetadataReference, string> References = new();
    private static long _lastReference;

    private readonly List<TreeOutline> _trees = [];
    private readonly Dictionary<SyntaxTree, int> _numbers = [];

    private CompilationOutline(Compilation compilation)
    {
        var text = new StringBuilder();
        foreach (SyntaxTree tree in compilation.SyntaxTrees)
        {
            var outline = TreeOutline.Of(tree);
            _numbers[tree] = _trees.Count;
            _trees.Add(outline);
            text.AppendLine(outline.Declarations);
        }

        foreach (MetadataReference reference in compilation.References) text.AppendLine(References.GetValue(reference, static _ => NextReference()));
        text.AppendLine(compilation.AssemblyName);
        if (compilation.Options is CSharpCompilationOptions options) text.AppendLine($"{options.CheckOverflow} {options.AllowUnsafe} {string.Join(" ", options.Usings)}");
        Declarations = TextHash.Of(text.ToString());
    }

    /// <summary>All source outside of method bodies, references and options.</summary>
    public string Declarations { get; }

    public static CompilationOutline Of(Compilation compilation) => Known.GetValue(compilation, static compilation => new CompilationOutline(compilation));

    /// <summary>Null for a method without a body.</summary>
    public BodyPlace? Place(IMethodSymbol method, CancellationToken cancellation)
    {
        if (MethodChecks.BodySyntax(method, cancellation) is not { } syntax) return null;
        int tree = _numbers[syntax.SyntaxTree];
        return new BodyPlace(tree, _trees[tree].NumberOf((SyntaxNode?)syntax.Body ?? syntax.ExpressionBody!));
    }

    public string Body(BodyPlace place) => _trees[place.Tree].Body(place.Number);

    /// <summary>References have no version to ask for. The host makes a new object when the file behind one changes.</summary>
    private static string NextReference() => Interlocked.Increment(ref _lastReference).ToString(System.Globalization.CultureInfo.InvariantCulture);
}
