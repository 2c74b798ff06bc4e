using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using SourceAutodiff.Generator.Diagnostics;
using SourceAutodiff.Generator.Infrastructure;
using SourceAutodiff.Generator.IR;

namespace SourceAutodiff.Generator.Lowering;

/// <summary>What has no derivative and no place in the IR: exceptions, messages, logging. Kept as C# text with the numbers in it as operands.</summary>
internal sealed partial class MethodLowering
{
    /// <summary>Locals that hold such a text; they are never assigned again.</summary>
    private readonly Dictionary<ISymbol, (string Text, Value[] Values)> _texts = new(SymbolEqualityComparer.Default);

    /// <summary>The expression as C# text for <see cref="IrText.Fill"/>; what is a scalar in it is added to <paramref name="values"/>. Null after a diagnostic.</summary>
    private string? Text(IOperation operation, List<Value> values)
    {
        if (operation.ConstantValue is { HasValue: true, Value: null or string or char } constant && operation.Type?.TypeKind != TypeKind.Enum)
            return Escape(constant.Value is char c ? SymbolDisplay.FormatLiteral(c, quote: true) : constant.Value is string text ? SymbolDisplay.FormatLiteral(text, quote: true) : "null");
        if (operation.Type is INamedTypeSymbol { TypeKind: TypeKind.Enum } enumeration && operation.ConstantValue is { HasValue: true, Value: { } member })
            return $"(({TypeName(enumeration)})({member}))";
        if (_types.Scalar(operation.Type) is not null) return Hole(operation, values);
        if (_types.Scalar(Underlying(operation.Type)) is not null && !IsNull(operation)) return NullableHole(operation.Type!, LowerComponents(operation, null), values);
        return operation switch
        {
            ILocalReferenceOperation { Local: var local } when _texts.TryGetValue(local, out (string Text, Value[] Values) known) => Again(known, values),
            IConversionOperation { OperatorMethod: null, Type: { } type } conversion => Text(conversion.Operand, values) is { } inner ? $"(({TypeName(type)})({inner}))" : null,
            IObjectCreationOperation { Initializer: null, Constructor: { } constructor } creation when IsReachable(constructor) => Call($"new {TypeName(constructor.ContainingType)}", creation.Arguments, values),
            IInterpolatedStringOperation interpolated => Interpolated(interpolated, values),
            IInterpolatedStringHandlerCreationOperation { Content: IInterpolatedStringOperation content } => Interpolated(content, values),
            IBinaryOperation { OperatorKind: BinaryOperatorKind.Add, Type.SpecialType: SpecialType.System_String } sum =>
                Text(sum.LeftOperand, values) is { } left && Text(sum.RightOperand, values) is { } right ? $"(({left}) + ({right}))" : null,
            IInvocationOperation { TargetMethod.MethodKind: MethodKind.Ordinary } call when IsReachable(call.TargetMethod) => TextOfCall(call, values),
            IPropertyReferenceOperation { Arguments.IsEmpty: true } property when IsReachable(property.Property) => TextOfMember(property.Property, property.Instance, values),
            IFieldReferenceOperation { Field.IsReadOnly: true } field when IsReachable(field.Field) => TextOfMember(field.Field, field.Instance, values),
            ITypeOfOperation { TypeOperand: var type } when IsReachable(type) => $"typeof({TypeName(type)})",
            IArrayCreationOperation { Initializer.ElementValues: var elements, Type: { } type } => Joined(elements, values) is { } items ? $"new {TypeName(type)} {{{{ {items} }}}}" : null,
            _ => NoText(operation),
        };
    }

    private string? NoText(IOperation operation)
    {
        ReportUnsupported(operation, $"'{Excerpt.Of(operation)}' in something that is only shown or thrown", "show numbers and strings");
        return null;
    }

    private string? Hole(IOperation operation, List<Value> values)
    {
        Value value = Lower(operation);
        values.Add(value);
        string hole = $"{{{values.Count - 1}}}";
        return operation.Type is INamedTypeSymbol { TypeKind: TypeKind.Enum } enumeration ? $"(({TypeName(enumeration)})({hole}))" : hole;
    }

    private static string NullableHole(ITypeSymbol type, Value[] parts, List<Value> values)
    {
        values.AddRange(parts);
        return $"({{{values.Count - 2}}} ? ({TypeName(type)})({{{values.Count - 1}}}) : null)";
    }

    private static string Again((string Text, Value[] Values) known, List<Value> values)
    {
        int offset = values.Count;
        values.AddRange(known.Values);
        return IrText.Refill(known.Text, index => $"{{{index + offset}}}");
    }

    private string? Interpolated(IInterpolatedStringOperation operation, List<Value> values)
    {
        var text = new StringBuilder("$\"");
        foreach (IInterpolatedStringContentOperation part in operation.Parts)
        {
            switch (part)
            {
                case IInterpolatedStringTextOperation { Text.ConstantValue.Value: string literal }:
                    text.Append(Escape(Literal(literal).Replace("{", "{{").Replace("}", "}}")));
                    break;
                case IInterpolationOperation hole:
                    if (Text(hole.Expression, values) is not { } shown) return null;
                    string alignment = hole.Alignment?.ConstantValue.Value is { } width ? $",{width}" : "";
                    string format = hole.FormatString is ILiteralOperation { ConstantValue.Value: string pattern } ? ":" + Literal(pattern) : "";
                    text.Append("{{(").Append(shown).Append(')').Append(Escape(alignment + format)).Append("}}");
                    break;
                case IInterpolatedStringAppendOperation { AppendCall: IInvocationOperation append }:
                    if (!Append(append, text, values)) return null;
                    break;
                default:
                    return NoText(part);
            }
        }

        return text.Append('"').ToString();
    }

    /// <summary>A part of a string that a handler takes: <c>AppendLiteral("text")</c>, <c>AppendFormatted(value, alignment, format)</c>.</summary>
    private bool Append(IInvocationOperation append, StringBuilder text, List<Value> values)
    {
        IOperation value = append.Arguments[0].Value;
        if (append.TargetMethod.Name == "AppendLiteral")
        {
            text.Append(Escape(Literal((string)value.ConstantValue.Value!).Replace("{", "{{").Replace("}", "}}")));
            return true;
        }

        if (Text(value, values) is not { } shown) return false;
        object? Setting(string name) => append.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == name && !argument.IsImplicit)?.Value.ConstantValue.Value;
        string alignment = Setting("alignment") is int width ? $",{width}" : "";
        string format = Setting("format") is string pattern ? ":" + Literal(pattern) : "";
        text.Append("{{(").Append(shown).Append(')').Append(Escape(alignment + format)).Append("}}");
        return true;
    }

    private string? TextOfCall(IInvocationOperation call, List<Value> values)
    {
        IMethodSymbol method = call.TargetMethod;
        string? owner = call.Instance is null ? TypeName(method.ContainingType) : Text(call.Instance, values) is { } instance ? $"({instance})" : null;
        string types = method.TypeArguments.IsEmpty ? "" : $"<{string.Join(", ", method.TypeArguments.Select(TypeName))}>";
        return owner is null ? null : Call($"{owner}.{Name(method.Name)}{types}", call.Arguments, values);
    }

    private string? TextOfMember(ISymbol member, IOperation? instance, List<Value> values)
    {
        string? owner = instance is null ? TypeName(member.ContainingType) : Text(instance, values) is { } text ? $"({text})" : null;
        return owner is null ? null : $"{owner}.{Name(member.Name)}";
    }

    private string? Call(string what, IReadOnlyList<IArgumentOperation> arguments, List<Value> values)
    {
        List<string> texts = [];
        foreach (IArgumentOperation argument in arguments)
        {
            if (argument.ArgumentKind == ArgumentKind.DefaultValue) continue;
            if (argument.Parameter is not { RefKind: RefKind.None or RefKind.In } && argument.Value is not IInterpolatedStringHandlerCreationOperation) return NoText(argument);
            string? text = argument is { ArgumentKind: ArgumentKind.ParamArray, Value: IArrayCreationOperation { Initializer.ElementValues: var elements } }
                ? Joined(elements, values)
                : Text(argument.Value, values);
            if (text is null) return null;
            string name = argument.Syntax is ArgumentSyntax { NameColon: { } colon } ? $"{colon.Name}: " : "";
            if (text.Length > 0) texts.Add(name + text);
        }

        return $"{what}({string.Join(", ", texts)})";
    }

    private string? Joined(IEnumerable<IOperation> elements, List<Value> values)
    {
        List<string> texts = [];
        foreach (IOperation element in elements)
        {
            if (Text(element, values) is not { } text) return null;
            texts.Add(text);
        }

        return string.Join(", ", texts);
    }

    /// <summary>The generated code is in the annotated method's type but in another file, and has no type parameters but that method's.</summary>
    private bool IsReachable(ISymbol symbol)
    {
        if (!_model.Compilation.IsSymbolAccessibleWithin(symbol, _program.Home)) return false;
        IEnumerable<ITypeSymbol> types = symbol switch
        {
            IMethodSymbol method => method.TypeArguments.Append(method.ContainingType),
            ITypeSymbol type => [type],
            _ => [symbol.ContainingType],
        };
        return types.All(IsNameable);

        bool IsNameable(ITypeSymbol type) => type switch
        {
            ITypeParameterSymbol => ReferenceEquals(_types, Parsing.TypeMap.Open),
            INamedTypeSymbol named => !named.IsFileLocal && !named.IsAnonymousType && named.TypeArguments.All(IsNameable),
            IArrayTypeSymbol array => IsNameable(array.ElementType),
            _ => false,
        };
    }

    private static string TypeName(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);

    private static string Name(string name) => SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : "@" + name;

    private static string Literal(string text)
    {
        string quoted = SymbolDisplay.FormatLiteral(text, quote: true);
        return quoted.Substring(1, quoted.Length - 2);
    }

    private static string Escape(string text) => text.Replace("{", "{{").Replace("}", "}}");
}
