using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SourceAutodiff.Generator.Lowering;

/// <summary>Where variables are used and assigned: what loops must carry.</summary>
internal sealed class UsedSymbols
{
    private readonly Dictionary<ISymbol, int> _lastUse = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _assignedByNested = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _assigned;

    public UsedSymbols(IOperation body)
    {
        _assigned = AssignedIn([body]);
        foreach (IOperation operation in body.Descendants())
        {
            if (IsFunction(operation))
            {
                // When a lambda or local function runs, its place in the text does not tell.
                foreach (IOperation inner in operation.Descendants())
                {
                    if (Symbol(inner) is { } captured) _lastUse[captured] = int.MaxValue;
                }

                _assignedByNested.UnionWith(AssignedIn([operation]));
            }
            else if (Symbol(operation) is { } symbol)
            {
                _lastUse[symbol] = Math.Max(operation.Syntax.SpanStart, _lastUse.TryGetValue(symbol, out int known) ? known : 0);
            }
        }
    }

    /// <summary>Whether code that may run after <paramref name="operation"/> mentions the variable.</summary>
    public bool IsUsedAfter(ISymbol symbol, IOperation operation) => _lastUse.TryGetValue(symbol, out int last) && last >= operation.Syntax.Span.End;

    /// <summary>Whether a lambda or a local function assigns the variable, so that any call may.</summary>
    public bool IsAssignedByNested(ISymbol symbol) => _assignedByNested.Contains(symbol);

    /// <summary>What is executed when <paramref name="operation"/> is: all inside it but lambdas and local functions.</summary>
    public static IEnumerable<IOperation> Executed(IOperation operation)
    {
        Stack<IOperation> pending = new([operation]);
        while (pending.Count > 0)
        {
            IOperation next = pending.Pop();
            yield return next;
            if (IsFunction(next)) continue;
            foreach (IOperation child in next.ChildOperations.Reverse()) pending.Push(child);
        }
    }

    /// <summary>Whether the variable is assigned after its declaration.</summary>
    public bool IsAssigned(ISymbol symbol) => _assigned.Contains(symbol);

    /// <summary>The locals and parameters that are assigned anywhere inside, or whose address is taken there.</summary>
    public static HashSet<ISymbol> AssignedIn(IEnumerable<IOperation> operations)
    {
        HashSet<ISymbol> assigned = new(SymbolEqualityComparer.Default);
        foreach (IOperation operation in operations.SelectMany(operation => operation.DescendantsAndSelf()))
        {
            switch (operation)
            {
                case IAssignmentOperation assignment:
                    AddTargets(assignment.Target, assigned);
                    if (assignment is ISimpleAssignmentOperation { IsRef: true }) AddTargets(assignment.Value, assigned);
                    break;
                case IIncrementOrDecrementOperation step:
                    AddTargets(step.Target, assigned);
                    break;
                case IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument:
                    AddTargets(argument.Value, assigned);
                    break;
                case IVariableDeclaratorOperation { Symbol.RefKind: RefKind.Ref } declarator when declarator.GetVariableInitializer() is { } initializer:
                    AddTargets(initializer.Value, assigned);
                    break;
                // A method of a struct can change it.
                case IInvocationOperation { Instance: { Type.IsValueType: true } instance, TargetMethod.IsReadOnly: false } call when !call.TargetMethod.DeclaringSyntaxReferences.IsEmpty || call.ConstrainedToType is not null:
                    AddTargets(instance, assigned);
                    break;
                case IPropertyReferenceOperation { Instance: { Type.IsValueType: true } owner } property when !property.Property.DeclaringSyntaxReferences.IsEmpty:
                    AddTargets(owner, assigned);
                    break;
            }
        }

        return assigned;
    }

    private static bool IsFunction(IOperation operation) => operation is IAnonymousFunctionOperation or ILocalFunctionOperation;

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
            case IFieldReferenceOperation { Instance: { } instance }:
                AddTargets(instance, assigned);
                break;
            case IPropertyReferenceOperation { Instance: { } owner } when Parsing.KnownTypes.Struct(owner.Type) is not null:
                AddTargets(owner, assigned);
                break;
            case IConditionalOperation choice:
                AddTargets(choice.WhenTrue, assigned);
                if (choice.WhenFalse is { } other) AddTargets(other, assigned);
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
