using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

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

        string text = string.Join(" ", syntax.ToString().Split([' ', '\r', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries));
        return text.Length <= Longest ? text : text.Substring(0, Longest - 1) + "…";
    }
}
