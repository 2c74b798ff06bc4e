using static SourceAutodiff.Runtime.Tests.Tensors.SemanticsAssert;

namespace SourceAutodiff.Runtime.Tests.Tensors;

public class SemanticsBroadcastingTests
{
    [Fact, Rows("96")]
    public void A_gradient_is_summed_where_its_tensor_was_stretched()
    {
        Tensor a = Tensor.Ones([3, 1], DType.Float64, requiresGrad: true), b = Tensor.Ones([4], DType.Float64, requiresGrad: true);
        (a + b).Sum().Backward();
        Is(a.Grad, 4, 4, 4);
        Is(b.Grad, 3, 3, 3, 3);
        Assert.Equal([3, 1], a.Grad!.Shape.ToArray());
    }

    [Theory, Rows("97-98")]
    [InlineData]
    [InlineData(1)]
    [InlineData(1, 1)]
    [InlineData(1, 1, 1)]
    public void One_element_is_stretched_to_any_shape(params int[] shape)
    {
        Tensor a = Tensor.Ones(shape, DType.Float64, requiresGrad: true);
        (a * Tensor.Ones([2, 3], DType.Float64)).Sum().Backward();
        Is(a.Grad, 6);
        Assert.Equal(shape, a.Grad!.Shape.ToArray());
    }

    [Fact, Rows("99-100")]
    public void Sizes_that_do_not_fit_are_an_error()
    {
        Throws<ArgumentException>("The size of tensor a (2) must match the size of tensor b (3) at non-singleton dimension 0", () => _ = Tensor.Ones([2]) + Tensor.Ones([3]));
        Throws<ArgumentException>("The size of tensor a (3) must match the size of tensor b (2) at non-singleton dimension 1", () => _ = Tensor.Ones([2, 3]) + Tensor.Ones([2]));
    }

    [Fact, Rows("105-106")]
    public void A_view_needs_fitting_strides()
    {
        Tensor m = Tensor.Ones([2, 2]);
        Throws<Exception>("view size is not compatible with input tensor's size and stride (at least one dimension spans across two contiguous subspaces). Use ", () => m.T().View(4));
        Throws<ArgumentException>("shape '[3]' is invalid for input of size 4", () => m.Reshape(3));
        Assert.Equal(4, m.T().Reshape(4).ElementCount);
    }

    [Fact, Rows("108-111")]
    public void Indices_out_of_range_are_errors()
    {
        Throws<ArgumentException>("Dimension out of range (expected to be in range of [-2, 1], but got 5)", () => Tensor.Ones([2, 2]).Sum([5]));
        Throws<ArgumentException>("select(): index 5 out of range for tensor of size [2] at dimension 0", () => Tensor.Ones([2]).Select(0, 5));
        Throws<ArgumentException>("The expanded size of the tensor (4) must match the existing size (2) at non-singleton dimension 0.  Target sizes: [4, 3].  Tensor sizes: [2, 3]", () => Tensor.Ones([2, 3]).Expand(4, 3));
        Throws("only one element tensors can be converted to scalars", () => Tensor.Ones([3]).Item());
    }

    [Fact]
    public void Empty_tensors_are_stretched_and_summed()
    {
        Tensor a = Tensor.Ones([1], DType.Float64, requiresGrad: true);
        Tensor y = (a * Tensor.Ones([0], DType.Float64)).Sum();
        Is(y, 0);
        y.Backward();
        Is(a.Grad, 0);
        Throws<ArgumentException>("must match", () => _ = Tensor.Ones([2]) + Tensor.Ones([0]));
    }
}
