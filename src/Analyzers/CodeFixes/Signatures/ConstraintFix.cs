using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Simplification;
using SourceAutodiff.CodeFixes.Editing;
using SourceAutodiff.Generator.Diagnostics;
using SourceAutodiff.Generator.Parsing;

namespace SourceAutodiff.CodeFixes.Signatures;

/// <summary>SAD1012: constrains a type parameter to floating-point types.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ConstraintFix)), Shared]
public sealed class ConstraintFix : SolutionFix
{
    /// <summary>Creates the provider.</summary>
    public ConstraintFix()
        : base("Constrain the type parameter to IFloatingPointIeee754", Descriptors.TypeParameter)
    {
    }

    // It may be used for integers, too.
    private protected override bool MustCompile => true;

    private protected override Task<Finding?> Find(Document document, Diagnostic diagnostic, SyntaxNode node, SemanticModel model, CancellationToken cancellation)
    {
        ITypeParameterSymbol? parameter = node.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Select(name => model.GetSymbolInfo(name, cancellation).Symbol).OfType<ITypeParameterSymbol>().FirstOrDefault(symbol => !KnownTypes.IsRealParameter(symbol));
        INamedTypeSymbol? number = model.Compilation.GetTypeByMetadataName("System.Numerics.IFloatingPointIeee754`1");
        return Task.FromResult<Finding?>(parameter is null || number is null || parameter.HasReferenceTypeConstraint ? null : new Unconstrained(document, node, parameter, Implied(parameter, number)));
    }

    private protected override async Task Edit(SolutionEditor editor, IReadOnlyList<Finding> findings, CancellationToken cancellation)
    {
        foreach (Unconstrained found in findings.Cast<Unconstrained>().GroupBy(found => found.Parameter, SymbolEqualityComparer.Default).Select(same => same.First()))
        {
            SyntaxNode[] parts = [.. Declarations(found.Parameter).Select(part => part.GetSyntax(cancellation))];

            // One part of a type may say it for all; parts that say something have to agree.
            SyntaxNode[] saying = [.. parts.Where(part => Clauses(part).Any(clause => clause.Name.Identifier.ValueText == found.Parameter.Name))];
            foreach (SyntaxNode part in saying.Length > 0 ? saying : found.Parameter.DeclaringMethod is null ? parts.Take(1) : parts)
            {
                if (editor.OriginalSolution.GetDocument(part.SyntaxTree) is not { } document) continue;
                DocumentEditor file = await editor.GetDocumentEditorAsync(document.Id, cancellation).ConfigureAwait(false);
                file.ReplaceNode(part, (current, _) => Constrain(current, found.Parameter.Name, found.Implied));
            }
        }
    }

    /// <summary>The interfaces of the parameter that floating-point types have anyway.</summary>
    private static string[] Implied(ITypeParameterSymbol parameter, INamedTypeSymbol number)
    {
        INamedTypeSymbol own = number.Construct(parameter);
        return [.. parameter.ConstraintTypes.OfType<INamedTypeSymbol>().Where(constraint => own.AllInterfaces.Contains(constraint, SymbolEqualityComparer.Default)).Select(constraint => constraint.Name)];
    }

    private static IEnumerable<SyntaxReference> Declarations(ITypeParameterSymbol parameter) => parameter.DeclaringMethod is { } method
        ? new[] { method, method.PartialDefinitionPart, method.PartialImplementationPart }.SelectMany(part => part?.DeclaringSyntaxReferences ?? []).Distinct()
        : parameter.DeclaringType!.DeclaringSyntaxReferences;

    private static SyntaxList<TypeParameterConstraintClauseSyntax> Clauses(SyntaxNode declaration) => declaration switch
    {
        MethodDeclarationSyntax method => method.ConstraintClauses,
        TypeDeclarationSyntax type => type.ConstraintClauses,
        LocalFunctionStatementSyntax function => function.ConstraintClauses,
        _ => default,
    };

    private static SyntaxNode Constrain(SyntaxNode declaration, string name, string[] implied)
    {
        TypeConstraintSyntax constraint = SyntaxFactory.TypeConstraint(SyntaxFactory.ParseTypeName($"global::System.Numerics.IFloatingPointIeee754<{name}>").WithAdditionalAnnotations(Simplifier.Annotation));
        if (Clauses(declaration).FirstOrDefault(clause => clause.Name.Identifier.ValueText == name) is { } existing) return declaration.ReplaceNode(existing, Extended(existing, constraint, implied));

        TypeParameterConstraintClauseSyntax clause = SyntaxFactory.TypeParameterConstraintClause(name).AddConstraints(constraint).WithAdditionalAnnotations(Formatter.Annotation);
        SyntaxNode before = Clauses(declaration).LastOrDefault() ?? declaration switch
        {
            MethodDeclarationSyntax method => method.ParameterList,
            LocalFunctionStatementSyntax function => function.ParameterList,
            var type => (SyntaxNode?)((TypeDeclarationSyntax)type).BaseList ?? (SyntaxNode?)((TypeDeclarationSyntax)type).ParameterList ?? ((TypeDeclarationSyntax)type).TypeParameterList!,
        };
        clause = clause.WithTrailingTrivia(before.GetTrailingTrivia());
        declaration = declaration.ReplaceNode(before, before.WithTrailingTrivia(SyntaxFactory.Space));
        return declaration switch
        {
            MethodDeclarationSyntax method => method.AddConstraintClauses(clause),
            LocalFunctionStatementSyntax function => function.AddConstraintClauses(clause),
            var type => ((TypeDeclarationSyntax)type).AddConstraintClauses(clause),
        };
    }

    private static TypeParameterConstraintClauseSyntax Extended(TypeParameterConstraintClauseSyntax clause, TypeConstraintSyntax constraint, string[] implied)
    {
        TypeParameterConstraintSyntax[] others = [.. clause.Constraints.Where(other => !(other is TypeConstraintSyntax { Type: var type } && type.DescendantNodesAndSelf().OfType<SimpleNameSyntax>().Any(name => implied.Contains(name.Identifier.ValueText))))];
        IEnumerable<TypeParameterConstraintSyntax> last = others.Where(other => other is ConstructorConstraintSyntax or AllowsConstraintClauseSyntax);
        return clause.WithConstraints(SyntaxFactory.SeparatedList([.. others.Except(last), constraint, .. last])).WithTrailingTrivia(clause.GetTrailingTrivia()).WithAdditionalAnnotations(Formatter.Annotation);
    }

    private sealed record Unconstrained(Document Document, SyntaxNode Node, ITypeParameterSymbol Parameter, string[] Implied) : Finding(Document, Node);
}
