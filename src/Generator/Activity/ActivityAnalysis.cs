using SourceAutodiff.Generator.IR;
using SourceAutodiff.Generator.Rules;
using SourceAutodiff.Generator.Rules.Structs;
using SourceAutodiff.Generator.Rules.Vectors;

namespace SourceAutodiff.Generator.Activity;

/// <summary>
/// Which values carry derivatives. <b>Varied</b>: depends differentiably on a differentiated input. <b>Useful</b>: a result depends differentiably
/// on it. <b>Active</b>: both. For buffers the answer is that of the whole memory they are part of.
/// </summary>
internal sealed class ActivityAnalysis
{
    private readonly Structure _structure;
    private readonly RuleTable _rules;
    private readonly HashSet<int> _varied = [];
    private readonly HashSet<int> _useful = [];
    private bool _changed;

    public ActivityAnalysis(Structure structure, RuleTable rules)
    {
        _structure = structure;
        _rules = rules;
        Function function = structure.Function;
        Written = structure.WrittenRoots();

        foreach (Parameter parameter in function.Parameters)
        {
            if (!parameter.Differentiated) continue;
            _varied.Add(parameter.Value.Id);
            if (Written.Contains(parameter.Value.Id)) _useful.Add(parameter.Value.Id);
        }

        foreach (Value result in function.Body.Yields) MarkUseful(result);
        Fixpoint(() => Forward(function.Body));
        Fixpoint(() => Backward(function.Body));
    }

    /// <summary>The ids of the root buffers that the function writes.</summary>
    public HashSet<int> Written { get; }

    public bool IsVaried(Value value) => _varied.Contains(Key(value));

    public bool IsUseful(Value value) => _useful.Contains(Key(value));

    public bool IsActive(Value value) => IsVaried(value) && IsUseful(value);

    private int Key(Value value) => value.Type is BufferType ? _structure.Root(value).Id : value.Id;

    private void MarkVaried(Value value)
    {
        if ((value.Type.IsReal || value.Type.IsRealBuffer) && _varied.Add(Key(value))) _changed = true;
    }

    private void MarkUseful(Value value)
    {
        if ((value.Type.IsReal || value.Type.IsRealBuffer) && _useful.Add(Key(value))) _changed = true;
    }

    private void Fixpoint(Action sweep)
    {
        do
        {
            _changed = false;
            sweep();
        }
        while (_changed);
    }

    private void Forward(Region region)
    {
        foreach (Operation operation in region.Operations)
        {
            switch (operation)
            {
                case Apply apply when apply.Result.Type.IsReal && DifferentiableArguments(apply).Any(IsVaried):
                    MarkVaried(apply.Result);
                    break;
                case Compute compute:
                    StructFunction function = StructFunctions.Find(compute.Op)!;
                    for (int i = 0; i < compute.Returned.Count; i++)
                    {
                        if (Enumerable.Range(0, compute.Arguments.Count).Any(k => IsVaried(compute.Arguments[k]) && function.Depends(i, k))) MarkVaried(compute.Returned[i]);
                    }

                    break;
                case IR.Convert convert when convert.Argument.Type.IsReal && IsVaried(convert.Argument):
                    MarkVaried(convert.Result);
                    break;
                case Load load when IsVaried(load.Buffer):
                    MarkVaried(load.Result);
                    break;
                case Store store when IsVaried(store.Operand):
                    MarkVaried(store.Buffer);
                    break;
                case Accumulate accumulate when IsVaried(accumulate.Operand):
                    MarkVaried(accumulate.Buffer);
                    break;
                case Invoke invoke when invoke.DifferentiatedArguments.Any(IsVaried):
                    foreach (Value result in invoke.Returned) MarkVaried(result);
                    foreach (Value buffer in invoke.DifferentiatedBuffers) MarkVaried(buffer);
                    break;
                case If branch:
                    Forward(branch.Then);
                    Forward(branch.Else);
                    PassVaried(branch.Then.Yields, branch.Yielded);
                    PassVaried(branch.Else.Yields, branch.Yielded);
                    break;
                case For loop:
                    ForwardLoop(loop.Initial, loop.Body, skippedArguments: 1, loop.Carried);
                    break;
                case While loop:
                    ForwardLoop(loop.Initial, loop.Body, skippedArguments: 0, loop.Carried);
                    break;
            }
        }
    }

    private void ForwardLoop(IReadOnlyList<Value> initial, Region body, int skippedArguments, IReadOnlyList<Value> carried)
    {
        List<Value> arguments = [.. body.Arguments.Skip(skippedArguments)];
        PassVaried(initial, arguments);
        Forward(body);
        PassVaried(body.Yields, arguments);
        PassVaried(arguments, carried);
    }

    private void PassVaried(IReadOnlyList<Value> from, IReadOnlyList<Value> to)
    {
        for (int i = 0; i < to.Count; i++)
        {
            if (IsVaried(from[i])) MarkVaried(to[i]);
        }
    }

    private void Backward(Region region)
    {
        foreach (Operation operation in region.Operations.Reverse())
        {
            switch (operation)
            {
                case Apply apply when IsUseful(apply.Result):
                    foreach (Value argument in DifferentiableArguments(apply)) MarkUseful(argument);
                    break;
                case Compute compute:
                    StructFunction function = StructFunctions.Find(compute.Op)!;
                    for (int k = 0; k < compute.Arguments.Count; k++)
                    {
                        if (Enumerable.Range(0, compute.Returned.Count).Any(i => IsUseful(compute.Returned[i]) && function.Depends(i, k))) MarkUseful(compute.Arguments[k]);
                    }

                    break;
                case IR.Convert convert when IsUseful(convert.Result):
                    MarkUseful(convert.Argument);
                    break;
                case Load load when IsUseful(load.Result):
                    MarkUseful(load.Buffer);
                    break;
                case Store store when IsUseful(store.Buffer):
                    MarkUseful(store.Operand);
                    break;
                case Accumulate accumulate when IsUseful(accumulate.Buffer):
                    MarkUseful(accumulate.Operand);
                    break;
                case Invoke invoke when invoke.Returned.Any(IsUseful) || invoke.DifferentiatedBuffers.Any(IsUseful):
                    foreach (Value argument in invoke.DifferentiatedArguments) MarkUseful(argument);
                    break;
                case If branch:
                    PassUseful(branch.Yielded, branch.Then.Yields);
                    PassUseful(branch.Yielded, branch.Else.Yields);
                    Backward(branch.Then);
                    Backward(branch.Else);
                    break;
                case For loop:
                    BackwardLoop(loop.Initial, loop.Body, skippedArguments: 1, loop.Carried);
                    break;
                case While loop:
                    BackwardLoop(loop.Initial, loop.Body, skippedArguments: 0, loop.Carried);
                    break;
            }
        }
    }

    private void BackwardLoop(IReadOnlyList<Value> initial, Region body, int skippedArguments, IReadOnlyList<Value> carried)
    {
        List<Value> arguments = [.. body.Arguments.Skip(skippedArguments)];
        PassUseful(carried, body.Yields);
        PassUseful(carried, initial);
        Backward(body);
        PassUseful(arguments, body.Yields);
        PassUseful(arguments, initial);
    }

    private void PassUseful(IReadOnlyList<Value> from, IReadOnlyList<Value> to)
    {
        for (int i = 0; i < from.Count; i++)
        {
            if (IsUseful(from[i])) MarkUseful(to[i]);
        }
    }

    /// <summary>The arguments whose partial is not identically zero.</summary>
    private IEnumerable<Value> DifferentiableArguments(Apply apply)
    {
        if (VectorOps.Is(apply.Op))
        {
            for (int i = 0; i < apply.Arguments.Count; i++)
            {
                if (VectorOps.DependsOn(apply, i)) yield return apply.Arguments[i];
            }

            yield break;
        }

        Rule? rule = _rules.Find(apply.Op, apply.Arguments.Count);
        if (rule is null) yield break;
        for (int i = 0; i < apply.Arguments.Count; i++)
        {
            if (rule.RealArguments[i] && !rule.IsZero(i)) yield return apply.Arguments[i];
        }
    }
}
