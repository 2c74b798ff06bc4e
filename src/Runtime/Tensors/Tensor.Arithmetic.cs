using SourceAutodiff.Kernels;
using SourceAutodiff.Tensors;

namespace SourceAutodiff;

public sealed partial class Tensor
{
    /// <summary>The sum, element by element.</summary>
    public static Tensor operator +(Tensor left, Tensor right) => DTypes.Promote(left, right).IsFloatingPoint() ? Binary.Apply<AddRule>(left, right) : Integers.Add(left, right);

    /// <summary>The sum, element by element.</summary>
    public static Tensor operator +(Tensor left, Scalar right) => left.DType.IsFloatingPoint() ? Binary.Apply<AddRule>(left, right) : left + Number(right);

    /// <summary>The sum, element by element.</summary>
    public static Tensor operator +(Scalar left, Tensor right) => right.DType.IsFloatingPoint() ? Binary.Apply<AddRule>(left, right) : Number(left) + right;

    /// <summary>The difference, element by element.</summary>
    public static Tensor operator -(Tensor left, Tensor right) => DTypes.Promote(left, right).IsFloatingPoint() ? Binary.Apply<SubtractRule>(left, right) : Integers.Subtract(left, right);

    /// <summary>The difference, element by element.</summary>
    public static Tensor operator -(Tensor left, Scalar right) => left.DType.IsFloatingPoint() ? Binary.Apply<SubtractRule>(left, right) : left - Number(right);

    /// <summary>The difference, element by element.</summary>
    public static Tensor operator -(Scalar left, Tensor right) => right.DType.IsFloatingPoint() ? Binary.Apply<SubtractRule>(left, right) : Number(left) - right;

    /// <summary>The product, element by element.</summary>
    public static Tensor operator *(Tensor left, Tensor right) => DTypes.Promote(left, right).IsFloatingPoint() ? Binary.Apply<MultiplyRule>(left, right) : Integers.Multiply(left, right);

    /// <summary>The product, element by element.</summary>
    public static Tensor operator *(Tensor left, Scalar right) => left.DType.IsFloatingPoint() ? Binary.Apply<MultiplyRule>(left, right) : left * Number(right);

    /// <summary>The product, element by element.</summary>
    public static Tensor operator *(Scalar left, Tensor right) => right.DType.IsFloatingPoint() ? Binary.Apply<MultiplyRule>(left, right) : Number(left) * right;

    /// <summary>The quotient, element by element; of integers in single precision.</summary>
    public static Tensor operator /(Tensor left, Tensor right) => Binary.Apply<DivideRule>(left, right);

    /// <summary>The quotient, element by element; of integers in single precision.</summary>
    public static Tensor operator /(Tensor left, Scalar right) => Binary.Apply<DivideRule>(left, right);

    /// <summary>The quotient, element by element; of integers in single precision.</summary>
    public static Tensor operator /(Scalar left, Tensor right) => right.Reciprocal() * left;

    /// <summary>The elements with the other sign.</summary>
    public static Tensor operator -(Tensor tensor) => tensor.DType.IsFloatingPoint() ? Unary.Apply<NegateRule>(tensor) : Integers.Negate(tensor);

    /// <summary>The sum, element by element.</summary>
    /// <param name="other">The shapes are broadcast.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public Tensor Add(Tensor other) => this + other;

    /// <summary>The sum with a multiple of <paramref name="other"/>, element by element.</summary>
    /// <param name="other">The shapes are broadcast.</param>
    /// <param name="alpha">What <paramref name="other"/> is multiplied by.</param>
    /// <exception cref="ArgumentException">The shapes do not fit, or a fraction is asked of integers.</exception>
    public Tensor Add(Tensor other, Scalar alpha) => DTypes.Promote(this, other).IsFloatingPoint() ? Binary.Apply(this, other, new AddScaledRule(alpha.ToDouble())) : this + (other * Whole(alpha));

    /// <summary>The sum, element by element.</summary>
    /// <param name="other">A number.</param>
    public Tensor Add(Scalar other) => this + other;

    /// <summary>The difference, element by element.</summary>
    /// <param name="other">The shapes are broadcast.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public Tensor Sub(Tensor other) => this - other;

    /// <summary>The difference from a multiple of <paramref name="other"/>, element by element.</summary>
    /// <param name="other">The shapes are broadcast.</param>
    /// <param name="alpha">What <paramref name="other"/> is multiplied by.</param>
    /// <exception cref="ArgumentException">The shapes do not fit, or a fraction is asked of integers.</exception>
    public Tensor Sub(Tensor other, Scalar alpha) => DTypes.Promote(this, other).IsFloatingPoint() ? Binary.Apply(this, other, new SubtractScaledRule(alpha.ToDouble())) : this - (other * Whole(alpha));

    /// <summary>The difference, element by element.</summary>
    /// <param name="other">A number.</param>
    public Tensor Sub(Scalar other) => this - other;

    /// <summary><paramref name="other"/> minus the elements.</summary>
    /// <param name="other">A number.</param>
    public Tensor Rsub(Scalar other) => other - this;

    /// <summary>The product, element by element.</summary>
    /// <param name="other">The shapes are broadcast.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public Tensor Mul(Tensor other) => this * other;

    /// <summary>The product, element by element.</summary>
    /// <param name="other">A number.</param>
    public Tensor Mul(Scalar other) => this * other;

    /// <summary>The quotient, element by element; of integers in single precision.</summary>
    /// <param name="other">The shapes are broadcast.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public Tensor Div(Tensor other) => this / other;

    /// <summary>The quotient, element by element; of integers in single precision.</summary>
    /// <param name="other">A number.</param>
    public Tensor Div(Scalar other) => this / other;

    /// <summary>The negated elements.</summary>
    public Tensor Neg() => -this;

    /// <summary>This tensor.</summary>
    /// <exception cref="InvalidOperationException">The elements are booleans.</exception>
    public Tensor Positive() => DType == DType.Bool ? throw new InvalidOperationException("The `+` operator, on a bool tensor is not supported. Convert it with To(DType.Int64) first.") : this;

    /// <summary>Computes without recording. The function should be static: what it captured would be held by the backward function beside it, too.</summary>
    internal static TResult Quietly<TArgument, TResult>(TArgument argument, Func<TArgument, TResult> compute)
    {
        GradMode before = GradModes.Current;
        GradModes.Current = before | GradMode.NoGrad;
        try
        {
            return compute(argument);
        }
        finally
        {
            GradModes.Current = before;
        }
    }

    private static Scalar Whole(Scalar alpha) => alpha.DType == DType.Float64
        ? throw new ArgumentException("For integral input tensors, argument alpha must not be a floating point number. Convert the tensors to a floating-point type first.", nameof(alpha)) : alpha;
}
