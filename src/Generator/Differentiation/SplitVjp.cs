using SourceAutodiff.Generator.Infrastructure;
using SourceAutodiff.Generator.IR;
using SourceAutodiff.Generator.Rules;

namespace SourceAutodiff.Generator.Differentiation;

/// <summary>
/// Reverse mode of a function in two: one runs the forward sweep and leaves in frames what the other one, the backward sweep, takes from there.
/// The backward functions run in the opposite order of the forward functions, so frames are stacks.
/// </summary>
internal static class SplitVjp
{
    /// <param name="lost">The ids of the buffer parameters whose contents the backward function cannot rely on.</param>
    /// <param name="simplify">Makes a function smaller; decides what of the frame is needed.</param>
    public static (Function Forward, Function Backward) Transform(Function primal, RuleTable rules, ISet<int> lost, Func<Function, Function> simplify)
    {
        Function whole = Vjp.Transform(primal, rules, lost, out int forwardCount);
        Operation[] forward = [.. whole.Body.Operations.Take(forwardCount)], backward = [.. whole.Body.Operations.Skip(forwardCount)];
        Value[] gradients = [.. whole.Body.Yields.Skip(primal.Results.Count)];
        (List<Value> kept, List<Operation> repeated) = Crossing(forward, new Region([], backward.ToEquatableArray(), gradients.ToEquatableArray()));

        ValueFactory values = ValueFactory.Continuing(whole);
        var frames = new Dictionary<IrType, Value>();
        foreach (Value value in kept)
        {
            if (!frames.ContainsKey(Element(value.Type))) frames.Add(Element(value.Type), values.New(new StackType(Element(value.Type), IsFrame: true), "frame"));
        }

        IEnumerable<Operation> pops = kept.AsEnumerable().Reverse().Select(value => new Pop(value, frames[Element(value.Type)]));
        Function second = simplify(WithFrames(whole with
        {
            Results = whole.Results.Skip(primal.Results.Count).ToEquatableArray(),
            Body = new Region(whole.Body.Arguments, [.. pops, .. repeated, .. backward], gradients.ToEquatableArray()),
        }, frames.Values));

        var used = new HashSet<int>();
        IrWalk.ForEachUse(second.Body, value => used.Add(value.Id));
        bool IsUnused(Operation operation) => operation is Pop { Stack.Type: StackType { IsFrame: true } } pop && !used.Contains(pop.Result.Id);
        second = second with { Body = second.Body with { Operations = second.Body.Operations.Where(operation => !IsUnused(operation)).ToEquatableArray() } };

        IEnumerable<Operation> pushes = kept.Where(value => used.Contains(value.Id)).Select(value => new Push(frames[Element(value.Type)], value));
        Function first = simplify(WithFrames(primal with
        {
            Body = new Region(primal.Body.Arguments, [.. forward, .. pushes], whole.Body.Yields.Take(primal.Results.Count).ToEquatableArray()),
        }, frames.Values));
        return (WithUsedFrames(first), WithUsedFrames(second));
    }

    /// <summary>What the backward sweep reads of the forward sweep: values to keep, and operations that only say how something is called there.</summary>
    private static (List<Value> Kept, List<Operation> Repeated) Crossing(Operation[] forward, Region backward)
    {
        var needed = new HashSet<int>();
        IrWalk.ForEachUse(backward, value => needed.Add(value.Id));
        var kept = new List<Value>();
        var repeated = new List<Operation>();
        foreach (Operation operation in Enumerable.Reverse(forward))
        {
            Value[] results = [.. operation.Results.Where(result => needed.Contains(result.Id))];
            if (results.Length == 0) continue;
            if (operation is Constant or Length || operation.PartOf is not null)
            {
                repeated.Insert(0, operation);
                foreach (Value operand in operation.Operands) needed.Add(operand.Id);
            }
            else
            {
                kept.InsertRange(0, results);
            }
        }

        return (kept, repeated);
    }

    private static Function WithFrames(Function function, IEnumerable<Value> frames)
    {
        Value[] added = [.. frames];
        return function with
        {
            Parameters = [.. function.Parameters, .. added.Select(frame => new Parameter(frame, ParameterRole.Frame, 0, Differentiated: false))],
            Body = function.Body with { Arguments = [.. function.Body.Arguments, .. added] },
        };
    }

    private static Function WithUsedFrames(Function function)
    {
        var used = new HashSet<int>();
        IrWalk.ForEachUse(function.Body, value => used.Add(value.Id));
        Parameter[] parameters = [.. function.Parameters.Where(parameter => parameter.Role != ParameterRole.Frame || used.Contains(parameter.Value.Id))];
        return function with { Parameters = parameters.ToEquatableArray(), Body = function.Body with { Arguments = parameters.Select(parameter => parameter.Value).ToEquatableArray() } };
    }

    private static IrType Element(IrType type) => type switch
    {
        BufferType buffer => buffer.Element,
        StackType stack => stack.Element,
        _ => type,
    };
}
