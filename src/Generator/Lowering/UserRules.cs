using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SourceAutodiff.Generator.Lowering;

/// <summary>The rules of a compilation's own classes, by the methods they belong to.</summary>
internal sealed class UserRules
{
    private static readonly ConditionalWeakTable<Compilation, UserRules> Known = new();
    private static readonly ConditionalWeakTable<SyntaxTree, ClassDeclarationSyntax[]> Classes = new();

    private readonly Dictionary<IMethodSymbol, UserRule> _byPrimal = new(SymbolEqualityComparer.Default);

    private UserRules(Compilation compilation)
    {
        foreach (SyntaxTree tree in compilation.SyntaxTrees)
        {
            ClassDeclarationSyntax[] classes = Classes.GetValue(tree, static tree => [.. ClassesIn(tree.GetRoot())]);
            if (classes.Length == 0) continue;
            SemanticModel model = compilation.GetSemanticModel(tree);
            foreach (INamedTypeSymbol type in classes.Select(syntax => model.GetDeclaredSymbol(syntax)).OfType<INamedTypeSymbol>()) Add(type);
        }
    }

    public static UserRules Of(Compilation compilation) => Known.GetValue(compilation, static compilation => new UserRules(compilation));

    public UserRule? Find(IMethodSymbol primal) => _byPrimal.TryGetValue(primal.OriginalDefinition, out UserRule? rule) ? rule : null;

    private void Add(INamedTypeSymbol type)
    {
        if (UserRule.FindAttribute(type) is not { } attribute) return;
        foreach (UserRule rule in UserRule.Rows(type).Select(row => UserRule.Read(row, attribute)))
        {
            foreach (IMethodSymbol primal in rule.Primals)
            {
                if (!_byPrimal.ContainsKey(primal)) _byPrimal.Add(primal, rule);
            }
        }
    }

    /// <summary>By its name in the source: to bind every attribute of a project at each keystroke would take too long.</summary>
    private static IEnumerable<ClassDeclarationSyntax> ClassesIn(SyntaxNode root) =>
        root.DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax).OfType<ClassDeclarationSyntax>()
            .Where(type => type.AttributeLists.SelectMany(list => list.Attributes).Any(attribute => attribute.Name.ToString().Contains("DerivativeRules")));
}
