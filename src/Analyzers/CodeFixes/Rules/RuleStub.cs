using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Simplification;
using SourceAutodiff.Generator.Lowering;
using SourceAutodiff.Generator.Parsing;

namespace SourceAutodiff.CodeFixes.Rules;

/// <summary>The declaration of a rule for a function.</summary>
internal sealed class RuleStub
{
    private RuleStub(IMethodSymbol function, string real, string? discrete) => (Function, Real, Discrete) = (function, real, discrete);

    public IMethodSymbol Function { get; }

    public INamedTypeSymbol Owner => Function.ContainingType;

    public string OwnerText => Text(Owner);

    /// <summary>The type of the floating-point parameters if it is a type parameter; empty for <c>double</c> and <c>float</c>, which can stand in one class.</summary>
    public string Real { get; }

    /// <summary>The type of a result that is no floating-point number.</summary>
    public string? Discrete { get; }

    /// <summary><see langword="null"/> if no rule can be that of the function.</summary>
    public static RuleStub? Of(IMethodSymbol function)
    {
        if (function is not { IsStatic: true, IsAbstract: false, IsVirtual: false, MethodKind: MethodKind.Ordinary, ContainingType.IsGenericType: false }) return null;
        if (function.Parameters.Any(parameter => parameter.RefKind != RefKind.None || !(IsReal(parameter.Type) || parameter.Type.SpecialType == SpecialType.System_Int32))) return null;
        if (function.Parameters.Select(parameter => parameter.Type).FirstOrDefault(IsReal) is not { } real) return null;
        if (function.Parameters.Any(parameter => IsReal(parameter.Type) && !SymbolEqualityComparer.Default.Equals(parameter.Type, real))) return null;
        var generic = real as ITypeParameterSymbol;
        if (function.Arity > (generic is null ? 0 : 1)) return null;
        string? discrete = function.ReturnType.SpecialType switch
        {
            SpecialType.System_Int32 => "int",
            SpecialType.System_Boolean => "bool",
            _ => null,
        };
        return discrete is null && !SymbolEqualityComparer.Default.Equals(function.ReturnType, real) ? null : new RuleStub(function, generic?.Name ?? "", discrete);
    }

    /// <summary>The class in the compilation where rules for the function's type stand already.</summary>
    public static ClassDeclarationSyntax? ClassFor(RuleStub stub, Compilation compilation, CancellationToken cancellation)
    {
        foreach (INamedTypeSymbol type in Types(compilation.Assembly.GlobalNamespace))
        {
            if (!type.IsStatic || UserRule.FindAttribute(type) is not { } attribute || (stub.Real.Length == 0 ? type.Arity > 0 : type.TypeParameters is not [var parameter] || parameter.Name != stub.Real)) continue;
            IEnumerable<TypedConstant> named = attribute.ConstructorArguments.SelectMany(argument => argument.Kind == TypedConstantKind.Array && !argument.IsNull ? argument.Values : []);
            if (named.Any(value => SymbolEqualityComparer.Default.Equals(value.Value as ISymbol, stub.Owner))) return (ClassDeclarationSyntax?)attribute.ApplicationSyntaxReference?.GetSyntax(cancellation).Parent?.Parent;
        }

        return null;
    }

    public static ClassDeclarationSyntax AddTo(ClassDeclarationSyntax rules, IReadOnlyList<RuleStub> stubs, string end)
    {
        foreach (RuleStub stub in stubs)
        {
            MemberDeclarationSyntax row = SyntaxFactory.ParseMemberDeclaration(stub.Row(end) + end)!.WithAdditionalAnnotations(Formatter.Annotation, Simplifier.Annotation);
            rules = rules.AddMembers(rules.Members.Count == 0 ? row : row.WithLeadingTrivia(row.GetLeadingTrivia().Insert(0, SyntaxFactory.EndOfLine(end))));
        }

        return rules;
    }

    /// <summary>At the end of a namespace or file.</summary>
    public static SyntaxNode AddClassTo(SyntaxNode around, string name, IReadOnlyList<RuleStub> stubs, string end)
    {
        string real = stubs[0].Real;
        string parameter = real.Length == 0 ? "" : $"<{real}>{end}    where {real} : global::System.Numerics.IFloatingPointIeee754<{real}>";
        string text = $"[global::SourceAutodiff.DerivativeRules(typeof({stubs[0].OwnerText}))]{end}internal static class {name}{parameter}{end}{{{end}{string.Join(end + end, stubs.Select(stub => stub.Row(end)))}{end}}}";
        MemberDeclarationSyntax rules = SyntaxFactory.ParseMemberDeclaration(text)!.WithAdditionalAnnotations(Formatter.Annotation, Simplifier.Annotation);
        SyntaxTrivia line = SyntaxFactory.EndOfLine(end);
        MemberDeclarationSyntax? last = Members(around).LastOrDefault();
        bool isOpen = last is not null && !last.GetTrailingTrivia().Any(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia));
        rules = rules.WithLeadingTrivia(isOpen ? SyntaxFactory.TriviaList(line, line) : SyntaxFactory.TriviaList(line));
        if (!isOpen) rules = rules.WithTrailingTrivia(line);
        return around switch
        {
            BaseNamespaceDeclarationSyntax ns => ns.AddMembers(rules),
            _ => ((CompilationUnitSyntax)around).AddMembers(rules),
        };
    }

    private static SyntaxList<MemberDeclarationSyntax> Members(SyntaxNode around) => around is BaseNamespaceDeclarationSyntax ns ? ns.Members : ((CompilationUnitSyntax)around).Members;

    /// <summary>A throwing body is an error in a rule: it cannot be overlooked, and nothing is generated from it.</summary>
    private string Row(string end)
    {
        IParameterSymbol[] reals = [.. Function.Parameters.Where(parameter => IsReal(parameter.Type))];
        string real = Text(reals[0].Type);
        string partials = reals.Length == 1 ? real : $"({string.Join(", ", reals.Select(_ => real))})";
        string declaration = $"public static {partials} {Escaped(Function.Name)}({string.Join(", ", Function.Parameters.Select(parameter => $"{Text(parameter.Type)} {Escaped(parameter.Name)}"))})";
        if (Discrete is not null)
        {
            string zero = Real.Length == 0 ? "0" : $"{Real}.Zero";
            return $"[global::SourceAutodiff.Discrete(typeof({Discrete}))]{end}{declaration} => {(reals.Length == 1 ? zero : $"({string.Join(", ", reals.Select(_ => zero))})")};";
        }

        string names = string.Join(" and ", reals.Select(parameter => parameter.Name));
        string what = reals.Length == 1 ? $"the derivative of {Function.Name} with respect to {names}" : $"the derivatives of {Function.Name} with respect to {names}, as a tuple";
        return $"// To be written: {what}.{end}{declaration} => throw new global::System.NotImplementedException();";
    }

    private static bool IsReal(ITypeSymbol type) => TypeMap.Open.Scalar(type) is { IsReal: true };

    private static string Text(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);

    private static string Escaped(string name) => SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : "@" + name;

    private static IEnumerable<INamedTypeSymbol> Types(INamespaceOrTypeSymbol around) =>
        around.GetMembers().OfType<INamespaceOrTypeSymbol>().SelectMany(member => member is INamedTypeSymbol type ? Types(type).Prepend(type) : Types(member));
}
