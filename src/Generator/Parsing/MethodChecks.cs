using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SourceAutodiff.Generator.Parsing;

/// <summary>What annotated methods and the helpers they call have in common: which kinds of methods can be lowered at all.</summary>
internal static class MethodChecks
{
    /// <summary>What the method is, if no method of that kind can be differentiated.</summary>
    public static string? UnsupportedKind(IMethodSymbol method, CancellationToken cancellation)
    {
        if (method.MethodKind == MethodKind.LocalFunction) return "a local function";
        if (method.MethodKind == MethodKind.AnonymousFunction) return "a lambda";
        if (method.MethodKind != MethodKind.Ordinary) return "not an ordinary method";
        if (method is { IsStatic: true, IsVirtual: true }) return "virtual";
        if (method.IsAsync) return "async";
        if (method.IsVararg) return "a method with variable arguments";
        if (method.ReturnsByRef || method.ReturnsByRefReadonly) return "a method that returns a reference";
        return IsIterator(method, cancellation) ? "an iterator" : null;
    }

    /// <summary>What the method is, if a body of that kind cannot be lowered where it is called.</summary>
    public static string? UnsupportedBody(IMethodSymbol method, CancellationToken cancellation)
    {
        if (method.IsAsync) return "async";
        if (method.IsVararg) return "a method with variable arguments";
        return IsIterator(method, cancellation) ? "an iterator" : null;
    }

    /// <summary>How the parameter is passed, if not simply by value.</summary>
    public static string? UnsupportedPassing(IParameterSymbol parameter) => parameter.RefKind switch
    {
        RefKind.None => parameter.IsParams ? "params" : null,
        RefKind.Ref => "ref",
        RefKind.Out => "out",
        RefKind.In => "in",
        _ => "ref readonly",
    };

    public static bool HasBody(IMethodSymbol method, CancellationToken cancellation) => BodySyntax(method, cancellation) is not null;

    /// <summary>The declaration with the body, in whichever file it is.</summary>
    public static BaseMethodDeclarationSyntax? BodySyntax(IMethodSymbol method, CancellationToken cancellation)
    {
        foreach (SyntaxReference reference in (method.PartialImplementationPart ?? method).DeclaringSyntaxReferences)
        {
            if (reference.GetSyntax(cancellation) is BaseMethodDeclarationSyntax syntax && (syntax.Body is not null || syntax.ExpressionBody is not null)) return syntax;
        }

        return null;
    }

    private static bool IsIterator(IMethodSymbol method, CancellationToken cancellation)
    {
        BlockSyntax? body = method.MethodKind == MethodKind.LocalFunction
            ? (method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation) as LocalFunctionStatementSyntax)?.Body
            : BodySyntax(method, cancellation)?.Body;
        return body is not null
            && body.DescendantNodes(node => node is not (LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax))
                .Any(node => node.IsKind(SyntaxKind.YieldReturnStatement) || node.IsKind(SyntaxKind.YieldBreakStatement));
    }
}
