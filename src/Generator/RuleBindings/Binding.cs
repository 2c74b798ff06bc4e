using Microsoft.CodeAnalysis.CSharp.Syntax;
using SourceAutodiff.Generator.Rules;

namespace SourceAutodiff.Generator.RuleBindings;

/// <summary>A row as an elementwise operation: the struct that computes it, what formulas call, and the method that users call.</summary>
internal sealed class Binding
{
    private readonly RuleRow _row;
    private readonly string[] _arguments;
    private readonly string? _result;
    private readonly AttributeSyntax? _attribute;

    public Binding(RuleRow row)
    {
        _row = row;
        _arguments = [.. row.Parameters.Where(parameter => !parameter.IsResult).Select(parameter => parameter.Name)];
        _result = row.Parameters.FirstOrDefault(parameter => parameter.IsResult)?.Name;
        _attribute = RuleRow.FindAttribute(row.Method.AttributeLists, "TensorOp");
    }

    private bool IsBinary => _arguments.Length == 2;

    private bool IsOperator => RuleRow.FindAttribute(_row.Method.AttributeLists, "Operator") is not null;

    /// <summary>Of the struct. <c>Log(x)</c> and <c>Log(x, b)</c> are two rules.</summary>
    private string RuleName => Method + (IsBinary && HasUnaryNamesake ? "BinaryRule" : "Rule");

    private bool HasUnaryNamesake => _row.Type.Members.OfType<MethodDeclarationSyntax>().Any(other => other.Identifier.Text == Method && other.ParameterList.Parameters.Count(p => RuleRow.FindAttribute(p.AttributeLists, "Result") is null) == 1);

    private string Method => _row.Method.Identifier.Text;

    /// <summary>Empty for a row that tensors have no operation of.</summary>
    public string OpName => _attribute?.ArgumentList?.Arguments[0].Expression is LiteralExpressionSyntax { Token.ValueText: var name } ? name : Method;

    private string Kind => IsBinary ? "Binary" : "Unary";

    public string LiftMethod() => IsOperator ? "" : IsBinary
        ? $"        public static Tensor {_row.Op}(Tensor a, Tensor b) => Binary.Apply<{RuleName}>(a, b);\n"
        : $"        public static Tensor {_row.Op}(Tensor x) => Unary.Apply<{RuleName}>(x);\n";

    public string? TensorMethod()
    {
        if (IsOperator || Named("HasIntegers") is not null) return null;
        string derivative = _row.BodyText.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");
        string summary = $"        /// <summary><c>{_row.Op}</c> of each element. Derivative: <c>{derivative}</c>.</summary>\n";
        return IsBinary
            ? $"{summary}        /// <param name=\"other\">The second argument; the shapes are broadcast.</param>\n        public Tensor {OpName}(Tensor other) => Kernels.Binary.Apply<Kernels.{RuleName}>(this, other);\n"
            : $"{summary}        public Tensor {OpName}() => Kernels.Unary.Apply<Kernels.{RuleName}>(this);\n";
    }

    public string Rule()
    {
        string value = Value(), type = _row.Type.Identifier.Text;
        string all = string.Join(", ", _arguments);
        string call = $"{type}<T>.{Method}({all}{(_result is null ? "" : ", " + _result)})";
        string result = _result ?? Unused("y");
        string map = Named("Vectorized") is LiteralExpressionSyntax { Token.ValueText: var vectorized } ? Maps(vectorized) : "";
        string body = IsBinary
            ? $$"""
                    public T Value<T>(T {{_arguments[0]}}, T {{_arguments[1]}}) where T : IFloatingPointIeee754<T> => {{value}};
                    public T PartialLeft<T>(T {{_arguments[0]}}, T {{_arguments[1]}}, T {{result}}) where T : IFloatingPointIeee754<T> => {{call}}.Item1;
                    public T PartialRight<T>(T {{_arguments[0]}}, T {{_arguments[1]}}, T {{result}}) where T : IFloatingPointIeee754<T> => {{call}}.Item2;
                    public static Uses UsesLeft => {{UsesOf(0)}};
                    public static Uses UsesRight => {{UsesOf(1)}};
                    public Tensor? BackwardLeft(Tensor grad, Tensor {{_arguments[0]}}, Tensor {{_arguments[1]}}, Tensor {{result}}) => {{Backward(0, $"Binary.Chain(grad, {all}, {result}, isLeft: true, this)")}};
                    public static Chained Left => Chained.{{ChainOf(0)}};
                    public static Chained Right => Chained.{{ChainOf(1)}};
                    public Tensor? BackwardRight(Tensor grad, Tensor {{_arguments[0]}}, Tensor {{_arguments[1]}}, Tensor {{result}}) => {{Backward(1, $"Binary.Chain(grad, {all}, {result}, isLeft: false, this)")}};
            """
            : $$"""
                    public T Value<T>(T {{_arguments[0]}}) where T : IFloatingPointIeee754<T> => {{value}};
                    public T Partial<T>(T {{_arguments[0]}}, T {{result}}) where T : IFloatingPointIeee754<T> => {{call}};
                    public static Uses Uses => {{UsesOf(0)}};
                    public static Chained Chain => Chained.{{ChainOf(0)}};
                    public Tensor? Backward(Tensor grad, Tensor {{_arguments[0]}}, Tensor {{result}}) => {{Backward(0, $"Unary.Chain(grad, {all}, {result}, this)")}};
            """;
        return $$"""
                internal readonly struct {{RuleName}} : I{{Kind}}Rule
                {
                    public static string Name => "{{OpName}}";
            {{body}}{{Vectors(result)}}{{map}}
                }

            """;
    }

    private ExpressionSyntax? Named(string property) =>
        _attribute?.ArgumentList?.Arguments.FirstOrDefault(argument => argument.NameEquals?.Name.Identifier.Text == property)?.Expression;

    private string Unused(string name) => _arguments.Contains(name) ? name + "Result" : name;

    private string Value()
    {
        if (IsOperator)
        {
            string symbol = ((LiteralExpressionSyntax)RuleRow.FindAttribute(_row.Method.AttributeLists, "Operator")!.ArgumentList!.Arguments[0].Expression).Token.ValueText;
            return IsBinary ? $"{_arguments[0]} {symbol} {_arguments[1]}" : symbol + _arguments[0];
        }

        string arguments = string.Join(", ", _arguments);
        return _row.IsSpecial ? $"{PrimalNames.Special}.{_row.Op}({arguments})" : $"T.{_row.Op}({arguments})";
    }

    private string UsesOf(int argument)
    {
        HashSet<string> names = LiftedText.Names(_row.Body, argument);
        string[] uses = [.. Used()];
        return uses.Length == 0 ? "Uses.None" : string.Join(" | ", uses);

        IEnumerable<string> Used()
        {
            if (names.Contains(_arguments[0])) yield return "Uses.Left";
            if (IsBinary && names.Contains(_arguments[1])) yield return "Uses.Right";
            if (_result is not null && names.Contains(_result)) yield return "Uses.Result";
        }
    }

    private string Backward(int argument, string chain)
    {
        string lifted = LiftedText.Write(_row.Body, argument, _row.Constants);
        return lifted switch
        {
            "Lift.One" => "grad",
            "-Lift.One" => "-grad",
            "Lift.Zero" => "Tensor.ZerosLike(grad)",
            _ when _arguments.Contains(lifted) => $"grad * {lifted}",
            _ => $"GradModes.IsRecording ? grad * ({lifted}) : {chain}",
        };
    }

    private string ChainOf(int argument) => LiftedText.Write(_row.Body, argument, _row.Constants) switch
    {
        "Lift.One" => "Unchanged",
        "Lift.Zero" => "Otherwise",
        _ => "ByPartial",
    };

    /// <summary>The partials for vectors, or nothing.</summary>
    private string Vectors(string result)
    {
        string?[] partials = [.. _arguments.Select((_, i) => VectorText.Write(_row.Body, i, _row.Constants))];
        if (partials.Contains(null)) return "";
        string parameters = string.Join(", ", _arguments.Append(result).Select(name => $"Vector<T> {name}"));
        return "\n        public static bool HasVectors => true;" + string.Concat(partials.Select((partial, i) =>
            $"\n        public static Vector<T> Partial{(!IsBinary ? "" : i == 0 ? "Left" : "Right")}<T>({parameters}) where T : IFloatingPointIeee754<T> => {partial};"));
    }

    private string Maps(string vectorized)
    {
        // What commutes has no form with the number on the left.
        string swapped = vectorized is "Add" or "Multiply" ? "b, a" : "a, b";
        (string Parameters, string Arguments)[] forms = IsBinary
            ? [("ReadOnlySpan<T> a, ReadOnlySpan<T> b", "a, b"), ("ReadOnlySpan<T> a, T b", "a, b"), ("T a, ReadOnlySpan<T> b", swapped)]
            : [("ReadOnlySpan<T> x", "x")];
        return string.Concat(forms.Select(form => $$"""


                    public static bool TryMap<T>({{form.Parameters}}, Span<T> y) where T : IFloatingPointIeee754<T>
                    {
                        TensorPrimitives.{{vectorized}}({{form.Arguments}}, y);
                        return true;
                    }
            """));
    }
}
