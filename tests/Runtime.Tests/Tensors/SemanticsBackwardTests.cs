using static SourceAutodiff.Runtime.Tests.Tensors.SemanticsAssert;

namespace SourceAutodiff.Runtime.Tests.Tensors;

public class SemanticsBackwardTests
{
    private const string SecondTime = "Trying to backward through the graph a second time (or directly access saved tensors after they have already been freed). Saved intermediate values of the graph are freed when you call";
    private const string NoGradient = "element 0 of tensors does not require grad and does not have a grad_fn";
    private const string ScalarOnly = "grad can be implicitly created only for scalar outputs";

    private readonly Tensor _a = Leaf(1, 2, 3);

    [Fact, Rows("35")]
    public void Several_elements_need_a_gradient() => Throws(ScalarOnly, () => (_a * 2).Backward());

    [Theory, Rows("36-37")]
    [InlineData(1)]
    [InlineData(1, 1)]
    public void One_element_is_enough(params int[] shape)
    {
        Tensor a = Tensor.Ones(shape, DType.Float64, requiresGrad: true);
        (a * 2).Backward();
        Is(a.Grad, 2);
        Assert.Equal(shape, a.Grad!.Shape.ToArray());
    }

    [Fact, Rows("38, 41")]
    public void A_gradient_may_be_given()
    {
        (_a * 2).Backward(Tensor.From([1.0, 10, 100]));
        Is(_a.Grad, 2, 20, 200);
        _a.Grad = null;
        (_a * 2).Backward(Tensor.From([1f, 1f, 1f]));
        Is(_a.Grad, 2, 2, 2);
    }

    [Fact, Rows("39")]
    public void A_gradient_of_a_wrong_shape_is_an_error()
    {
        Throws("invalid gradient at index 0 - got [2] but expected shape compatible with [3]", () => (_a * 2).Backward(Tensor.From([1.0, 2.0])));
        Assert.Null(_a.Grad);
    }

    [Fact, Rows("40")]
    public void A_gradient_is_not_stretched() =>
        Throws("invalid gradient at index 0 - got [] but expected shape compatible with [3]", () => (_a * 2).Backward(Tensor.From(1.0)));

    [Fact, Rows("42-43")]
    public void What_was_saved_is_freed()
    {
        Tensor y = (_a * _a).Sum(), z = _a.Exp().Sum();
        y.Backward();
        z.Backward();
        Throws(SecondTime, () => y.Backward());
        Throws(SecondTime, () => z.Backward());
    }

    [Fact, Rows("44-45")]
    public void What_saves_nothing_can_be_repeated()
    {
        Tensor y = (_a + _a).Sum(), z = (_a * 2).Sum();
        y.Backward();
        y.Backward();
        Is(_a.Grad, 4, 4, 4);
        z.Backward();
        z.Backward();
        Is(_a.Grad, 8, 8, 8);
    }

    [Fact, Rows("46")]
    public void A_graph_can_be_retained()
    {
        Tensor y = (_a * _a).Sum();
        y.Backward(retainGraph: true);
        y.Backward();
        Is(_a.Grad, 4, 8, 12);
        Throws(SecondTime, () => y.Backward());
    }

    [Fact, Rows("47-48")]
    public void Something_has_to_require_a_gradient()
    {
        Throws(NoGradient, () => Tensor.From([1.0]).Backward());
        Throws(NoGradient, () => Tensor.From([1L]).Backward());
    }

    [Fact, Rows("49")]
    public void A_leaf_is_its_own_derivative()
    {
        Tensor a = Tensor.From(3.0, requiresGrad: true);
        a.Backward();
        Is(a.Grad, 1);
    }

    [Fact, Rows("50-53")]
    public void Grad_tells_what_is_missing()
    {
        Tensor b = Leaf(1);
        Throws(NoGradient, () => Autograd.Grad(Tensor.From([1.0]), [_a]));
        Throws("One of the differentiated Tensors appears to not have been used in the graph: input 1, of shape [1]. Set allowUnused: true if this is the desired behavior", () => Autograd.Grad((_a * 2).Sum(), [_a, b]));
        Throws("One of the differentiated Tensors does not require grad", () => Autograd.Grad((_a * 2).Sum(), [Tensor.From([1.0])]));
        Tensor?[] grads = Autograd.Grad([(_a * 2).Sum()], [_a, b], allowUnused: true);
        Is(grads[0], 2, 2, 2);
        Assert.Null(grads[1]);
        Throws(ScalarOnly, () => Autograd.Grad(_a * 2, [_a]));
    }

    [Fact, Rows("54")]
    public void Grad_changes_no_gradient()
    {
        Is(Autograd.Grad((_a * 2).Sum(), [_a])[0], 2, 2, 2);
        Assert.Null(_a.Grad);
    }

    [Fact, Rows("55-57")]
    public void Second_derivatives_need_a_graph_of_the_first()
    {
        Tensor x = Leaf(2, 3);
        Tensor g = Autograd.Grad((x * x * x).Sum(), [x], createGraph: true)[0];
        Is(g, 12, 27);
        Assert.True(g.RequiresGrad);
        Assert.False(g.IsLeaf);
        Is(Autograd.Grad(g.Sum(), [x])[0], 12, 18);
        Tensor without = Autograd.Grad((x * x * x).Sum(), [x])[0];
        Flags(without, requiresGrad: false);
        Throws(NoGradient, () => without.Sum().Backward());
    }

    [Fact]
    public void Third_derivatives_follow()
    {
        Tensor x = Leaf(2);
        Tensor g = (x * x * x * x).Sum();
        foreach (double expected in new[] { 32.0, 48, 48 })
        {
            g = Autograd.Grad(g.Sum(), [x], createGraph: true)[0];
            Is(g, expected);
        }
    }

    [Fact]
    public void Backward_with_createGraph_leaves_a_gradient_that_can_be_differentiated()
    {
        Tensor x = Leaf(2, 3);
        (x * x).Sum().Backward(createGraph: true);
        Tensor first = x.Grad!;
        Assert.True(first.RequiresGrad);
        x.Grad = null;
        (first * first).Sum().Backward();
        Is(x.Grad, 16, 24);
    }

    [Fact]
    public void Inputs_of_Grad_may_be_results()
    {
        Tensor x = Leaf(2, 3), y = x * x, z = (y * y).Sum();
        Tensor[] grads = Autograd.Grad(z, [y, x]);
        Is(grads[0], 8, 18);
        Is(grads[1], 32, 108);
        Tensor same = y * 1;
        Is(Autograd.Grad(same.Sum(), [same])[0], 1, 1);
    }

    [Fact]
    public void Several_outputs_are_summed()
    {
        Tensor?[] grads = Autograd.Grad([_a * 2, (_a * _a).Sum()], [_a], [Tensor.From([1.0, 10, 100]), null]);
        Is(grads[0], 4, 24, 206);
        Autograd.Backward([(_a * 2).Sum(), (_a * 3).Sum()]);
        Is(_a.Grad, 5, 5, 5);
        Throws<ArgumentException>("There are 1 outputs and 2 gradients", () => Autograd.Grad([_a * 2], [_a], [null, null]));
    }

    [Fact]
    public void An_error_leaves_no_traces()
    {
        Tensor y = _a * _a;
        Throws("invalid gradient", () => y.Backward(Tensor.Ones([7], DType.Float64)));
        y.Sum().Backward();
        Is(_a.Grad, 2, 4, 6);
        Assert.True(Autograd.IsGradEnabled);
    }
}
