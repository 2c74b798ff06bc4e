using SourceAutodiff.Generator.IR;
using SourceAutodiff.Generator.Rules;

namespace SourceAutodiff.Generator.Differentiation;

/// <summary>Says in the generated code which operation an adjoint belongs to.</summary>
internal static class AdjointNote
{
    /// <summary>How deep an expression is spelled out.</summary>
    private const int Depth = 3;

    /// <summary>Null for what needs no comment: choices and loops speak for themselves.</summary>
    public static string? Of(Operation operation, Structure structure) => operation switch
    {
        Apply or IR.Convert or Load => $"adjoint of: {operation.Results[0].Name} = {Describe(operation, structure, Depth)}",
        Store store => $"adjoint of: {Element(store.Buffer, Name(store.Index, structure, Depth), structure)} = {Name(store.Operand, structure, Depth)}",
        Accumulate add => $"adjoint of: {Element(add.Buffer, Name(add.Index, structure, Depth), structure)} += {Name(add.Operand, structure, Depth)}",
        Compute compute => $"adjoint of: {string.Join(", ", compute.Returned.Select(result => result.Name))} = {compute.Op.Substring(0, compute.Op.IndexOf('('))}",
        Invoke invoke => $"adjoint of: {(invoke.Returned.Count == 0 ? "" : string.Join(", ", invoke.Returned.Select(result => result.Name)) + " = ")}"
            + $"{invoke.Routine.Name.Split('.', ':').Last()}({string.Join(", ", invoke.Arguments.Select(argument => Name(argument, structure, Depth)))})",
        _ => null,
    };

    private static string Describe(Operation operation, Structure structure, int depth)
    {
        string Argument(int i) => Name(operation.Operands[i], structure, depth);
        return operation switch
        {
            Apply { Op: Ops.Negate } => $"-{Argument(0)}",
            Apply { Arguments.Count: 2 } apply when Symbol(apply.Op) is { } symbol => $"{Argument(0)} {symbol} {Argument(1)}",
            Apply apply => $"{PrimalNames.Display(apply.Op)}({string.Join(", ", Enumerable.Range(0, apply.Arguments.Count).Select(Argument))})",
            IR.Convert => Argument(0),
            Load load => Element(load.Buffer, Argument(1), structure),
            Constant constant when constant.Result.Type.IsReal => constant.AsDouble.ToString("R", System.Globalization.CultureInfo.InvariantCulture),
            Constant constant => constant.Bits.ToString(System.Globalization.CultureInfo.InvariantCulture),
            Length length => $"{length.Buffer.Name}.Length",
            _ => operation.Results[0].Name,
        };
    }

    private static string Name(Value value, Structure structure, int depth)
    {
        Operation? definition = structure.Definition(value);
        if (definition is Constant or Length) return Describe(definition, structure, depth);
        // Only the user's own names mean something to the reader; a temporary is spelled out.
        bool isTemporary = value.Name.Length == 1 && value.Name is "t" or "c";
        if (definition is null || depth == 0 || !isTemporary) return value.Name;
        string text = Describe(definition, structure, depth - 1);
        return text.IndexOf(' ') >= 0 ? $"({text})" : text;
    }

    private static string? Symbol(string op) => op switch
    {
        Ops.Add => "+",
        Ops.Subtract => "-",
        Ops.Multiply => "*",
        Ops.Divide => "/",
        Ops.Remainder => "%",
        _ => null,
    };

    private static string Element(Value buffer, string index, Structure structure) =>
        buffer.Type is BufferType { Kind: BufferKind.Cell } ? buffer.Name
        : structure.Definition(buffer) is Window window ? $"{window.Buffer.Name}[{Name(window.Start, structure, Depth)}..]"
        : $"{buffer.Name}[{index}]";
}
