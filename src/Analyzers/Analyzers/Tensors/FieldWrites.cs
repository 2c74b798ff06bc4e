using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SourceAutodiff.Analyzers.Tensors;

/// <summary>Where a field may be written, by its name: a name that means something else only makes this more careful.</summary>
internal static class FieldWrites
{
    /// <summary>The constructors that write the member.</summary>
    /// <param name="member">A field or a property without a setter.</param>
    /// <param name="isReadOnly">The compiler allows no others.</param>
    /// <param name="cancellation">Ends the search.</param>
    /// <returns><see langword="null"/> if it may be written elsewhere, too.</returns>
    public static IReadOnlyList<ConstructorDeclarationSyntax>? Constructors(ISymbol member, bool isReadOnly, CancellationToken cancellation)
    {
        var constructors = new List<ConstructorDeclarationSyntax>();
        foreach (SyntaxReference reference in member.ContainingType.DeclaringSyntaxReferences)
        {
            foreach (IdentifierNameSyntax name in reference.GetSyntax(cancellation).DescendantNodes().OfType<IdentifierNameSyntax>())
            {
                if (name.Identifier.ValueText != member.Name || !IsWritten(name)) continue;
                if (name.FirstAncestorOrSelf<ConstructorDeclarationSyntax>() is { } constructor && constructor.Parent == reference.GetSyntax(cancellation) && IsOfThis(name) && !IsInFunction(name, constructor))
                {
                    if (!constructors.Contains(constructor)) constructors.Add(constructor);
                }
                else if (!isReadOnly)
                {
                    return null;
                }
            }
        }

        return constructors;
    }

    private static bool IsOfThis(IdentifierNameSyntax name) => name.Parent is not MemberAccessExpressionSyntax access || access.Name != name || access.Expression is ThisExpressionSyntax;

    private static bool IsInFunction(SyntaxNode name, SyntaxNode constructor) =>
        name.Ancestors().TakeWhile(ancestor => ancestor != constructor).Any(ancestor => ancestor is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or InitializerExpressionSyntax);

    private static bool IsWritten(IdentifierNameSyntax name)
    {
        SyntaxNode node = name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access : name;
        while (node.Parent is ParenthesizedExpressionSyntax or TupleExpressionSyntax || (node.Parent is ArgumentSyntax && node.Parent.Parent is TupleExpressionSyntax) || node.Parent.IsKind(SyntaxKind.SuppressNullableWarningExpression)) node = node.Parent!;
        return node.Parent switch
        {
            AssignmentExpressionSyntax assignment => assignment.Left == node,
            ArgumentSyntax argument => !argument.RefKindKeyword.IsKind(SyntaxKind.None) && !argument.RefKindKeyword.IsKind(SyntaxKind.InKeyword),
            RefExpressionSyntax => true,
            PrefixUnaryExpressionSyntax prefix => prefix.IsKind(SyntaxKind.AddressOfExpression) || prefix.IsKind(SyntaxKind.PreIncrementExpression) || prefix.IsKind(SyntaxKind.PreDecrementExpression),
            PostfixUnaryExpressionSyntax postfix => !postfix.IsKind(SyntaxKind.SuppressNullableWarningExpression),
            _ => false,
        };
    }
}
