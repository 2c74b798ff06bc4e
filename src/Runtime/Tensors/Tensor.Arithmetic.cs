using SourceAutodiff.Kernels;
using SourceAutodiff.Tensors;

namespace SourceAutodiff;

public sealed partial class Tensor
{
    /// <summary>The sum, element by element.</summary>
    public static Tensor operator +(Tensor left, Tensor right) => DTypes.Promote(left, right).IsFloatingPoint() ? Binary.Apply<AddRule>(left, right) : Integers.Add(left, right);

    /// <summary>The sum, element by element.</summary>
    public static Tensor operator +(Tensor left, Scalar right) => left + Number(right);

    /// <summary>The sum, element by element.</summary>
    public static Tensor operator +(Scalar left, Tensor right) => Number(left) + right;

    /// <summary>The difference, element by element.</summary>
    public static Tensor operator -(Tensor left, Tensor right) => DTypes.Promote(left, right).IsFloatingPoint() ? Binary.Apply<SubtractRule>(left, right) : Integers.Subtract(left, right);

    /// <summary>The difference, element by element.</summary>
    public static Tensor operator -(Tensor left, Scalar right) => left - Number(right);

    /// <summary>The difference, element by element.</summary>
    public static Tensor operator -(Scalar left, Tensor right) => Number(left) - right;

    /// <summary>The product, element by element.</summary>
    public static Tensor operator *(Tensor left, Tensor right) => DTypes.Promote(left, right).IsFloatingPoint() ? Binary.Apply<MultiplyRule>(left, right) : Integers.Multiply(left, right);

    /// <summary>The product, element by element.</summary>
    public static Tensor operator *(Tensor left, Scalar right) => left * Number(right);

    /// <summary>The product, element by element.</summary>
    public static Tensor operator *(Scalar left, Tensor right) => Number(left) * right;

    /// <summary>The quotient, element by element; of integers in single precision.</summary>
    public static Tensor operator /(Tensor left, Tensor right) => Binary.Apply<DivideRule>(left, right);

    /// <summary>The quotient, element by element; of integers in single precision.</summary>
    public static Tensor operator /(Tensor left, Scalar right) => left / Number(right);

    /// <summary>The quotient, element by element; of integers in single precision.</summary>
    public static Tensor operator /(Scalar left, Tensor right) => right.Reciprocal() * left;

    /// <summary>The elements with the other sign.</summary>
    public static Tensor operator -(Tensor tensor) => tensor.DType.IsFloatingPoint() ? Unary.Apply<NegateRule>(tensor) : Integers.Negate(tensor);
}
