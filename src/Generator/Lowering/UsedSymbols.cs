using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SourceAutodiff.Generator.Lowering;

/// <summary>Where variables are used and assigned: what loops must carry.</summary>
internal sealed class UsedSymbols
{
    private readonly Dictionary<ISymbol, int> _lastUse = new(SymbolEqualityComparer.Default);

    public UsedSymbols(IOperation body)
    {
        foreach (IOperation operation in body.Descendants())
        {
            if (Symbol(operation) is { } symbol) _lastUse[symbol] = Math.Max(operation.Syntax.SpanStart, _lastUse.TryGetValue(symbol, out int known) ? known : 0);
        }
    }

    /// <summary>Whether the text after <paramref name="operation"/> mentions the variable.</summary>
    public bool IsUsedAfter(ISymbol symbol, IOperation operation) => _lastUse.TryGetValue(symbol, out int last) && last >= operation.Syntax.Span.End;

    /// <summary>The locals and parameters that are assigned anywhere inside.</summary>
    public static HashSet<ISymbol> AssignedIn(IEnumerable<IOperation> operations)
    {
        HashSet<ISymbol> assigned = new(SymbolEqualityComparer.Default);
        foreach (IOperation operation in operations.SelectMany(operation => operation.DescendantsAndSelf()))
        {
            IOperation? target = operation switch
            {
                IAssignmentOperation assignment => assignment.Target,
                IIncrementOrDecrementOperation step => step.Target,
                _ => null,
            };
            if (target is not null) AddTargets(target, assigned);
        }

        return assigned;
    }

    private static void AddTargets(IOperation target, HashSet<ISymbol> assigned)
    {
        switch (target)
        {
            case ITupleOperation tuple:
                foreach (IOperation element in tuple.Elements) AddTargets(element, assigned);
                break;
            case IDeclarationExpressionOperation declaration:
                AddTargets(declaration.Expression, assigned);
                break;
            case IFieldReferenceOperation { Instance: { } instance, Field.ContainingType.IsTupleType: true }:
                AddTargets(instance, assigned);
                break;
            default:
                if (Symbol(target) is { } symbol) assigned.Add(symbol);
                break;
        }
    }

    private static ISymbol? Symbol(IOperation operation) => operation switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        _ => null,
    };
}
