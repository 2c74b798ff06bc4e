using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Simplification;
using Microsoft.CodeAnalysis.Text;
using SourceAutodiff.Generator.Parsing;

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

    /// <summary><c>[Differentiable]</c> on a line of its own if the method begins one, after its comments; else before it.</summary>
    /// <param name="current">The method as other edits have left it.</param>
    /// <param name="original">The method as it is in its file.</param>
    public static MethodDeclarationSyntax MarkDifferentiable(MethodDeclarationSyntax current, SyntaxNode original)
    {
        bool startsLine = StartsLine(original);
        SyntaxTriviaList leading = current.GetLeadingTrivia();
        SyntaxTriviaList indentation = startsLine && leading.Count > 0 && leading.Last().IsKind(SyntaxKind.WhitespaceTrivia) ? [leading.Last()] : [];
        AttributeListSyntax attribute = AttributeList("Differentiable").WithLeadingTrivia(leading).WithTrailingTrivia(startsLine ? Lines.EndOf(original) : SyntaxFactory.Space);
        MethodDeclarationSyntax bare = current.WithLeadingTrivia(indentation);
        return bare.WithAttributeLists(bare.AttributeLists.Insert(0, attribute));
    }

    private static bool StartsLine(SyntaxNode node)
    {
        LinePosition place = node.SyntaxTree.GetLineSpan(node.Span).StartLinePosition;
        return node.SyntaxTree.GetText().Lines[place.Line].ToString().Substring(0, place.Character).Trim().Length == 0;
    }

    /// <summary><c>[NoGradient]</c> before whatever else the parameter has.</summary>
    public static ParameterSyntax MarkNoGradient(ParameterSyntax parameter)
    {
        AttributeListSyntax attribute = AttributeList("NoGradient").WithTrailingTrivia(SyntaxFactory.Space).WithLeadingTrivia(parameter.GetLeadingTrivia());
        ParameterSyntax bare = parameter.WithLeadingTrivia();
        return bare.WithAttributeLists(bare.AttributeLists.Insert(0, attribute)).WithAdditionalAnnotations(Formatter.Annotation);
    }

    /// <summary>The parameter without <c>[NoGradient]</c>.</summary>
    public static ParameterSyntax UnmarkNoGradient(ParameterSyntax parameter)
    {
        SyntaxTriviaList leading = parameter.GetLeadingTrivia();
        IEnumerable<AttributeListSyntax> rest = parameter.AttributeLists.Select(list => list.RemoveNodes(list.Attributes.Where(IsNoGradient), SyntaxRemoveOptions.KeepNoTrivia)!).Where(list => list.Attributes.Count > 0);
        return parameter.WithAttributeLists(SyntaxFactory.List(rest)).WithLeadingTrivia(leading);
    }

    /// <summary>Whether the attribute is written here, not at the other part of the method.</summary>
    public static bool HasNoGradient(ParameterSyntax parameter) => parameter.AttributeLists.SelectMany(list => list.Attributes).Any(IsNoGradient);

    /// <summary>A floating-point number, or an array or span of such.</summary>
    public static bool IsReal(ITypeSymbol type) => TypeMap.Open.Map(type) is { } mapped && (mapped.IsReal || mapped.IsRealBuffer);

    private static bool IsNoGradient(AttributeSyntax attribute) => attribute.Name.ToString().Split('.', ':').Last() is "NoGradient" or "NoGradientAttribute";
}
