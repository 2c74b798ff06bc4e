using Microsoft.CodeAnalysis;
using SourceAutodiff.Generator.IR;

namespace SourceAutodiff.Generator.Parsing;

/// <summary>The signatures that derivatives of a method have. Methods with type parameters are compared as constructed with the same arguments.</summary>
internal sealed class CustomDerivative(TypeMap types)
{
    /// <summary>Which parameters of the primal the backward method has gradients for.</summary>
    /// <param name="backward">The method with the custom attribute, if there is one: a parameter can be marked there, too.</param>
    public bool[] Differentiated(IMethodSymbol primal, IMethodSymbol? backward)
    {
        string[]? wanted = KnownTypes.WithRespectTo(primal);
        return [.. primal.Parameters.Select((parameter, i) =>
            IsReal(parameter.Type) && !KnownTypes.HasNoGradient(parameter) && (wanted is null || wanted.Contains(parameter.Name))
            && !(backward is not null && backward.Parameters.Length > i && KnownTypes.HasNoGradient(backward.Parameters[i])))];
    }

    /// <summary>Which parameters are buffers that the primal may write.</summary>
    public static bool[] Written(IMethodSymbol primal, IMethodSymbol? backward) =>
    [
        .. primal.Parameters.Select((parameter, i) =>
            Element(parameter.Type) is not null && !KnownTypes.IsIn(parameter.Type, "System", "ReadOnlySpan")
            && !(backward is not null && backward.Parameters.Length > i && IsOnlyRead(backward.Parameters[i].Type, parameter.Type))),
    ];

    /// <summary>What of the signature a call that stays one cannot have; null if there is nothing.</summary>
    public static string? Unsupported(IMethodSymbol method, TypeMap types)
    {
        foreach (IParameterSymbol parameter in method.Parameters)
        {
            if (parameter.RefKind != RefKind.None) return $"its parameter '{parameter.Name}' is passed by reference";
            if (parameter.Type.TypeKind == TypeKind.Enum || !IsPlain(types.Map(parameter.Type))) return $"its parameter '{parameter.Name}' has the unsupported type '{parameter.Type.ToDisplayString()}'";
        }

        return Results(method).All(result => types.Scalar(result) is not null) ? null : $"it returns the unsupported type '{method.ReturnType.ToDisplayString()}'";
    }

    private static bool IsPlain(IrType? type) => type is ScalarType or RealParameterType
        || (type is BufferType { Element: ScalarType or RealParameterType, Kind: BufferKind.Array or BufferKind.Span or BufferKind.ReadOnlySpan });

    /// <summary>The backward method of the primal as C# would declare it, for messages.</summary>
    public string ExpectedBackward(IMethodSymbol primal, string name, bool[] differentiated)
    {
        List<string> parameters = [.. primal.Parameters.Select(parameter => $"{Display(parameter.Type)} {parameter.Name}")];
        int number = 0;
        List<ITypeSymbol> results = Results(primal);
        foreach (ITypeSymbol result in results.Where(IsRealScalar)) parameters.Add($"{Display(result)} gradOutput{(results.Count > 1 ? $"{++number}" : "")}");
        for (int i = 0; i < differentiated.Length; i++)
        {
            IParameterSymbol parameter = primal.Parameters[i];
            if (!differentiated[i]) continue;
            string type = Element(parameter.Type) is { } element ? $"Span<{Display(element)}>" : $"ref {Display(parameter.Type)}";
            parameters.Add($"{type} grad{char.ToUpperInvariant(parameter.Name[0])}{parameter.Name.Substring(1)}");
        }

        return $"static void {name}({string.Join(", ", parameters)})";
    }

    /// <summary>The same for the jvp.</summary>
    public string ExpectedJvp(IMethodSymbol primal, string name, bool[] differentiated, bool[] written)
    {
        List<string> parameters = [];
        for (int i = 0; i < differentiated.Length; i++)
        {
            IParameterSymbol parameter = primal.Parameters[i];
            parameters.Add($"{Display(parameter.Type)} {parameter.Name}");
            if (!differentiated[i]) continue;
            string type = Element(parameter.Type) is { } element ? $"{(written[i] ? "Span" : "ReadOnlySpan")}<{Display(element)}>" : Display(parameter.Type);
            parameters.Add($"{type} {parameter.Name}Tangent");
        }

        string returned = primal.ReturnsVoid ? "void" : $"({Display(primal.ReturnType)} Value, {Display(primal.ReturnType)} Tangent)";
        return $"static {returned} {name}({string.Join(", ", parameters)})";
    }

    public bool IsBackward(IMethodSymbol method, IMethodSymbol primal, bool[] differentiated)
    {
        List<ITypeSymbol> expected = [.. primal.Parameters.Select(parameter => parameter.Type), .. Results(primal).Where(IsRealScalar)];
        if (!method.IsStatic || !method.ReturnsVoid) return false;
        int gradients = differentiated.Count(isDifferentiated => isDifferentiated);
        if (method.Parameters.Length != expected.Count + gradients) return false;
        for (int i = 0; i < expected.Count; i++)
        {
            if (method.Parameters[i].RefKind != RefKind.None || !(Same(method.Parameters[i].Type, expected[i]) || (i < primal.Parameters.Length && IsOnlyRead(method.Parameters[i].Type, expected[i])))) return false;
        }

        int next = expected.Count;
        for (int i = 0; i < differentiated.Length; i++)
        {
            if (!differentiated[i]) continue;
            IParameterSymbol gradient = method.Parameters[next++];
            ITypeSymbol type = primal.Parameters[i].Type;
            bool fits = Element(type) is { } element
                ? gradient.RefKind == RefKind.None && KnownTypes.IsIn(gradient.Type, "System", "Span") && Same(Element(gradient.Type)!, element)
                : gradient.RefKind == RefKind.Ref && Same(gradient.Type, type);
            if (!fits) return false;
        }

        return true;
    }

    public bool IsJvp(IMethodSymbol method, IMethodSymbol primal, bool[] differentiated, bool[] written)
    {
        int next = 0;
        if (!method.IsStatic || method.Parameters.Length != differentiated.Length + differentiated.Count(isDifferentiated => isDifferentiated)) return false;
        for (int i = 0; i < differentiated.Length; i++)
        {
            ITypeSymbol type = primal.Parameters[i].Type;
            if (!Takes(method.Parameters[next++], type)) return false;
            if (!differentiated[i]) continue;
            IParameterSymbol tangent = method.Parameters[next++];
            bool fits = Element(type) is { } element
                ? tangent.RefKind == RefKind.None && KnownTypes.IsSpan(tangent.Type) && Same(Element(tangent.Type)!, element)
                    && (written[i] || KnownTypes.IsIn(tangent.Type, "System", "ReadOnlySpan"))
                : Takes(tangent, type);
            if (!fits) return false;
        }

        List<ITypeSymbol> results = Results(primal);
        if (results.Count == 0) return method.ReturnsVoid;
        if (!results.All(IsRealScalar) || method.ReturnType is not INamedTypeSymbol { IsTupleType: true, TupleElements.Length: 2 } pair) return false;
        return pair.TupleElements.All(half => results.Count == 1 ? Same(half.Type, results[0]) : Same(half.Type, primal.ReturnType));

        static bool Takes(IParameterSymbol parameter, ITypeSymbol type) => parameter.RefKind == RefKind.None && Same(parameter.Type, type);
    }

    /// <summary>Whether the method begins with the primal's parameters: it is meant for that overload.</summary>
    public static bool StartsLike(IMethodSymbol method, IMethodSymbol primal) =>
        method.Parameters.Length >= primal.Parameters.Length
        && primal.Parameters.Select((parameter, i) => Same(parameter.Type, method.Parameters[i].Type) || IsOnlyRead(method.Parameters[i].Type, parameter.Type)).All(same => same);

    /// <summary>A backward method that takes a <c>ReadOnlySpan</c> for an array or span of its primal says that the primal does not write to it.</summary>
    public static bool IsOnlyRead(ITypeSymbol inBackward, ITypeSymbol inPrimal) =>
        KnownTypes.IsIn(inBackward, "System", "ReadOnlySpan") && Element(inPrimal) is { } element && Same(Element(inBackward)!, element);

    /// <summary>The return value, or the elements of a returned tuple.</summary>
    public static List<ITypeSymbol> Results(IMethodSymbol method) => method.ReturnType switch
    {
        _ when method.ReturnsVoid => [],
        INamedTypeSymbol { IsTupleType: true } tuple => [.. tuple.TupleElements.Select(element => element.Type)],
        var type => [type],
    };

    public bool IsRealScalar(ITypeSymbol type) => types.Scalar(type) is { IsReal: true };

    private bool IsReal(ITypeSymbol type) => types.Map(type) is { } mapped && (mapped.IsReal || mapped.IsRealBuffer);

    public static ITypeSymbol? Element(ITypeSymbol type) =>
        type is IArrayTypeSymbol array ? array.ElementType : KnownTypes.IsSpan(type) ? ((INamedTypeSymbol)type).TypeArguments[0] : null;

    private static bool Same(ITypeSymbol first, ITypeSymbol second) =>
        first is INamedTypeSymbol { IsTupleType: true } a && second is INamedTypeSymbol { IsTupleType: true } b
            ? a.TupleElements.Length == b.TupleElements.Length && a.TupleElements.Zip(b.TupleElements, (x, y) => Same(x.Type, y.Type)).All(same => same)
            : SymbolEqualityComparer.Default.Equals(first, second);

    private static string Display(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
}
