using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SourceAutodiff.Analyzers.Tensors;

/// <summary>Whether a method of the compilation may run in a mode that one of its callers sets. Looked for only where a mode would make a report false.</summary>
internal static class CallersModes
{
    /// <summary>How many calls are followed backwards.</summary>
    private const int MaxDepth = 3;

    public static bool MayBeSetFor(IMethodSymbol method, TensorLibrary library, CancellationToken cancellation) => MayBeSetFor(method, library, 0, cancellation);

    private static bool MayBeSetFor(IMethodSymbol method, TensorLibrary library, int depth, CancellationToken cancellation)
    {
        string name = method.MethodKind == MethodKind.Constructor ? method.ContainingType.Name : method.Name;
        foreach (SyntaxTree tree in library.Compilation.SyntaxTrees)
        {
            SemanticModel? model = null;
            foreach (SyntaxNode use in tree.GetRoot(cancellation).DescendantNodes().Where(node => IsUse(node, name)))
            {
                model ??= library.Compilation.GetSemanticModel(tree);
                SyntaxNode called = use.Parent is ObjectCreationExpressionSyntax creation && creation.Type == use ? creation : use;
                if (!SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(called, cancellation).Symbol?.OriginalDefinition, method.OriginalDefinition)) continue;
                if (use.FirstAncestorOrSelf<MemberDeclarationSyntax>(member => member is not BaseTypeDeclarationSyntax) is not { } caller) continue;
                if (caller.DescendantNodes().OfType<SimpleNameSyntax>().Any(SetsMode)) return true;
                if (depth < MaxDepth && model.GetDeclaredSymbol(caller, cancellation) is IMethodSymbol outer && !SymbolEqualityComparer.Default.Equals(outer, method) && MayBeSetFor(outer, library, depth + 1, cancellation)) return true;
            }
        }

        return false;
    }

    private static bool IsUse(SyntaxNode node, string name) => node is SimpleNameSyntax simple ? simple.Identifier.ValueText == name : node is ImplicitObjectCreationExpressionSyntax;

    private static bool SetsMode(SimpleNameSyntax name) => name.Identifier.ValueText is "NoGrad" or "InferenceMode" or "SetGradEnabled";
}
