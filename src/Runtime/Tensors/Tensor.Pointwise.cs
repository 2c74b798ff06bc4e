using SourceAutodiff.Kernels;
using SourceAutodiff.Tensors;

namespace SourceAutodiff;

public sealed partial class Tensor
{
    /// <summary>The square of each element; of booleans as Int64.</summary>
    public Tensor Square() => Pow(2);

    /// <summary>1 divided by the square root of each element.</summary>
    public Tensor Rsqrt() => Unary.Apply<RsqrtRule>(this);

    /// <summary>-1, 0 or 1 by the sign of each element; 0 for NaN. The gradient is 0.</summary>
    public Tensor Sign() => DType.IsFloatingPoint() ? Unary.Apply<SignRule>(this) : DType == DType.Bool ? Clone() : (this > 0).To(DType) - (this < 0).To(DType);

    /// <summary>As <see cref="Sign"/>, which it is for real numbers.</summary>
    public Tensor Sgn() => Sign();

    /// <summary>The part of each element behind the point, with its sign. The gradient is 1.</summary>
    /// <exception cref="InvalidOperationException">The elements are integers.</exception>
    public Tensor Frac() => DType.IsFloatingPoint() ? Unary.Apply<FractionRule>(this) : throw new InvalidOperationException($"\"frac_cpu\" not implemented for '{DType.Title()}'. Integers have no fraction.");

    /// <summary>Degrees in radians.</summary>
    public Tensor Deg2rad() => Mul(Math.PI / 180);

    /// <summary>Radians in degrees.</summary>
    public Tensor Rad2deg() => Mul(180 / Math.PI);

    /// <summary>Numbers in place of NaN and the infinities; the gradient there is 0.</summary>
    /// <param name="nan">In place of NaN.</param>
    /// <param name="posinf">In place of positive infinity; by default the largest number of the type.</param>
    /// <param name="neginf">In place of negative infinity; by default the smallest number of the type.</param>
    public Tensor NanToNum(double nan = 0, double? posinf = null, double? neginf = null)
    {
        if (!DType.IsFloatingPoint()) return Clone();
        double? most = DType == DType.Float16 ? (double)Half.MaxValue : DType == DType.BFloat16 ? 3.3895313892515355e38 : null;
        return Unary.Apply(this, new NanToNumRule(nan, posinf ?? most, neginf ?? -most));
    }

    /// <summary>Between two tensors: <c>this + weight (end - this)</c>.</summary>
    /// <param name="end">What is reached at weight 1; the shapes are broadcast.</param>
    /// <param name="weight">Usually from 0 to 1.</param>
    /// <exception cref="ArgumentException">The types differ, or the shapes do not fit.</exception>
    public Tensor Lerp(Tensor end, double weight)
    {
        ArgumentNullException.ThrowIfNull(end);
        DemandSame(end, nameof(end));
        return Binary.Apply(this, end, new MixRule(weight));
    }

    /// <inheritdoc cref="Lerp(Tensor, double)"/>
    public Tensor Lerp(Tensor end, Tensor weight)
    {
        ArgumentNullException.ThrowIfNull(end);
        ArgumentNullException.ThrowIfNull(weight);
        DemandSame(end, nameof(end));
        DemandSame(weight, nameof(weight));
        Tensor result = Quietly((Start: this, End: end, Weight: weight), static x => Where(x.Weight.Abs() < 0.5, x.Start + (x.Weight * (x.End - x.Start)), x.End - ((x.End - x.Start) * (1 - x.Weight))));
        return Tape.Record(
            result, "Lerp", [this, end, weight], (node, grad) =>
            [
                node.Needs(0) ? grad * (1 - node.Saved(2)) : null,
                node.Needs(1) ? grad * node.Saved(2) : null,
                node.Needs(2) ? grad * (node.Saved(1) - node.Saved(0)) : null,
            ], this, end, weight);
    }

    /// <summary>This plus a multiple of the product of two tensors.</summary>
    /// <param name="tensor1">A factor; the shapes are broadcast.</param>
    /// <param name="tensor2">The other factor.</param>
    /// <param name="value">What the product is multiplied by.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public Tensor Addcmul(Tensor tensor1, Tensor tensor2, double value = 1)
    {
        ArgumentNullException.ThrowIfNull(tensor1);
        ArgumentNullException.ThrowIfNull(tensor2);
        Tensor result = Quietly((this, tensor1, tensor2, value), static x => x.Item1 + (x.tensor1 * x.tensor2 * Factor(x.value)));
        return Tape.Record(
            result, "Addcmul", [this, tensor1, tensor2], (node, grad) =>
            [
                grad,
                node.Needs(1) ? grad * (node.Saved(1) * Factor(value)) : null,
                node.Needs(2) ? grad * (node.Saved(0) * Factor(value)) : null,
            ], tensor1, tensor2);
    }

    /// <summary>This plus a multiple of the quotient of two tensors.</summary>
    /// <param name="tensor1">The dividend; the shapes are broadcast.</param>
    /// <param name="tensor2">The divisor.</param>
    /// <param name="value">What the quotient is multiplied by.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    /// <exception cref="InvalidOperationException">Both are integers.</exception>
    public Tensor Addcdiv(Tensor tensor1, Tensor tensor2, double value = 1)
    {
        ArgumentNullException.ThrowIfNull(tensor1);
        ArgumentNullException.ThrowIfNull(tensor2);
        if (!tensor1.DType.IsFloatingPoint() && !tensor2.DType.IsFloatingPoint()) throw new InvalidOperationException("Integer division with addcdiv is no longer supported. Convert one of the tensors to a floating-point type.");
        Tensor result = Quietly((this, tensor1, tensor2, value), static x => x.Item1 + (x.tensor1 / x.tensor2 * x.value));
        return Tape.Record(
            result, "Addcdiv", [this, tensor1, tensor2], (node, grad) =>
            [
                grad,
                node.Needs(1) ? grad * (value / node.Saved(1)) : null,
                node.Needs(2) ? -grad * (node.Saved(0) * value / (node.Saved(1) * node.Saved(1))) : null,
            ], tensor1, tensor2);
    }

    /// <summary>Each element cut off at two numbers. The gradient is 1 between and at them, and 0 outside.</summary>
    /// <param name="min">The smallest result; none if not given.</param>
    /// <param name="max">The largest result; none if not given. It wins where it is below <paramref name="min"/>.</param>
    /// <exception cref="ArgumentException">Neither is given.</exception>
    public Tensor Clamp(Scalar? min = null, Scalar? max = null)
    {
        if (min is null && max is null) throw new ArgumentException("torch.clamp: At least one of 'min' or 'max' must not be None");
        DType type = min is { } low ? DTypes.Promote(this, Number(low)) : DType;
        if (max is { } high && DTypes.Promote(this, Number(high)) is { } other && other > type) type = other;
        if (type.IsFloatingPoint()) return Unary.Apply(To(type), new ClampRule(min?.ToDouble(), max?.ToDouble()));
        Tensor result = min is { } m ? Integers.Maximum(this, Number(m)) : this;
        return max is { } n ? Integers.Minimum(result, Number(n)) : result;
    }

    /// <summary>Each element, or <paramref name="min"/> where it is smaller.</summary>
    /// <param name="min">The smallest result.</param>
    public Tensor ClampMin(Scalar min) => Clamp(min, null);

    /// <summary>Each element, or <paramref name="max"/> where it is larger.</summary>
    /// <param name="max">The largest result.</param>
    public Tensor ClampMax(Scalar max) => Clamp(null, max);

    /// <summary>Each element cut off at those of two tensors. The gradient goes to the one that is taken; to this tensor where it is equal to a bound.</summary>
    /// <param name="min">The smallest results; none if not given. The shapes are broadcast.</param>
    /// <param name="max">The largest results; none if not given. They win where they are below <paramref name="min"/>.</param>
    /// <exception cref="ArgumentException">Neither is given, or the shapes do not fit.</exception>
    public Tensor Clamp(Tensor? min, Tensor? max)
    {
        if (min is null && max is null) throw new ArgumentException("torch.clamp: At least one of 'min' or 'max' must not be None");
        if (min is null) return Limited(max!, isLow: false);
        if (max is null) return Limited(min, isLow: true);
        Tensor result = Quietly((this, min, max), static x => x.Item1.Maximum(x.min).Minimum(x.max));
        return Tape.Record(
            result, "Clamp", [this, min, max], (node, grad) =>
            {
                (Tensor x, Tensor low, Tensor high) = (node.Saved(0), node.Saved(1), node.Saved(2));
                return
                [
                    node.Needs(0) ? Where((x >= low) & (x <= high), grad, 0.0) : null,
                    node.Needs(1) ? Where((low < high) & (x < low), grad, 0.0) : null,
                    node.Needs(2) ? Where((high < low) | (x > high), grad, 0.0) : null,
                ];
            }, this, min, max);
    }

    private Tensor Limited(Tensor bound, bool isLow)
    {
        Tensor result = Quietly((this, bound, isLow), static x => x.isLow ? x.Item1.Maximum(x.bound) : x.Item1.Minimum(x.bound));
        return Tape.Record(
            result, "Clamp", [this, bound], (node, grad) =>
            {
                (Tensor x, Tensor limit) = (node.Saved(0), node.Saved(1));
                return
                [
                    node.Needs(0) ? Where(isLow ? x >= limit : x <= limit, grad, 0.0) : null,
                    node.Needs(1) ? Where(isLow ? x < limit : x > limit, grad, 0.0) : null,
                ];
            }, this, bound);
    }

    /// <summary>A whole factor keeps integers integers.</summary>
    private static Scalar Factor(double value) => value == Math.Floor(value) && Math.Abs(value) < 1e15 ? (long)value : value;

    private void DemandSame(Tensor other, string name)
    {
        if (other.DType != DType) throw new ArgumentException($"expected dtype {DType.Name()} for `{name}` but got dtype {other.DType.Name()}. Convert it with To(DType.{DType}).", name);
    }
}
