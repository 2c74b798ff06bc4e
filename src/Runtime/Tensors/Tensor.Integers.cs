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
