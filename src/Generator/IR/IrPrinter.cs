using System.Text;

namespace SourceAutodiff.Generator.IR;

/// <summary>
/// The IR's text form: stable, independent of ids, and read back by <see cref="IrParser"/>. A value's type is written only where
/// the operation does not imply it.
/// </summary>
internal sealed class IrPrinter
{
    private readonly StringBuilder _text = new();
    private readonly IrNames _names;
    private int _depth;

    private IrPrinter(Function function) => _names = new IrNames(function);

    public static string Print(Function function)
    {
        var printer = new IrPrinter(function);
        printer.WriteFunction(function);
        return printer._text.ToString();
    }

    private void WriteFunction(Function function)
    {
        IEnumerable<string> parameters = function.Parameters.Select((parameter, index) => Parameter(parameter, index));
        IEnumerable<string> results = function.Results.Select((result, index) => Result(result, index, function.Body.Yields[index]));
        _text.Append($"func {Word(function.Name)}({string.Join(", ", parameters)}) -> ({string.Join(", ", results)}) ");
        WriteRegion(function.Body);
        _text.Append('\n');
    }

    private string Parameter(Parameter parameter, int index)
    {
        string text = $"{_names[parameter.Value]}: {IrText.Type(parameter.Value.Type)}";
        if (parameter.Role != ParameterRole.Primal || parameter.Source != index)
            text += $" {parameter.Role.ToString().ToLowerInvariant()}({parameter.Source})";
        if (parameter.Text is { } table) text += $" {IrText.Quote(table)}";
        if (parameter.Differentiated != IrText.IsDifferentiatedByDefault(parameter.Role, parameter.Value.Type))
            text += parameter.Differentiated ? " grad" : " nograd";
        return text;
    }

    private static string Result(Result result, int index, Value value)
    {
        string text = IrText.Type(value.Type);
        return result.Role == ResultRole.Primal && result.Source == index ? text : $"{text} {result.Role.ToString().ToLowerInvariant()}({result.Source})";
    }

    private void WriteRegion(Region region, string? note = null)
    {
        _text.Append('{').Append(Note(note)).Append('\n');
        _depth++;
        foreach (Operation operation in region.Operations)
        {
            Indent();
            WriteOperation(operation);
            _text.Append('\n');
        }

        if (region.Yields.Count > 0)
        {
            Indent();
            _text.Append("yield ").Append(List(region.Yields)).Append('\n');
        }

        _depth--;
        Indent();
        _text.Append('}');
    }

    private void WriteOperation(Operation operation)
    {
        switch (operation)
        {
            case If branch:
                _text.Append($"{Defines(branch)}if {_names[branch.Condition]} ");
                WriteRegion(branch.Then, branch.Note);
                if (branch.Else.Operations.Count == 0 && branch.Else.Yields.Count == 0) break;
                _text.Append(" else ");
                WriteRegion(branch.Else);
                break;
            case For loop:
                string step = loop.Step == 1 ? "" : $" step {loop.Step}";
                string reversed = loop.Reversed ? " reversed" : "";
                _text.Append($"{Defines(loop)}for {_names[loop.Body.Arguments[0]]} in {_names[loop.Start]}..{_names[loop.End]}{step}{reversed} ");
                if (loop.Initial.Count > 0) _text.Append($"({Carried(loop.Body.Arguments.Skip(1), loop.Initial)}) ");
                WriteRegion(loop.Body, loop.Note);
                break;
            case While loop:
                _text.Append($"{Defines(loop)}while ({Carried(loop.Condition.Arguments, loop.Initial)}) cond ");
                WriteRegion(loop.Condition, loop.Note);
                _text.Append($" body ({List(loop.Body.Arguments)}) ");
                WriteRegion(loop.Body);
                break;
            default:
                _text.Append(Defines(operation)).Append(Line(operation)).Append(Note(operation.Note));
                break;
        }
    }

    private string Line(Operation operation) => operation switch
    {
        Constant o => $"const {IrText.Type(o.Result.Type)} {IrText.Number(o.Result.Type, o.Bits)}",
        Apply o => $"{o.Op} {List(o.Arguments)}",
        Convert o => $"convert {(o.IsChecked ? "checked " : "")}{IrText.Type(o.Result.Type)} {_names[o.Argument]}",
        Length o => $"length {_names[o.Buffer]}",
        Load o => $"load {_names[o.Buffer]}[{_names[o.Index]}]",
        Store o => $"store {_names[o.Buffer]}[{_names[o.Index]}], {_names[o.Operand]}",
        Accumulate o => $"accumulate {_names[o.Buffer]}[{_names[o.Index]}], {_names[o.Operand]}",
        Row o => $"row {(o.IsInRange ? "inrange " : "")}{_names[o.Buffer]}[{_names[o.Index]}]",
        Slice o => $"slice {(o.IsInRange ? "inrange " : "")}{_names[o.Buffer]}[{_names[o.Start]}, {_names[o.Count]}]",
        Window o => $"window {(o.IsInRange ? "inrange " : "")}{_names[o.Buffer]}[{_names[o.Start]}]",
        Table o => $"table {IrText.Quote(o.Text)}",
        Allocate o => $"allocate {(o.Zeroed ? "" : "uninit ")}{IrText.Type(((BufferType)o.Result.Type).Element)}[{_names[o.Count]}]",
        NewStack o => $"stack {IrText.Type(((StackType)o.Result.Type).Element)}",
        Push o => $"push {_names[o.Stack]}, {_names[o.Operand]}",
        Pop o => $"pop {_names[o.Stack]}",
        Call o => $"call {Word(o.Callee)}({List(o.Arguments)})",
        Invoke o => $"invoke {IrText.Routine(o.Routine)}({List(o.Arguments)})",
        Compute o => $"compute {IrText.Quote(o.Op)}({List(o.Arguments)})",
        Throw o => $"throw {IrText.Quote(o.Text)}({List(o.Arguments)})",
        Perform o => $"perform {IrText.Quote(o.Text)}({List(o.Arguments)})",
        _ => throw new InvalidOperationException($"No text for {operation.GetType().Name}."),
    };

    private string Defines(Operation operation)
    {
        if (operation.Results.Count == 0) return "";
        string text = string.Join(", ", operation.Results.Select((result, index) =>
            result.Type == ImpliedType(operation, index) ? _names[result] : $"{_names[result]}: {IrText.Type(result.Type)}"));
        return operation.Results.Count == 1 ? text + " = " : $"({text}) = ";
    }

    private static IrType? ImpliedType(Operation operation, int index) => operation switch
    {
        Apply o => IrText.ApplyType(o.Op, o.Arguments),
        Load o => (o.Buffer.Type as BufferType)?.Element,
        Pop o => (o.Stack.Type as StackType)?.Element,
        Slice o => IrText.PartType(o.Buffer.Type),
        Row o => IrText.PartType(((BufferType)o.Buffer.Type).Element),
        Allocate o => new BufferType(((BufferType)o.Result.Type).Element, BufferKind.Span),
        Length => IrType.I32,
        If o => o.Then.Yields[index].Type,
        For o => o.Initial[index].Type,
        While o => o.Initial[index].Type,
        Call or Invoke or Compute or Window or Table => null,
        _ => operation.Results[index].Type,
    };

    private string Carried(IEnumerable<Value> arguments, IEnumerable<Value> initial) =>
        string.Join(", ", arguments.Zip(initial, (argument, value) => $"{_names[argument]} = {_names[value]}"));

    private string List(IEnumerable<Value> values) => string.Join(", ", values.Select(value => _names[value]));

    private static string Note(string? note) => note is null ? "" : " // " + note.Replace('\n', ' ').Replace("\r", "");

    /// <summary>Names of functions are quoted unless they are one plain word.</summary>
    private static string Word(string name) => name.All(c => char.IsLetterOrDigit(c) || c == '_') ? name : IrText.Quote(name);

    private void Indent() => _text.Append(' ', 2 * _depth);
}
