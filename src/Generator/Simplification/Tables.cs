using SourceAutodiff.Generator.Infrastructure;
using SourceAutodiff.Generator.IR;

namespace SourceAutodiff.Generator.Simplification;

/// <summary>Makes the static arrays that a function reads parameters of it, each once.</summary>
internal sealed class Tables : ForwardPass
{
    private readonly Dictionary<string, Parameter> _found = [];
    private readonly ValueFactory _values;

    private Tables(Function function) => _values = ValueFactory.Continuing(function);

    public static Function Hoist(Function function)
    {
        var pass = new Tables(function);
        Function walked = pass.Walk(function);
        if (pass._found.Count == 0) return function;
        EquatableArray<Parameter> parameters = walked.Parameters.Concat(pass._found.Values).ToEquatableArray();
        return walked with
        {
            Parameters = parameters,
            Body = walked.Body with { Arguments = parameters.Select(parameter => parameter.Value).ToEquatableArray() },
        };
    }

    protected override void Visit(Operation operation, List<Operation> output)
    {
        if (operation is not Table table)
        {
            output.Add(Rebuild(operation));
            return;
        }

        if (!_found.TryGetValue(table.Text, out Parameter parameter))
        {
            parameter = new Parameter(_values.New(table.Result.Type, table.Result.Name), ParameterRole.Table, _found.Count, Differentiated: false) { Text = table.Text };
            _found.Add(table.Text, parameter);
        }

        Replace(table.Result, parameter.Value);
    }
}
