using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SourceAutodiff.Generator.Infrastructure;
using SourceAutodiff.Generator.IR;

namespace SourceAutodiff.Generator.Lowering;

internal sealed partial class MethodLowering
{
    /// <summary>A region being written: its operations, the variables at its end, and what else it yields.</summary>
    private sealed record Branch(IrBuilder Builder, Environment Environment, Flow Flow, Value[] Values);

    // Every stage walks regions by recursion, and nothing can be done about an overflow of the stack.
    private const int DeepestBranch = 200;
    private int _depth;

    private Branch Fork(Func<Flow> lower) => Continue(new Branch(_builder.Nested(), _environment.Clone(), Flow.Falls, []), () => (lower(), []));

    private Branch ForkValues(Func<Value[]> lower) => Continue(new Branch(_builder.Nested(), _environment.Clone(), Flow.Falls, []), () => (Flow.Falls, lower()));

    private Branch Continue(Branch branch, Func<(Flow Flow, Value[] Values)> lower)
    {
        IrBuilder builder = _builder;
        Environment environment = _environment;
        _builder = branch.Builder;
        _environment = branch.Environment;
        _depth++;
        (Flow flow, Value[] values) = lower();
        _depth--;
        Branch result = new(_builder, _environment, flow, values);
        _builder = builder;
        _environment = environment;
        return result;
    }

    private Flow LowerIf(IConditionalOperation operation, Sequence? rest)
    {
        if (operation.Condition.ConstantValue is { HasValue: true, Value: bool constant })
        {
            IOperation? taken = constant ? operation.WhenTrue : operation.WhenFalse;
            return LowerSequence(taken is null ? rest : new Sequence(taken, rest));
        }

        if (_depth >= DeepestBranch)
        {
            ReportUnsupported(operation, "an 'if' after so many others that may return, or nested so deeply", "split the method");
            return Flow.Falls;
        }

        Value condition = Lower(operation.Condition);
        if (Settled(condition) is { } settled)
        {
            IOperation? taken = settled ? operation.WhenTrue : operation.WhenFalse;
            return LowerSequence(taken is null ? rest : new Sequence(taken, rest));
        }

        foreach (bool isElse in new[] { false, true })
        {
            IOperation? throwing = isElse ? operation.WhenFalse : operation.WhenTrue, other = isElse ? operation.WhenTrue : operation.WhenFalse;
            if (!AlwaysThrows(throwing)) continue;
            ThrowIf(condition, isElse, () => LowerSequence(new Sequence(throwing!, null)));
            return LowerSequence(other is null ? rest : new Sequence(other, rest));
        }

        Continuation outer = _continuation;
        Continuation inner = rest is null ? outer : outer.Before(_scope.Skip);
        _continuation = inner;
        Branch then = Fork(() => LowerSequence(new Sequence(operation.WhenTrue, null)));
        Branch otherwise = Fork(() => operation.WhenFalse is null ? Flow.Falls : LowerSequence(new Sequence(operation.WhenFalse, null)));
        _continuation = outer;

        // Where one branch always leaves, the rest belongs to the other one, and no flag is needed.
        if (rest is not null && then.Flow == Flow.Exits != (otherwise.Flow == Flow.Exits))
        {
            if (then.Flow == Flow.Exits) otherwise = Resume(otherwise, rest);
            else then = Resume(then, rest);
            rest = null;
            inner = outer;
        }

        Join(condition, then, otherwise, inner);
        if (then.Flow == Flow.Exits && otherwise.Flow == Flow.Exits) return Flow.Exits;
        return then.Flow == Flow.Falls && otherwise.Flow == Flow.Falls ? LowerSequence(rest) : LowerUnlessExited(rest);
    }

    private Branch Resume(Branch branch, Sequence rest) =>
        Continue(branch, () => (branch.Flow == Flow.MayExit ? LowerUnlessExited(rest) : LowerSequence(rest), branch.Values));

    /// <summary>Lowers what follows something that may have left, under a test of the flag that says so.</summary>
    private Flow LowerUnlessExited(Sequence? rest)
    {
        if (rest is null) return Flow.MayExit;
        Flow flow = UnlessSet(_scope.Skip!, () => LowerSequence(rest));
        return flow == Flow.Exits ? Flow.Exits : Flow.MayExit;
    }

    private Flow UnlessSet(Variable flag, Func<Flow> lower)
    {
        Value exited = _environment[flag]!;
        if (ReferenceEquals(exited, Known.False)) return lower();
        if (ReferenceEquals(exited, Known.True)) return Flow.Exits;
        exited = Materialize(exited);
        Branch then = Fork(() =>
        {
            _environment[flag] = Known.True;
            return Flow.Exits;
        });
        Branch otherwise = Fork(() =>
        {
            foreach (Variable clear in _scope.Flags.Append(_returned)) _environment[clear] = Known.False;
            return lower();
        });
        Join(exited, then, otherwise, _continuation);
        return otherwise.Flow;
    }

    /// <summary>Appends the <see cref="If"/>. Returns the results that stand for the branches' own values.</summary>
    private Value[] Join(Value condition, Branch then, Branch otherwise, Continuation continuation, string? hint = null)
    {
        List<(Variable? Variable, Value Result, Value Then, Value Else)> yields = [];
        List<(Variable Flag, Value Value)> negated = [];
        List<(Variable Variable, Value Root, Value Start, Value Count)> parts = [];
        for (int i = 0; i < then.Values.Length; i++)
            yields.Add((null, _values.New(then.Values[i].Type, hint ?? "t"), then.Values[i], otherwise.Values[i]));

        // Outside of loops leaving is returning, after which only results count. In a loop the next iteration or the code after it reads on.
        bool returns = _finallies == 0 && _scope.Parent is null && then.Flow == Flow.Exits && otherwise.Flow == Flow.Exits;
        foreach (Variable variable in _environment.Variables)
        {
            if (variable.Kind == VariableKind.User && _frame.Owns(variable) && (returns || !continuation.ReadsVariables)) continue;
            Value? a = then.Environment[variable];
            Value? b = otherwise.Environment[variable];
            if (ReferenceEquals(a, b)) _environment[variable] = a;
            else if (variable.Kind == VariableKind.Flag) JoinFlag(variable, a!, b!);
            else if (!Assigned(a, b, variable, then.Flow, otherwise.Flow)) _environment[variable] = null;
            else if (IsMemory(variable.Type)) JoinMemory(variable, a, b);
            else JoinValues(variable, a, b);
        }

        Append(condition, then, otherwise, yields);
        foreach ((Variable flag, Value value) in negated) _environment[flag] = Negate(value);
        foreach ((Variable variable, Value root, Value start, Value count) in parts) _environment[variable] = Defer(root, start, count, variable.Name);
        return yields.Take(then.Values.Length).Select(item => item.Result).ToArray();

        void JoinMemory(Variable variable, Value? a, Value? b)
        {
            _environment[variable] = Known.Mixed;
            if (CommonRoot(then, a, otherwise, b) is not { } root) return;
            (Value[] first, Value[] second) = (ExtentIn(then, a), ExtentIn(otherwise, b));
            (Value start, Value count) = (_values.New(IrType.I32, "start"), _values.New(IrType.I32, "count"));
            yields.Add((null, start, first[0], second[0]));
            yields.Add((null, count, first[1], second[1]));
            parts.Add((variable, root, start, count));
        }

        void JoinFlag(Variable flag, Value a, Value b)
        {
            Value before = _environment[flag]!;
            if (!continuation.Flags.Contains(flag)) _environment[flag] = Known.Dead;
            else if (ReferenceEquals(a, Known.True) && ReferenceEquals(b, Known.False)) _environment[flag] = condition;
            else if (ReferenceEquals(a, Known.False) && ReferenceEquals(b, Known.True)) negated.Add((flag, condition));
            // Another flag covers this one: where the test did not hold it was false already.
            else if (ReferenceEquals(b, Known.False) && ReferenceEquals(a, before)) _environment[flag] = before;
            else JoinValues(flag, a, b);
        }

        void JoinValues(Variable variable, Value? a, Value? b)
        {
            Value result = _values.New(variable.Type, variable.Name);
            yields.Add((variable, result, In(then, a, variable), In(otherwise, b, variable)));
            _environment[variable] = result;
        }
    }

    /// <summary>Whether a variable that only some branches assign can be read afterwards: only if the other branch leaves.</summary>
    private static bool Assigned(Value? a, Value? b, Variable variable, Flow then, Flow otherwise) =>
        (a is not null || variable.Kind == VariableKind.Result || then == Flow.Exits)
        && (b is not null || variable.Kind == VariableKind.Result || otherwise == Flow.Exits);

    /// <summary>The value at the end of the branch, as an operand there; zero where it is unassigned and so never read.</summary>
    private Value In(Branch branch, Value? value, Variable variable) =>
        Continue(branch, () => (branch.Flow, [value is null ? _builder.Zero(variable.Type) : Materialize(value)])).Values[0];

    private void Append(Value condition, Branch then, Branch otherwise, List<(Variable? Variable, Value Result, Value Then, Value Else)> yields)
    {
        Region thenRegion = then.Builder.ToRegion([], yields.Select(item => item.Then));
        Region elseRegion = otherwise.Builder.ToRegion([], yields.Select(item => item.Else));
        if (yields.Count == 0 && thenRegion.Operations.Count == 0 && elseRegion.Operations.Count == 0) return;
        _builder.Append(new If(yields.Select(item => item.Result).ToEquatableArray(), condition, thenRegion, elseRegion));
    }

    private Value Negate(Value condition) => Settled(condition) is { } known ? Settled(!known) : _builder.Apply(Ops.Not, "not", condition);
}
