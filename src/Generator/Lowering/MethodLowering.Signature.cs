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
        List<Parameter> parameters = [];
        foreach (ArgumentRequest argument in request.Arguments) DeclareArgument(argument, request, parameters);
        Function function = LowerBody(body, parameters);
        if (!HasFailed) CheckWritten(function, request);
        return function;
    }

    /// <summary>What the method writes where the caller sees it, the generated code has to be able to write, too.</summary>
    private void CheckWritten(Function function, MethodRequest request)
    {
        HashSet<int> written = [];
        var structure = new Structure(function);
        foreach (Operation operation in structure.Operations) written.UnionWith(operation.WrittenBuffers.Select(buffer => structure.Root(buffer).Id));
        CheckContracts(function, request, written);
        foreach (Parameter parameter in function.Parameters)
        {
            ArgumentRequest argument = request.Arguments[request.Parameters[parameter.Source].Argument];
            if (!written.Contains(parameter.Value.Id) || parameter.Value.Type is not BufferType { Kind: BufferKind.Cell }) continue;
            LeafPath path = LeafPath.Of(argument.Layout, argument.InMemory)[parameter.Source - argument.FirstLeaf];
            if (path.Place("@") is not null) continue;
            HasFailed = true;
            Location place = argument.IsReceiver ? _method.Locations[0] : _method.Parameters.First(symbol => symbol.Name == argument.Name).Locations[0];
            _diagnostics.Report(Descriptors.ParameterType, place, argument.Name, $"{argument.TypeText.Replace("global::", "")}, whose member '{path.Display("").TrimStart('.')}' is written");
        }
    }

    private void DeclareArgument(ArgumentRequest argument, MethodRequest request, List<Parameter> parameters)
    {
        IReadOnlyList<LeafPath> paths = LeafPath.Of(argument.Layout, argument.InMemory);
        IParameterSymbol? symbol = argument.IsReceiver ? null : _method.Parameters[request.Arguments.ToList().IndexOf(argument) - (request.HasReceiver ? 1 : 0)];
        Place[] places = new Place[paths.Count];
        for (int i = 0; i < paths.Count; i++)
        {
            int index = argument.FirstLeaf + i;
            ParameterRequest leaf = request.Parameters[index];
            Value value = _values.New(leaf.Type, paths[i].Name(argument.Name));
            places[i] = IsInPlace(argument, paths[i]) ? new ElementPlace(value, _builder.Integer(0))
                // Arrays and objects in a struct that is the caller's stay what they are.
                : argument.InMemory ? new ValuePlace(value)
                : DeclareVariables(value.Name, [value.Type], [value])[0];
            parameters.Add(new Parameter(value, ParameterRole.Primal, index, leaf.Differentiated));
            if (leaf.Differentiated && symbol is not null && LocationInfo.From(symbol.Locations[0]) is { } place)
                _program.Sites.Add(new Site(SiteKind.Parameter, _name, value.Id, symbol.Name, place));
        }

        if (symbol is null) _frame.Receiver = places;
        else _frame.Bind(symbol, places);
    }

    /// <summary>A number that the method assigns where the caller has it.</summary>
    private static bool IsInPlace(ArgumentRequest argument, LeafPath path) =>
        argument.InMemory && path.Leaf.Type is BufferType { Kind: BufferKind.Cell } && path.Owner is null && path.Root is not ObjectLayout;
}
