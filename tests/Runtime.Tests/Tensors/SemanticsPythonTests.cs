using static SourceAutodiff.Runtime.Tests.Tensors.SemanticsAssert;

namespace SourceAutodiff.Runtime.Tests.Tensors;

/// <summary>The rows of <c>Data/python-torch-semantics.md</c> that are not those of libtorch's table: the walk-through of tutorials, as Python prints it.</summary>
public class SemanticsPythonTests
{
    private readonly Tensor _x = Tensor.From([1f, 2f, 3f]), _w = Tensor.From([2f, 3f, 4f], requiresGrad: true), _b = Tensor.From(1f, requiresGrad: true);

    [Fact]
    public void The_walk_through_prints_what_PyTorch_prints()
    {
        Assert.Equal("tensor([1, 2, 3])", Tensor.From([1L, 2L, 3L]).ToString());
        Assert.Equal("tensor([1., 2., 3.], requires_grad=True)", Tensor.From([1f, 2f, 3f]).SetRequiresGrad().ToString());
        Assert.Equal("tensor([1., 4., 9.])", (Tensor.From([1L, 2L, 3L]) * _x).ToString());
        Assert.Equal("tensor([ 2.,  6., 12.], grad_fn=<MulBackward0>)", (_w * _x).ToString());
        Assert.Equal("tensor([1., 4., 9.])", (_x * _x).ToString());
        Tensor z = (_w * _x) + _b;
        Assert.Equal("tensor([ 3.,  7., 13.], grad_fn=<AddBackward0>)", z.ToString());
        Assert.Equal("tensor(23., grad_fn=<SumBackward0>)", z.Sum().ToString());
        z.Sum().Backward();
        Assert.Equal("tensor([1., 2., 3.])", _w.Grad!.ToString());
        Assert.Equal("tensor(3.)", _b.Grad!.ToString());
        Assert.Null(_x.Grad);
        using (Autograd.NoGrad()) Assert.Equal("tensor([4., 6., 8.])", (_w * 2).ToString());
        Assert.Equal("tensor([2., 3., 4.])", _w.Detach().ToString());
        Assert.Equal("tensor([ 0.5000, -3.5000])", (Tensor.From([1L, -7L]) / Tensor.From([2L, 2L])).ToString());
        _w.Grad = null;
        (_w * 2).Backward(Tensor.From([1f, 10f, 100f]));
        Assert.Equal("tensor([  2.,  20., 200.])", _w.Grad!.ToString());
    }

    [Fact]
    public void A_kept_gradient_is_printed_like_any_other()
    {
        Tensor y = _w * 2;
        y.RetainGrad();
        (y * y).Sum().Backward();
        Assert.Equal("tensor([ 8., 12., 16.])", y.Grad!.ToString());
        Assert.True(y.RetainsGrad);
    }

    [Fact]
    public void Writing_to_memory_needs_a_detached_tensor()
    {
        Throws("Can't write to the memory of a Tensor that requires grad. Use Detach().AsSpan()", () => { _w.AsSpan<float>(); });
        Assert.Equal([2f, 3f, 4f], _w.AsReadOnlySpan<float>().ToArray());
        Assert.Equal([2f, 3f, 4f], _w.ToArray<float>());
    }

    [Fact]
    public void One_element_only_can_be_taken_out()
    {
        Throws("only one element tensors can be converted to scalars; this one has the shape [3]", () => _w.Item());
        Assert.Equal(23.0, ((_w * _x) + _b).Sum().Item());
        Throws("The elements of this tensor are of Float32, not Float64", () => _w.ToArray<double>());
    }

    [Fact]
    public void A_backward_pass_of_another_shape_is_refused() =>
        Throws("invalid gradient at index 0 - got [2] but expected shape compatible with [3]", () => (_w * 2).Backward(Tensor.From([1f, 2f])));
}
