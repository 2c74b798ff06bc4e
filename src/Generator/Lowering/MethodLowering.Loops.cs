using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SourceAutodiff.Generator.Infrastructure;
using SourceAutodiff.Generator.IR;

namespace SourceAutodiff.Generator.Lowering;

internal sealed partial class MethodLowering
{
    private Flow LowerWhile(IWhileLoopOperation loop)
    {
        if (loop.ConditionIsUntil || loop.Condition is null)
        {
            ReportUnsupported(loop);
            return Flow.Falls;
        }

        return loop.ConditionIsTop
            ? LowerTopTested(loop, loop.Condition, [])
            : LowerBottomTested(loop, loop.Condition);
    }

    private Flow LowerFor(IForLoopOperation loop)
    {
        if (CountedLoop.TryMatch(loop, symbol => IsShared(symbol, loop)) is { } counted) return LowerCounted(loop, counted);
        foreach (IOperation statement in loop.Before) LowerStatement(statement);
        return LowerTopTested(loop, loop.Condition, loop.AtLoopBottom);
    }

    private Flow LowerTopTested(ILoopOperation loop, IOperation? condition, ImmutableArray<IOperation> steps)
    {
        if (condition?.ConstantValue is { HasValue: true, Value: bool constant })
        {
            if (!constant) return Flow.Falls;
            condition = null;
        }

        // The IR's conditions change nothing, so one that does moves into the body, in front of a break.
        bool isPure = condition is null || IsPure(condition);
        IEnumerable<IOperation> assigning = new[] { loop.Body, condition }.OfType<IOperation>().Concat(steps);
        LoopScope scope = NewScope(loop, forcesBreak: !isPure);
        Flow flow = LowerLoop(loop, scope, AssignedIn(loop, assigning), isPure && condition is not null ? () => Lower(condition) : null, () =>
        {
            if (isPure)
            {
                LowerSequence(new Sequence(loop.Body, null));
                LowerSteps(loop, steps);
                return;
            }

            Value goes = Lower(condition!);
            Branch then = Fork(() =>
            {
                LowerSequence(new Sequence(loop.Body, null));
                LowerSteps(loop, steps);
                return Flow.Falls;
            });
            Branch otherwise = Fork(() =>
            {
                _environment[scope.Break!] = Known.True;
                return Flow.Falls;
            });
            Join(goes, then, otherwise, _continuation);
        });
        return condition is null && !HasBreak(loop) ? Leave(flow) : flow;
    }

    private Flow LowerBottomTested(IWhileLoopOperation loop, IOperation condition)
    {
        bool isEndless = condition.ConstantValue is { HasValue: true, Value: true };
        LoopScope scope = NewScope(loop, forcesBreak: !isEndless);
        Flow flow = LowerLoop(loop, scope, AssignedIn(loop, [loop.Body, condition]), null, () =>
        {
            LowerSequence(new Sequence(loop.Body, null));
            if (isEndless) return;
            UnlessSet(scope.Break!, () =>
            {
                _environment[scope.Break!] = condition.ConstantValue is { HasValue: true } ? Known.True : Negate(Lower(condition));
                return Flow.Falls;
            });
        });
        return isEndless && !HasBreak(loop) ? Leave(flow) : flow;
    }

    /// <summary>The loop ends only by a return.</summary>
    private Flow Leave(Flow flow)
    {
        if (flow == Flow.MayExit) SetReturned(Known.True);
        return Flow.Exits;
    }

    /// <summary>What a <c>for</c> does after each iteration, also after <c>continue</c> but not after <c>break</c>.</summary>
    private void LowerSteps(ILoopOperation loop, ImmutableArray<IOperation> steps)
    {
        if (steps.IsEmpty) return;
        if (_scope.Stop is null || steps.All(step => IsHarmless(loop, step))) LowerAll();
        else UnlessSet(_scope.Stop, () =>
        {
            LowerAll();
            return Flow.Falls;
        });

        void LowerAll()
        {
            foreach (IOperation step in steps) LowerStatement(step);
        }
    }

    /// <summary>It may run once more when the loop is left: it cannot throw and changes nothing that is visible outside.</summary>
    private static bool IsHarmless(ILoopOperation loop, IOperation step)
    {
        IOperation? target = (step as IExpressionStatementOperation)?.Operation switch
        {
            IIncrementOrDecrementOperation { IsChecked: false } one => one.Target,
            ICompoundAssignmentOperation { IsChecked: false, Value.ConstantValue.HasValue: true, OperatorKind: BinaryOperatorKind.Add or BinaryOperatorKind.Subtract } several => several.Target,
            _ => null,
        };
        return target is ILocalReferenceOperation { Local: var local } && loop is IForLoopOperation && loop.Locals.Contains(local, SymbolEqualityComparer.Default);
    }

    /// <summary>
    /// A <see cref="While"/>. <paramref name="condition"/> is null where only flags end the loop; <paramref name="position"/> is carried although the user does not see it.
    /// </summary>
    private Flow LowerLoop(ILoopOperation loop, LoopScope scope, HashSet<Variable> assigned, Func<Value>? condition, Action body, Variable? position = null)
    {
        (LoopScope outerScope, Continuation outer) = (_scope, _continuation);
        foreach (Variable flag in scope.Flags) _environment[flag] = Known.False;
        (LoopMemory memory, Environment before, int sites) = (new LoopMemory(), _environment.Clone(), _program.Sites.Count);
        Variable[] carried;
        Value[] initial;
        (Value[] tested, Value[] arguments) = ((Value[])[], (Value[])[]);
        (Branch test, Branch iteration) = (null!, null!);
        Value[] Arguments() => carried.Select(variable => _values.New(variable.Type, variable.Name)).ToArray();
        do
        {
            (_scope, _continuation, _environment) = (outerScope, outer, before.Clone());
            _program.Sites.RemoveRange(sites, _program.Sites.Count - sites);
            EnterLoop(memory);
            carried = Carried(assigned, scope, position, memory);
            initial = Initial(carried);
            (_scope, _continuation) = (scope, InLoop(scope));
            tested = Arguments();
            test = ForkValues(() =>
            {
                Bind(carried, tested);
                SetMemory(memory);
                return [LowerTest(scope, condition)];
            });
            arguments = Arguments();
            iteration = ForkValues(() =>
            {
                Bind(carried, arguments);
                SetMemory(memory);
                foreach (Variable flag in scope.Flags) _environment[flag] = Known.False;
                body();
                EndIteration(memory);
                return carried.Select(variable => Materialize(_environment[variable]!)).ToArray();
            });
        }
        while (Learn(memory, before, iteration) && !HasFailed);

        (_scope, _continuation) = (outerScope, outer);

        Value[] results = Arguments();
        _builder.Append(new While(results.ToEquatableArray(), initial.ToEquatableArray(), test.Builder.ToRegion(tested, test.Values), iteration.Builder.ToRegion(arguments, iteration.Values)));
        Bind(carried, results);
        SetMemory(memory);
        Forget(scope, memory);
        if (scope.Return is null) return Flow.Falls;
        SetReturned(_environment[_returned]!);
        return Flow.MayExit;
    }

    private Value LowerTest(LoopScope scope, Func<Value>? condition)
    {
        if (scope.Stop is not { } stop) return condition?.Invoke() ?? _builder.Boolean(true);
        Value goes = Negate(_environment[stop]!);
        return condition is null ? goes : ShortCircuit(goes, isAnd: true, condition);
    }

    private void Bind(Variable[] variables, Value[] values)
    {
        for (int i = 0; i < variables.Length; i++) _environment[variables[i]] = values[i];
    }

    private void Forget(LoopScope scope, LoopMemory memory)
    {
        foreach (Variable extent in memory.Extents) _environment.Remove(extent);
        if (scope.Break is { } left) _environment.Remove(left);
        if (scope.Continue is { } skipped) _environment.Remove(skipped);
    }

    private Continuation InLoop(LoopScope scope)
    {
        Continuation inside = Continuation.Plain.Before(scope.Stop);
        return scope.Return is null ? inside : inside.Before(scope.Return);
    }

    private LoopScope NewScope(ILoopOperation loop, bool forcesBreak)
    {
        bool returns = Returns(loop);
        Variable? left = forcesBreak || HasBreak(loop) ? NewVariable("stopped", IrType.Bool, VariableKind.Flag) : null;
        Variable? skipped = HasBranch(loop, loop.ContinueLabel) ? NewVariable("skipped", IrType.Bool, VariableKind.Flag) : null;
        return new LoopScope(_scope, loop.ExitLabel, loop.ContinueLabel, returns ? _returned : null, left, skipped);
    }

    private static bool Returns(ILoopOperation loop) => UsedSymbols.Executed(loop.Body).Any(operation => operation is IReturnOperation);

    private static bool HasBreak(ILoopOperation loop) => HasBranch(loop, loop.ExitLabel);

    private static bool HasBranch(ILoopOperation loop, ILabelSymbol label) =>
        loop.Body.DescendantsAndSelf().Any(operation => operation is IBranchOperation branch && SymbolEqualityComparer.Default.Equals(branch.Target, label));

    /// <summary>
    /// The variables that something inside may assign. A variable that is unassigned before the loop is assigned in every iteration before it is read,
    /// so it matters only to code after the loop.
    /// </summary>
    private HashSet<Variable> AssignedIn(ILoopOperation loop, IEnumerable<IOperation> operations)
    {
        HashSet<Variable> assigned = [.. _environment.Variables.Where(variable => variable.IsShared)];
        foreach (ISymbol symbol in UsedSymbols.AssignedIn(operations))
        {
            foreach (Place place in _frame.Find(symbol) ?? [])
            {
                if (place is ReferencePlace reference) assigned.UnionWith([reference.Buffer, reference.Index]);
                if (place is not VariablePlace { Variable: var variable } || !_environment.Contains(variable)) continue;
                if (_environment[variable] is not null || !_frame.Owns(variable) || _frame.Used.IsUsedAfter(symbol, loop)) assigned.Add(variable);
            }
        }

        // The fields of "this" have no symbols that the text would name.
        assigned.UnionWith((_frame.FindReceiver() ?? []).OfType<VariablePlace>().Select(place => place.Variable).Where(_environment.Contains));
        return assigned;
    }

    /// <summary>Whether the loop may change the variable in a way that its text does not show: by a call, or under another name.</summary>
    private bool IsShared(ISymbol symbol, ILoopOperation loop) =>
        (_frame.Find(symbol) ?? []).Any(place => place is not VariablePlace { Variable: var variable } || variable.IsShared || AssignedIn(loop, [loop.Body]).Contains(variable));

    /// <summary>What goes from one iteration to the next.</summary>
    private Variable[] Carried(HashSet<Variable> assigned, LoopScope scope, Variable? position, LoopMemory memory)
    {
        HashSet<Variable> carried = [.. assigned.Where(variable => !IsMemory(variable.Type)), .. memory.Extents];
        if (scope.Return is { } returned) carried.UnionWith(_frame.Results.Where(result => !IsMemory(result.Type)).Append(returned));
        if (scope.Break is { } left) carried.Add(left);
        if (position is not null) carried.Add(position);
        return carried.OrderBy(variable => variable.Order).ToArray();
    }

    private Value[] Initial(Variable[] carried) =>
        carried.Select(variable => _environment[variable] is { } value ? Materialize(value) : _builder.Zero(variable.Type)).ToArray();

    private bool IsPure(IOperation condition) => condition.DescendantsAndSelf().All(operation => operation switch
    {
        // What takes a nullable value may throw, and what takes a whole array may write it or is a loop.
        IPropertyReferenceOperation { Property.Name: "Value", Instance: { } nullable } when Underlying(nullable.Type) is not null => false,
        IConversionOperation { Type: var to, Operand.Type: var from } when Underlying(from) is not null && Underlying(to) is null => false,
        IInvocationOperation { TargetMethod.Name: "ToArray" or "Clone" } => false,
        IInvocationOperation call when IsArrayCall(call) => false,
        IThrowOperation or IDeclarationPatternOperation or IListPatternOperation or IRecursivePatternOperation { DeclaredSymbol: not null } or ISwitchExpressionOperation => false,
        IAssignmentOperation or IIncrementOrDecrementOperation or IArrayCreationOperation or IObjectCreationOperation or IDeclarationExpressionOperation => false,
        IInvocationOperation call => call.TargetMethod.DeclaringSyntaxReferences.IsEmpty && call.TargetMethod.MethodKind != MethodKind.DelegateInvoke,
        IPropertyReferenceOperation property => property.Property.DeclaringSyntaxReferences.IsEmpty,
        IBinaryOperation { OperatorMethod: { } method } => method.DeclaringSyntaxReferences.IsEmpty,
        IUnaryOperation { OperatorMethod: { } method } => method.DeclaringSyntaxReferences.IsEmpty,
        IConversionOperation { OperatorMethod: { } method } => method.DeclaringSyntaxReferences.IsEmpty,
        IArrayElementReferenceOperation element => element.Type is not IArrayTypeSymbol,
        _ => true,
    });
}
