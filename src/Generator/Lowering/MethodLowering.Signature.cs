using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SourceAutodiff.Generator.Diagnostics;
using SourceAutodiff.Generator.Infrastructure;
using SourceAutodiff.Generator.IR;
using SourceAutodiff.Generator.Parsing;

namespace SourceAutodiff.Generator.Lowering;

/// <summary>Parameters and results of the annotated method: a parameter of the function for each leaf.</summary>
internal sealed partial class MethodLowering
{
    public Function LowerAnnotated(IMethodBodyOperation body, MethodRequest request)
    {
        _isAnnotated = true;
        List<Parameter> parameters = [];
        foreach (ArgumentRequest argument in request.Arguments) DeclareArgument(argument, request, parameters);
        Function function = LowerBody(body, parameters);
        if (!HasFailed) CheckWritten(function, request);
        if (!HasFailed) CheckNullable(function, request);
        return WithoutUnused(function);
    }

    /// <summary>What the method writes where the caller sees it, the generated code has to be able to write, too.</summary>
    private void CheckWritten(Function function, MethodRequest request)
    {
        var structure = new Structure(function);
        HashSet<int> written = structure.WrittenRoots();
        CheckContracts(structure, request, written);
        foreach (Parameter parameter in function.Parameters)
        {
            ArgumentRequest argument = request.Arguments[request.Parameters[parameter.Source].Argument];
            if (!written.Contains(parameter.Value.Id) || parameter.Value.Type is not BufferType { Kind: BufferKind.Cell }) continue;
            LeafPath path = argument.Paths[parameter.Source - argument.FirstLeaf];
            if (path.Place("@") is not null) continue;
            ReportArgument(argument, $"whose member '{path.Display("").TrimStart('.')}' is written");
        }
    }

    /// <summary>Where a nullable value lies in memory, a gradient beside it would have to be null where that is, at any time.</summary>
    private void CheckNullable(Function function, MethodRequest request)
    {
        HashSet<int> used = [], written = [];
        IrWalk.ForEachUse(function.Body, value => used.Add(Root(value).Id));
        IrWalk.ForEachOperation(function.Body, operation => written.UnionWith(operation.WrittenBuffers.Select(buffer => Root(buffer).Id)));
        foreach (Parameter parameter in function.Parameters.Where(parameter => parameter.Value.Type is BufferType && used.Contains(parameter.Value.Id)))
        {
            ArgumentRequest argument = request.Arguments[request.Parameters[parameter.Source].Argument];
            string? problem = !IsPartOfNullable(parameter.Value.Type, argument.Paths[parameter.Source - argument.FirstLeaf]) ? null
                : written.Contains(parameter.Value.Id) ? "in which a nullable value is written"
                : parameter.Differentiated ? "in which a nullable value has a gradient"
                : null;
            if (problem is null) continue;
            ReportArgument(argument, problem);
            return;
        }
    }

    private static bool IsPartOfNullable(IrType type, LeafPath path)
    {
        if (path.IsNullable || path.FlagOf is not null) return true;
        Layout memory = path.Steps.Count == 0 ? path.Root : path.Steps[path.Steps.Count - 1].Layout;
        return type is BufferType { Member.Path: var member } && memory is BufferLayout or GridLayout
            && LeafPath.Of(ElementOf(memory)).Any(inner => inner.Leaf.Path == member && (inner.IsNullable || inner.FlagOf is not null));
    }

    private void ReportArgument(ArgumentRequest argument, string problem)
    {
        HasFailed = true;
        Location place = argument.IsReceiver ? _method.Locations[0] : _method.Parameters.First(symbol => symbol.Name == argument.Name).Locations[0];
        _diagnostics.Report(Descriptors.ParameterType, place, argument.Name, $"{argument.TypeText.Replace("global::", "")}, {problem}");
    }

    private void DeclareArgument(ArgumentRequest argument, MethodRequest request, List<Parameter> parameters)
    {
        IReadOnlyList<LeafPath> paths = argument.Paths;
        IParameterSymbol? symbol = argument.IsReceiver ? null : _method.Parameters[request.Arguments.ToList().IndexOf(argument) - (request.HasReceiver ? 1 : 0)];
        List<Place> places = [];
        for (int i = 0; i < paths.Count; i++)
        {
            int index = argument.FirstLeaf + i;
            ParameterRequest leaf = request.Parameters[index];
            Value value = _values.New(leaf.Type, paths[i].Name(argument.Name));
            parameters.Add(new Parameter(value, ParameterRole.Primal, index, leaf.Differentiated));
            _given.Add(value.Id);
            if (paths[i].IsPresence)
            {
                AddPresence(parameters[parameters.Count - paths.Count].Value, value, argument.Layout);
                continue;
            }

            places.Add(IsInPlace(argument, paths[i]) ? new ElementPlace(value, _builder.Integer(0))
                // Arrays and objects in a struct that is the caller's stay what they are.
                : argument.InMemory ? new ValuePlace(value)
                : DeclareVariables(value.Name, [value.Type], [value])[0]);
            if (leaf.Differentiated && symbol is not null && LocationInfo.From(symbol.Locations[0]) is { } place)
                _program.Sites.Add(new Site(SiteKind.Parameter, _name, value.Id, symbol.Name, place));
        }

        if (symbol is null) _frame.Receiver = [.. places];
        else _frame.Bind(symbol, [.. places]);
    }

    /// <summary>A number that the method assigns where the caller has it.</summary>
    private static bool IsInPlace(ArgumentRequest argument, LeafPath path) =>
        argument.InMemory && path.Leaf.Type is BufferType { Kind: BufferKind.Cell } && path.Owner is null && path.Root is not ObjectLayout;
}
