using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SourceAutodiff.Generator.Diagnostics;

namespace SourceAutodiff.Analyzers.Tensors;

/// <summary>What a tensor is called in messages.</summary>
internal static class Names
{
    private const int Longest = 40;

    /// <summary>The variable that it goes into, if it goes straight into one; else the expression.</summary>
    public static string Of(IOperation operation)
    {
        SyntaxNode syntax = operation.Syntax;
        if (syntax is InvocationExpressionSyntax)
        {
            switch (syntax.Parent)
            {
                case EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax declarator }: return declarator.Identifier.ValueText;
                case EqualsValueClauseSyntax { Parent: PropertyDeclarationSyntax property }: return property.Identifier.ValueText;
                case AssignmentExpressionSyntax assignment when assignment.Right == syntax: syntax = assignment.Left; break;
            }
        }

        return Excerpt.Of(syntax, Longest);
    }
}
