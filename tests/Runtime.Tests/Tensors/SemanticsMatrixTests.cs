using static SourceAutodiff.Runtime.Tests.Tensors.SemanticsAssert;

namespace SourceAutodiff.Runtime.Tests.Tensors;

public class SemanticsMatrixTests
{
    [Fact, Rows("101-102")]
    public void Shapes_have_to_fit()
    {
        Throws<ArgumentException>("mat1 and mat2 shapes cannot be multiplied (2x3 and 2x3)", () => Tensor.Ones([2, 3]).Matmul(Tensor.Ones([2, 3])));
        Throws<ArgumentException>("self must be a matrix", () => Tensor.Ones([2]).Mm(Tensor.Ones([2, 2])));
    }

    [Fact, Rows("103-104, 233")]
    public void Types_have_to_be_the_same()
    {
        Throws<Exception>("expected m1 and m2 to have the same dtype, but got: long int != float", () => Tensor.Ones([2, 2], DType.Int64).Matmul(Tensor.Ones([2, 2])));
        Throws<Exception>("expected m1 and m2 to have the same dtype, but got: double != float", () => Tensor.Ones([2, 2], DType.Float64).Matmul(Tensor.Ones([2, 2])));
        Throws<Exception>("expected m1 and m2 to have the same dtype, but got: float != double", () => Functional.Linear(Tensor.Ones([2, 2]), Tensor.Ones([2, 2], DType.Float64)));
    }
}
