using SourceAutodiff.Kernels;
using SourceAutodiff.Tensors;

namespace SourceAutodiff;

public sealed partial class Tensor
{
    /// <summary>The absolute value of each element.</summary>
    public Tensor Abs() => DType.IsFloatingPoint() ? Kernels.Unary.Apply<AbsRule>(this)
        : DType == DType.Bool ? throw new InvalidOperationException("\"abs_cpu\" not implemented for 'Bool'. Convert the tensor with To(DType.Int64) first.")
        : Where(this < 0, -this, this);

    /// <summary>Each element rounded down.</summary>
    public Tensor Floor() => DType.IsFloatingPoint() ? Kernels.Unary.Apply<FloorRule>(this) : Whole("floor");

    /// <summary>Each element rounded up.</summary>
    public Tensor Ceil() => DType.IsFloatingPoint() ? Kernels.Unary.Apply<CeilingRule>(this) : Whole("ceil");

    /// <summary>Each element without its fraction.</summary>
    public Tensor Trunc() => DType.IsFloatingPoint() ? Kernels.Unary.Apply<TruncateRule>(this) : Whole("trunc");

    /// <summary>Each element rounded to the nearest integer, ties to the even one.</summary>
    public Tensor Round() => DType.IsFloatingPoint() ? Kernels.Unary.Apply<RoundRule>(this) : Whole("round");

    /// <summary>Each element rounded to so many digits after the point, ties to the even one.</summary>
    /// <param name="decimals">The digits; negative ones round to tens, hundreds, …</param>
    /// <exception cref="InvalidOperationException">The elements are no floating-point numbers.</exception>
    public Tensor Round(int decimals)
    {
        if (decimals == 0) return Round();
        if (!DType.IsFloatingPoint()) throw new InvalidOperationException($"\"round_cpu\" not implemented for '{DType.Title()}' with decimals. Convert the tensor with To(DType.Float32) first.");
        double factor = Math.Pow(10, Math.Abs(decimals));
        Tensor x = Converted(DType.IsHalfPrecision() ? DType.Float32 : DType);
        Tensor result = Quietly((x, decimals, factor), static a => a.decimals > 0 ? (a.x * a.factor).Round() / a.factor : (a.x / a.factor).Round() * a.factor).Converted(DType);
        return Tape.Record(result, "Round", this, (_, grad) => ZerosLike(grad));
    }

    /// <summary>The larger of two elements; at a tie half of the gradient goes to each.</summary>
    /// <param name="other">The shapes are broadcast.</param>
    public Tensor Maximum(Tensor other) => DTypes.Promote(this, other).IsFloatingPoint() ? Kernels.Binary.Apply<MaxRule>(this, other) : Kernels.Integers.Maximum(this, other);

    /// <summary>The smaller of two elements; at a tie half of the gradient goes to each.</summary>
    /// <param name="other">The shapes are broadcast.</param>
    public Tensor Minimum(Tensor other) => DTypes.Promote(this, other).IsFloatingPoint() ? Kernels.Binary.Apply<MinRule>(this, other) : Kernels.Integers.Minimum(this, other);

    /// <summary>1 divided by each element.</summary>
    public Tensor Reciprocal() => Kernels.Unary.Apply<ReciprocalRule>(this);

    /// <summary>Integers are whole already.</summary>
    private Tensor Whole(string name) => DType == DType.Bool
        ? throw new InvalidOperationException($"\"{name}_vml_cpu\" not implemented for 'Bool'. Convert the tensor with To(DType.Int64) first.")
        : Clone();
}
