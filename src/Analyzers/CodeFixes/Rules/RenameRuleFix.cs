using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using SourceAutodiff.CodeFixes.Editing;
using SourceAutodiff.Generator.Diagnostics;
using SourceAutodiff.Generator.Lowering;

namespace SourceAutodiff.CodeFixes.Rules;

/// <summary>SAD4002: gives the rule the name of the function that is spelled alike and has its parameters.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RenameRuleFix)), Shared]
public sealed class RenameRuleFix : DocumentFix
{
    /// <summary>Creates the provider.</summary>
    public RenameRuleFix()
        : base("Give the rule the name of its function", Descriptors.RuleWithoutFunction)
    {
    }

    // Another rule of the class may have that name.
    private protected override bool MustCompile => true;

    private protected override Action<SyntaxEditor>? Plan(Diagnostic diagnostic, SyntaxNode node, SemanticModel model, CancellationToken cancellation)
    {
        if (node is not MethodDeclarationSyntax syntax || model.GetDeclaredSymbol(syntax, cancellation) is not { } row || UserRule.FindAttribute(row.ContainingType) is not { } attribute) return null;
        var rule = UserRule.Read(row, attribute);
        IEnumerable<string> names = rule.PrimalTypes.SelectMany(type => type.GetMembers()).OfType<IMethodSymbol>()
            .Where(function => UserRules.Of(model.Compilation).Find(function) is null && RuleStub.Of(function) is { } stub && Fits(rule, stub)).Select(function => function.Name);
        if (Spelling.Nearest(row.Name, names) is not { } name) return null;
        return editor => editor.ReplaceNode(syntax, (current, _) => ((MethodDeclarationSyntax)current).WithIdentifier(SyntaxFactory.Identifier(name).WithTriviaFrom(((MethodDeclarationSyntax)current).Identifier)));
    }

    private static bool Fits(UserRule rule, RuleStub stub)
    {
        ITypeSymbol[] arguments = [.. rule.Arguments.Select(argument => argument.Type)];
        return (rule.Discrete is null) == (stub.Discrete is null) && arguments.Length == stub.Function.Parameters.Length && arguments.Zip(stub.Function.Parameters, Same).All(same => same);

        // In a generic class, T is any floating-point type.
        static bool Same(ITypeSymbol inRule, IParameterSymbol parameter) =>
            inRule is ITypeParameterSymbol ? parameter.Type.SpecialType != SpecialType.System_Int32 : SymbolEqualityComparer.Default.Equals(inRule, parameter.Type);
    }
}
