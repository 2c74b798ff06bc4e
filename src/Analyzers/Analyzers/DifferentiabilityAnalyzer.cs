using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using SourceAutodiff.Generator;
using SourceAutodiff.Generator.Diagnostics;
using SourceAutodiff.Generator.Parsing;

namespace SourceAutodiff.Analyzers;

/// <summary>Reports what cannot be differentiated in annotated methods, and where a derivative is lost. Runs what the generator runs, so both agree.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DifferentiabilityAnalyzer : DiagnosticAnalyzer
{
    private static readonly SyntaxKind[] s_functionsInsideMethods =
    [
        SyntaxKind.LocalFunctionStatement, SyntaxKind.SimpleLambdaExpression, SyntaxKind.ParenthesizedLambdaExpression, SyntaxKind.AnonymousMethodExpression,
    ];

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [.. Descriptors.All.Except(HazardDescriptors.All).Except(TensorDescriptors.All)];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            if (start.Compilation.GetTypeByMetadataName(KnownTypes.DifferentiableAttribute) is null) return;
            AnnotatedMethods methods = AnnotatedMethods.Of(start.Compilation);
            start.RegisterSemanticModelAction(file => AnalyzeFile(file, methods));
            start.RegisterSymbolAction(symbol => AnalyzeMember((IMethodSymbol)symbol.Symbol, symbol.Compilation, symbol.ReportDiagnostic, symbol.CancellationToken), SymbolKind.Method);
            start.RegisterSymbolAction(AnalyzeRules, SymbolKind.NamedType);
            start.RegisterSymbolAction(AnalyzeContracts, SymbolKind.NamedType);
            start.RegisterSyntaxNodeAction(AnalyzeFunction, s_functionsInsideMethods);
        });
    }

    private static void AnalyzeFile(SemanticModelAnalysisContext context, AnnotatedMethods methods)
    {
        foreach ((DiagnosticInfo info, IMethodSymbol method) in methods.In(context.SemanticModel.SyntaxTree, context.CancellationToken)) context.ReportDiagnostic(InSource(info, method, context.SemanticModel.Compilation));
    }

    /// <summary>What can be said of a method by itself. <see cref="AnnotatedMethods"/> has the others.</summary>
    private static void AnalyzeMember(IMethodSymbol method, Compilation compilation, Action<Diagnostic> report, CancellationToken cancellation)
    {
        foreach (DiagnosticInfo info in CustomDerivativeChecks.Of(method)) report(InSource(info, method, compilation));
        if (method.MethodKind is MethodKind.Ordinary or MethodKind.ExplicitInterfaceImplementation || KnownTypes.FindDifferentiable(method) is null) return;

        // An operator, an accessor, a local function or a lambda: annotated, but not to be differentiated.
        foreach (DiagnosticInfo info in MethodDiagnostics.Of(method, compilation, cancellation)) report(InSource(info, method, compilation));
    }

    /// <summary>Local functions and lambdas are no members, so no symbol action sees them.</summary>
    private static void AnalyzeFunction(SyntaxNodeAnalysisContext context)
    {
        bool hasAttributes = context.Node switch
        {
            LocalFunctionStatementSyntax function => function.AttributeLists.Count > 0,
            LambdaExpressionSyntax lambda => lambda.AttributeLists.Count > 0,
            _ => false,
        };
        if (!hasAttributes) return;
        ISymbol? symbol = context.SemanticModel.GetDeclaredSymbol(context.Node, context.CancellationToken) ?? context.SemanticModel.GetSymbolInfo(context.Node, context.CancellationToken).Symbol;
        if (symbol is IMethodSymbol method) AnalyzeMember(method, context.Compilation, context.ReportDiagnostic, context.CancellationToken);
    }

    private static void AnalyzeRules(SymbolAnalysisContext context)
    {
        foreach (DiagnosticInfo info in RuleChecks.Of((INamedTypeSymbol)context.Symbol, context.Compilation, context.CancellationToken)) context.ReportDiagnostic(InSource(info, context.Symbol, context.Compilation));
    }

    private static void AnalyzeContracts(SymbolAnalysisContext context)
    {
        foreach ((ISymbol implementation, IMethodSymbol contract, string problem, string wayOut) in ContractChecks.Unmarked((INamedTypeSymbol)context.Symbol))
        {
            context.ReportDiagnostic(Descriptors.Create(
                Descriptors.UnmarkedImplementation, implementation.Locations[0], [],
                implementation.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat), contract.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat), problem, wayOut));
        }
    }

    /// <summary>With its place in the syntax tree, so that it can be suppressed and fixed there.</summary>
    private static Diagnostic InSource(DiagnosticInfo info, ISymbol symbol, Compilation compilation)
    {
        return info.Location is { } place && InTree(place) is { } location
            ? Descriptors.Create(Descriptors.Of(info), location, info.Chain.Select(InTree).OfType<Location>(), [.. info.Arguments])
            : info.ToDiagnostic();

        Location? InTree(LocationInfo place)
        {
            SyntaxTree? tree = symbol.DeclaringSyntaxReferences.Select(reference => reference.SyntaxTree).Concat(compilation.SyntaxTrees)
                .FirstOrDefault(tree => tree.FilePath == place.Path && place.Span.End <= tree.Length);
            return tree is null ? null : Location.Create(tree, place.Span);
        }
    }
}
