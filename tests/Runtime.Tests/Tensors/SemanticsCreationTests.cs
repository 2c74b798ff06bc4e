using static SourceAutodiff.Runtime.Tests.Tensors.SemanticsAssert;

namespace SourceAutodiff.Runtime.Tests.Tensors;

public class SemanticsCreationTests
{
    private const string NotDifferentiable = "Only Tensors of floating point and complex dtype can require gradients";

    [Fact, Rows("1-5")]
    public void The_type_is_that_of_the_values()
    {
        IsTyped(Tensor.From([1, 2, 3]), DType.Int32, 1, 2, 3);
        IsTyped(Tensor.From([1L, 2L, 3L]), DType.Int64, 1, 2, 3);
        IsTyped(Tensor.From([1f, 2f, 3f]), DType.Float32, 1, 2, 3);
        IsTyped(Tensor.From([1.0, 2.0, 3.0]), DType.Float64, 1, 2, 3);
        IsTyped(Tensor.From(3.0), DType.Float64, 3);
        IsTyped(Tensor.From(3), DType.Int32, 3);
        IsTyped(Tensor.From(true), DType.Bool, 1);
        Assert.Equal(0, Tensor.From(3.0).Rank);
        Flags(Tensor.From([1, 2, 3]), requiresGrad: false);
        Flags(Tensor.From([1f, 2f]), requiresGrad: false);
    }

    [Fact, Rows("6-10")]
    public void A_leaf_may_require_a_gradient()
    {
        Flags(Tensor.From([1f, 2f, 3f], requiresGrad: true), requiresGrad: true);
        Tensor b = Tensor.From([1f]);
        Assert.Same(b, b.SetRequiresGrad());
        Flags(b, requiresGrad: true);
        b.RequiresGrad = false;
        Flags(b, requiresGrad: false);
        b.RequiresGrad = true;
        Flags(b, requiresGrad: true);
    }

    [Fact, Rows("11-16")]
    public void Integers_and_booleans_cannot_require_a_gradient()
    {
        Throws(NotDifferentiable, () => Tensor.From([1L, 2L], requiresGrad: true));
        Throws(NotDifferentiable, () => Tensor.From([1, 2], requiresGrad: true));
        Throws(NotDifferentiable, () => Tensor.From([true], requiresGrad: true));
        Throws(NotDifferentiable, () => Tensor.From([1L]).SetRequiresGrad());
        Throws(NotDifferentiable, () => { Tensor.From([true]).RequiresGrad = true; });
        Throws(NotDifferentiable, () => Tensor.Zeros([2], DType.Int32, requiresGrad: true));
        Throws(NotDifferentiable, () => Tensor.Arange(3, requiresGrad: true));
        Throws(NotDifferentiable, () => Tensor.Eye(2, dtype: DType.Bool, requiresGrad: true));
        Throws("To(DType.Float32)", () => Tensor.Full([2], 1, requiresGrad: true));
        Tensor.From([1L]).RequiresGrad = false;
    }

    [Fact, Rows("17-19")]
    public void Single_precision_is_the_default()
    {
        IsTyped(Tensor.Ones([2, 3]), DType.Float32, 1, 1, 1, 1, 1, 1);
        Flags(Tensor.Ones([2], requiresGrad: true), requiresGrad: true);
        IsTyped(Tensor.Arange(3), DType.Int64, 0, 1, 2);
        IsTyped(Tensor.Arange(3.0), DType.Float32, 0, 1, 2);
        IsTyped(Tensor.Arange(0, 1, 0.5), DType.Float32, 0, 0.5);
        Assert.Equal(DType.Float32, Tensor.Full([1], 2.5).DType);
        Assert.Equal(DType.Float32, Tensor.Linspace(0, 1, 3).DType);
    }

    [Fact, Rows("20-22, 34")]
    public void A_conversion_is_an_operation()
    {
        Tensor converted = Tensor.From([1L, 2L]).To(DType.Float32).SetRequiresGrad();
        Flags(converted, requiresGrad: true);
        Tensor leaf = Tensor.From([1.7f, 2f], requiresGrad: true);
        IsTyped(leaf.To(DType.Int64), DType.Int64, 1, 2);
        Flags(leaf.To(DType.Int64), requiresGrad: false);
        Flags(leaf.To(DType.Float64), requiresGrad: true, "ToCopyBackward0");
        Assert.Same(leaf, leaf.To(DType.Float32));
        leaf.To(DType.Float64).Sum().Backward();
        IsTyped(leaf.Grad, DType.Float32, 1, 1);
    }

    [Fact]
    public void Memory_is_copied_unless_it_is_wrapped()
    {
        double[] values = [1, 2];
        Tensor copy = Tensor.From(values), wrapped = Tensor.Wrap(values, [2]);
        values[0] = 5;
        Is(copy, 1, 2);
        Is(wrapped, 5, 2);
        wrapped.MulInPlace(2);
        Assert.Equal(10, values[0]);
    }

    [Fact]
    public void Wrong_shapes_are_told()
    {
        Throws<ArgumentException>("shape '[3]' is invalid for input of size 4", () => Tensor.From([1.0, 2, 3, 4], [3]));
        Throws<ArgumentException>("expected sequence of length 2 at dim 1 (got 1)", () => Tensor.From(new double[][] { [1, 2], [3] }));
        Throws<ArgumentException>("negative dimension -1", () => Tensor.Zeros([-1]));
    }
}
