using static SourceAutodiff.Runtime.Tests.Tensors.SemanticsAssert;

namespace SourceAutodiff.Runtime.Tests.Tensors;

public class SemanticsPropagationTests
{
    private readonly Tensor _x = Tensor.From([1f, 2f, 3f]), _w = Tensor.From([2f, 3f, 4f], requiresGrad: true), _b = Tensor.From(1f, requiresGrad: true);

    [Fact, Rows("24-28")]
    public void Requiring_a_gradient_spreads_to_results()
    {
        Flags(_w, requiresGrad: true);
        Flags(_w * _x, requiresGrad: true, "MulBackward0");
        Flags(_x * _x, requiresGrad: false);
        Tensor z = (_w * _x) + _b;
        Flags(z, requiresGrad: true, "AddBackward0");
        IsTyped(z, DType.Float32, 3, 7, 13);
        z.Sum().Backward();
        IsTyped(_w.Grad, DType.Float32, 1, 2, 3);
        IsTyped(_b.Grad, DType.Float32, 3);
        Assert.Equal(0, _b.Grad!.Rank);
        Assert.Null(_x.Grad);
    }

    [Fact, Rows("29-30")]
    public void Integers_are_constants()
    {
        Tensor x = Tensor.From([1L, 2L, 3L]), y = x * _w;
        IsTyped(y, DType.Float32, 2, 6, 12);
        Flags(y, requiresGrad: true, "MulBackward0");
        y.Sum().Backward();
        IsTyped(_w.Grad, DType.Float32, 1, 2, 3);
        Assert.Null(x.Grad);
    }

    [Fact, Rows("31")]
    public void A_gradient_has_the_type_of_its_tensor()
    {
        Tensor y = Tensor.From([1.0, 2.0, 3.0]) * _w;
        Assert.Equal(DType.Float64, y.DType);
        y.Sum().Backward();
        IsTyped(_w.Grad, DType.Float32, 1, 2, 3);
    }

    [Fact, Rows("33")]
    public void Leaves_are_what_no_recorded_operation_made()
    {
        Tensor a = Leaf(1, 2);
        Assert.True((Tensor.From([1.0]) * 2).IsLeaf);
        Assert.True(a.IsLeaf);
        Assert.False((a * 2).IsLeaf);
        Assert.True((a * 2).Detach().IsLeaf);
        (a * 2).Sum().Backward();
        Assert.True(a.Grad!.IsLeaf);
        Assert.False(a.Grad.RequiresGrad);
    }

    [Fact]
    public void The_graph_can_be_walked()
    {
        Tensor y = (_w * _x) + _b;
        GradFn add = y.GradFn!;
        Assert.Equal("<AddBackward0>", add.ToString());
        Assert.Equal(["MulBackward0", "AccumulateGrad"], add.NextFunctions.Select(function => function!.Name));
        Assert.Equal(["AccumulateGrad", null], add.NextFunctions[0]!.NextFunctions.Select(function => function?.Name));
    }

    [Fact]
    public void Comparisons_and_integers_are_not_recorded()
    {
        Flags(_w > 1, requiresGrad: false);
        Flags(_w.Eq(_x), requiresGrad: false);
        Flags(_w.To(DType.Int32), requiresGrad: false);
        Flags(_w.Detach(), requiresGrad: false);
    }
}
