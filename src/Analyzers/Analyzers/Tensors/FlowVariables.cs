using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SourceAutodiff.Analyzers.Tensors;

/// <summary>Which variables of a body can be followed.</summary>
internal sealed class FlowVariables
{
    private readonly HashSet<ISymbol> _lost = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _captured = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, int> _writes = new(SymbolEqualityComparer.Default);

    public FlowVariables(IOperation body)
    {
        foreach (IOperation operation in body.DescendantsAndSelf())
        {
            switch (operation)
            {
                case IVariableDeclaratorOperation { Symbol: { } local } declarator:
                    if (local.IsRef && declarator.GetVariableInitializer() is { } initializer) Lose(initializer.Value);
                    if (declarator.GetVariableInitializer() is not null) Count(local);
                    break;
                case ILocalReferenceOperation reference:
                    Use(reference.Local, reference);
                    break;
                case IParameterReferenceOperation reference:
                    Use(reference.Parameter, reference);
                    break;
                case IInvocationOperation { TargetMethod: { Name: "NoGrad" or "EnableGrad" or "SetGradEnabled" or "InferenceMode" or "RegisterHook" or "RegisterPrehook" } }:
                    HasModes = true;
                    break;
            }
        }
    }

    /// <summary>The mode may differ from place to place, and hooks run without recording, so it is not known where a lambda runs.</summary>
    public bool HasModes { get; }

    /// <summary>It may change where that is not seen: in a lambda, or through a reference.</summary>
    public bool IsLost(ISymbol symbol) => _lost.Contains(symbol);

    /// <summary>A lambda or local function holds what is in it.</summary>
    public bool IsCaptured(ISymbol symbol) => _captured.Contains(symbol);

    /// <summary>Whatever reads it reads what was written in one place.</summary>
    public bool IsWrittenOnce(ISymbol symbol) => symbol is ILocalSymbol && !IsLost(symbol) && _writes.TryGetValue(symbol, out int count) && count == 1;

    private static bool IsWrite(IOperation? parent, IOperation reference)
    {
        IOperation child = reference;
        while (parent is ITupleOperation or IDeclarationExpressionOperation or IConversionOperation or IParenthesizedOperation) (child, parent) = (parent, parent.Parent);
        return parent switch
        {
            IAssignmentOperation assignment => assignment.Target == child,
            IIncrementOrDecrementOperation => true,
            IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } => true,
            IFieldReferenceOperation { Instance.Type.IsValueType: true } member => IsWrite(member.Parent, member),
            IDeclarationExpressionOperation => true,
            IForEachLoopOperation loop => loop.LoopControlVariable == child,
            _ => false,
        };
    }

    private void Use(ISymbol symbol, IOperation reference)
    {
        bool isWrite = IsWrite(reference.Parent, reference);
        if (isWrite) Count(symbol);
        for (IOperation? outside = reference.Parent; outside is not null; outside = outside.Parent)
        {
            IMethodSymbol? function = outside switch { IAnonymousFunctionOperation lambda => lambda.Symbol, ILocalFunctionOperation local => local.Symbol, _ => null };
            if (function is null) continue;
            if (!SymbolEqualityComparer.Default.Equals(symbol.ContainingSymbol, function)) (isWrite ? _lost : _captured).Add(symbol);
            return;
        }
    }

    private void Lose(IOperation value)
    {
        if (value is ILocalReferenceOperation local) _lost.Add(local.Local);
        if (value is IParameterReferenceOperation parameter) _lost.Add(parameter.Parameter);
    }

    private void Count(ISymbol symbol) => _writes[symbol] = _writes.TryGetValue(symbol, out int count) ? count + 1 : 1;
}
