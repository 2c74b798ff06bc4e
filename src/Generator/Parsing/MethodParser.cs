using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SourceAutodiff.Generator.Diagnostics;
using SourceAutodiff.Generator.Infrastructure;
using SourceAutodiff.Generator.IR;

namespace SourceAutodiff.Generator.Parsing;

/// <summary>Attribute and signature of an annotated method to a <see cref="MethodRequest"/>, or diagnostics.</summary>
internal sealed class MethodParser
{
    private readonly IMethodSymbol _method;
    private readonly AttributeData _attribute;
    private readonly DiagnosticBag _diagnostics;
    private readonly CancellationToken _cancellation;

    private MethodParser(IMethodSymbol method, AttributeData attribute, DiagnosticBag diagnostics, CancellationToken cancellation)
    {
        _method = method;
        _attribute = attribute;
        _diagnostics = diagnostics;
        _cancellation = cancellation;
    }

    public static MethodRequest? Parse(
        IMethodSymbol method, AttributeData attribute, Compilation compilation, DiagnosticBag diagnostics, CancellationToken cancellation) =>
        new MethodParser(method, attribute, diagnostics, cancellation).Parse(compilation);

    private MethodRequest? Parse(Compilation compilation)
    {
        if (!CheckMethod()) return null;
        DeclarationChecks.CheckTypes(_method, _diagnostics, _cancellation);
        EquatableArray<ResultRequest> results = ParseResults();
        EquatableArray<ParameterRequest> parameters = ParseParameters();
        RequestedDerivatives derivatives = ParseDerivatives();
        DeclarationChecks.CheckNames(_method, derivatives, results.Count(result => result.Type.IsReal) == 1, _diagnostics);
        if (_diagnostics.HasFailed) return null;
        return new MethodRequest(
            DeclarationText.HintName(_method),
            DeclarationText.Namespace(_method.ContainingNamespace),
            DeclarationChecks.ContainingTypes(_method).Select(DeclarationText.Header).ToEquatableArray(),
            _method.Name,
            DeclarationText.Accessibility(_method.DeclaredAccessibility),
            DeclarationText.TypeParameters(_method),
            DeclarationText.Constraints(_method),
            DeclarationText.Cref(_method),
            parameters,
            results,
            _method.ReturnType.IsTupleType,
            derivatives,
            compilation.Options is CSharpCompilationOptions { AllowUnsafe: true })
        {
            HandWritten = DeclarationChecks.CustomDerivatives(_method).Select(custom => custom.Name).Distinct().ToEquatableArray(),
        };
    }

    private bool CheckMethod()
    {
        if (MethodChecks.UnsupportedKind(_method, _cancellation) is string kind) Report(Descriptors.MethodKind, Identifier, Name, kind);
        else if (!_method.IsStatic) Report(Descriptors.NotStatic, Identifier, _method.Name);
        else if (!MethodChecks.HasBody(_method, _cancellation)) Report(Descriptors.NoBody, Identifier, _method.Name);
        return !_diagnostics.HasFailed;
    }

    private EquatableArray<ParameterRequest> ParseParameters()
    {
        string[]? wanted = WithRespectTo();
        List<ParameterRequest> parameters = [];
        foreach (IParameterSymbol parameter in _method.Parameters)
        {
            if (MethodChecks.UnsupportedPassing(parameter) is string passing)
            {
                Report(Descriptors.ParameterPassing, Place(parameter), parameter.Name, passing);
                continue;
            }

            if (TypeMap.Open.Map(parameter.Type) is not { } type)
            {
                ReportType(Descriptors.ParameterType, Place(parameter), parameter.Type, parameter.Name, Display(parameter.Type));
                continue;
            }

            bool differentiated = (type.IsReal || type.IsRealBuffer) && !KnownTypes.HasNoGradient(parameter) && (wanted is null || wanted.Contains(parameter.Name));
            parameters.Add(new ParameterRequest(parameter.Name, DeclarationText.Type(parameter.Type), type, differentiated));
        }

        foreach (string name in wanted ?? []) CheckWanted(name);
        if (!_diagnostics.HasFailed && !parameters.Any(parameter => parameter.Differentiated)) Report(Descriptors.NoInput, Identifier, _method.Name);
        return parameters.ToEquatableArray();
    }

    private void CheckWanted(string name)
    {
        IParameterSymbol? parameter = _method.Parameters.FirstOrDefault(parameter => parameter.Name == name);
        string? problem = parameter is null ? "is not a parameter"
            : TypeMap.Open.Map(parameter.Type) is not { } type || !(type.IsReal || type.IsRealBuffer) ? "is not floating-point"
            : KnownTypes.HasNoGradient(parameter) ? "is marked [NoGradient]"
            : null;
        if (problem is not null) Report(Descriptors.WithRespectTo, PlaceInAttribute(name), name, problem, _method.Name);
    }

    private EquatableArray<ResultRequest> ParseResults()
    {
        if (_method.ReturnsVoid)
        {
            bool writes = _method.Parameters.Any(parameter => TypeMap.Open.Map(parameter.Type) is BufferType { Element.IsReal: true, Kind: not BufferKind.ReadOnlySpan });
            if (!writes) Report(Descriptors.ResultType, PlaceOfResult(), _method.Name, "void");
            return [];
        }

        if (_method.ReturnType is INamedTypeSymbol { IsTupleType: true } tuple)
            return tuple.TupleElements.Select(element => ParseResult(element.IsExplicitlyNamedTupleElement ? element.Name : null, element.Type)).ToEquatableArray();
        return [ParseResult(null, _method.ReturnType)];
    }

    private ResultRequest ParseResult(string? name, ITypeSymbol type)
    {
        if (TypeMap.Open.Scalar(type) is { IsReal: true } mapped) return new ResultRequest(name, DeclarationText.Type(type), mapped);
        ReportType(Descriptors.ResultType, PlaceOfResult(), type, _method.Name, Display(_method.ReturnType));
        return new ResultRequest(name, DeclarationText.Type(type), IrType.F64);
    }

    private RequestedDerivatives ParseDerivatives() =>
        _attribute.ConstructorArguments.FirstOrDefault().Value is int value ? (RequestedDerivatives)value : RequestedDerivatives.None;

    private string[]? WithRespectTo()
    {
        TypedConstant value = _attribute.NamedArguments.FirstOrDefault(argument => argument.Key == "WithRespectTo").Value;
        return value.Kind != TypedConstantKind.Array || value.IsNull ? null : value.Values.Select(item => item.Value as string ?? "").ToArray();
    }

    private string Name => _method.MethodKind == MethodKind.AnonymousFunction ? "The function" : _method.Name;

    private Location Identifier => _method.Locations[0];

    private Location PlaceOfResult() =>
        Syntax() is MethodDeclarationSyntax syntax ? syntax.ReturnType.GetLocation() : Identifier;

    private Location Place(IParameterSymbol parameter) =>
        parameter.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(_cancellation).GetLocation() ?? Identifier;

    private Location PlaceInAttribute(string name)
    {
        SyntaxNode? syntax = _attribute.ApplicationSyntaxReference?.GetSyntax(_cancellation);
        SyntaxNode? argument = (syntax as AttributeSyntax)?.ArgumentList?.Arguments.FirstOrDefault(argument => argument.NameEquals is not null);
        SyntaxNode? item = argument?.DescendantNodes().FirstOrDefault(node => node is LiteralExpressionSyntax literal && literal.Token.ValueText == name)
            ?? argument?.DescendantNodes().FirstOrDefault(node => node is InvocationExpressionSyntax call && call.ArgumentList.Arguments.LastOrDefault()?.ToString() == name);
        return (item ?? argument ?? syntax)?.GetLocation() ?? Identifier;
    }

    private SyntaxNode? Syntax() => _method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(_cancellation);

    private static string Display(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat);

    /// <summary>A type parameter that lacks its constraint has a diagnostic of its own; a type that does not exist is the compiler's to report.</summary>
    private void ReportType(DiagnosticDescriptor descriptor, Location location, ITypeSymbol type, params string[] arguments)
    {
        ITypeSymbol element = type is IArrayTypeSymbol array ? array.ElementType : KnownTypes.IsSpan(type) ? ((INamedTypeSymbol)type).TypeArguments[0] : type;
        if (element.TypeKind == TypeKind.Error) _diagnostics.Fail();
        else if (KnownTypes.IsDecimal(type)) Report(Descriptors.Decimal, location, location.SourceTree?.GetText(_cancellation).ToString(location.SourceSpan) ?? Display(type));
        else if (element is ITypeParameterSymbol parameter && type is not IArrayTypeSymbol { Rank: > 1 }) Report(Descriptors.TypeParameter, location, parameter.Name);
        else Report(descriptor, location, arguments);
    }

    private void Report(DiagnosticDescriptor descriptor, Location location, params string[] arguments) => _diagnostics.Report(descriptor, location, arguments);
}
