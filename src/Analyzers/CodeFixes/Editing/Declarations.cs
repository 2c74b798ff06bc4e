using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Simplification;

namespace SourceAutodiff.CodeFixes.Editing;

/// <summary>Edits of declarations that keep their trivia.</summary>
internal static class Declarations
{
    /// <summary>Makes the types around <paramref name="member"/> partial, wherever they lack it.</summary>
    public static void MakeContainingTypesPartial(SyntaxEditor editor, SyntaxNode member)
    {
        foreach (TypeDeclarationSyntax type in member.Ancestors().OfType<TypeDeclarationSyntax>())
        {
            // Computed from what the node is by then: a type inside it, or another fix in the same file, may have changed it.
            if (!IsPartial(type)) editor.ReplaceNode(type, static (current, _) => MakePartial((TypeDeclarationSyntax)current));
        }
    }

    /// <summary><c>partial</c> goes last, right before the keyword that names the kind of type.</summary>
    private static TypeDeclarationSyntax MakePartial(TypeDeclarationSyntax type)
    {
        if (IsPartial(type)) return type;
        SyntaxToken partial = SyntaxFactory.Token(SyntaxKind.PartialKeyword).WithTrailingTrivia(SyntaxFactory.Space);
        if (type.Modifiers.Count > 0) return type.WithModifiers(type.Modifiers.Add(partial));
        return type.WithKeyword(type.Keyword.WithLeadingTrivia()).WithModifiers(SyntaxFactory.TokenList(partial.WithLeadingTrivia(type.Keyword.LeadingTrivia)));
    }

    private static bool IsPartial(TypeDeclarationSyntax type) => type.Modifiers.Any(SyntaxKind.PartialKeyword);

    /// <summary>An attribute of the runtime, by its short name where that is in scope.</summary>
    public static AttributeListSyntax AttributeList(string name) =>
        SyntaxFactory.AttributeList(SyntaxFactory.SingletonSeparatedList(
            SyntaxFactory.Attribute(SyntaxFactory.ParseName("global::SourceAutodiff." + name)).WithAdditionalAnnotations(Simplifier.Annotation)));

    /// <summary><c>[NoGradient]</c> before whatever else the parameter has.</summary>
    public static ParameterSyntax MarkNoGradient(ParameterSyntax parameter)
    {
        AttributeListSyntax attribute = AttributeList("NoGradient").WithTrailingTrivia(SyntaxFactory.Space).WithLeadingTrivia(parameter.GetLeadingTrivia());
        ParameterSyntax bare = parameter.WithLeadingTrivia();
        return bare.WithAttributeLists(bare.AttributeLists.Insert(0, attribute)).WithAdditionalAnnotations(Formatter.Annotation);
    }
}
