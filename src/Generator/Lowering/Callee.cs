using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using SourceAutodiff.Generator.Parsing;

namespace SourceAutodiff.Generator.Lowering;

/// <summary>A body that is lowered where it is called.</summary>
/// <param name="Method">The method as it is declared: the body mentions its parameters.</param>
/// <param name="Outer">The frame whose variables the body sees; null for an ordinary method.</param>
internal sealed record Callee(IMethodSymbol Method, IOperation Body, SemanticModel Model, TypeMap Types, Frame? Outer)
{
    /// <summary>What runs in the body of a method, operator, accessor, constructor, lambda or local function.</summary>
    public static IOperation? BodyOf(IMethodSymbol method, Compilation compilation, CancellationToken cancellation, out SemanticModel? model)
    {
        model = null;
        foreach (SyntaxReference reference in method.DeclaringSyntaxReferences)
        {
            if (!compilation.ContainsSyntaxTree(reference.SyntaxTree)) continue;
            SyntaxNode syntax = reference.GetSyntax(cancellation);
            if (syntax is not (BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or ArrowExpressionClauseSyntax)) continue;
            model = compilation.GetSemanticModel(reference.SyntaxTree);
            if (model.GetOperation(syntax, cancellation) is { } operation && Statements(operation) is { } body) return body;
        }

        return null;
    }

    public static IOperation? Statements(IOperation? operation) => operation switch
    {
        IMethodBodyOperation body => (IOperation?)body.BlockBody ?? body.ExpressionBody,
        IConstructorBodyOperation body => (IOperation?)body.BlockBody ?? body.ExpressionBody,
        ILocalFunctionOperation function => function.Body,
        IAnonymousFunctionOperation function => function.Body,
        _ => operation as IBlockOperation,
    };
}
