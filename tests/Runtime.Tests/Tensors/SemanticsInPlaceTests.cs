using static SourceAutodiff.Runtime.Tests.Tensors.SemanticsAssert;

namespace SourceAutodiff.Runtime.Tests.Tensors;

public class SemanticsInPlaceTests
{
    private const string OfLeaf = "a leaf Variable that requires grad is being used in an in-place operation.";
    private const string OfLeafsView = "a view of a leaf Variable that requires grad is being used in an in-place operation.";
    private const string Modified = "one of the variables needed for gradient computation has been modified by an inplace operation: ";

    private readonly Tensor _a = Leaf(1, 2);

    [Fact, Rows("58-60")]
    public void Only_leaves_can_be_switched()
    {
        Tensor y = _a * 2;
        Throws("you can only change requires_grad flags of leaf variables. If you want to use a computed variable in a subgraph that doesn't require differentiation use var.Detach().", () => { y.RequiresGrad = false; });
        Throws("you can only change requires_grad flags of leaf variables.", () => y.SetRequiresGrad(false));
        y.RequiresGrad = true;
        Flags(y, requiresGrad: true, "MulBackward0");
    }

    [Fact, Rows("61-62")]
    public void A_leaf_that_requires_a_gradient_is_not_changed()
    {
        Throws(OfLeaf, () => _a.AddInPlace(1));
        Throws(OfLeaf, () => _a.ZeroInPlace());
        Throws(OfLeaf, () => _a.CopyInPlace(Tensor.Ones([2])));
        Is(_a, 1, 2);
        Assert.Equal(0, _a.Version);
    }

    [Fact, Rows("63-64")]
    public void A_view_of_such_a_leaf_is_not_changed()
    {
        Throws(OfLeafsView, () => _a.Select(0, 0).FillInPlace(5));
        Throws(OfLeafsView, () => _a.Slice(0, 0, 1).AddInPlace(1));
        Is(_a, 1, 2);
    }

    [Fact, Rows("66-67")]
    public void A_leaf_can_be_changed_where_nothing_is_recorded()
    {
        using (Autograd.NoGrad()) _a.AddInPlace(1);
        Is(_a, 2, 3);
        Flags(_a, requiresGrad: true);
        Assert.Equal(1, _a.Version);
        _a.Detach().AddInPlace(1);
        Is(_a, 3, 4);
        Flags(_a, requiresGrad: true);
        Assert.Equal(2, _a.Version);
    }

    [Fact, Rows("68")]
    public void A_change_of_what_was_saved_is_noticed()
    {
        Tensor y = (_a * _a).Sum();
        using (Autograd.NoGrad()) _a.AddInPlace(1);
        Throws(Modified + "[DoubleTensor [2]] is at version 1; expected version 0 instead. Hint: enable anomaly detection to find the operation that failed to compute its gradient", () => y.Backward());
    }

    [Fact, Rows("69")]
    public void Also_of_a_result_that_was_saved()
    {
        Tensor b = _a * 2, y = (b * b).Sum();
        b.AddInPlace(1);
        Throws(Modified + "[DoubleTensor [2]], which is output 0 of AddBackward0, is at version 1; expected version 0 instead.", () => y.Backward());
    }

    [Fact, Rows("70")]
    public void Also_of_an_operations_own_result()
    {
        Tensor b = _a.Exp();
        b.AddInPlace(1);
        Throws(Modified + "[DoubleTensor [2]], which is output 0 of ExpBackward0, is at version 1; expected version 0 instead.", () => b.Sum().Backward());
    }

    [Fact, Rows("71-73")]
    public void A_change_of_what_was_not_saved_is_recorded()
    {
        Tensor b = _a * 2;
        b.AddInPlace(1);
        Flags(b, requiresGrad: true, "AddBackward0");
        b.Sum().Backward();
        Is(_a.Grad, 2, 2);
        _a.Grad = null;

        // What is saved here is the result, not the argument that changes.
        Tensor c = _a + 1, y = c.Exp();
        double[] slopes = y.ToArray<double>();
        c.MulInPlace(2);
        y.Sum().Backward();
        Is(_a.Grad, slopes);
        _a.Grad = null;

        Tensor d = _a * 2;
        d.MulInPlace(3);
        Flags(d, requiresGrad: true, "MulBackward0");
        Assert.Equal(1, d.Version);
        d.Sum().Backward();
        Is(_a.Grad, 6, 6);
    }

    [Fact, Rows("74")]
    public void A_change_of_a_view_changes_the_base()
    {
        Tensor b = _a * 1, v = b.Slice(0, 0, 1);
        v.MulInPlace(5);
        Is(b, 5, 2);
        Assert.Equal("CopySlices", b.GradFn!.Name);
        Assert.Equal("AsStridedBackward0", v.GradFn!.Name);
        b.Sum().Backward();
        Is(_a.Grad, 5, 1);
    }

    [Fact]
    public void A_change_of_the_base_changes_a_view()
    {
        Tensor b = _a * 1, v = b.Slice(0, 1, 2);
        b.MulInPlace(b.Detach().Clone());
        Is(v, 4);
        v.Sum().Backward();
        Is(_a.Grad, 0, 2);
    }

    [Fact]
    public void Overlapping_changes_of_views_of_views_are_followed()
    {
        Tensor b = Leaf(1, 2, 3, 4, 5, 6), x = (b * 1).View(2, 3);
        x.Select(0, 1).MulInPlace(10);
        x.T().Select(0, 0).MulInPlace(100);
        x.Sum().Backward();
        Is(b.Grad, 100, 1, 1, 1000, 10, 10);
        Is(x, 100, 2, 3, 4000, 50, 60);
    }

    [Fact, Rows("75")]
    public void A_constant_becomes_a_result()
    {
        Tensor w = Leaf(1, 2), x = Tensor.From([1.0, 2.0]);
        x.AddInPlace(w * 2);
        Is(x, 3, 6);
        Flags(x, requiresGrad: true, "AddBackward0");
        x.Sum().Backward();
        Is(w.Grad, 2, 2);
    }

    [Fact, Rows("76-77")]
    public void A_result_has_to_fit_into_the_type()
    {
        Throws("result type Double can't be cast to the desired output type Long", () => Tensor.From([1L, 2L]).AddInPlace(Tensor.From([1.0, 2.0])));
        Throws("can't be cast to the desired output type Long", () => Tensor.From([1L, 2L]).MulInPlace(2.5));
        Tensor x = Tensor.From([1f, 2f]);
        x.AddInPlace(Tensor.From([1.0, 2.0]));
        IsTyped(x, DType.Float32, 2, 4);
    }

    [Fact]
    public void A_result_has_to_fit_into_the_shape()
    {
        Tensor x = Tensor.From([1.0, 2.0]);
        Throws("output with shape [2] doesn't match the broadcast shape [3, 2]", () => x.AddInPlace(Tensor.Ones([3, 1], DType.Float64)));
        Is(x, 1, 2);
        Assert.Equal(0, x.Version);
    }

    [Fact]
    public void Memory_that_is_seen_several_times_is_not_written_to() =>
        Throws("more than one element of the written-to tensor refers to a single memory location", () => Tensor.From([1.0]).Expand(3).AddInPlace(1));

    [Fact]
    public void A_write_through_memory_counts_as_a_change()
    {
        Tensor y = (_a * _a).Sum();
        _a.Detach().AsSpan<double>()[0] = 7;
        Throws(Modified, () => y.Backward());
        Throws("Can't write to the memory of a Tensor that requires grad.", () => { _a.AsSpan<double>(); });
    }

    [Fact]
    public void Filling_cuts_the_graph()
    {
        Tensor b = _a * 2;
        b.Slice(0, 0, 1).FillInPlace(9);
        b.Sum().Backward();
        Is(_a.Grad, 0, 2);
    }

    [Fact]
    public void What_was_filled_stays_a_result()
    {
        Tensor b = _a * 2;
        b.ZeroInPlace();
        Flags(b, requiresGrad: true, "FillBackward0");
        b.CopyInPlace(Tensor.From([5.0, 6.0]));
        (b * b).Sum().Backward();
        Is(b, 5, 6);
        Is(_a.Grad, 0, 0);
    }

    [Fact]
    public void Copying_moves_the_graph()
    {
        Tensor source = Leaf(7, 8), b = _a * 2;
        b.CopyInPlace(source);
        (b * b).Sum().Backward();
        Is(source.Grad, 14, 16);
        Assert.Null(_a.Grad);
    }
}
