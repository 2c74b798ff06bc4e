using SourceAutodiff.Generator.IR;
using SourceAutodiff.Generator.Parsing;

namespace SourceAutodiff.Generator.Emission;

/// <summary><c>FJvp</c>: value and tangent, each argument followed by its tangent. The same with eight tangents at once for Jacobians.</summary>
internal static class JvpMember
{
    public static void Write(MethodShape shape, Function function, SourceWriter writer)
    {
        MemberSignature signature = Signature(shape, function);
        TupleType type = Type(shape);
        string? returns = type.Elements.Count == 0 ? null : "The value and its tangent.";
        string summary = $"The value and the directional derivative (Jacobian-vector product) of {MemberWriter.See(shape.Request)}.";
        MemberWriter.Header(writer, shape.Request, shape.Request.Name + "Jvp", type.ToString(), signature.Parameters, summary, returns);
        writer.OpenBody();
        MemberEntry.Write(signature, writer);
        writer.Blank();
        BodyResults results = BodyPrinter.Print(function, signature.Bindings, signature.Names, writer);
        var parts = new List<string>();
        foreach (ResultRole role in new[] { ResultRole.Primal, ResultRole.Tangent })
        {
            List<string> values = [.. Outputs(shape, role).Select(output => ValueText.Make(
                shape.Request.Outputs[output].Layout, [.. shape.ResultsOf(output).Select((result, leaf) => Number(function, results, IsFlag(shape, output, leaf) ? ResultRole.Primal : role, result))], signature, writer))];
            if (values.Count > 0) parts.Add(TupleType.Value(values));
        }

        if (parts.Count > 0) writer.Line($"return {TupleType.Value(parts)};");
        writer.CloseBody();
    }

    /// <summary>The tangent of a nullable value is there when the value is.</summary>
    private static bool IsFlag(MethodShape shape, int output, int leaf) => LeafPath.Of(shape.Request.Outputs[output].Layout)[leaf].FlagOf is { IsReal: true };

    /// <summary>The core of a Jacobian: private, its arguments checked by the caller; the tangents of numbers in structs are parameters of their own.</summary>
    public static void WriteCore(MethodShape shape, Function function, string name, SourceWriter writer)
    {
        var signature = new MemberSignature(shape, function);
        foreach (PrimalArgument argument in shape.Arguments)
        {
            signature.AddPrimal(argument);
            foreach (PrimalParameter leaf in CoreTangents(function, argument)) signature.Add(LeafTangent(signature, leaf), ParameterRole.Tangent, leaf.Index);
        }

        writer.Blank();
        MemberWriter.Declaration(writer, shape.Request, "private", name, CoreType(shape, function).ToString(), signature.Parameters);
        writer.OpenBody();
        MemberEntry.Write(signature, writer, checks: false);
        BodyResults results = BodyPrinter.Print(function, signature.Bindings, signature.Names, writer);
        var parts = new List<string>();
        foreach (ResultRole role in new[] { ResultRole.Primal, ResultRole.Tangent })
        {
            List<string> values = results.Values.Where((_, i) => function.Results[i].Role == role).ToList();
            if (values.Count > 0) parts.Add(TupleType.Value(values));
        }

        if (parts.Count > 0) writer.Line($"return {TupleType.Value(parts)};");
        writer.CloseBody();
    }

    /// <summary>The leaves whose tangents the core of a Jacobian takes.</summary>
    public static IEnumerable<PrimalParameter> CoreTangents(Function function, PrimalArgument argument) => argument.Leaves.Where(leaf =>
        leaf.IsReal && (leaf.Request.Differentiated || function.Parameters.Any(parameter => parameter.Role == ParameterRole.Tangent && parameter.Source == leaf.Index)));

    /// <summary>How the tangent of a result is taken out of what the core returns.</summary>
    public static string TangentPath(MethodShape shape, Function function, int result)
    {
        TupleType tangents = CorePart(shape, function, ResultRole.Tangent);
        string path = CoreType(shape, function).Elements.Count == 1 ? "" : ".Tangent";
        if (tangents.Elements.Count < 2) return path;
        int place = function.Results.Where(other => other.Role == ResultRole.Tangent).ToList().IndexOf(new Result(ResultRole.Tangent, result));
        return $"{path}.{NameScope.Escape(tangents.Elements[place].Name)}";
    }

    public static MemberSignature Signature(MethodShape shape, Function function)
    {
        var signature = new MemberSignature(shape, function);
        foreach (PrimalArgument argument in shape.Arguments)
        {
            signature.AddPrimal(argument);
            if (argument.IsDifferentiated) signature.Parameters.Add(Tangent(signature, argument));
        }

        return signature;
    }

    /// <summary>Value and tangent; for a tuple, each a tuple.</summary>
    public static TupleType Type(MethodShape shape)
    {
        var type = new TupleType();
        foreach ((ResultRole role, string name) in new[] { (ResultRole.Primal, "Value"), (ResultRole.Tangent, "Tangent") })
        {
            TupleType part = Part(shape, role);
            if (part.Elements.Count > 0) type.Add(part.ToString(), name, name);
        }

        return type;
    }

    /// <summary>All that is returned, or that of it which has a tangent.</summary>
    public static TupleType Part(MethodShape shape, ResultRole role)
    {
        var part = new TupleType();
        foreach (int output in Outputs(shape, role))
        {
            string element = NameScope.Pascal(shape.Request.Outputs[output].Name ?? $"Result{output + 1}");
            part.Add(shape.Request.Outputs[output].Layout.TypeText, element, element + "2");
        }

        return part;
    }

    private static IEnumerable<int> Outputs(MethodShape shape, ResultRole role) =>
        Enumerable.Range(0, shape.Request.Outputs.Count).Where(output => role == ResultRole.Primal || shape.Request.Outputs[output].Layout.IsReal);

    private static string? Number(Function function, BodyResults results, ResultRole role, int source)
    {
        int place = function.Results.ToList().IndexOf(new Result(role, source));
        return place < 0 ? null : results.Values[place];
    }

    private static TupleType CoreType(MethodShape shape, Function function)
    {
        var type = new TupleType();
        foreach ((ResultRole role, string name) in new[] { (ResultRole.Primal, "Value"), (ResultRole.Tangent, "Tangent") })
        {
            TupleType part = CorePart(shape, function, role);
            if (part.Elements.Count > 0) type.Add(part.ToString(), name, name);
        }

        return type;
    }

    private static TupleType CorePart(MethodShape shape, Function function, ResultRole role)
    {
        var part = new TupleType();
        for (int i = 0; i < function.Results.Count; i++)
        {
            if (function.Results[i].Role != role) continue;
            int source = function.Results[i].Source;
            OutputRequest output = shape.Request.Outputs[shape.Request.Results[source].Output];
            string element = output.Layout is ScalarLayout ? NameScope.Pascal(output.Name ?? $"Result{source + 1}") : $"Result{source + 1}";
            part.Add(CSharpTypes.Name(function.Body.Yields[i].Type), element, element + "2");
        }

        return part;
    }

    private static MemberParameter Tangent(MemberSignature signature, PrimalArgument argument)
    {
        string name = signature.Take(argument.Name + "Tangent");
        string of = argument.Request.IsReceiver ? "the object itself" : $"<paramref name=\"{argument.Name}\"/>";
        bool isWritten = argument.IsWritten || argument.Leaves.Any(leaf => signature.IsWritten(ParameterRole.Tangent, leaf.Index));
        string memory = !isWritten ? $"The tangent of {of}."
            : argument.IsOut ? $"The tangent of {of}; overwritten."
            : argument.Form == ArgumentForm.Reference ? $"The tangent of the initial value of {of}; overwritten with the tangent of the final one."
            : $"The tangent of the initial contents of {of}; overwritten with the tangent of the final ones.";
        return argument.Form switch
        {
            ArgumentForm.Value => new MemberParameter(name, argument.TypeText, $"The tangent of {of}.", argument, ParameterRole.Tangent),
            ArgumentForm.Reference => new MemberParameter(name, argument.TypeText, memory, argument, ParameterRole.Tangent, isWritten, argument.IsOut ? "out" : "ref"),
            ArgumentForm.Buffer => new MemberParameter(
                name, $"global::System.{(isWritten ? "" : "ReadOnly")}Span<{argument.ElementText}>", $"{memory} As long as {of}, or longer.", argument, ParameterRole.Tangent, isWritten),
            _ => new MemberParameter(name, argument.TypeText, memory + " Of the same shape.", argument, ParameterRole.Tangent, isWritten, argument.Request.InMemory ? "ref" : ""),
        };
    }

    private static MemberParameter LeafTangent(MemberSignature signature, PrimalParameter leaf)
    {
        string name = signature.Take(leaf.Path.Name(leaf.Argument.Name) + "Tangent");
        IrType? type = signature.Find(ParameterRole.Tangent, leaf.Index)?.Value.Type;
        if (!leaf.IsBuffer) return new MemberParameter(name, CSharpTypes.Name(type ?? leaf.Scalar), "");
        IrType element = (type as BufferType)?.Element ?? leaf.Scalar;
        bool isWritten = leaf.IsWritten || signature.IsWritten(ParameterRole.Tangent, leaf.Index);
        return new MemberParameter(name, isWritten ? CSharpTypes.Span(element) : CSharpTypes.ReadOnlySpan(element), "", null, ParameterRole.Tangent, isWritten);
    }
}
