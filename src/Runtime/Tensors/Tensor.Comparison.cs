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

    /// <summary>Which elements are infinite.</summary>
    public Tensor IsInf() => DType.IsFloatingPoint() ? Detach().Abs().Eq(double.PositiveInfinity) : Zeros(Shape, DType.Bool);

    /// <summary>Which elements are neither infinite nor NaN.</summary>
    public Tensor IsFinite() => DType.IsFloatingPoint() ? Detach().Abs() < double.PositiveInfinity : Ones(Shape, DType.Bool);

    /// <summary>Where both are not zero.</summary>
    /// <param name="other">The shapes are broadcast.</param>
    public Tensor LogicalAnd(Tensor other) => Ne(0) & other.Ne(0);

    /// <summary>Where one or both are not zero.</summary>
    /// <param name="other">The shapes are broadcast.</param>
    public Tensor LogicalOr(Tensor other) => Ne(0) | other.Ne(0);

    /// <summary>Where one but not both are not zero.</summary>
    /// <param name="other">The shapes are broadcast.</param>
    public Tensor LogicalXor(Tensor other) => Ne(0) ^ other.Ne(0);

    /// <summary>Where the element is zero.</summary>
    public Tensor LogicalNot() => Eq(0);

    /// <summary>Which elements differ by no more than <paramref name="atol"/> and <paramref name="rtol"/> times the other.</summary>
    /// <param name="other">The shapes are broadcast.</param>
    /// <param name="rtol">The relative tolerance.</param>
    /// <param name="atol">The absolute tolerance.</param>
    /// <param name="equalNan">Whether NaN is close to NaN.</param>
    public Tensor IsClose(Tensor other, double rtol = 1e-5, double atol = 1e-8, bool equalNan = false)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other.DType != DType) throw new ArgumentException($"{DType.Title()} did not match {other.DType.Title()}. Convert one of the tensors.", nameof(other));
        Tensor a = Detach(), b = other.Detach(), close = a.Eq(b);
        if (equalNan) close |= a.IsNaN() & b.IsNaN();
        if (!DType.IsFloatingPoint()) (a, b) = (a.To(DType.Float64), b.To(DType.Float64));
        return close | (((a - b).Abs() <= (b.Abs() * rtol) + atol) & b.IsFinite());
    }

    /// <summary>Whether all elements are close: see <see cref="IsClose"/>.</summary>
    /// <param name="other">The shapes are broadcast.</param>
    /// <param name="rtol">The relative tolerance.</param>
    /// <param name="atol">The absolute tolerance.</param>
    /// <param name="equalNan">Whether NaN is close to NaN.</param>
    public bool AllClose(Tensor other, double rtol = 1e-5, double atol = 1e-8, bool equalNan = false) => IsClose(other, rtol, atol, equalNan).All().Item<bool>();

    internal bool HasNaN() => DType.IsFloatingPoint() && IsNaN().Any().Item<bool>();
}
