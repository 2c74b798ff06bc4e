using SourceAutodiff.Kernels;
using SourceAutodiff.Tensors;

namespace SourceAutodiff;

public sealed partial class Tensor
{
    /// <summary>Elements of one tensor where a condition holds, and of another elsewhere. The gradient goes to the one that was taken.</summary>
    /// <param name="condition">Boolean. The three shapes are broadcast.</param>
    /// <param name="whenTrue">Taken where it holds.</param>
    /// <param name="whenFalse">Taken elsewhere.</param>
    /// <exception cref="ArgumentException">The condition is not boolean, or the shapes do not fit.</exception>
    public static Tensor Where(Tensor condition, Tensor whenTrue, Tensor whenFalse)
    {
        ArgumentNullException.ThrowIfNull(condition);
        ArgumentNullException.ThrowIfNull(whenTrue);
        ArgumentNullException.ThrowIfNull(whenFalse);
        if (condition.DType != DType.Bool) throw new ArgumentException($"where expected condition to be a boolean tensor, but got a tensor with dtype {condition.DType.Title()}. Compare it with something, as in x > 0.", nameof(condition));
        DType type = DTypes.Promote(whenTrue, whenFalse);
        int[] sizes = Layout.Broadcast(condition.Layout.Sizes, Layout.Broadcast(whenTrue.Layout.Sizes, whenFalse.Layout.Sizes));
        Tensor result = Choosing.Choose(condition, whenTrue.Converted(type), whenFalse.Converted(type), Empty(sizes, type));
        return Tape.Record(
            result, "Where", [whenTrue, whenFalse],
            (node, grad) => [node.Needs(0) ? Where(node.Saved(0), grad, Number(0.0)) : null, node.Needs(1) ? Where(node.Saved(0), Number(0.0), grad) : null], condition);
    }

    /// <inheritdoc cref="Where(Tensor, Tensor, Tensor)"/>
    public static Tensor Where(Tensor condition, Tensor whenTrue, Scalar whenFalse) => Where(condition, whenTrue, Number(whenFalse));

    /// <inheritdoc cref="Where(Tensor, Tensor, Tensor)"/>
    public static Tensor Where(Tensor condition, Scalar whenTrue, Tensor whenFalse) => Where(condition, Number(whenTrue), whenFalse);

    /// <summary>Zeros of the shape and type of another tensor.</summary>
    /// <param name="tensor">The other tensor.</param>
    public static Tensor ZerosLike(Tensor tensor) => EmptyLike(tensor, tensor.DType);
}
