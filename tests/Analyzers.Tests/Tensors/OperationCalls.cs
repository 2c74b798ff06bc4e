using System.Reflection;
using System.Runtime.Loader;
using System.Text;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SourceAutodiff.Analyzers.Tensors;

namespace SourceAutodiff.Analyzers.Tests.Tensors;

/// <summary>A call of an operation.</summary>
/// <param name="Name">Of the method.</param>
/// <param name="Text">As it is written, of tensors <c>a</c> and <c>b</c>, a <c>number</c> and a <c>dtype</c>.</param>
/// <param name="Parameters">The names of its parameters.</param>
/// <param name="Run">Runs it.</param>
internal sealed record OperationCall(string Name, string Text, string[] Parameters, Func<Tensor, Tensor, Scalar, DType, object> Run)
{
    public bool Uses(string argument) => System.Text.RegularExpressions.Regex.IsMatch(Text, $@"\b{argument}\b(?!:)");
}

/// <summary>Calls of all operations of the table, compiled from what their signatures say: reflection cannot pass spans.</summary>
internal static class OperationCalls
{
    private static readonly Dictionary<string, string> s_operators = new()
    {
        ["op_Addition"] = "+", ["op_Subtraction"] = "-", ["op_Multiply"] = "*", ["op_Division"] = "/", ["op_BitwiseAnd"] = "&", ["op_BitwiseOr"] = "|", ["op_ExclusiveOr"] = "^",
        ["op_LessThan"] = "<", ["op_GreaterThan"] = ">", ["op_LessThanOrEqual"] = "<=", ["op_GreaterThanOrEqual"] = ">=", ["op_UnaryNegation"] = "-", ["op_OnesComplement"] = "~",
    };

    public static IReadOnlyList<OperationCall> All { get; } = Compile();

    private static List<OperationCall> Compile()
    {
        (string Name, string Text, string[] Parameters)[] calls =
        [
            .. TensorOperations.Rows.Where(row => row.Type != ResultType.Elements).SelectMany(row => row.Names.Split(' ')).Where(name => !name.Contains('/', StringComparison.Ordinal))
                .SelectMany(name => typeof(Tensor).GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance).Where(method => method.Name == name))
                .Where(method => TensorOperations.Find(method.Name, method.GetParameters().Select(parameter => parameter.Name!)) is not null)
                .Select(method => (method.Name, Call(method), method.GetParameters().Select(parameter => parameter.Name!).ToArray())),
        ];
        var source = new StringBuilder("using System; using SourceAutodiff; public static class Calls { public static Func<Tensor, Tensor, Scalar, DType, object>[] All() => [");
        foreach ((_, string text, _) in calls) source.Append("\n(a, b, number, dtype) => ").Append(text).Append(',');
        source.Append("]; }");
        var compilation = CSharpCompilation.Create(
            "Calls", [CSharpSyntaxTree.ParseText(source.ToString(), new CSharpParseOptions(LanguageVersion.CSharp14))],
            [.. Net100.References.All, MetadataReference.CreateFromFile(typeof(Tensor).Assembly.Location), MetadataReference.CreateFromFile(typeof(System.Numerics.Tensors.ReadOnlyTensorSpan<>).Assembly.Location)],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        using var stream = new MemoryStream();
        Assert.Empty(compilation.Emit(stream).Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        stream.Position = 0;
        var functions = (Func<Tensor, Tensor, Scalar, DType, object>[])AssemblyLoadContext.Default.LoadFromStream(stream).GetType("Calls")!.GetMethod("All")!.Invoke(null, null)!;
        return [.. calls.Select((call, i) => new OperationCall(call.Name, call.Text, call.Parameters, functions[i]))];
    }

    private static string Call(MethodInfo method)
    {
        bool hasA = !method.IsStatic;
        List<string> arguments = [];
        foreach (ParameterInfo parameter in method.GetParameters())
        {
            string? text = Argument(parameter, ref hasA);
            if (text is not null) arguments.Add(s_operators.ContainsKey(method.Name) ? text : $"{parameter.Name}: {text}");
        }

        return s_operators.TryGetValue(method.Name, out string? symbol) ? arguments.Count == 1 ? symbol + arguments[0] : $"{arguments[0]} {symbol} {arguments[1]}"
            : $"{(method.IsStatic ? "Tensor" : "a")}.{method.Name}({string.Join(", ", arguments)})";
    }

    private static string? Argument(ParameterInfo parameter, ref bool hasA)
    {
        Type type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        string name = parameter.Name!;
        if (type == typeof(Tensor))
        {
            if (name is "condition" or "mask") return "Tensor.From([true, false, true, true], [2, 2])";
            if (name is "index" or "indices") return method(parameter) is "Gather" or "TakeAlongDim" ? "Tensor.From([0L, 1, 1, 0], [2, 2])" : "Tensor.From([0L, 1])";
            if (name is "repeats") return "Tensor.From([1L, 2])";
            if (hasA) return "b";
            hasA = true;
            return "a";
        }

        if (type == typeof(Scalar)) return "number";
        if (type == typeof(DType)) return "dtype";
        if (typeof(IReadOnlyList<Tensor>).IsAssignableFrom(type) || type == typeof(IReadOnlyList<Tensor>)) return "[a, b]";
        if (type == typeof(Shape)) return "[2, 2]";
        if (type == typeof(ReadOnlySpan<int>))
        {
            return (method(parameter), name) switch
            {
                ("Reshape" or "View", _) => "[4]",
                ("Expand" or "BroadcastTo", _) => "[3, 2, 2]",
                ("Permute", _) => "[1, 0]",
                ("Unflatten" or "Split", _) => "[1, 1]",
                ("Repeat" or "Tile", _) => "[2, 1]",
                (_, "destination") => "[1]",
                (_, "shifts") => "[1]",
                _ => "[0]",
            };
        }

        if (name == "roundingMode") return "\"floor\"";
        if (parameter.HasDefaultValue && name != "dim") return null;
        if (type == typeof(int)) return name is "dim1" or "axis1" or "destination" or "repeats" or "length" or "k" or "splitSize" or "chunks" ? "1" : name is "steps" or "rows" or "count" ? "4" : "0";
        return type == typeof(long) ? name == "high" ? "9" : "0" : type == typeof(double) ? "0.5" : type == typeof(bool) ? "false" : throw new NotSupportedException($"{method(parameter)}: {type}");

        static string method(ParameterInfo parameter) => parameter.Member.Name;
    }
}
