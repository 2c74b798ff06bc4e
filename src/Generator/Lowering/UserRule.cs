using Microsoft.CodeAnalysis;
using SourceAutodiff.Generator.IR;
using SourceAutodiff.Generator.Parsing;

namespace SourceAutodiff.Generator.Lowering;

/// <summary>A method of a class marked <c>[DerivativeRules]</c> outside of the built-in table, and the static methods it is the rule of.</summary>
internal sealed class UserRule
{
    private const string Ns = "SourceAutodiff";

    private UserRule(IMethodSymbol row) => Row = row;

    public IMethodSymbol Row { get; }

    /// <summary>Why the row cannot be the rule of anything; null if it can, as far as its signature tells.</summary>
    public string? Problem { get; private set; }

    public IReadOnlyList<IMethodSymbol> Primals { get; private set; } = [];

    /// <summary>The types whose methods the row may be the rule of, as the attribute names them.</summary>
    public IReadOnlyList<INamedTypeSymbol> PrimalTypes { get; private set; } = [];

    /// <summary>The type of a result that is not a real number.</summary>
    public IrType? Discrete { get; private set; }

    public bool UsesResult { get; private set; }

    public IEnumerable<IParameterSymbol> Arguments => Row.Parameters.Take(Row.Parameters.Length - (UsesResult ? 1 : 0));

    public static AttributeData? FindAttribute(INamedTypeSymbol type) => Find(type, "DerivativeRulesAttribute");

    public static IEnumerable<IMethodSymbol> Rows(INamedTypeSymbol type) =>
        type.GetMembers().OfType<IMethodSymbol>().Where(method => method.MethodKind == MethodKind.Ordinary);

    public static UserRule Read(IMethodSymbol row, AttributeData attribute)
    {
        var rule = new UserRule(row)
        {
            PrimalTypes = attribute.ConstructorArguments.SelectMany(argument => argument.Kind == TypedConstantKind.Array && !argument.IsNull ? argument.Values : [])
                .Select(value => value.Value).OfType<INamedTypeSymbol>().ToArray(),
            UsesResult = row.Parameters.Length > 0 && IsResult(row.Parameters[row.Parameters.Length - 1]),
        };
        rule.Problem = rule.Check();
        if (rule.Problem is null) rule.Primals = rule.PrimalTypes.SelectMany(type => type.GetMembers(row.Name)).OfType<IMethodSymbol>().Where(rule.Fits).ToArray();
        return rule;
    }

    private string? Check()
    {
        if (!Row.IsStatic || Row.IsGenericMethod) return "a rule is a static method without type parameters of its own";
        if (Row.ContainingType.TypeParameters.Length > 1 || Row.ContainingType.TypeParameters.Any(parameter => !KnownTypes.IsRealParameter(parameter)))
            return "its class may have one type parameter, constrained to IFloatingPointIeee754";
        if (Find(Row, "OperatorAttribute") is not null) return "operators of numbers have rules already";
        if (Row.Parameters.Take(Row.Parameters.Length - 1).Any(IsResult)) return "the [Result] parameter must be the last one";
        foreach (IParameterSymbol parameter in Row.Parameters)
        {
            if (parameter.RefKind != RefKind.None || !(IsReal(parameter.Type) || parameter.Type.SpecialType == SpecialType.System_Int32))
                return $"its parameter '{parameter.Name}' must be a floating-point number or an int, by value";
        }

        ITypeSymbol[] reals = Arguments.Select(parameter => parameter.Type).Where(IsReal).ToArray();
        if (reals.Length == 0) return "it has no floating-point parameter";
        if (reals.Any(type => !Same(type, reals[0]))) return "its floating-point parameters must all have the same type";
        if (Find(Row, "DiscreteAttribute") is { } attribute)
        {
            Discrete = (attribute.ConstructorArguments.FirstOrDefault().Value as ITypeSymbol)?.SpecialType switch
            {
                SpecialType.System_Int32 => IrType.I32,
                SpecialType.System_Boolean => IrType.Bool,
                _ => null,
            };
            if (Discrete is null) return "[Discrete] takes typeof(int) or typeof(bool)";
        }

        IReadOnlyList<ITypeSymbol> partials = Row.ReturnType is INamedTypeSymbol { IsTupleType: true } tuple ? [.. tuple.TupleElements.Select(element => element.Type)] : [Row.ReturnType];
        if (partials.Count != reals.Length || partials.Any(partial => !Same(partial, reals[0])))
            return $"it must return one partial for each floating-point parameter: {Expected(reals[0], reals.Length)}";
        return PrimalTypes.Count == 0 ? "[DerivativeRules] must name the types that declare the functions" : null;
    }

    private static string Expected(ITypeSymbol real, int count)
    {
        string name = real.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
        return count == 1 ? name : $"({string.Join(", ", Enumerable.Repeat(name, count))})";
    }

    /// <summary>In a generic class the row's T stands for any floating-point type, else its types are meant as they are.</summary>
    private bool Fits(IMethodSymbol primal)
    {
        IParameterSymbol[] arguments = Arguments.ToArray();
        if (!primal.IsStatic || primal.MethodKind != MethodKind.Ordinary || primal.ContainingType.IsGenericType || primal.Parameters.Length != arguments.Length) return false;
        ITypeSymbol? real = null;
        for (int i = 0; i < arguments.Length; i++)
        {
            IParameterSymbol parameter = primal.Parameters[i];
            if (parameter.RefKind != RefKind.None) return false;
            if (!IsReal(arguments[i].Type))
            {
                if (!Same(parameter.Type, arguments[i].Type)) return false;
                continue;
            }

            if (!IsReal(parameter.Type) || (arguments[i].Type is not ITypeParameterSymbol && !Same(parameter.Type, arguments[i].Type))) return false;
            real ??= parameter.Type;
            if (!Same(parameter.Type, real)) return false;
        }

        if (primal.TypeParameters.Length > (real is ITypeParameterSymbol ? 1 : 0)) return false;
        return Discrete is null ? Same(primal.ReturnType, real!) : primal.ReturnType.SpecialType == (Discrete == IrType.I32 ? SpecialType.System_Int32 : SpecialType.System_Boolean);
    }

    private static bool IsReal(ITypeSymbol type) => TypeMap.Open.Scalar(type) is { IsReal: true };

    private static bool IsResult(IParameterSymbol parameter) => Find(parameter, "ResultAttribute") is not null;

    private static bool Same(ITypeSymbol first, ITypeSymbol second) => SymbolEqualityComparer.Default.Equals(first, second);

    private static AttributeData? Find(ISymbol symbol, string name) => symbol.GetAttributes().FirstOrDefault(attribute => KnownTypes.IsIn(attribute.AttributeClass, Ns, name));
}
