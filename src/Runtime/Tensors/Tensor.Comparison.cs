using SourceAutodiff.Kernels;
using SourceAutodiff.Tensors;

namespace SourceAutodiff;

public sealed partial class Tensor
{
    /// <summary>Whether each element is smaller.</summary>
    public static Tensor operator <(Tensor left, Tensor right) => Comparing.Apply<Comparing.Less>(left, right);

    /// <summary>Whether each element is larger.</summary>
    public static Tensor operator >(Tensor left, Tensor right) => Comparing.Apply<Comparing.Less>(right, left);

    /// <summary>Whether each element is smaller or equal.</summary>
    public static Tensor operator <=(Tensor left, Tensor right) => Comparing.Apply<Comparing.LessOrEqual>(left, right);

    /// <summary>Whether each element is larger or equal.</summary>
    public static Tensor operator >=(Tensor left, Tensor right) => Comparing.Apply<Comparing.LessOrEqual>(right, left);

    /// <summary>Whether each element is smaller.</summary>
    public static Tensor operator <(Tensor left, Scalar right) => left < Number(right);

    /// <summary>Whether each element is larger.</summary>
    public static Tensor operator >(Tensor left, Scalar right) => left > Number(right);

    /// <summary>Whether each element is smaller or equal.</summary>
    public static Tensor operator <=(Tensor left, Scalar right) => left <= Number(right);

    /// <summary>Whether each element is larger or equal.</summary>
    public static Tensor operator >=(Tensor left, Scalar right) => left >= Number(right);

    /// <summary>Whether each element is equal. (<c>==</c> asks whether it is the same tensor.)</summary>
    /// <param name="other">The shapes are broadcast.</param>
    public Tensor Eq(Tensor other) => Comparing.Apply<Comparing.Equal>(this, other);

    /// <inheritdoc cref="Eq(Tensor)"/>
    public Tensor Eq(Scalar other) => Eq(Number(other));

    /// <summary>Whether each element differs. (<c>!=</c> asks whether it is another tensor.)</summary>
    /// <param name="other">The shapes are broadcast.</param>
    public Tensor Ne(Tensor other) => Comparing.Apply<Comparing.NotEqual>(this, other);

    /// <inheritdoc cref="Ne(Tensor)"/>
    public Tensor Ne(Scalar other) => Ne(Number(other));

    /// <summary>Both, for booleans; bit by bit for integers.</summary>
    public static Tensor operator &(Tensor left, Tensor right) => Integers.Apply<Integers.AndOp>(left, right);

    /// <summary>One or both, for booleans; bit by bit for integers.</summary>
    public static Tensor operator |(Tensor left, Tensor right) => Integers.Apply<Integers.OrOp>(left, right);

    /// <summary>One but not both, for booleans; bit by bit for integers.</summary>
    public static Tensor operator ^(Tensor left, Tensor right) => Integers.Apply<Integers.XorOp>(left, right);

    /// <summary>The opposite, for booleans; bit by bit for integers.</summary>
    public static Tensor operator ~(Tensor tensor) =>
        tensor.DType == DType.Bool ? tensor.Ne(From(true)) : Integers.Apply<Integers.XorOp>(tensor, Full([], -1, tensor.DType));

    /// <summary>Which elements are NaN.</summary>
    public Tensor IsNaN() => Ne(this);

    /// <summary>Which elements are neither zero, subnormal, infinite nor NaN.</summary>
    internal Tensor IsNormal() => Detach().Abs() is var size ? (size >= (DType == DType.Float64 ? 2.2250738585072014e-308 : 1.17549435e-38)) & (size < double.PositiveInfinity) : size;

    internal bool HasNaN() => DType.IsFloatingPoint() && IsNaN().Any().Item<bool>();
}
