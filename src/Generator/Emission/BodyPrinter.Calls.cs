using SourceAutodiff.Generator.IR;

namespace SourceAutodiff.Generator.Emission;

/// <summary>Calls.</summary>
internal sealed partial class BodyPrinter
{
    private void Invoke(Step step, Invoke invoke)
    {
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
        _writer.Line(returned.All(target => target == "_") ? call : $"{Targets(returned, invoke.Routine.IsNested)} = {call}");
        foreach (string line in after) _writer.Line(line);
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
        string name = NameScope.Escape(_names.Take(span.Name + "Array"));
        _writer.Line($"{CSharpTypes.Name(((BufferType)span.Type).Element)}[] {name} = {Print(span)}.ToArray();");
        if (parameter.Use == ParameterUse.Writes) after.Add($"new {CSharpTypes.Span(((BufferType)span.Type).Element)}({name}).CopyTo({Print(span)});");
        return name;
    }

    private static string Zero(IrType type) => CSharpTypes.Literal(new Constant(new Value(-1, type, ""), 0));
}
