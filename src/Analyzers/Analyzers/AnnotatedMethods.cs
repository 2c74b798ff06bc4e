using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SourceAutodiff.Generator;
using SourceAutodiff.Generator.Diagnostics;
using SourceAutodiff.Generator.Parsing;

namespace SourceAutodiff.Analyzers;

/// <summary>
/// The annotated methods of a compilation, and what is to be said of each. An editor asks for one file at a time, and what is wrong in a helper may be in another
/// file than the annotated method: so each file is asked for what any method leads to in it.
/// </summary>
internal sealed class AnnotatedMethods
{
    private const string Mark = "Differentiable";
    private static readonly ConditionalWeakTable<SyntaxTree, Attributed> s_attributed = new();
    private static readonly ConditionalWeakTable<Compilation, AnnotatedMethods> s_compilations = new();
    private readonly Compilation _compilation;
    private readonly object _lock = new();
    private IReadOnlyList<Method>? _methods;

    private AnnotatedMethods(Compilation compilation) => _compilation = compilation;

    /// <summary>Found once, for all analyzers.</summary>
    public static AnnotatedMethods Of(Compilation compilation) => s_compilations.GetValue(compilation, static key => new AnnotatedMethods(key));

    /// <summary>What is to be said in a file, each thing once, whatever leads to it. The methods of the file come first, so that files share the work.</summary>
    public IEnumerable<(DiagnosticInfo Info, IMethodSymbol Method)> In(SyntaxTree tree, CancellationToken cancellation)
    {
        var seen = new HashSet<DiagnosticInfo>();
        foreach (Method method in All(cancellation).OrderBy(method => method.Tree == tree ? 0 : 1))
        {
            foreach (DiagnosticInfo info in method.Diagnostics(_compilation, cancellation).Select(info => GeneratedCode.AtCaller(info, _compilation, cancellation)))
            {
                bool isHere = info.Location is null ? method.Tree == tree : info.Location.Path == tree.FilePath;
                if (isHere && seen.Add(info with { Chain = [] })) yield return (info, method.Symbol);
            }
        }
    }

    public IEnumerable<IMethodSymbol> Symbols(CancellationToken cancellation) => All(cancellation).Select(method => method.Symbol);

    private IReadOnlyList<Method> All(CancellationToken cancellation)
    {
        lock (_lock) return _methods ??= Find(cancellation);
    }

    private Method[] Find(CancellationToken cancellation)
    {
        var found = new Dictionary<ISymbol, Method>(SymbolEqualityComparer.Default);
        (SyntaxTree Tree, Attributed Attributed)[] trees = [.. _compilation.SyntaxTrees.Select(tree => (tree, s_attributed.GetValue(tree, Attributed.Of)))];
        HashSet<string> everywhere = [.. trees.SelectMany(pair => pair.Attributed.GlobalAliases)];
        foreach ((SyntaxTree tree, Attributed attributed) in trees)
        {
            SemanticModel? model = null;
            foreach ((int position, string name) in attributed.Methods)
            {
                if (!name.Contains(Mark) && !everywhere.Contains(name) && !attributed.Aliases.Contains(name)) continue;
                model ??= _compilation.GetSemanticModel(tree);
                MethodDeclarationSyntax? syntax = tree.GetRoot(cancellation).FindToken(position).Parent?.FirstAncestorOrSelf<MethodDeclarationSyntax>();
                if (syntax is null || model.GetDeclaredSymbol(syntax, cancellation) is not { } declared) continue;

                // The two halves of a partial method share their attributes.
                IMethodSymbol method = declared.PartialDefinitionPart ?? declared;
                if (!found.ContainsKey(method) && KnownTypes.FindDifferentiable(method) is not null) found.Add(method, new Method(method, method.DeclaringSyntaxReferences[0].SyntaxTree));
            }
        }

        return [.. found.Values];
    }

    /// <summary>Computed once. A computation that is cancelled leaves nothing behind.</summary>
    private sealed class Method(IMethodSymbol symbol, SyntaxTree tree)
    {
        private IReadOnlyList<DiagnosticInfo>? _diagnostics;

        public IMethodSymbol Symbol => symbol;

        public SyntaxTree Tree => tree;

        public IReadOnlyList<DiagnosticInfo> Diagnostics(Compilation compilation, CancellationToken cancellation)
        {
            lock (this) return _diagnostics ??= MethodDiagnostics.Of(symbol, compilation, cancellation);
        }
    }

    /// <summary>The methods of a file that have attributes, with the last part of the attribute's name, and other names for ours. Kept as long as the file does not change.</summary>
    private sealed class Attributed
    {
        public required IReadOnlyList<(int Position, string Name)> Methods { get; init; }

        public required IReadOnlyList<string> Aliases { get; init; }

        public required IReadOnlyList<string> GlobalAliases { get; init; }

        public static Attributed Of(SyntaxTree tree)
        {
            SyntaxNode root = tree.GetRoot();
            UsingDirectiveSyntax[] aliases = [.. root.DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax).OfType<UsingDirectiveSyntax>().Where(directive => directive.Alias is not null && directive.ToString().Contains(Mark))];
            return new Attributed
            {
                Methods =
                [
                    .. root.DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax).OfType<MethodDeclarationSyntax>()
                        .SelectMany(method => method.AttributeLists.SelectMany(list => list.Attributes).Select(attribute => (method.Identifier.SpanStart, LastPart(attribute.Name)))),
                ],
                Aliases = [.. aliases.Select(directive => directive.Alias!.Name.Identifier.ValueText)],
                GlobalAliases = [.. aliases.Where(directive => directive.GlobalKeyword.IsKind(SyntaxKind.GlobalKeyword)).Select(directive => directive.Alias!.Name.Identifier.ValueText)],
            };
        }

        private static string LastPart(NameSyntax name) => name switch
        {
            QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
            AliasQualifiedNameSyntax qualified => qualified.Name.Identifier.ValueText,
            SimpleNameSyntax simple => simple.Identifier.ValueText,
            _ => "",
        };
    }
}
