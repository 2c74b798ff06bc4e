using System.Text;
using SourceAutodiff.Generator.Activity;
using SourceAutodiff.Generator.Differentiation;
using SourceAutodiff.Generator.IR;
using SourceAutodiff.Generator.Rules;

namespace SourceAutodiff.Generator.Tests.Docs;

/// <summary>What the analyses decide about a function, as Markdown tables.</summary>
internal sealed class DecisionTables
{
    private readonly Structure _structure;
    private readonly ActivityAnalysis _activity;
    private readonly Needs _needs;
    private readonly Recording _recording;
    private readonly IrNames _names;
    private readonly string[] _lines;

    public DecisionTables(Function function, RuleTable rules)
    {
        _structure = new Structure(function);
        _activity = new ActivityAnalysis(_structure, rules);
        _needs = new Needs(_structure, _activity, rules);
        new Fusion(_structure, _activity, _needs, new EarlyCotangents(_structure, _activity)).Mark();
        _recording = new Recording(_structure, _needs, ValueFactory.Continuing(function));
        _names = new IrNames(function);
        _lines = [.. IrPrinter.Print(function).Split('\n').Select(line => line.Trim())];
    }

    public string Activity()
    {
        var values = new List<Value>();
        IrWalk.ForEachDefinition(_structure.Function.Body, values.Add);
        string Row(string name, Func<Value, bool> belongs) => $"| {name} | {string.Join(", ", values.Where(belongs).Select(value => $"`{_names[value]}`"))} |\n";
        return "| | values |\n|---|---|\n" + Row("varied", _activity.IsVaried) + Row("useful", _activity.IsUseful) + Row("active", _activity.IsActive)
            + Row("neither", value => !_activity.IsVaried(value) && !_activity.IsUseful(value));
    }

    public string Recording()
    {
        var table = new StringBuilder("| the adjoint of | reads | which is |\n|---|---|---|\n");
        foreach (Operation operation in _structure.Operations)
        {
            foreach (Value value in _needs.Direct(operation, _recording.SavedBuffers)) table.Append($"| `{Text(operation)}` | `{_names[value]}` | {Decision(value)} |\n");
            if (operation is While loop && _recording.Trips(loop) is { } trips) table.Append($"| `{Text(operation)}` | the number of iterations | counted by the loop as `{trips.Name}` |\n");
        }

        foreach (RegionPlace place in _structure.Places.Where(place => place.Owner is not null))
        {
            foreach (Value stored in _recording.Stored(place)) Assert.Contains($"| `{_names[stored]}` | stored |", table.ToString());
            foreach (Operation repeated in _recording.Recomputed(place)) table.Append($"| recomputing a value | `{_names[repeated.Results[0]]}` | recomputed: `{Text(repeated)}` |\n");
        }

        return table.ToString();
    }

    private string Decision(Value value)
    {
        RegionPlace home = _structure.Home(value);
        return home.Stands ? "still there"
            : _recording.Stored(home).Contains(value) ? "stored"
            : $"recomputed: `{Text(_structure.Definition(value)!)}`";
    }

    /// <summary>The line of the printed function that defines the operation's first result.</summary>
    private string Text(Operation operation)
    {
        string name = _names[operation.Results[0]];
        string line = _lines.First(line => line.StartsWith($"{name} = ", StringComparison.Ordinal) || line.StartsWith($"({name},", StringComparison.Ordinal));
        int brace = line.IndexOf(" {", StringComparison.Ordinal);
        int loop = line.IndexOf(" = while", StringComparison.Ordinal);
        return loop >= 0 ? "while" : brace >= 0 ? line[..brace] : line;
    }
}
