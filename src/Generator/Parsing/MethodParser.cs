using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SourceAutodiff.Generator.Diagnostics;
using SourceAutodiff.Generator.Infrastructure;
using SourceAutodiff.Generator.IR;

namespace SourceAutodiff.Generator.Parsing;

/// <summary>Attribute and signature of an annotated method to a <see cref="MethodRequest"/>, or diagnostics.</summary>
internal sealed partial class MethodParser
{
    private readonly IMethodSymbol _method;
    private readonly AttributeData _attribute;
    private readonly DiagnosticBag _diagnostics;
    private readonly CancellationToken _cancellation;
    private readonly LayoutMap _layouts;

    private MethodParser(IMethodSymbol method, AttributeData attribute, Compilation compilation, DiagnosticBag diagnostics, CancellationToken cancellation)
    {
        _layouts = new LayoutMap(TypeMap.Open, method.ContainingType, compilation);
        _method = method;
        _attribute = attribute;
        _diagnostics = diagnostics;
        _cancellation = cancellation;
    }

    public static MethodRequest? Parse(
        IMethodSymbol method, AttributeData attribute, Compilation compilation, DiagnosticBag diagnostics, CancellationToken cancellation) =>
        new MethodParser(method, attribute, compilation, diagnostics, cancellation).Parse(compilation);

    private MethodRequest? Parse(Compilation compilation)
    {
        if (!CheckMethod()) return null;
        DeclarationChecks.CheckTypes(_method, _diagnostics, _cancellation);
        EquatableArray<OutputRequest> outputs = ParseOutputs();
        EquatableArray<ResultRequest> results = outputs.SelectMany((output, index) => output.Layout.Leaves().Select(leaf => new ResultRequest(leaf.Type, index))).ToEquatableArray();
        ParseArguments(outputs.Any(output => output.Layout.IsReal));
        RequestedDerivatives derivatives = ParseDerivatives();
        if (derivatives.HasFlag(RequestedDerivatives.Jacobian)) CheckJacobian();
        DeclarationChecks.CheckNames(_method, derivatives, results.Count(result => result.Type.IsReal) == 1, _diagnostics);
        if (_diagnostics.HasFailed) return null;
        return new MethodRequest(
            DeclarationText.HintName(_method),
            DeclarationText.Namespace(_method.ContainingNamespace),
            DeclarationChecks.ContainingTypes(_method).Select(DeclarationText.Header).ToEquatableArray(),
            _method.Name,
            DeclarationText.Accessibility(Accessibility(_method)),
            DeclarationText.TypeParameters(_method),
            DeclarationText.Constraints(_method),
            DeclarationText.Cref(_method),
            _arguments.ToEquatableArray(),
            _leaves.ToEquatableArray(),
            outputs,
            results,
            _method.ReturnType.IsTupleType,
            derivatives,
            compilation.Options is CSharpCompilationOptions { AllowUnsafe: true })
        {
            ChecksOverflow = compilation.Options is CSharpCompilationOptions { CheckOverflow: true },
            Contract = ContractRequest.Of(_method),
            HandWritten = DeclarationChecks.CustomDerivatives(_method).Select(custom => custom.Name).Distinct().ToEquatableArray(),
        };
    }

    private bool CheckMethod()
    {
        if (MethodChecks.UnsupportedKind(_method, _cancellation) is string kind) Report(Descriptors.MethodKind, Identifier, Name, kind);
        else if (!_method.IsStatic && Contracts.IsOpen(_method)) CheckContract();
        else if (!MethodChecks.HasBody(_method, _cancellation)) Report(Descriptors.NoBody, Identifier, _method.Name);
        foreach (IMethodSymbol contract in ContractRequest.Implemented(_method))
        {
            if (ContractChecks.Mismatch(_method, contract) is { } mismatch) Report(Descriptors.Contract, Identifier, Display(_method), $"does not keep the contract '{Display(contract)}'", mismatch.Why, mismatch.WayOut);
        }

        return !_diagnostics.HasFailed;
    }

    /// <summary>A sealed class cannot have protected members but those that override others.</summary>
    private static Accessibility Accessibility(IMethodSymbol method) => (method.ContainingType.IsSealed, method.DeclaredAccessibility) switch
    {
        (true, Microsoft.CodeAnalysis.Accessibility.ProtectedOrInternal) => Microsoft.CodeAnalysis.Accessibility.Internal,
        (true, Microsoft.CodeAnalysis.Accessibility.Protected or Microsoft.CodeAnalysis.Accessibility.ProtectedAndInternal) => Microsoft.CodeAnalysis.Accessibility.Private,
        (_, var declared) => declared,
    };

    private void CheckContract()
    {
        if (Contracts.Problem(_method) is { } problem) Report(Descriptors.Contract, Identifier, Display(_method), "cannot be a contract", problem, "take numbers, and arrays and spans of numbers, and return numbers; or seal the method or its class");
    }

    /// <summary>A contract may ask for more.</summary>
    private RequestedDerivatives ParseDerivatives() =>
        Contracts.Requested(_method) | (ContractRequest.Implemented(_method).Any(Contracts.HasJvp) ? RequestedDerivatives.Jvp : RequestedDerivatives.None);

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

    private Location PlaceOfDerivatives()
    {
        SyntaxNode? syntax = _attribute.ApplicationSyntaxReference?.GetSyntax(_cancellation);
        return ((syntax as AttributeSyntax)?.ArgumentList?.Arguments.FirstOrDefault(argument => argument.NameEquals is null) ?? syntax)?.GetLocation() ?? Identifier;
    }

    private SyntaxNode? Syntax() => _method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(_cancellation);

    private static string Display(ISymbol type) => type.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat);

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
