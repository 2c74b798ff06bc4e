using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SourceAutodiff.Generator.Infrastructure;
using SourceAutodiff.Generator.IR;

namespace SourceAutodiff.Generator.Rules;

/// <summary>C# text of rule classes → rules. By syntax alone, so that it needs no compilation.</summary>
internal static class RuleParser
{
    /// <summary>The type of every real argument and partial.</summary>
    public static readonly IrType Real = new RealParameterType("T");

    /// <summary>Never throws: what is not a rule as it should be goes to <paramref name="errors"/> and is left out.</summary>
    public static IReadOnlyList<Rule> Parse(IEnumerable<string> texts, ICollection<string> errors)
    {
        var rows = new List<RuleRow>();
        foreach (string text in texts)
        {
            foreach (ClassDeclarationSyntax type in CSharpSyntaxTree.ParseText(text).GetRoot().DescendantNodes().OfType<ClassDeclarationSyntax>())
            {
                if (RuleRow.FindAttribute(type.AttributeLists, "DerivativeRules") is null) continue;
                foreach (MethodDeclarationSyntax method in type.Members.OfType<MethodDeclarationSyntax>())
                {
                    Attempt(type, method, errors, () => rows.Add(RuleRow.Read(type, method)));
                }
            }
        }

        // All signatures are known before any body is read: a partial may call an op that is declared further down.
        var signatures = new Dictionary<(string Op, int Arity), RuleRow>();
        foreach (RuleRow row in rows)
        {
            if (signatures.ContainsKey((row.Op, row.Arity))) errors.Add($"{row.Op} with {row.Arity} arguments has two rules");
            else signatures.Add((row.Op, row.Arity), row);
        }

        var rules = new List<Rule>();
        foreach (RuleRow row in signatures.Values)
        {
            Attempt(row.Type, row.Method, errors, () => rules.Add(ToRule(row, signatures)));
        }

        return rules;
    }

    private static void Attempt(ClassDeclarationSyntax type, MethodDeclarationSyntax method, ICollection<string> errors, Action action)
    {
        try
        {
            action();
        }
        catch (RuleFormatException exception)
        {
            errors.Add($"{type.Identifier.Text}.{method.Identifier.Text}: {exception.Message}");
        }
    }

    private static Rule ToRule(RuleRow row, IReadOnlyDictionary<(string, int), RuleRow> signatures)
    {
        var builder = new IrBuilder(new ValueFactory());
        var scope = new Dictionary<string, Value>(StringComparer.Ordinal);
        var parameters = new List<Parameter>();
        foreach (RuleParameter parameter in row.Parameters)
        {
            Value value = builder.Values.New(parameter.IsReal ? Real : IrType.I32, parameter.Name);
            scope.Add(parameter.Name, value);
            parameters.Add(new Parameter(value, ParameterRole.Primal, parameters.Count, Differentiated: parameter.IsReal && !parameter.IsResult));
        }

        EquatableArray<bool> realArguments = row.Parameters.Where(p => !p.IsResult).Select(p => p.IsReal).ToEquatableArray();
        IReadOnlyList<Value> partials = new RuleExpressionParser(row.Constants, signatures).Parse(row.Body, builder, scope);
        if (partials.Count != realArguments.Count(real => real)) throw new RuleFormatException("there must be one partial for each floating-point parameter");
        if (partials.Any(partial => partial.Type != Real)) throw new RuleFormatException("a partial must be of type T");

        var results = new List<Result>();
        for (int i = 0; i < realArguments.Count; i++)
        {
            if (realArguments[i]) results.Add(new Result(ResultRole.Gradient, i));
        }

        Region body = builder.ToRegion(parameters.Select(p => p.Value), partials);
        var function = new Function(row.Op, parameters.ToEquatableArray(), results.ToEquatableArray(), body);
        return new Rule(row.Op, realArguments, row.Parameters.Any(p => p.IsResult), function) { DiscreteResult = row.DiscreteResult, IsSpecial = row.IsSpecial, Text = row.BodyText };
    }
}
