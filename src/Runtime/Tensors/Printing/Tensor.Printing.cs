using SourceAutodiff.Printing;

namespace SourceAutodiff;

public sealed partial class Tensor
{
    /// <summary>
    /// As PyTorch prints it: <c>tensor([0.5000, -1.0000], requires_grad=True)</c>, <c>tensor(3., grad_fn=&lt;MulBackward0&gt;)</c>. Four digits after the point, lines of 80
    /// characters, and of more than 1000 elements the first and last three of each dimension.
    /// </summary>
    public override string ToString() => TensorPrinter.Print(this);
}
