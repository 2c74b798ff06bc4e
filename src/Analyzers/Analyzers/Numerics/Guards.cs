using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SourceAutodiff.Generator.Parsing;

namespace SourceAutodiff.Analyzers.Numerics;

/// <summary>Where a hazard is none: the author has treated the dangerous case apart, or no derivative passes there.</summary>
internal static class Guards
{
    /// <summary>
    /// Whether control only gets to <paramref name="place"/> after a condition on one of the variables that <paramref name="argument"/> is made of. Whether the
    /// condition is the right one is the author's business.
    /// </summary>
    public static bool Cover(IOperation place, IOperation argument)
    {
        var variables = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        CollectVariables(argument, variables);
        for (IOperation inside = place; inside.Parent is { } outside; inside = outside)
        {
            bool isCovered = outside switch
            {
                IConditionalOperation conditional => inside != conditional.Condition && Mentions(conditional.Condition, variables),
                IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr } logic => inside == logic.RightOperand && Mentions(logic.LeftOperand, variables),
                IWhileLoopOperation loop => inside == loop.Body && loop.ConditionIsTop && loop.Condition is { } condition && Mentions(condition, variables),
                ISwitchExpressionArmOperation arm => arm.Guard is { } guard && Mentions(guard, variables) || arm.Parent is ISwitchExpressionOperation whole && Mentions(whole.Value, variables),
                ISwitchOperation choice => Mentions(choice.Value, variables),
                IBlockOperation block => block.Operations.TakeWhile(statement => statement != inside).Any(statement => statement is IConditionalOperation test && Leaves(test.WhenTrue) && Mentions(test.Condition, variables)),
                _ => false,
            };
            if (isCovered) return true;
        }

        return false;
    }

    /// <summary>No derivative passes through it: it is made of constants, integers and parameters that are marked [NoGradient].</summary>
    public static bool IsInactive(IOperation operation)
    {
        operation = MathCall.Resolve(operation);
        if (operation.ConstantValue.HasValue) return true;
        return operation switch
        {
            IParameterReferenceOperation { Parameter: var parameter } => !MathCall.IsReal(parameter.Type) || KnownTypes.HasNoGradient(parameter),
            IBinaryOperation binary => IsInactive(binary.LeftOperand) && IsInactive(binary.RightOperand),
            IUnaryOperation unary => IsInactive(unary.Operand),
            IInvocationOperation call => MathCall.NameOf(call) is not null && call.Arguments.All(argument => IsInactive(argument.Value)),
            _ => false,
        };
    }

    private static void CollectVariables(IOperation operation, HashSet<ISymbol> variables)
    {
        foreach (IOperation part in operation.DescendantsAndSelf())
        {
            if (Variable(part) is not { } variable || !variables.Add(variable) || variable is not ILocalSymbol) continue;
            if (MathCall.Resolve(part) is var value && value != part) CollectVariables(value, variables);
        }
    }

    private static bool Mentions(IOperation condition, HashSet<ISymbol> variables) => condition.DescendantsAndSelf().Any(part => Variable(part) is { } variable && variables.Contains(variable));

    private static ISymbol? Variable(IOperation operation) => operation switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        IFieldReferenceOperation field => field.Field,
        IPropertyReferenceOperation { Arguments.IsEmpty: true } property => property.Property,
        _ => null,
    };

    private static bool Leaves(IOperation? statement) => statement switch
    {
        IBlockOperation block => Leaves(block.Operations.LastOrDefault()),
        IReturnOperation or IBranchOperation or IThrowOperation => true,
        IExpressionStatementOperation { Operation: IThrowOperation } => true,
        _ => false,
    };
}
