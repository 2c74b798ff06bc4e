namespace SourceAutodiff.Fuzz.Tests.Writing;

/// <summary>Annotated methods of interfaces and abstract classes, called on objects of whatever class.</summary>
internal sealed partial class MethodWriter
{
    /// <summary>An object with contracts: a variable, an element of an array, or in another object.</summary>
    private (string Place, Composite Type)? ContractPlace()
    {
        if (PickVariable(v => v.Kind is Kind.Contract or Kind.ContractArray || (v.Kind == Kind.Object && RuleOf(v.Type!) is not null)) is not { } v) return null;
        return v.Kind switch
        {
            Kind.Contract => (v.Name, v.Type!),
            Kind.ContractArray => ($"{v.Name}[{IndexOf(v, v.Name + ".Length")}]", v.Type!),
            _ => ($"{v.Name}.Rule", RuleOf(v.Type!)!),
        };
    }

    private static Composite? RuleOf(Composite type) => type.Parts.FirstOrDefault(part => part.Kind == Kind.Contract)?.Type;

    /// <summary>One that is there, or a new one.</summary>
    private string ContractExpression(Composite contract) => PickVariable(v => v.Kind == Kind.Contract && v.Type == contract)?.Name is { } known && Chance(0.7) ? known : NewContract(contract);

    private string NewContract(Composite contract)
    {
        // No structs, which would be boxed. One in another only where there is one to put in: else there would be no end.
        Composite[] types = [.. contract.Implementations.Where(type => type.IsClass).Where(type => RuleOf(type) is null || PickVariable(v => v.Kind == Kind.Contract && v.Type == contract) is not null)];
        if (types.Length == 0) return PickVariable(v => v.Kind == Kind.Contract && v.Type == contract)?.Name ?? "null!";
        Composite made = Pick(types);
        string text = made.New(part => part.Kind == Kind.Contract ? PickVariable(v => v.Kind == Kind.Contract && v.Type == contract)!.Name : PartExpression(part));
        return contract.Form == Form.Abstract && Chance(0.4) ? $"{text} {{ Scale = {Storable(1).Text} }}" : text;
    }

    /// <summary>These are not put in the place of the call, so memory must not be passed twice where it is written: of two buffers, the first is a copy.</summary>
    private string? ContractArguments(Callee method, int depth)
    {
        if (Arguments(method, depth) is not { } all) return null;
        Variable[] buffers = [.. method.Parameters.Where(parameter => parameter.IsBuffer)];
        if (buffers.Length < 2 || buffers.All(buffer => buffer.Kind == Kind.ReadOnlySpan)) return all;
        var arguments = new List<string>();
        foreach (Variable parameter in method.Parameters)
        {
            if (Argument(parameter, depth) is not { } text) return null;
            arguments.Add(parameter.IsBuffer && parameter != buffers[^1] ? $"[.. {text}]" : text);
        }

        return string.Join(", ", arguments);
    }

    private void AddContracts(List<Func<Real?>> choices, int depth)
    {
        Real? Call()
        {
            if (ContractPlace() is not { } at || (_loops > 1 && Chance(0.7))) return null;
            Callee[] methods = [.. at.Type.Methods.Where(method => method.Result is not null)];
            if (methods.Length == 0) return null;
            Callee method = Pick(methods);
            if (ContractArguments(method, depth) is not { } arguments) return null;
            return new Real($"{at.Place}.{method.Name}({arguments}){(method.Result == Kind.Tuple ? Pick([".First", ".Second"]) : "")}", 4);
        }

        choices.Add(Call);
        choices.Add(Call);
    }

    private void WriteContract(Block block)
    {
        if (ContractPlace() is { } at && at.Type.Methods.Where(method => method.Result is null).ToArray() is { Length: > 0 } writing && Chance(0.6))
        {
            Callee method = Pick(writing);
            if (ContractArguments(method, 1) is { } arguments) block.Add($"{at.Place}.{method.Name}({arguments});");
            return;
        }

        if (program.Contracts.Count == 0) return;
        Composite contract = Pick(program.Contracts);
        string name = New("o");
        block.Add($"{contract.Name} {name} = {NewContract(contract)};");
        _scope.Add(new Variable(name, Kind.Contract, Writable: false, Type: contract));
    }
}
