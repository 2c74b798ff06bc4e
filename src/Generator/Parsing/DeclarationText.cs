using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;

namespace SourceAutodiff.Generator.Parsing;

/// <summary>Pieces of a declaration as C# text that means the same anywhere in the project.</summary>
internal static class DeclarationText
{
    private static readonly SymbolDisplayFormat Qualified = SymbolDisplayFormat.FullyQualifiedFormat.WithMiscellaneousOptions(
        SymbolDisplayMiscellaneousOptions.UseSpecialTypes | SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers);

    private static readonly SymbolDisplayFormat Identifier = new(
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters | SymbolDisplayGenericsOptions.IncludeVariance, miscellaneousOptions: SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers);

    public static string Name(ISymbol symbol) => symbol.ToDisplayString(Identifier.WithGenericsOptions(SymbolDisplayGenericsOptions.None));

    public static string Type(ITypeSymbol type) => type.ToDisplayString(Qualified);

    public static string Accessibility(Accessibility accessibility) => accessibility switch
    {
        Microsoft.CodeAnalysis.Accessibility.Public => "public",
        Microsoft.CodeAnalysis.Accessibility.Internal => "internal",
        Microsoft.CodeAnalysis.Accessibility.Protected => "protected",
        Microsoft.CodeAnalysis.Accessibility.ProtectedOrInternal => "protected internal",
        Microsoft.CodeAnalysis.Accessibility.ProtectedAndInternal => "private protected",
        _ => "private",
    };

    /// <summary><c>public static partial class Model&lt;T&gt;</c></summary>
    public static string Header(INamedTypeSymbol type)
    {
        string keyword = (type.IsRecord, type.TypeKind) switch
        {
            (true, TypeKind.Struct) => "record struct",
            (true, _) => "record",
            (_, TypeKind.Struct) => "struct",
            (_, TypeKind.Interface) => "interface",
            _ => "class",
        };
        string modifiers = Accessibility(type.DeclaredAccessibility) + (type.IsStatic ? " static" : "");
        return $"{modifiers} partial {keyword} {type.ToDisplayString(Identifier)}";
    }

    public static string Namespace(INamespaceSymbol ns) => ns.IsGlobalNamespace ? "" : ns.ToDisplayString(Qualified.WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted));

    public static string TypeParameters(IMethodSymbol method) =>
        method.TypeParameters.Length == 0 ? "" : $"<{string.Join(", ", method.TypeParameters.Select(parameter => parameter.ToDisplayString(Identifier)))}>";

    public static string Constraints(IMethodSymbol method) =>
        string.Join(" ", method.TypeParameters.Select(Constraint).Where(text => text.Length > 0));

    private static string Constraint(ITypeParameterSymbol parameter)
    {
        List<string> parts = [];
        if (parameter.HasReferenceTypeConstraint) parts.Add("class");
        else if (parameter.HasUnmanagedTypeConstraint) parts.Add("unmanaged");
        else if (parameter.HasValueTypeConstraint) parts.Add("struct");
        else if (parameter.HasNotNullConstraint) parts.Add("notnull");
        parts.AddRange(parameter.ConstraintTypes.Select(Type));
        if (parameter.HasConstructorConstraint && !parameter.HasValueTypeConstraint) parts.Add("new()");
        return parts.Count == 0 ? "" : $"where {parameter.ToDisplayString(Identifier)} : {string.Join(", ", parts)}";
    }

    // Documentation comments do not know the short forms of tuples and nullable types.
    private static readonly SymbolDisplayFormat Documented = Qualified.AddMiscellaneousOptions(
        SymbolDisplayMiscellaneousOptions.ExpandValueTuple | SymbolDisplayMiscellaneousOptions.ExpandNullable);

    public static string Cref(IMethodSymbol method)
    {
        string parameters = string.Join(", ", method.Parameters.Select(parameter => Modifier(parameter.RefKind) + parameter.Type.ToDisplayString(Documented)));
        return $"{EscapedName(method.Name)}{TypeParameters(method)}({parameters})".Replace('<', '{').Replace('>', '}');
    }

    private static string Modifier(RefKind kind) => kind switch
    {
        RefKind.None => "",
        RefKind.Ref => "ref ",
        RefKind.Out => "out ",
        RefKind.In => "in ",
        _ => "ref readonly ",
    };

    /// <summary>The default value of an optional parameter; null if it has none.</summary>
    public static string? Default(IParameterSymbol parameter)
    {
        if (!parameter.HasExplicitDefaultValue) return null;
        string text = parameter.ExplicitDefaultValue switch
        {
            null => parameter.Type.IsValueType ? "default" : "default!",
            double value => Real(value, "double", value.ToString("R", CultureInfo.InvariantCulture) + "d"),
            float value => Real(value, "float", value.ToString("R", CultureInfo.InvariantCulture) + "f"),
            decimal value => value.ToString(CultureInfo.InvariantCulture) + "m",
            object value => Microsoft.CodeAnalysis.CSharp.SymbolDisplay.FormatPrimitive(value, quoteStrings: true, useHexadecimalNumbers: false) ?? "default",
        };
        // The default of a nullable parameter is a constant of the type inside.
        ITypeSymbol type = parameter.Type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable ? nullable.TypeArguments[0] : parameter.Type;
        return type.TypeKind == TypeKind.Enum && parameter.ExplicitDefaultValue is not null ? $"({Type(type)})({text})" : text;
    }

    private static string Real(double value, string type, string text) =>
        double.IsNaN(value) ? type + ".NaN" : double.IsInfinity(value) ? $"{type}.{(value > 0 ? "Positive" : "Negative")}Infinity" : text;

    /// <summary>Readable, made of characters that every file system takes, and different for overloads.</summary>
    public static string HintName(IMethodSymbol method)
    {
        string path = method.ContainingType.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat) + "." + method.Name;
        var text = new StringBuilder(path.Length + 16);
        foreach (char c in path) text.Append(char.IsLetterOrDigit(c) || c is '.' or '_' ? c : '_');
        return $"{text}.{Hash(method)}.g.cs";
    }

    /// <summary>Tells overloads, and methods of one name in different types, apart.</summary>
    public static string Hash(IMethodSymbol method)
    {
        string path = method.ContainingType.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat) + "." + method.Name;
        return Hash(path + TypeParameters(method) + string.Join(",", method.Parameters.Select(parameter => Modifier(parameter.RefKind) + Type(parameter.Type)))).ToString("x8", CultureInfo.InvariantCulture);
    }

    // FNV-1a: string.GetHashCode differs from process to process.
    private static uint Hash(string text)
    {
        uint hash = 2166136261;
        foreach (char c in text) hash = unchecked((hash ^ c) * 16777619);
        return hash;
    }

    private static string EscapedName(string name) =>
        Microsoft.CodeAnalysis.CSharp.SyntaxFacts.GetKeywordKind(name) == Microsoft.CodeAnalysis.CSharp.SyntaxKind.None ? name : "@" + name;
}
