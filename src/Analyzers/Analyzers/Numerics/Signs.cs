using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SourceAutodiff.Analyzers.Numerics;

/// <summary>What is evident of the sign of an expression. What is not evident is not reported.</summary>
internal static class Signs
{
    /// <summary>Never negative, and zero inside of where it is defined: sums of squares, absolute values, what is cut off at zero.</summary>
    public static bool TouchesZero(IOperation operation)
    {
        operation = MathCall.Resolve(operation);
        if (operation is IBinaryOperation binary && MathCall.IsArithmetic(binary, binary.OperatorKind))
        {
            IOperation left = MathCall.Resolve(binary.LeftOperand), right = MathCall.Resolve(binary.RightOperand);
            return binary.OperatorKind switch
            {
                BinaryOperatorKind.Add => TouchesZero(left) && TouchesZero(right),
                BinaryOperatorKind.Multiply => MathCall.AreSame(binary.LeftOperand, binary.RightOperand) || (MathCall.Constant(left) > 0 && TouchesZero(right)) || (MathCall.Constant(right) > 0 && TouchesZero(left)),
                BinaryOperatorKind.Divide => MathCall.Constant(right) > 0 && TouchesZero(left),
                _ => false,
            };
        }

        if (operation is not IInvocationOperation call) return false;
        return MathCall.NameOf(call) switch
        {
            "Abs" => true,
            "Pow" => MathCall.IsConstant(MathCall.Argument(call, 1), 2),
            "Max" => MathCall.IsConstant(MathCall.Argument(call, 0), 0) || MathCall.IsConstant(MathCall.Argument(call, 1), 0),
            _ => false,
        };
    }

    /// <summary>A difference, a negative of something, or a function that has both signs.</summary>
    public static bool CanBeNegative(IOperation operation)
    {
        operation = MathCall.Resolve(operation);
        if (operation.ConstantValue.HasValue) return false;
        return operation switch
        {
            IUnaryOperation { OperatorKind: UnaryOperatorKind.Minus } => true,
            IBinaryOperation binary => MathCall.IsArithmetic(binary, BinaryOperatorKind.Subtract),
            IInvocationOperation call => MathCall.NameOf(call) is "Sin" or "Cos" or "Tan" or "Tanh" or "Sinh" or "Atan" or "Asin" or "Log",
            _ => false,
        };
    }
}
