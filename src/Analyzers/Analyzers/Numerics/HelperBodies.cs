using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SourceAutodiff.Generator.Parsing;

namespace SourceAutodiff.Analyzers.Numerics;

/// <summary>The methods of the project that annotated ones call, which are differentiated with them.</summary>
internal static class HelperBodies
{
    /// <summary><see langword="null"/> for what is annotated itself, and for what has no source in the project.</summary>
    public static IOperation? Of(IMethodSymbol method, Compilation compilation, CancellationToken cancellation)
    {
        if (method.MethodKind != MethodKind.Ordinary || KnownTypes.FindDifferentiable(method) is not null || method.DeclaringSyntaxReferences is not [var declaration] || !compilation.ContainsSyntaxTree(declaration.SyntaxTree)) return null;
        return declaration.GetSyntax(cancellation) is MethodDeclarationSyntax syntax ? compilation.GetSemanticModel(declaration.SyntaxTree).GetOperation(syntax, cancellation) : null;
    }
}
