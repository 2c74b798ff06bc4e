using SourceAutodiff.Generator.Infrastructure;

namespace SourceAutodiff.Generator.IR;

/// <summary>Checks what every stage relies on: values defined once and before use, types that agree, regions that are closed. Types are <see cref="IrTypeRules"/>'.</summary>
internal sealed class IrVerifier
{
    private readonly Lazy<IrNames> _names;
    private readonly List<string> _errors = [];
    private readonly HashSet<int> _defined = [];
    private readonly Dictionary<int, Value> _visible = [];

    private IrVerifier(Function function) => _names = new Lazy<IrNames>(() => new IrNames(function));

    /// <summary>What is wrong with the function; empty when it is sound.</summary>
    public static IReadOnlyList<string> Verify(Function function)
    {
        var verifier = new IrVerifier(function);
        verifier.CheckFunction(function);
        return verifier._errors;
    }

    /// <summary>Throws, with the function's text, when it is not sound. Returns it otherwise.</summary>
    public static Function Check(Function function)
    {
        IReadOnlyList<string> errors = Verify(function);
        if (errors.Count == 0) return function;
        throw new InvalidOperationException($"{string.Join("\n", errors)}\n{Describe(function)}");
    }

    private static string Describe(Function function) =>
        function.Results.Count == function.Body.Yields.Count ? IrPrinter.Print(function) : function.Name;

    private void CheckFunction(Function function)
    {
        if (!function.Parameters.Select(parameter => parameter.Value).SequenceEqual(function.Body.Arguments))
            Report(function.Name, "the body's arguments are not the parameters");
        if (function.Results.Count != function.Body.Yields.Count)
            Report(function.Name, $"{function.Results.Count} results, but the body yields {function.Body.Yields.Count}");
        CheckRegion(function.Body);
        foreach (Value yielded in function.Body.Yields) RejectMemory(function.Name, yielded);
    }

    private void CheckRegion(Region region)
    {
        List<Value> added = [];
        foreach (Value argument in region.Arguments) Define(argument, added);
        foreach (Operation operation in region.Operations)
        {
            foreach (Value operand in operation.Operands) Use(operation, operand);
            foreach (Region nested in operation.Regions) CheckRegion(nested);
            CheckOperation(operation);
            foreach (Value result in operation.Results) Define(result, added);
        }

        foreach (Value yielded in region.Yields) Use("yield", yielded);
        foreach (Value value in added) _visible.Remove(value.Id);
    }

    private void Define(Value value, List<Value> added)
    {
        if (!_defined.Add(value.Id)) Report(_names.Value[value], $"id {value.Id} is defined twice");
        if (_visible.ContainsKey(value.Id)) return;
        _visible.Add(value.Id, value);
        added.Add(value);
    }

    private void Use(object where, Value value)
    {
        if (!_visible.TryGetValue(value.Id, out Value definition)) Report(where, $"'{_names.Value[value]}' is used where it is not defined");
        else if (definition != value) Report(where, $"'{_names.Value[value]}' is used as {value} but defined as {definition}");
    }

    private void CheckOperation(Operation operation)
    {
        switch (operation)
        {
            case If branch:
                Require(branch.Condition.Type == IrType.Bool, operation, "the condition must be bool");
                Require(branch.Then.Arguments.Count == 0 && branch.Else.Arguments.Count == 0, operation, "the regions of an if take no arguments");
                CheckSame(operation, "then", branch.Then.Yields, branch.Yielded);
                CheckSame(operation, "else", branch.Else.Yields, branch.Yielded);
                break;
            case For loop:
                Require(loop.Step != 0, operation, "the step is zero");
                Require(loop.Start.Type == IrType.I32 && loop.End.Type == IrType.I32, operation, "the bounds must be i32");
                Require(loop.Body.Arguments.Count > 0 && loop.Body.Arguments[0].Type == IrType.I32, operation, "the body's first argument must be the i32 index");
                CheckSame(operation, "initial values", loop.Initial, loop.Carried);
                CheckSame(operation, "body arguments", loop.Body.Arguments.Skip(1).ToEquatableArray(), loop.Carried);
                CheckSame(operation, "body", loop.Body.Yields, loop.Carried);
                break;
            case While loop:
                CheckSame(operation, "initial values", loop.Initial, loop.Carried);
                CheckSame(operation, "condition arguments", loop.Condition.Arguments, loop.Carried);
                CheckSame(operation, "body arguments", loop.Body.Arguments, loop.Carried);
                CheckSame(operation, "body", loop.Body.Yields, loop.Carried);
                Require(
                    loop.Condition.Yields.Count == 1 && loop.Condition.Yields[0].Type == IrType.Bool, operation, "the condition must yield one bool");
                IrWalk.ForEachOperation(loop.Condition, inner =>
                    Require(inner is not (Throw or Perform or Store or Accumulate or Push or Pop or Allocate or NewStack), operation, "the condition may not change anything"));
                break;
            default:
                if (IrTypeRules.Violation(operation) is string violation) Report(operation, violation);
                return;
        }

        foreach (Value result in operation.Results) RejectMemory(operation, result);
    }

    private void CheckSame(Operation where, string what, EquatableArray<Value> values, EquatableArray<Value> results)
    {
        if (!values.Select(value => value.Type).SequenceEqual(results.Select(result => result.Type)))
            Report(where, $"{what} ({Types(values)}) do not match the results ({Types(results)})");
    }

    private static string Types(IEnumerable<Value> values) => string.Join(", ", values.Select(value => IrText.Type(value.Type)));

    private void RejectMemory(object where, Value value)
    {
        if (value.Type is BufferType or StackType) Report(where, $"'{_names.Value[value]}' is memory, which cannot be a result");
    }

    private void Require(bool condition, Operation where, string message)
    {
        if (!condition) Report(where, message);
    }

    /// <param name="where">An operation, or text. Sound functions are the rule: nothing is put into words before there is something to say.</param>
    private void Report(object where, string message) => _errors.Add($"{(where is Operation operation ? Describe(operation) : where)}: {message}");

    private string Describe(Operation operation)
    {
        string name = operation is Apply apply ? apply.Op : operation.GetType().Name.ToLowerInvariant();
        return operation.Results.Count == 0 ? name : $"{string.Join(", ", operation.Results.Select(result => _names.Value[result]))} = {name}";
    }
}
