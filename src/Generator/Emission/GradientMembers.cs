using SourceAutodiff.Generator.IR;

namespace SourceAutodiff.Generator.Emission;

/// <summary><c>FValueAndGradient</c> and <c>FGradient</c>: for a method with one real result; gradients are overwritten.</summary>
internal static class GradientMembers
{
    public static void Write(MethodShape shape, Function function, SourceWriter writer)
    {
        MemberSignature signature = Signature(shape, function);
        TupleType type = Type(shape, function);
        string scalars = string.Join(", ", Scalars(shape, function).Select(parameter => $"<paramref name=\"{parameter.Name}\"/>"));
        string name = shape.Request.Name + "ValueAndGradient";
        WriteGradient(shape, function, signature.Parameters, type, name, scalars, writer);
        MemberWriter.Header(
            writer,
            shape.Request,
            name,
            type.ToString(),
            signature.Parameters,
            $"The value and the gradient of {MemberWriter.See(shape.Request)}.",
            scalars.Length == 0 ? "The value." : $"The value and the gradient with respect to {scalars}.");
        writer.Open();
        MemberWriter.Guards(writer, signature.Parameters);
        foreach (MemberParameter gradient in signature.Parameters.Where(IsGradient))
        {
            writer.Line($"{CSharpTypes.Residuals}ResidualMemory.Zero<{CSharpTypes.Name(gradient.Element!)}>({gradient.Name});");
        }

        writer.Blank();
        Shadows(shape, signature, writer);
        BodyResults results = BodyPrinter.Print(function, signature.Bindings, signature.Names, writer);
        writer.Line($"return {TupleType.Value(Order(shape, function, results))};");
        writer.Close();
    }

    private static void WriteGradient(
        MethodShape shape, Function function, IReadOnlyList<MemberParameter> parameters, TupleType full, string callee, string scalars, SourceWriter writer)
    {
        int values = full.Elements.Count - Scalars(shape, function).Count();
        var type = new TupleType();
        foreach ((string text, string name) in full.Elements.Skip(values)) type.Add(text, name, name);
        MemberWriter.Header(
            writer,
            shape.Request,
            shape.Request.Name + "Gradient",
            type.ToString(),
            parameters,
            $"The gradient of {MemberWriter.See(shape.Request)}.",
            scalars.Length == 0 ? null : $"The gradient with respect to {scalars}.");
        string call = $"{callee}{shape.Request.TypeParameters}({string.Join(", ", parameters.Select(parameter => parameter.Name))})";
        if (type.Elements.Count < 2)
        {
            string element = type.Elements.Count == 0 ? "" : "." + NameScope.Escape(type.Elements[0].Name);
            writer.Line($"    => {call}{element};");
            return;
        }

        var names = new NameScope();
        foreach (MemberParameter parameter in parameters) names.Reserve(parameter.BareName);
        string result = names.Take("result");
        writer.Open();
        writer.Line($"var {result} = {call};");
        writer.Line($"return {TupleType.Value(type.Elements.ConvertAll(element => $"{result}.{NameScope.Escape(element.Name)}"))};");
        writer.Close();
    }

    private static bool IsGradient(MemberParameter parameter) => parameter.Of is { IsBuffer: true } of && parameter.Name != of.Text;

    private static IEnumerable<PrimalParameter> Scalars(MethodShape shape, Function function) =>
        shape.Parameters.Where(parameter => !parameter.IsBuffer && function.Results.Contains(new Result(ResultRole.Gradient, parameter.Index)));

    private static MemberSignature Signature(MethodShape shape, Function function)
    {
        var signature = new MemberSignature(shape, function);
        foreach (PrimalParameter parameter in shape.Parameters) signature.AddPrimal(parameter);
        foreach (PrimalParameter parameter in shape.Parameters)
        {
            if (!parameter.IsBuffer || !parameter.IsReal || !parameter.Request.Differentiated) continue;
            string summary = $"The gradient with respect to <paramref name=\"{parameter.Name}\"/>; overwritten. As long as <paramref name=\"{parameter.Name}\"/>, or longer.";
            signature.Add(
                new MemberParameter(
                    signature.Take("grad" + NameScope.Pascal(parameter.Name)), CSharpTypes.Span(parameter.Scalar), summary, parameter, parameter.Scalar, IsWritten: true),
                ParameterRole.Cotangent,
                parameter.Index);
        }

        return signature;
    }

    private static TupleType Type(MethodShape shape, Function function)
    {
        var type = new TupleType();
        var value = new TupleType();
        foreach (Result result in function.Results.Where(result => result.Role == ResultRole.Primal))
        {
            string name = NameScope.Pascal(shape.Request.Results[result.Source].Name ?? $"Value{result.Source + 1}");
            value.Add(shape.Request.Results[result.Source].TypeText, name, name);
        }

        type.Add(value.ToString(), "Value", "Value");
        foreach (PrimalParameter parameter in Scalars(shape, function))
        {
            string name = NameScope.Pascal(parameter.Name);
            type.Add(parameter.Request.TypeText, name, "Grad" + name);
        }

        return type;
    }

    private static List<string> Order(MethodShape shape, Function function, BodyResults results)
    {
        List<string> values = [], ordered = [];
        for (int i = 0; i < function.Results.Count; i++)
        {
            if (function.Results[i].Role == ResultRole.Primal) values.Add(results.Values[i]);
        }

        ordered.Add(TupleType.Value(values));
        foreach (PrimalParameter parameter in Scalars(shape, function))
        {
            int place = function.Results.ToList().IndexOf(new Result(ResultRole.Gradient, parameter.Index));
            ordered.Add(results.Values[place]);
        }

        return ordered;
    }

    /// <summary>Gradients that the function collects and the caller does not ask for.</summary>
    private static void Shadows(MethodShape shape, MemberSignature signature, SourceWriter writer)
    {
        List<PrimalParameter> internalOnes = shape.Parameters
            .Where(parameter => signature.Find(ParameterRole.Cotangent, parameter.Index) is { } found && !signature.Bindings.ContainsKey(found.Value.Id))
            .ToList();
        var memory = new WorkMemory(signature.Names);
        memory.DeclareScopes(internalOnes.Select(parameter => parameter.Scalar), writer);
        foreach (PrimalParameter parameter in internalOnes)
        {
            string name = signature.Take("grad" + NameScope.Pascal(parameter.Name));
            signature.Bind(ParameterRole.Cotangent, parameter.Index, name);
            writer.Line($"{CSharpTypes.Span(parameter.Scalar)} {name} = {memory.Rent(parameter.Scalar, parameter.Text + ".Length", zeroed: true)};");
        }
    }
}
