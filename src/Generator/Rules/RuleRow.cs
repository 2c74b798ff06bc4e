using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SourceAutodiff.Generator.IR;

namespace SourceAutodiff.Generator.Rules;

internal sealed record RuleParameter(string Name, bool IsReal, bool IsResult);

/// <summary>A method of a rule class, read but for its expression. Lives only while the table is parsed, hence the syntax in it.</summary>
internal sealed record RuleRow(
    ClassDeclarationSyntax Type,
    MethodDeclarationSyntax Method,
    string Op,
    IReadOnlyList<RuleParameter> Parameters,
    IrType? DiscreteResult,
    ExpressionSyntax Body,
    IReadOnlyDictionary<string, double> Constants)
{
    /// <summary>How many arguments the op has.</summary>
    public int Arity => Parameters.Count(parameter => !parameter.IsResult);

    /// <summary>The class of the row is that of the runtime's own functions.</summary>
    public bool IsSpecial => Argument(FindAttribute(Type.AttributeLists, "DerivativeRules")!) is TypeOfExpressionSyntax { Type: IdentifierNameSyntax { Identifier.Text: PrimalNames.Special } };

    public string BodyText => Regex.Replace(Body.ToString(), @"\s+", " ");

    public static RuleRow Read(ClassDeclarationSyntax type, MethodDeclarationSyntax method)
    {
        if (type.TypeParameterList?.ToString() != "<T>") throw new RuleFormatException("the class must have the one type parameter T");
        if (method.ExpressionBody is null) throw new RuleFormatException("a rule is one expression after =>");

        var parameters = new List<RuleParameter>();
        foreach (ParameterSyntax parameter in method.ParameterList.Parameters)
        {
            if (parameters.Any(previous => previous.Name == parameter.Identifier.Text)) throw new RuleFormatException("two parameters have the same name");
            bool isResult = FindAttribute(parameter.AttributeLists, "Result") is not null;
            if (parameters.Any(previous => previous.IsResult)) throw new RuleFormatException("the [Result] parameter must be the last one");
            string typeName = parameter.Type?.ToString() ?? "";
            if (typeName is not ("T" or "int" or "MidpointRounding")) throw new RuleFormatException($"parameter {parameter.Identifier.Text} is neither T nor int");
            parameters.Add(new RuleParameter(parameter.Identifier.Text, typeName == "T", isResult));
        }

        int arity = parameters.Count(parameter => !parameter.IsResult);
        AttributeSyntax? symbol = FindAttribute(method.AttributeLists, "Operator");
        string op = symbol is null ? method.Identifier.Text : OperatorName(symbol, arity);

        IrType? discrete = FindAttribute(method.AttributeLists, "Discrete") is not { } attribute ? null : (Argument(attribute) as TypeOfExpressionSyntax)?.Type.ToString() switch
        {
            "int" => IrType.I32,
            "bool" => IrType.Bool,
            _ => throw new RuleFormatException($"{attribute} is neither int nor bool"),
        };
        return new RuleRow(type, method, op, parameters, discrete, method.ExpressionBody.Expression, ReadConstants(type));
    }

    public static AttributeSyntax? FindAttribute(SyntaxList<AttributeListSyntax> lists, string name) =>
        lists.SelectMany(list => list.Attributes).FirstOrDefault(attribute => attribute.Name.ToString() == name);

    private static ExpressionSyntax? Argument(AttributeSyntax attribute) => attribute.ArgumentList?.Arguments.FirstOrDefault()?.Expression;

    private static string OperatorName(AttributeSyntax attribute, int arity) =>
        ((Argument(attribute) as LiteralExpressionSyntax)?.Token.ValueText, arity) switch
        {
            ("+", 2) => Ops.Add,
            ("-", 2) => Ops.Subtract,
            ("*", 2) => Ops.Multiply,
            ("/", 2) => Ops.Divide,
            ("%", 2) => Ops.Remainder,
            ("-", 1) => Ops.Negate,
            _ => throw new RuleFormatException("there is no such operator"),
        };

    private static Dictionary<string, double> ReadConstants(ClassDeclarationSyntax type)
    {
        var constants = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (FieldDeclarationSyntax field in type.Members.OfType<FieldDeclarationSyntax>())
        {
            if (!field.Modifiers.Any(SyntaxKind.ConstKeyword)) continue;
            foreach (VariableDeclaratorSyntax variable in field.Declaration.Variables)
            {
                if (variable.Initializer?.Value is LiteralExpressionSyntax { Token.Value: double value }) constants.Add(variable.Identifier.Text, value);
            }
        }

        return constants;
    }
}
