using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Formatting;
using SourceAutodiff.CodeFixes.Editing;
using SourceAutodiff.Generator.Diagnostics;
using SourceAutodiff.Generator.Parsing;

namespace SourceAutodiff.CodeFixes.Rules;

/// <summary>SAD4010: declares a derivative written by hand as generated code calls it, where its body stands that.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ExpectedSignatureFix)), Shared]
public sealed class ExpectedSignatureFix : DocumentFix
{
    /// <summary>Creates the provider.</summary>
    public ExpectedSignatureFix()
        : base("Declare it as it is called", Descriptors.CustomDerivative)
    {
    }

    // The body uses the parameters.
    private protected override bool MustCompile => true;

    private protected override Action<SyntaxEditor>? Plan(Diagnostic diagnostic, SyntaxNode node, SemanticModel model, CancellationToken cancellation)
    {
        if (node is not MethodDeclarationSyntax syntax || model.GetDeclaredSymbol(syntax, cancellation) is not { Arity: 0 } method || Expected(method) is not var (text, readable)) return null;
        return SyntaxFactory.ParseMemberDeclaration(text + ";") is MethodDeclarationSyntax expected ? editor => editor.ReplaceNode(syntax, (current, _) => Declared((MethodDeclarationSyntax)current, expected, readable)) : null;
    }

    /// <summary>And how many of its parameters may be a <c>ReadOnlySpan</c>, which says that the primal does not write there; <see langword="null"/> if the attributes do not name one method.</summary>
    private static (string Text, int Readable)? Expected(IMethodSymbol method)
    {
        (INamedTypeSymbol? Type, string Method)[] backward = [.. KnownTypes.CustomTargets(method, isJvp: false)], jvp = [.. KnownTypes.CustomTargets(method, isJvp: true)];
        if (backward.Length + jvp.Length != 1) return null;
        (INamedTypeSymbol? type, string name) = backward.Concat(jvp).First();
        IMethodSymbol[] primals = [.. (type ?? method.ContainingType).GetMembers(name).OfType<IMethodSymbol>().Where(primal => primal is { MethodKind: MethodKind.Ordinary, IsStatic: true, Arity: 0 } && !SymbolEqualityComparer.Default.Equals(primal, method))];
        if (primals.Length > 1) primals = [.. primals.Where(primal => CustomDerivative.StartsLike(method, primal))];
        if (primals.Length != 1) return null;
        var signatures = new CustomDerivative(TypeMap.Open);
        bool[] differentiated = signatures.Differentiated(primals[0], backward.Length == 1 ? method : null);
        if (!differentiated.Any(isDifferentiated => isDifferentiated)) return null;

        // Which parameters of a jvp have tangents depends on its backward method, too.
        if (backward.Length == 1) return (signatures.ExpectedBackward(primals[0], method.Name, differentiated), primals[0].Parameters.Length);
        return HasBackward(primals[0], method) ? null : (signatures.ExpectedJvp(primals[0], method.Name, differentiated, CustomDerivative.Written(primals[0], null)), 0);
    }

    private static bool HasBackward(IMethodSymbol primal, IMethodSymbol jvp) =>
        jvp.ContainingType.GetMembers().OfType<IMethodSymbol>().Any(member => KnownTypes.CustomTargets(member, isJvp: false).Any(target => target.Method == primal.Name) && CustomDerivative.StartsLike(member, primal));

    /// <summary>With the names that the body uses, as far as there are as many.</summary>
    private static MethodDeclarationSyntax Declared(MethodDeclarationSyntax method, MethodDeclarationSyntax expected, int readable)
    {
        SeparatedSyntaxList<ParameterSyntax> own = method.ParameterList.Parameters;
        ParameterListSyntax list = own.Count == expected.ParameterList.Parameters.Count
            ? method.ParameterList.WithParameters(SyntaxFactory.SeparatedList(own.Select((parameter, i) => Retyped(parameter, expected.ParameterList.Parameters[i], i < readable)), own.GetSeparators()))
            : expected.ParameterList.WithTriviaFrom(method.ParameterList);
        method = method.WithParameterList(list).WithReturnType(IsAlike(method.ReturnType, expected.ReturnType) ? method.ReturnType : expected.ReturnType.WithTriviaFrom(method.ReturnType));
        if (method.Modifiers.Any(SyntaxKind.StaticKeyword)) return method;
        SyntaxToken word = SyntaxFactory.Token(SyntaxKind.StaticKeyword).WithTrailingTrivia(SyntaxFactory.Space);
        if (method.Modifiers.Count > 0) return method.AddModifiers(word);
        word = word.WithLeadingTrivia(method.ReturnType.GetLeadingTrivia());
        return method.WithReturnType(method.ReturnType.WithoutLeadingTrivia()).AddModifiers(word);
    }

    /// <summary>A tuple may have other names.</summary>
    private static bool IsAlike(TypeSyntax own, TypeSyntax expected) => own is TupleTypeSyntax first && expected is TupleTypeSyntax second
        ? first.Elements.Select(element => element.Type.ToString()).SequenceEqual(second.Elements.Select(element => element.Type.ToString()))
        : own.ToString() == expected.ToString();

    private static ParameterSyntax Retyped(ParameterSyntax own, ParameterSyntax expected, bool isReadable)
    {
        bool isSame = own.Type?.ToString() == expected.Type?.ToString() || (isReadable && own.Type?.ToString().StartsWith("ReadOnlySpan<", StringComparison.Ordinal) == true);
        return isSame && own.Modifiers.ToString() == expected.Modifiers.ToString() ? own : expected.WithIdentifier(own.Identifier).WithAttributeLists(own.AttributeLists).WithTriviaFrom(own).WithAdditionalAnnotations(Formatter.Annotation);
    }
}
