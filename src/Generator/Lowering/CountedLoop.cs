using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using SourceAutodiff.Generator.Parsing;

namespace SourceAutodiff.Generator.Lowering;

/// <summary>
/// A <c>for</c> that runs an int from <see cref="Start"/> by <see cref="Step"/> up (or down) to <see cref="Bound"/>: the bound does not change, the index is
/// assigned by the step only, and nothing but the bound ends the loop.
/// </summary>
/// <param name="Start">Null where the index is a variable of before the loop: what it is when the loop begins.</param>
/// <param name="Width">What is added in place of the step, if that is not known when building: <c>Vector&lt;double&gt;.Count</c>, or a variable that may be it.</param>
/// <param name="Adjustment">What to add to the bound to get the first index that is not visited.</param>
internal sealed record CountedLoop(ILocalSymbol Index, IOperation? Start, IOperation Bound, int Adjustment, int Step, IOperation? Width = null)
{
    /// <param name="isShared">Whether the loop may change a variable in a way that its text does not show.</param>
    public static CountedLoop? TryMatch(IForLoopOperation loop, Func<ISymbol, bool> isShared)
    {
        if (loop.AtLoopBottom.Length != 1 || Stepped(loop.AtLoopBottom[0]) is not var (index, step, width) || step == 0) return null;
        if (index.Type.SpecialType != SpecialType.System_Int32) return null;
        bool isOwn = loop.Locals.Contains(index, SymbolEqualityComparer.Default);
        IOperation? start = isOwn ? Declarator(loop, index)?.Initializer?.Value : null;
        if (isOwn ? start is null : isShared(index)) return null;
        if (Compared(loop.Condition, index) is not var (relation, bound)) return null;
        if (LeavesEarly(loop)) return null;

        HashSet<ISymbol> assigned = UsedSymbols.AssignedIn([loop.Body, loop.Condition!]);
        if (assigned.Contains(index) || !IsInvariant(bound, index, symbol => assigned.Contains(symbol) || isShared(symbol))) return null;
        if (width is not null && !IsInvariant(width, index, symbol => assigned.Contains(symbol) || isShared(symbol))) return null;
        if (width is not null && relation is not (BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual)) return null;
        int? adjustment = Adjust(relation, step, start, bound);
        return adjustment is null ? null : new CountedLoop(index, start, bound, adjustment.Value, step, width);
    }

    private static (ILocalSymbol Index, int Step, IOperation? Width)? Stepped(IOperation statement) => (statement as IExpressionStatementOperation)?.Operation switch
    {
        IIncrementOrDecrementOperation { Target: ILocalReferenceOperation target } step => (target.Local, step.Kind == OperationKind.Increment ? 1 : -1, null),
        ICompoundAssignmentOperation { Target: ILocalReferenceOperation target, OperatorMethod: null } step => Signed(target.Local, step.OperatorKind, step.Value, step.IsChecked),
        ISimpleAssignmentOperation { Target: ILocalReferenceOperation target, Value: IBinaryOperation { LeftOperand: ILocalReferenceOperation left } sum }
            when SymbolEqualityComparer.Default.Equals(target.Local, left.Local) => Signed(target.Local, sum.OperatorKind, sum.RightOperand, sum.IsChecked),
        _ => null,
    };

    /// <summary>A step of one cannot overflow before it meets the bound; others may throw in a checked context.</summary>
    private static (ILocalSymbol Index, int Step, IOperation? Width)? Signed(ILocalSymbol index, BinaryOperatorKind kind, IOperation step, bool isChecked) =>
        (step.ConstantValue is { HasValue: true, Value: int known } ? known : KnownTypes.VectorCount((step as IPropertyReferenceOperation)?.Property)) is not { } value
            ? kind == BinaryOperatorKind.Add && !isChecked && step is ILocalReferenceOperation or IPropertyReferenceOperation { Instance: null } ? (index, 1, step) : null
        : value == int.MinValue || (isChecked && value is not (1 or -1)) ? null
        : kind == BinaryOperatorKind.Add ? (index, value, null)
        : kind == BinaryOperatorKind.Subtract ? (index, -value, null)
        : null;

    private static IVariableDeclaratorOperation? Declarator(IForLoopOperation loop, ILocalSymbol index) =>
        loop.Before.SelectMany(statement => statement.DescendantsAndSelf()).OfType<IVariableDeclaratorOperation>()
            .FirstOrDefault(declarator => SymbolEqualityComparer.Default.Equals(declarator.Symbol, index));

    private static (BinaryOperatorKind Relation, IOperation Bound)? Compared(IOperation? condition, ILocalSymbol index) => condition switch
    {
        IBinaryOperation { LeftOperand: ILocalReferenceOperation left } test when SymbolEqualityComparer.Default.Equals(left.Local, index) => (test.OperatorKind, test.RightOperand),
        IBinaryOperation { RightOperand: ILocalReferenceOperation right } test when SymbolEqualityComparer.Default.Equals(right.Local, index) => (Mirror(test.OperatorKind), test.LeftOperand),
        _ => null,
    };

    private static BinaryOperatorKind Mirror(BinaryOperatorKind relation) => relation switch
    {
        BinaryOperatorKind.LessThan => BinaryOperatorKind.GreaterThan,
        BinaryOperatorKind.LessThanOrEqual => BinaryOperatorKind.GreaterThanOrEqual,
        BinaryOperatorKind.GreaterThan => BinaryOperatorKind.LessThan,
        BinaryOperatorKind.GreaterThanOrEqual => BinaryOperatorKind.LessThanOrEqual,
        _ => relation,
    };

    private static bool LeavesEarly(IForLoopOperation loop) =>
        UsedSymbols.Executed(loop.Body).Any(operation => operation switch
        {
            IReturnOperation => true,
            IBranchOperation branch => SymbolEqualityComparer.Default.Equals(branch.Target, loop.ExitLabel),
            _ => false,
        });

    private static int? Adjust(BinaryOperatorKind relation, int step, IOperation? start, IOperation bound)
    {
        bool up = step > 0;
        // At these bounds C# would wrap around and go on; such a loop is left as it is.
        bool isExtreme = bound.ConstantValue is { HasValue: true, Value: int.MaxValue or int.MinValue };
        return relation switch
        {
            BinaryOperatorKind.LessThan when up => 0,
            BinaryOperatorKind.GreaterThan when !up => 0,
            BinaryOperatorKind.LessThanOrEqual when up && !isExtreme => 1,
            BinaryOperatorKind.GreaterThanOrEqual when !up && !isExtreme => -1,
            BinaryOperatorKind.NotEquals when step == 1 && start is not null && StartsBelow(start, bound) => 0,
            _ => null,
        };
    }

    /// <summary>With <c>!=</c> only a loop that meets its bound may be counted.</summary>
    private static bool StartsBelow(IOperation start, IOperation bound) =>
        start.ConstantValue is { HasValue: true, Value: int first }
        && (bound.ConstantValue is { HasValue: true, Value: int last } ? first <= last : first == 0 && bound is IPropertyReferenceOperation { Property.Name: "Length" });

    /// <summary>The length of an array or span, or what only a constructor or initialiser sets.</summary>
    private static bool IsFixed(IPropertySymbol property) => property.DeclaringSyntaxReferences.IsEmpty
        ? property.Name == "Length" && property.ContainingNamespace is { Name: "System", ContainingNamespace.IsGlobalNamespace: true }
        : property is { SetMethod: null or { IsInitOnly: true }, IsVirtual: false, IsAbstract: false, IsOverride: false, IsStatic: false, ReturnsByRef: false, ReturnsByRefReadonly: false }
            && property.DeclaringSyntaxReferences.All(reference => reference.GetSyntax() is ParameterSyntax
                || (reference.GetSyntax() is PropertyDeclarationSyntax { ExpressionBody: null, AccessorList.Accessors: var accessors } && accessors.All(accessor => accessor.Body is null && accessor.ExpressionBody is null)));

    private static bool IsInvariant(IOperation bound, ILocalSymbol index, Func<ISymbol, bool> isAssigned)
    {
        return bound.Type?.SpecialType == SpecialType.System_Int32 && Holds(bound);

        bool Holds(IOperation operation) => operation.ConstantValue.HasValue || operation switch
        {
            ILocalReferenceOperation local => !isAssigned(local.Local) && !SymbolEqualityComparer.Default.Equals(local.Local, index),
            IParameterReferenceOperation { Parameter: var parameter } => !isAssigned(parameter) && parameter.ContainingSymbol is not IMethodSymbol { MethodKind: MethodKind.Constructor },
            IMemberReferenceOperation { Instance: null, Member: var member } when StaticReadOnly.IsArray(member) => true,
            IPropertyReferenceOperation { Instance: null, Property: { Name: "Count" } count } when KnownTypes.VectorBits(count.ContainingType) is not null => true,
            IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance, Type: { } type } => type.IsReferenceType || type.IsReadOnly,
            IFieldReferenceOperation { Instance: { } owner, Field: var field } => (field.IsReadOnly || owner.Type is { IsValueType: true }) && owner is not IInstanceReferenceOperation { Type.IsReadOnly: false, Type.IsValueType: true } && Holds(owner),
            IPropertyReferenceOperation { Instance: { } owner, Arguments.Length: 0, Property: var property } => IsFixed(property) && Holds(owner),
            IInvocationOperation { TargetMethod: { Name: "GetLength", ContainingType.SpecialType: SpecialType.System_Array }, Instance: { } owner } call => Holds(owner) && Holds(call.Arguments[0].Value),
            IBinaryOperation { OperatorMethod: null } binary => Holds(binary.LeftOperand) && Holds(binary.RightOperand),
            IUnaryOperation { OperatorKind: UnaryOperatorKind.Minus or UnaryOperatorKind.Plus } unary => Holds(unary.Operand),
            IConversionOperation { OperatorMethod: null } conversion => Holds(conversion.Operand),
            IConditionalOperation choice => Holds(choice.Condition) && Holds(choice.WhenTrue) && choice.WhenFalse is { } other && Holds(other),
            IInvocationOperation { TargetMethod: { Name: "Min" or "Max" or "Abs", ContainingType.Name: "Math" } } call => call.Arguments.All(argument => Holds(argument.Value)),
            _ => false,
        };
    }
}
