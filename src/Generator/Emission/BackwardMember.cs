using SourceAutodiff.Generator.IR;

namespace SourceAutodiff.Generator.Emission;

/// <summary><c>FBackward</c>: the vjp, which adds to the gradients it is given.</summary>
internal static class BackwardMember
{
    public static string Name(MethodShape shape) => shape.Request.Name + "Backward";

    public static void Write(MethodShape shape, SourceWriter writer)
    {
        Function function = shape.Functions.Backward;
        MemberSignature signature = Signature(shape);
        MemberWriter.Header(
            writer,
            shape.Request,
            Name(shape),
            "void",
            signature.Parameters,
            $"The backward pass of {MemberWriter.See(shape.Request)}: adds to the gradients of the arguments, given the gradients of the results.",
            returns: null);
        writer.Open();
        MemberWriter.Guards(writer, signature.Parameters);
        writer.Blank();
        BodyResults results = BodyPrinter.Print(function, signature.Bindings, signature.Names, writer);
        for (int i = 0; i < function.Results.Count; i++)
        {
            (string text, bool isNegative) = results.Terms[i];
            if (function.Results[i].Role != ResultRole.Gradient || text.Length == 0) continue;
            MemberParameter gradient = signature.Parameters.First(parameter => parameter.Of?.Index == function.Results[i].Source && parameter.Name != parameter.Of.Text);
            writer.Line($"{gradient.Name} {(isNegative ? "-=" : "+=")} {text};");
        }

        writer.Close();
    }

    public static MemberSignature Signature(MethodShape shape)
    {
        var signature = new MemberSignature(shape, shape.Functions.Backward);
        foreach (PrimalParameter parameter in shape.Parameters) signature.AddPrimal(parameter);
        foreach (int result in shape.RealResults)
        {
            string part = shape.Request.ReturnsTuple ? NameScope.Pascal(shape.Request.Results[result].Name ?? $"Item{result + 1}") : "";
            string summary = part.Length == 0 ? "The gradient of the result." : $"The gradient of the result's <c>{part}</c>.";
            signature.Add(new MemberParameter(signature.Take($"grad{part}Output"), shape.Request.Results[result].TypeText, summary), ParameterRole.Seed, result);
        }

        foreach (PrimalParameter parameter in shape.Parameters)
        {
            if (GradientParameter(signature, parameter) is { } gradient) signature.Add(gradient, ParameterRole.Cotangent, parameter.Index);
        }

        return signature;
    }

    private static MemberParameter? GradientParameter(MemberSignature signature, PrimalParameter parameter)
    {
        if (!parameter.IsReal || !(parameter.Request.Differentiated || signature.Find(ParameterRole.Cotangent, parameter.Index) is not null)) return null;
        string name = signature.Take("grad" + NameScope.Pascal(parameter.Name));
        if (!parameter.IsBuffer)
        {
            return new MemberParameter(
                name, $"ref {parameter.Request.TypeText}", $"The gradient with respect to <paramref name=\"{parameter.Name}\"/>; added to.", parameter);
        }

        string summary = parameter.IsWritten
            ? $"The gradient of the final contents of <paramref name=\"{parameter.Name}\"/>; replaced by the gradient of the initial ones. As long as <paramref name=\"{parameter.Name}\"/>, or longer."
            : $"The gradient with respect to <paramref name=\"{parameter.Name}\"/>; added to. As long as <paramref name=\"{parameter.Name}\"/>, or longer.";
        return new MemberParameter(name, CSharpTypes.Span(parameter.Scalar), summary, parameter, parameter.Scalar, IsWritten: true);
    }
}
