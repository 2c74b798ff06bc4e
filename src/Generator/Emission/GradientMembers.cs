using SourceAutodiff.Generator.IR;
using SourceAutodiff.Generator.Parsing;

namespace SourceAutodiff.Generator.Emission;

/// <summary><c>FValueAndGradient</c> and <c>FGradient</c>: for a method with one real result; gradients are overwritten.</summary>
internal sealed class GradientMembers
{
    private readonly MethodShape _shape;
    private readonly Function _function;
    private readonly SourceWriter _writer;
    private readonly MemberSignature _signature;

    private GradientMembers(MethodShape shape, Function function, SourceWriter writer)
    {
        _shape = shape;
        _function = function;
        _writer = writer;
        _signature = new MemberSignature(shape, function);
        foreach (PrimalArgument argument in shape.Arguments) _signature.AddPrimal(argument);
        foreach (PrimalArgument argument in shape.Arguments)
        {
            if (argument.IsDifferentiated && argument.Form != ArgumentForm.Value && !argument.IsOut)
                _signature.Parameters.Add(BackwardMember.GradientParameter(_signature, argument, isOverwritten: true));
        }
    }

    /// <summary>The arguments whose gradients are returned.</summary>
    private IEnumerable<PrimalArgument> Returned => _shape.Arguments.Where(argument => argument.Form == ArgumentForm.Value && argument.IsDifferentiated);

    public static void Write(MethodShape shape, Function function, SourceWriter writer) => new GradientMembers(shape, function, writer).Write();

    private void Write()
    {
        TupleType type = Type();
        string returned = string.Join(", ", Returned.Select(argument => argument.Request.IsReceiver ? "the object itself" : $"<paramref name=\"{argument.Name}\"/>"));
        string name = _shape.Request.Name + "ValueAndGradient";
        WriteGradient(type, name, returned);
        MemberWriter.Header(
            _writer,
            _shape.Request,
            name,
            type.ToString(),
            _signature.Parameters,
            $"The value and the gradient of {MemberWriter.See(_shape.Request)}.",
            returned.Length == 0 ? "The value." : $"The value and the gradient with respect to {returned}.");
        _writer.OpenBody();
        MemberEntry.Write(_signature, _writer);
        foreach (MemberParameter gradient in _signature.Parameters.Where(parameter => parameter.Role == ParameterRole.Cotangent)) new ZeroText(_signature, _writer).Write(gradient);
        _writer.Blank();
        Outputs();
        BodyResults results = BodyPrinter.Print(_function, _signature.Bindings, _signature.Names, _writer);
        Assign(results);
        List<string> values = Values(results);
        _writer.Line($"return {TupleType.Value(values)};");
        _writer.CloseBody();
    }

    private void WriteGradient(TupleType full, string callee, string returned)
    {
        IReadOnlyList<MemberParameter> parameters = _signature.Parameters;
        var type = new TupleType();
        foreach ((string text, string name) in full.Elements.Skip(1)) type.Add(text, name, name);
        MemberWriter.Header(
            _writer,
            _shape.Request,
            _shape.Request.Name + "Gradient",
            type.ToString(),
            parameters,
            $"The gradient of {MemberWriter.See(_shape.Request)}.",
            returned.Length == 0 ? null : $"The gradient with respect to {returned}.");
        string call = $"{callee}{_shape.Request.TypeParameters}({MemberWriter.Arguments(parameters)})";
        if (type.Elements.Count < 2)
        {
            string element = type.Elements.Count == 0 ? "" : "." + NameScope.Escape(type.Elements[0].Name);
            _writer.Line($"    => {call}{element};");
            return;
        }

        var names = new NameScope();
        foreach (MemberParameter parameter in parameters) names.Reserve(parameter.BareName);
        string result = names.Take("result");
        _writer.OpenBody();
        _writer.Line($"var {result} = {call};");
        _writer.Line($"return {TupleType.Value(type.Elements.ConvertAll(element => $"{result}.{NameScope.Escape(element.Name)}"))};");
        _writer.CloseBody();
    }

    private TupleType Type()
    {
        var type = new TupleType();
        type.Add(JvpMember.Part(_shape, ResultRole.Primal).ToString(), "Value", "Value");
        foreach (PrimalArgument argument in Returned)
        {
            string name = NameScope.Pascal(argument.Name);
            type.Add(argument.TypeText, name, "Grad" + name);
        }

        return type;
    }

    /// <summary>Results by <c>out</c> have no gradient here: nothing depends on them any more.</summary>
    private void Outputs()
    {
        foreach (PrimalParameter leaf in _shape.Parameters.Where(leaf => leaf.Argument.IsOut && leaf.IsCell))
        {
            if (_signature.Find(ParameterRole.Cotangent, leaf.Index) is not { } shadow || _signature.Bindings.ContainsKey(shadow.Value.Id)) continue;
            string name = _signature.Take("grad" + NameScope.Pascal(leaf.Path.Name(leaf.Argument.Name)));
            _signature.Bind(ParameterRole.Cotangent, leaf.Index, name);
            _writer.Line($"{CSharpTypes.Name(leaf.Scalar)} {name} = {CSharpTypes.Literal(new Constant(new Value(0, leaf.Scalar, ""), 0))};");
        }
    }

    /// <summary>The numbers of a struct that has arrays as well, whose gradient is not returned.</summary>
    private void Assign(BodyResults results)
    {
        for (int i = 0; i < _function.Results.Count; i++)
        {
            if (_function.Results[i].Role != ResultRole.Gradient) continue;
            PrimalParameter leaf = _shape.Parameters.First(leaf => leaf.Index == _function.Results[i].Source);
            MemberParameter? gradient = _signature.Parameters.FirstOrDefault(parameter => parameter.Of == leaf.Argument && parameter.Role == ParameterRole.Cotangent);
            if (gradient is not null) _writer.Line(ValueText.IfThere(leaf, ValueText.Set(leaf.Path, gradient.Name, results.Values[i])));
        }
    }

    private List<string> Values(BodyResults results)
    {
        string? Number(ResultRole role, int source)
        {
            int place = _function.Results.ToList().IndexOf(new Result(role, source));
            return place < 0 ? null : results.Values[place];
        }

        List<string> values = [TupleType.Value([.. _shape.Request.Outputs.Select((output, i) =>
            ValueText.Make(output.Layout, [.. _shape.ResultsOf(i).Select(result => Number(ResultRole.Primal, result))], _signature, _writer))])];
        foreach (PrimalArgument argument in Returned)
            values.Add(ValueText.Make(argument.Request.Layout, [.. argument.Leaves.Select(leaf => leaf.Path.FlagOf is { IsReal: true } ? leaf.Path.Read(argument.Text) : Number(ResultRole.Gradient, leaf.Index))], _signature, _writer));
        return values;
    }
}
