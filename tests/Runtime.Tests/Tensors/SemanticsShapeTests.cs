using static SourceAutodiff.Runtime.Tests.Tensors.SemanticsAssert;

namespace SourceAutodiff.Runtime.Tests.Tensors;

public class SemanticsShapeTests
{
    [Fact, Rows("107")]
    public void Only_matching_tensors_are_joined() =>
        Throws<ArgumentException>("Sizes of tensors must match except in dimension 0. Expected size 2 but got size 3 for tensor number 1 in the list.", () => Tensor.Cat([Tensor.Ones([2, 2]), Tensor.Ones([2, 3])]));

    [Fact, Rows("229")]
    public void Joined_tensors_are_of_the_wider_type() => IsTyped(Tensor.Cat([Tensor.From([1L]), Tensor.From([1.5f])]), DType.Float32, 1, 1.5);

    [Fact, Rows("234-235")]
    public void Indices_may_be_Int32()
    {
        Tensor x = Tensor.From([5f, 6f]), index = Tensor.From([1, 0]);
        IsTyped(x.IndexSelect(0, index), DType.Float32, 6, 5);
        IsTyped(x.Gather(0, index), DType.Float32, 6, 5);
    }
}
