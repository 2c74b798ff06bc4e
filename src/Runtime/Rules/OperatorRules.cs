using System.Numerics;

namespace SourceAutodiff.Rules;

/// <summary>The arithmetic operators. Unary plus changes nothing and needs no rule; comparisons have no derivative.</summary>
[DerivativeRules]
internal static class OperatorRules<T> where T : IFloatingPointIeee754<T>
{
    [Operator("+"), TensorOp("Add", Vectorized = "Add")]      public static (T, T) Add     (T a, T b)                                 => (T.One, T.One);
    [Operator("-"), TensorOp("Sub", Vectorized = "Subtract")] public static (T, T) Subtract(T a, T b)                                 => (T.One, -T.One);
    [Operator("*"), TensorOp("Mul", Vectorized = "Multiply")] public static (T, T) Multiply(T a, T b)                                 => (b, a);
    [Operator("/"), TensorOp("Div", Vectorized = "Divide")]   public static (T, T) Divide  (T a, [Sample(0.5, 3)] T b, [Result] T y)  => (T.One / b, -y / b);
    [Operator("-"), TensorOp("Neg", Vectorized = "Negate")]   public static T      Negate  (T x)                                      => -T.One;

    // The quotient from the result: a / b may round up to a whole number that the remainder has not reached.
    [Kink("a is a multiple of b", "that of the quotient taken: 1 and -(a - y) / b")]
    [Operator("%"), TensorOp("Fmod")] public static (T, T) Remainder(T a, [Sample(0.3, 1.1)] T b, [Result] T y) => (T.One, -T.Round((a - y) / b));
}
