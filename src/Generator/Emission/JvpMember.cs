using SourceAutodiff.Generator.IR;
using SourceAutodiff.Generator.Parsing;

namespace SourceAutodiff.Generator.Emission;

/// <summary><c>FJvp</c>: value and tangent, each argument followed by its tangent. The same with eight tangents at once for Jacobians.</summary>
internal static class JvpMember
{
    public static void Write(MethodShape shape, Function function, SourceWriter writer)
    {
        MemberSignature signature = Signature(shape, function);
        TupleType type = Type(shape, function);
        string? returns = type.Elements.Count == 0 ? null : "The value and its tangent.";
        string summary = $"The value and the directional derivative (Jacobian-vector product) of {MemberWriter.See(shape.Request)}.";
        MemberWriter.Header(writer, shape.Request, shape.Request.Name + "Jvp", type.ToString(), signature.Parameters, summary, returns);
        writer.Open();
        MemberWriter.Guards(writer, signature.Parameters);
        writer.Blank();
        Body(shape, function, signature, writer);
        writer.Close();
    }

    /// <summary>The core of a Jacobian: private, its arguments checked by the caller.</summary>
    public static void WriteCore(MethodShape shape, Function function, string name, SourceWriter writer)
    {
        MemberSignature signature = Signature(shape, function);
        writer.Blank();
        MemberWriter.Declaration(writer, shape.Request, "private", name, Type(shape, function).ToString(), signature.Parameters);
        writer.Open();
        Body(shape, function, signature, writer);
        writer.Close();
    }

    public static MemberSignature Signature(MethodShape shape, Function function)
    {
        var signature = new MemberSignature(shape, function);
        foreach (PrimalParameter parameter in shape.Parameters)
        {
            signature.AddPrimal(parameter);
            if (!parameter.IsReal || !(parameter.Request.Differentiated || signature.Find(ParameterRole.Tangent, parameter.Index) is not null)) continue;
            signature.Add(TangentParameter(signature, parameter), ParameterRole.Tangent, parameter.Index);
        }

        return signature;
    }

    /// <summary>Value and tangent; for a tuple, each a tuple.</summary>
    public static TupleType Type(MethodShape shape, Function function)
    {
        var type = new TupleType();
        foreach ((ResultRole role, string name) in new[] { (ResultRole.Primal, "Value"), (ResultRole.Tangent, "Tangent") })
        {
            TupleType part = Part(shape, function, role);
            if (part.Elements.Count > 0) type.Add(part.ToString(), name, name);
        }

        return type;
    }

    /// <summary>How the tangent of a result is taken out of what the member returns.</summary>
    public static string TangentPath(MethodShape shape, Function function, int result)
    {
        TupleType tangents = Part(shape, function, ResultRole.Tangent);
        string path = Type(shape, function).Elements.Count == 1 ? "" : ".Tangent";
        if (tangents.Elements.Count < 2) return path;
        int place = function.Results.Where(other => other.Role == ResultRole.Tangent).ToList().IndexOf(new Result(ResultRole.Tangent, result));
        return $"{path}.{NameScope.Escape(tangents.Elements[place].Name)}";
    }

    private static TupleType Part(MethodShape shape, Function function, ResultRole role)
    {
        var part = new TupleType();
        for (int i = 0; i < function.Results.Count; i++)
        {
            if (function.Results[i].Role != role) continue;
            ResultRequest result = shape.Request.Results[function.Results[i].Source];
            string element = NameScope.Pascal(result.Name ?? $"Result{function.Results[i].Source + 1}");
            part.Add(role == ResultRole.Primal ? result.TypeText : CSharpTypes.Name(function.Body.Yields[i].Type), element, element + "2");
        }

        return part;
    }

    private static void Body(MethodShape shape, Function function, MemberSignature signature, SourceWriter writer)
    {
        BodyResults results = BodyPrinter.Print(function, signature.Bindings, signature.Names, writer);
        var parts = new List<string>();
        foreach (ResultRole role in new[] { ResultRole.Primal, ResultRole.Tangent })
        {
            List<string> values = results.Values.Where((_, i) => function.Results[i].Role == role).ToList();
            if (values.Count > 0) parts.Add(TupleType.Value(values));
        }

        if (parts.Count > 0) writer.Line($"return {TupleType.Value(parts)};");
    }

    private static MemberParameter TangentParameter(MemberSignature signature, PrimalParameter parameter)
    {
        string name = signature.Take(parameter.Name + "Tangent");
        IrType? type = signature.Find(ParameterRole.Tangent, parameter.Index)?.Value.Type;
        if (!parameter.IsBuffer)
        {
            return new MemberParameter(name, CSharpTypes.Name(type ?? parameter.Scalar), $"The tangent of <paramref name=\"{parameter.Name}\"/>.", parameter);
        }

        IrType element = (type as BufferType)?.Element ?? parameter.Scalar;
        bool isWritten = parameter.IsWritten || signature.IsWritten(ParameterRole.Tangent, parameter.Index);
        string role = isWritten
            ? $"The tangent of the initial contents of <paramref name=\"{parameter.Name}\"/>; overwritten with the tangent of the final ones."
            : $"The tangent of <paramref name=\"{parameter.Name}\"/>.";
        return new MemberParameter(
            name,
            isWritten ? CSharpTypes.Span(element) : CSharpTypes.ReadOnlySpan(element),
            $"{role} As long as <paramref name=\"{parameter.Name}\"/>, or longer.",
            parameter,
            element,
            isWritten);
    }
}
