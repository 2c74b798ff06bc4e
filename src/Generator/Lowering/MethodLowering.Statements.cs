using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SourceAutodiff.Generator.Diagnostics;
using SourceAutodiff.Generator.IR;

namespace SourceAutodiff.Generator.Lowering;

internal sealed partial class MethodLowering
{
    private Flow LowerSequence(Sequence? sequence)
    {
        while (sequence is not null)
        {
            _cancellation.ThrowIfCancellationRequested();
            (IOperation statement, Sequence? within) = (sequence.First, sequence.Within);
            sequence = sequence.Rest;
            switch (statement)
            {
                case IBlockOperation block:
                    sequence = Sequence.Of(block.Operations, sequence);
                    continue;
                case IConditionalOperation branch:
                    return LowerIf(branch, sequence);
                case IVariableDeclarationGroupOperation when TryLowerRows(statement, sequence?.First):
                    sequence = sequence!.Rest;
                    continue;
                default:
                    Continuation outer = _continuation;
                    if (sequence is not null) _continuation = outer.Before(_scope.Skip);
                    Flow flow = LowerStatement(statement, within);
                    _continuation = outer;
                    if (flow == Flow.Exits) return flow;
                    if (flow == Flow.MayExit) return LowerUnlessExited(sequence);
                    continue;
            }
        }

        return Flow.Falls;
    }

    private Flow LowerStatement(IOperation statement, Sequence? within = null)
    {
        switch (statement)
        {
            case IExpressionStatementOperation or IThrowOperation when ThrowIn(statement) is { } thrown:
                return LowerThrow(thrown);
            case IExpressionStatementOperation expression:
                LowerEffect(expression.Operation);
                return Flow.Falls;
            case IVariableDeclarationGroupOperation group:
                foreach (IVariableDeclarationOperation declaration in group.Declarations) LowerDeclaration(declaration);
                return Flow.Falls;
            case IReturnOperation { Kind: OperationKind.Return } returned when ThrowIn(returned.ReturnedValue) is { } thrown:
                return LowerThrow(thrown);
            case ITryOperation { Catches.IsEmpty: true, Finally: { } last } guarded:
                return LowerFinally(() => LowerSequence(new Sequence(guarded.Body, null)), () => LowerSequence(new Sequence(last, null)), last, "a 'finally'");
            case IUsingOperation { IsAsynchronous: false } use:
                return LowerUsing(use.Resources, new Sequence(use.Body, null), use);
            case IUsingDeclarationOperation { IsAsynchronous: false } use:
                return LowerUsing(use.DeclarationGroup, within, use);
            case ISwitchOperation choice:
                return LowerSwitch(choice);
            case IReturnOperation { Kind: OperationKind.Return } returned:
                return LowerReturn(returned);
            case IBranchOperation branch when Targets(branch):
                return LowerBranch(branch);
            case IBranchOperation { BranchKind: BranchKind.GoTo } branch when LowerGoto(branch) is { } flow:
                return flow;
            case IForLoopOperation loop:
                return LowerFor(loop);
            case IForEachLoopOperation loop:
                return LowerForEach(loop);
            case IWhileLoopOperation loop:
                return LowerWhile(loop);
            case IEmptyOperation or ILocalFunctionOperation:
                return Flow.Falls;
            default:
                ReportUnsupported(statement);
                return Flow.Falls;
        }
    }

    private void LowerDeclaration(IVariableDeclarationOperation declaration)
    {
        foreach (IVariableDeclaratorOperation declarator in declaration.Declarators) LowerDeclarator(declarator, declarator.Initializer ?? declaration.Initializer);
    }

    private void LowerDeclarator(IVariableDeclaratorOperation declarator, IVariableInitializerOperation? initializer)
    {
        ILocalSymbol local = declarator.Symbol;
        if (local.IsConst || LowerText(local, initializer)) return;
        if (local.RefKind != RefKind.None)
        {
            LowerReferenceLocal(local, declarator, initializer?.Value);
            return;
        }

        if (Leaves(local.Type) is not { } types)
        {
            DeclareBroken(declarator, initializer);
            return;
        }

        Value[]? values = initializer is null ? null : LowerComponents(initializer.Value, local.Name);
        if (values is [{ Type: MaskType mask }]) types = [mask];
        _frame.Bind(local, DeclareVariables(local.Name, types, values, LeafNames(local.Type, local.Name)));
    }

    /// <summary>The initializer is the place to report, where it says more than that its type is unsupported.</summary>
    private void DeclareBroken(IVariableDeclaratorOperation declarator, IVariableInitializerOperation? initializer)
    {
        int before = _diagnostics.Count;
        if (initializer is not null) LowerEffect(initializer.Value);
        if (_diagnostics.Count == before) ReportType((IOperation?)initializer?.Value ?? declarator, declarator.Symbol.Type);
        _broken.Add(declarator.Symbol);
    }

    private Flow LowerReturn(IReturnOperation returned)
    {
        if (returned.ReturnedValue is { } value)
        {
            if (_method.ReturnsVoid)
            {
                LowerEffect(value);
            }
            else
            {
                Value[]? values = ReturnsReference(_method) ? LowerReturnedTarget(value) : LowerComponents(value, null);
                for (int i = 0; i < _frame.Results.Count && i < values?.Length; i++) _environment[_frame.Results[i]] = values[i];
            }
        }

        SetReturned(Known.True);
        return Flow.Exits;
    }

    private void SetReturned(Value value)
    {
        _environment[_returned] = value;
        foreach (LoopScope scope in _scope.UpToLoop())
        {
            if (scope.Break is { } left) _environment[left] = value;
            if (scope.Continue is { } skipped) _environment[skipped] = value;
        }
    }

    private bool Targets(IBranchOperation branch) =>
        branch.BranchKind is BranchKind.Break or BranchKind.Continue
        && (SymbolEqualityComparer.Default.Equals(branch.Target, _scope.BreakLabel) || SymbolEqualityComparer.Default.Equals(branch.Target, _scope.UpToLoop().Last().ContinueLabel));

    private Flow LowerBranch(IBranchOperation branch)
    {
        if (branch.BranchKind == BranchKind.Break)
        {
            _environment[_scope.Break!] = Known.True;
            if (_scope.Continue is { } skipped) _environment[skipped] = Known.True;
            return Flow.Exits;
        }

        foreach (LoopScope scope in _scope.UpToLoop()) _environment[(scope.IsSwitch ? scope.Break : scope.Continue)!] = Known.True;
        return Flow.Exits;
    }
}
