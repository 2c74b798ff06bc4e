using SourceAutodiff.Generator.IR;
using SourceAutodiff.Generator.Parsing;

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
        writer.OpenBody();
        MemberEntry.Write(signature, writer);
        writer.Blank();
        BodyResults results = BodyPrinter.Print(function, signature.Bindings, signature.Names, writer);
        for (int i = 0; i < function.Results.Count; i++)
        {
            (string text, bool isNegative) = results.Terms[i];
            if (function.Results[i].Role != ResultRole.Gradient || text.Length == 0) continue;
            PrimalParameter leaf = shape.Parameters.First(leaf => leaf.Index == function.Results[i].Source);
            MemberParameter gradient = signature.Parameters.First(parameter => parameter.Of == leaf.Argument && parameter.Role == ParameterRole.Cotangent);
            writer.Line(ValueText.IfThere(leaf, ValueText.Add(leaf.Path, gradient.Name, text, isNegative)));
        }

        writer.CloseBody();
    }

    public static MemberSignature Signature(MethodShape shape)
    {
        var signature = new MemberSignature(shape, shape.Functions.Backward);
        foreach (PrimalArgument argument in shape.Arguments) signature.AddPrimal(argument);
        for (int i = 0; i < shape.Request.Outputs.Count; i++) AddSeed(signature, i);
        foreach (PrimalArgument argument in shape.Arguments)
        {
            if (argument.IsDifferentiated) signature.Parameters.Add(GradientParameter(signature, argument));
        }

        return signature;
    }

    private static void AddSeed(MemberSignature signature, int index)
    {
        MethodRequest request = signature.Shape.Request;
        OutputRequest output = request.Outputs[index];
        if (!output.Layout.IsReal) return;
        string part = request.ReturnsTuple ? NameScope.Pascal(output.Name ?? $"Item{index + 1}") : "";
        string summary = part.Length == 0 ? "The gradient of the result." : $"The gradient of the result's <c>{part}</c>.";
        string name = signature.Take($"grad{part}Output");
        signature.Parameters.Add(new MemberParameter(name, output.Layout.TypeText, summary));
        IReadOnlyList<LeafPath> paths = LeafPath.Of(output.Layout);
        int leaf = 0;
        foreach (int result in signature.Shape.ResultsOf(index)) signature.Bind(ParameterRole.Seed, result, paths[leaf++].Read(name));
    }

    /// <summary>What collects the gradient of an argument.</summary>
    /// <param name="isOverwritten">It comes in with anything in it.</param>
    public static MemberParameter GradientParameter(MemberSignature signature, PrimalArgument argument, bool isOverwritten = false)
    {
        string name = signature.Take("grad" + NameScope.Pascal(argument.Name));
        string of = argument.Request.IsReceiver ? "the object itself" : $"<paramref name=\"{argument.Name}\"/>";
        string what = isOverwritten ? $"The gradient with respect to {of}; overwritten."
            : argument.IsOut ? $"The gradient of {of}; set to zero."
            : !argument.IsWritten ? $"The gradient with respect to {of}; added to."
            : argument.Form == ArgumentForm.Reference ? $"The gradient of the final value of {of}; replaced by the gradient of the initial one."
            : argument.Form == ArgumentForm.Memory ? $"The gradient of {of}: where that is written, of the final contents, replaced by the gradient of the initial ones; else added to."
            : $"The gradient of the final contents of {of}; replaced by the gradient of the initial ones.";
        string type = argument.Form == ArgumentForm.Buffer ? $"global::System.Span<{argument.ElementText}>" : argument.TypeText;
        string shape = argument.Form switch
        {
            ArgumentForm.Buffer => $" As long as {of}, or longer.",
            ArgumentForm.Memory when argument.Request.Layout is ObjectLayout => " Another object, with arrays as long.",
            ArgumentForm.Memory => " Of the same shape.",
            _ => "",
        };
        bool isReference = argument.Form is ArgumentForm.Value or ArgumentForm.Reference || argument.Request.Layout is StructLayout;
        return new MemberParameter(name, type, what + shape, argument, ParameterRole.Cotangent, IsWritten: true, isReference ? "ref" : "");
    }
}
