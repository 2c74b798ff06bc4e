using SourceAutodiff.Generator.IR;
using SourceAutodiff.Generator.Parsing;

namespace SourceAutodiff.Generator.Emission;

/// <summary>A private member for a function that calls itself: parameters in their order, results as a tuple, residuals in frames.</summary>
internal static class RecursiveMember
{
    public static void Write(MethodRequest request, Function function, SourceWriter writer)
    {
        var names = new NameScope();
        var bindings = new Dictionary<int, string>();
        List<MemberParameter> parameters = [];
        foreach (Parameter parameter in function.Parameters)
        {
            if (ScalarOf(parameter.Value.Type) is RealParameterType type) names.Reserve(type.Name);
        }

        foreach (Parameter parameter in function.Parameters)
        {
            string name = parameter.Text ?? NameScope.Escape(names.Take(parameter.Value.Name));
            bindings.Add(parameter.Value.Id, name);
            if (parameter.Role is not (ParameterRole.Frame or ParameterRole.Table)) parameters.Add(new MemberParameter(name, CSharpTypes.Name(parameter.Value.Type), ""));
        }

        string[] results = [.. function.Body.Yields.Select(result => CSharpTypes.Name(result.Type))];
        string returned = results.Length == 0 ? "void" : results.Length == 1 ? results[0] : $"({string.Join(", ", results)})";
        writer.Blank();
        MemberWriter.Declaration(writer, request, "private", function.Name, returned, parameters);
        writer.OpenBody();
        (HashSet<int> opened, HashSet<int> closed) = Buffers(function);
        foreach (Parameter frame in function.Parameters.Where(parameter => parameter.Role == ParameterRole.Frame))
        {
            string element = CSharpTypes.Name(((StackType)frame.Value.Type).Element);
            string how = opened.Contains(frame.Value.Id) ? "Open" : "Current";
            writer.Line($"var {bindings[frame.Value.Id]} = {CSharpTypes.Residuals}ResidualMemory.{how}Frame<{element}>();");
        }

        BodyResults body = BodyPrinter.Print(function, bindings, names, writer, isOutermost: false);
        foreach (int frame in closed) writer.Line($"{bindings[frame]}.Close();");
        if (results.Length > 0) writer.Line($"return {TupleType.Value(body.Values)};");
        writer.CloseBody();
    }

    /// <summary>The frames that hold memory, not only numbers: those that the function pushes it to, and those that it pops it from.</summary>
    private static (HashSet<int> Opened, HashSet<int> Closed) Buffers(Function function)
    {
        HashSet<int> opened = [], closed = [];
        IrWalk.ForEachOperation(function.Body, operation =>
        {
            if (operation is Push { Operand.Type: BufferType or StackType } push) opened.Add(push.Stack.Id);
            if (operation is Pop { Result.Type: BufferType or StackType } pop) closed.Add(pop.Stack.Id);
        });
        return (opened, closed);
    }

    private static IrType ScalarOf(IrType type) => type is BufferType buffer ? buffer.Element : type is StackType stack ? stack.Element : type;
}
