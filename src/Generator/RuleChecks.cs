using Microsoft.CodeAnalysis;
using SourceAutodiff.Generator.Diagnostics;
using SourceAutodiff.Generator.IR;
using SourceAutodiff.Generator.Lowering;
using SourceAutodiff.Generator.Parsing;

namespace SourceAutodiff.Generator;

/// <summary>Whether the rows of a class marked <c>[DerivativeRules]</c> can be used, also those that nothing uses yet.</summary>
internal static class RuleChecks
{
    public static IEnumerable<DiagnosticInfo> Of(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellation)
    {
        if (UserRule.FindAttribute(type) is not { } attribute) yield break;
        foreach (IMethodSymbol row in UserRule.Rows(type))
        {
            var rule = UserRule.Read(row, attribute);
            if (rule.Problem is { } problem)
                yield return Info(Descriptors.MalformedRule, row, row.Name, problem);
            else if (rule.Primals.Count == 0)
                yield return Info(Descriptors.RuleWithoutFunction, row, row.Name, string.Join(" or ", rule.PrimalTypes.Select(primal => $"'{primal.Name}'")), Declaration(rule));
            else if (UserRules.Of(compilation).Find(rule.Primals[0]) is { } first && !SymbolEqualityComparer.Default.Equals(first.Row, row))
                yield return Info(Descriptors.MalformedRule, row, row.Name, $"'{first.Row.ContainingType.Name}' has a rule for the same function");
            else
            {
                foreach (DiagnosticInfo info in OfBody(rule, compilation, cancellation)) yield return info;
            }
        }
    }

    private static IEnumerable<DiagnosticInfo> OfBody(UserRule rule, Compilation compilation, CancellationToken cancellation)
    {
        var diagnostics = new DiagnosticBag();
        var lowering = new ProgramLowering(compilation, diagnostics, new HashSet<IMethodSymbol>(SymbolEqualityComparer.Default), cancellation);
        try
        {
            Function? partials = lowering.LowerRow(rule, diagnostics);
            if (partials is not null && lowering.Rules.Problem(partials) is { } problem) diagnostics.Report(Descriptors.MalformedRule, rule.Row.Locations[0], rule.Row.Name, problem);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return [InternalErrors.Of(rule.Row.Name, LocationInfo.From(rule.Row.Locations[0]), exception)];
        }

        return diagnostics.ToEquatableArray();
    }

    /// <summary>The function that the row would belong to.</summary>
    private static string Declaration(UserRule rule)
    {
        ITypeSymbol real = rule.Arguments.First(parameter => parameter.Type.SpecialType != SpecialType.System_Int32).Type;
        string result = rule.Discrete is null ? Text(real) : rule.Discrete == IrType.I32 ? "int" : "bool";
        return $"static {result} {rule.Row.Name}({string.Join(", ", rule.Arguments.Select(parameter => $"{Text(parameter.Type)} {parameter.Name}"))})";

        static string Text(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
    }

    private static DiagnosticInfo Info(DiagnosticDescriptor descriptor, IMethodSymbol row, params string[] arguments) =>
        new(descriptor.Id, LocationInfo.From(row.Locations[0]), new(arguments));
}
