using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SourceAutodiff.Generator.Diagnostics;

namespace SourceAutodiff.Analyzers.Numerics;

/// <summary>A sum of exponentials: written out, or summed up in a loop.</summary>
/// <param name="Exponents">Of two terms that are written out; one, if the other term is 1.</param>
internal sealed record ExponentialSum(IReadOnlyList<IOperation> Exponents)
{
    public string Advice => Exponents.Count switch
    {
        1 => $"Write 'SpecialFunctions.Softplus({Excerpt.Of(Exponents[0])})'",
        2 => $"Write 'SpecialFunctions.LogAddExp({Excerpt.Of(Exponents[0])}, {Excerpt.Of(Exponents[1])})'",
        _ => "Subtract the largest exponent from each, and add it to the logarithm",
    };

    public static ExponentialSum? Find(IOperation operation)
    {
        var terms = new List<IOperation>();
        Collect(MathCall.Resolve(operation), terms);
        IOperation[] exponents = [.. terms.Select(Exponent).OfType<IOperation>()];
        if (terms.Count > 1 && exponents.Length > 0)
        {
            if (exponents.Length == terms.Count) return new ExponentialSum(exponents.Length == 2 ? exponents : []);
            IOperation[] others = [.. terms.Where(term => Exponent(term) is null)];
            if (others.All(other => MathCall.Constant(other) > 0)) return new ExponentialSum(terms.Count == 2 && MathCall.IsConstant(others[0], 1) ? exponents : []);
        }

        return operation is ILocalReferenceOperation { Local: var local } && IsSummedUp(local, MathCall.Root(operation)) ? new ExponentialSum([]) : null;
    }

    private static IOperation? Exponent(IOperation term) =>
        MathCall.NameOf(term) == "Exp" && MathCall.Argument((IInvocationOperation)MathCall.Bare(term), 0) is { } exponent && !IsBounded(exponent) ? exponent : null;

    /// <summary>A difference, or a multiple of one, is taken for an exponent from which the largest one has been subtracted; the negative of a square or an absolute value is never above zero.</summary>
    private static bool IsBounded(IOperation exponent) => MathCall.Resolve(exponent) switch
    {
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Subtract } => true,
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Multiply } product => IsBounded(product.LeftOperand) || IsBounded(product.RightOperand),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Divide } quotient => IsBounded(quotient.LeftOperand),
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Minus } negative => IsBounded(negative.Operand) || Signs.TouchesZero(negative.Operand),
        _ => false,
    };

    private static void Collect(IOperation operation, List<IOperation> terms)
    {
        operation = MathCall.Bare(operation);
        if (operation is IBinaryOperation sum && MathCall.IsArithmetic(sum, BinaryOperatorKind.Add) && !sum.ConstantValue.HasValue)
        {
            Collect(sum.LeftOperand, terms);
            Collect(sum.RightOperand, terms);
        }
        else
        {
            terms.Add(operation);
        }
    }

    /// <summary>It is set to constants, and exponentials are added, nothing else.</summary>
    private static bool IsSummedUp(ILocalSymbol local, IOperation root)
    {
        bool isSum = false;
        foreach (IOperation operation in root.Descendants().Where(operation => MathCall.IsWrittenBy(operation, local)))
        {
            switch (operation)
            {
                case ICompoundAssignmentOperation { OperatorKind: BinaryOperatorKind.Add } sum when Exponent(sum.Value) is not null:
                    isSum = true;
                    break;
                case ISimpleAssignmentOperation { Value: var value } when MathCall.Constant(MathCall.Bare(value)) is not null:
                    break;
                default:
                    return false;
            }
        }

        return isSum;
    }
}
