using SourceAutodiff.Generator.IR;
using SourceAutodiff.Generator.Rules.Structs;

namespace SourceAutodiff.Generator.Emission;

/// <summary>Calls.</summary>
internal sealed partial class BodyPrinter
{
    private void Invoke(Step step, Invoke invoke)
    {
        if (invoke.Routine.Kind is not (RoutineKind.Method or RoutineKind.Backward)) GuardArguments(invoke);
        List<string> arguments = [], returned = [], after = [];
        int argument = 0, result = 0;
        foreach (RoutineParameter parameter in invoke.Routine.Parameters)
        {
            if (parameter.Use == ParameterUse.Reference)
            {
                string name = Declared(step, invoke.Returned[result++]);
                _writer.Line($"{name} = {Zero(invoke.Returned[result - 1].Type)};");
                arguments.Add("ref " + name.Substring(name.LastIndexOf(' ') + 1));
                continue;
            }

            Value value = invoke.Arguments[argument++];
            arguments.Add(parameter.IsArray && value.Type is not BufferType { Kind: BufferKind.Array } ? Array(value, parameter, after) : Print(value));
        }

        for (; result < invoke.Returned.Count; result++) returned.Add(_schedule.Uses(invoke.Returned[result]).Count == 0 ? "_" : Declared(step, invoke.Returned[result]));
        string call = $"{RoutineNames.Of(invoke.Routine)}({string.Join(", ", arguments)});";
        if (invoke.Routine.Receiver is { } receiver)
        {
            bool isConverted = receiver.Length > 0 && invoke.Arguments[0].Type is BufferType { Element: ContentsType contents } && contents.TypeText != receiver;
            call = $"{(isConverted ? $"(({receiver}){arguments[0]})" : arguments[0])}.{RoutineNames.Of(invoke.Routine)}({string.Join(", ", arguments.Skip(1))});";
        }

        _writer.Line(returned.All(target => target == "_") ? call : $"{Targets(returned, invoke.Routine.IsNested)} = {call}");
        foreach (string line in after) _writer.Line(line);
    }

    /// <summary>The struct that the function gives, then its numbers that are used.</summary>
    private void Compute(Step step, Compute compute)
    {
        StructFunction function = StructFunctions.Find(compute.Op)!;
        StructType last = function.Results[function.Results.Count - 1];
        string name = NameScope.Escape(_names.Take(function.Hint));
        string call = function.Call([.. compute.Arguments.Select(argument => Print(argument))], name);
        int first = compute.Returned.Count - last.Paths.Count;
        if (first == 0) _writer.Line(compute.Returned.Any(result => _schedule.Uses(result).Count > 0) ? $"{last.Text} {name} = {call};" : $"_ = {call};");
        else if (_schedule.Uses(compute.Returned[0]).Count == 0) _writer.Line($"{call};");
        else Assign(compute.Returned[0], step.Block, call);
        for (int i = 0; i < last.Paths.Count; i++)
        {
            if (_schedule.Uses(compute.Returned[first + i]).Count > 0) Assign(compute.Returned[first + i], step.Block, name + last.Paths[i]);
        }
    }

    /// <summary>Functions take it that what they write overlaps nothing else they are given: where two arguments are parts of one buffer, that is checked.</summary>
    private void GuardArguments(Invoke invoke)
    {
        RoutineParameter[] parameters = [.. invoke.Parameters];
        for (int i = 0; i < parameters.Length; i++)
        {
            for (int j = i + 1; j < parameters.Length; j++)
            {
                if (invoke.Arguments[i].Type is not BufferType { Element: var element } || invoke.Arguments[j].Type is not BufferType other || other.Element != element) continue;
                bool isWritten = parameters[i].Use == ParameterUse.Writes;
                if (!(isWritten || parameters[j].Use == ParameterUse.Writes) || Root(invoke.Arguments[i]) != Root(invoke.Arguments[j])) continue;
                (Value written, Value second) = isWritten ? (invoke.Arguments[i], invoke.Arguments[j]) : (invoke.Arguments[j], invoke.Arguments[i]);
                _writer.Line($"{CSharpTypes.Residuals}Guard.NoOverlap<{CSharpTypes.Name(element)}>({Print(written)}, {Print(second)}, \"{written.Name}\", \"{second.Name}\");");
            }
        }
    }

    private Value Root(Value buffer)
    {
        while (_schedule.Definition(buffer)?.Operation.PartOf is { } whole) buffer = whole;
        return buffer;
    }

    /// <summary>The variable, with its type where it is declared by this.</summary>
    private string Declared(Step step, Value value)
    {
        Variable variable = _variables.Of(value)!;
        string name = NameScope.Escape(variable.Name);
        if (!_declared.Add(variable)) return name;
        if (variable.Home != step.Block) throw new InvalidOperationException($"{variable.Name} is assigned before it is declared.");
        return $"{CSharpTypes.Name(variable.Type)} {name}";
    }

    private static string Targets(List<string> targets, bool isNested)
    {
        if (targets.Count == 1) return targets[0];
        if (!isNested) return $"({string.Join(", ", targets)})";
        int half = targets.Count / 2;
        return $"({Targets(targets.GetRange(0, half), false)}, {Targets(targets.GetRange(half, half), false)})";
    }

    /// <summary>A span's elements in an array, and back after the call.</summary>
    private string Array(Value span, RoutineParameter parameter, List<string> after)
    {
        string name = NameScope.Escape(_names.Take(span.Name + "Array")), element = CSharpTypes.Name(((BufferType)span.Type).Element), memory = $"{CSharpTypes.Residuals}ResidualMemory.";
        _writer.Line($"{element}[] {name} = {memory}Lend<{element}>({Print(span)});");
        if (parameter.Use == ParameterUse.Writes) after.Add($"new {CSharpTypes.Span(((BufferType)span.Type).Element)}({name}).CopyTo({Print(span)});");
        after.Add($"{memory}Return({name});");
        return name;
    }

    private static string Zero(IrType type) => CSharpTypes.Literal(new Constant(new Value(-1, type, ""), 0));
}
