using SourceAutodiff.Kernels;
using SourceAutodiff.Tensors;

namespace SourceAutodiff;

public sealed partial class Tensor
{
    /// <summary>Each element to a power. Integers stay integers under an integer power.</summary>
    /// <param name="exponent">The power.</param>
    /// <exception cref="InvalidOperationException">A negative integer power is asked of integers.</exception>
    public Tensor Pow(Scalar exponent)
    {
        DType type = DTypes.Promote(this, Number(exponent));
        if (type.IsFloatingPoint()) return Unary.Apply(To(type), new PowerRule(exponent.ToDouble()));
        if (exponent.ToInt64() < 0) throw new InvalidOperationException("Integers to negative integer powers are not allowed. Convert the tensor to a floating-point type first.");
        return Pow(Number(exponent));
    }

    /// <summary>Each element to the power of another. The gradient of the base is 0 where the exponent is 0, and that of the exponent where the base is 0 and the exponent is not negative.</summary>
    /// <param name="exponent">The powers; the shapes are broadcast.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    /// <exception cref="InvalidOperationException">Both are booleans.</exception>
    public Tensor Pow(Tensor exponent)
    {
        ArgumentNullException.ThrowIfNull(exponent);
        DType type = DTypes.Promote(this, exponent);
        return type.IsFloatingPoint() ? Binary.Apply<TensorPowerRule>(this, exponent)
            : type == DType.Bool ? throw new InvalidOperationException("\"pow\" not implemented for 'Bool'. Convert the tensors to another type first.")
            : Integers.Apply<Integers.PowerOp>(this, exponent);
    }

    /// <summary>A number to the power of each element.</summary>
    /// <param name="self">The base.</param>
    /// <param name="exponent">The powers.</param>
    public static Tensor Pow(Scalar self, Tensor exponent)
    {
        ArgumentNullException.ThrowIfNull(exponent);
        DType type = DTypes.Promote(exponent, Number(self));
        return type.IsFloatingPoint() ? Unary.Apply(exponent.To(type), new BasePowerRule(self.ToDouble())) : Number(self).Pow(exponent);
    }

    /// <summary>Each element to the power of another, in double precision.</summary>
    /// <param name="exponent">The powers; the shapes are broadcast.</param>
    public Tensor FloatPower(Tensor exponent)
    {
        ArgumentNullException.ThrowIfNull(exponent);
        return To(DType.Float64).Pow(exponent.To(DType.Float64));
    }

    /// <summary>Each element to a power, in double precision.</summary>
    /// <param name="exponent">The power.</param>
    public Tensor FloatPower(Scalar exponent) => To(DType.Float64).Pow(exponent.ToDouble());

    /// <summary>The quotient, rounded.</summary>
    /// <param name="other">The divisor; the shapes are broadcast.</param>
    /// <param name="roundingMode"><c>"floor"</c> rounds down, <c>"trunc"</c> cuts the fraction off, and both have the gradient 0; <see langword="null"/> does not round.</param>
    /// <exception cref="ArgumentException">There is no such mode, or the shapes do not fit.</exception>
    /// <exception cref="DivideByZeroException">An integer is divided by zero.</exception>
    public Tensor Div(Tensor other, string? roundingMode) => roundingMode switch
    {
        null => this / other,
        "floor" => Rounded<FloorQuotientRule, Integers.FloorOp>(other, "div_floor_cpu"),
        "trunc" => Rounded<TruncatedQuotientRule, Integers.TruncateOp>(other, "div_trunc_cpu"),
        _ => throw new ArgumentException($"div expected rounding_mode to be one of None, 'trunc', or 'floor' but found '{roundingMode}'", nameof(roundingMode)),
    };

    /// <inheritdoc cref="Div(Tensor, string)"/>
    public Tensor Div(Scalar other, string? roundingMode) => Div(Number(other), roundingMode);

    /// <summary>The quotient, rounded down. It has no derivative: a backward pass through it is an error, as in libtorch.</summary>
    /// <param name="other">The divisor; the shapes are broadcast.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    /// <exception cref="DivideByZeroException">An integer is divided by zero.</exception>
    public Tensor FloorDivide(Tensor other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Tape.Record(Quietly((this, other), static x => x.Item1.Div(x.other, "floor")), "NotImplemented", [this, other], (_, _) => throw new InvalidOperationException("derivative for aten::floor_divide is not implemented. Use Div(other, \"floor\"), whose gradient is 0, or Detach() the operands."));
    }

    /// <inheritdoc cref="FloorDivide(Tensor)"/>
    public Tensor FloorDivide(Scalar other) => FloorDivide(Number(other));

    /// <summary>What is left after division, with the sign of the divisor.</summary>
    /// <param name="other">The divisor; the shapes are broadcast.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    /// <exception cref="DivideByZeroException">An integer is divided by zero.</exception>
    public Tensor Remainder(Tensor other) => Rounded<FloorRemainderRule, Integers.FloorRemainderOp>(other, "remainder_cpu");

    /// <inheritdoc cref="Remainder(Tensor)"/>
    public Tensor Remainder(Scalar other) => Remainder(Number(other));

    /// <summary>What is left after division, with the sign of the dividend: as <c>%</c> in C#.</summary>
    /// <param name="other">The divisor; the shapes are broadcast.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    /// <exception cref="DivideByZeroException">An integer is divided by zero.</exception>
    public Tensor Fmod(Tensor other) => Rounded<RemainderRule, Integers.RemainderOp>(other, "fmod_cpu");

    /// <inheritdoc cref="Fmod(Tensor)"/>
    public Tensor Fmod(Scalar other) => Fmod(Number(other));

    private Tensor Rounded<TRule, TOp>(Tensor other, string kernel) where TRule : struct, IBinaryRule where TOp : struct, Integers.IIntegerOp
    {
        ArgumentNullException.ThrowIfNull(other);
        DType type = DTypes.Promote(this, other);
        return type.IsFloatingPoint() ? Binary.Apply<TRule>(this, other)
            : type == DType.Bool ? throw new InvalidOperationException($"\"{kernel}\" not implemented for 'Bool'. Convert the tensors to another type first.")
            : Integers.Apply<TOp>(this, other);
    }
}
