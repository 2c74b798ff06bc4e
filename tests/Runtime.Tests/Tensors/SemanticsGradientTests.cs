using static SourceAutodiff.Runtime.Tests.Tensors.SemanticsAssert;

namespace SourceAutodiff.Runtime.Tests.Tensors;

/// <summary>The gradient of a tensor: where it is kept, added to, taken from; and hooks.</summary>
public class SemanticsGradientTests
{
    private readonly Tensor _a = Leaf(1, 2);

    [Fact, Rows("78-80")]
    public void Only_leaves_keep_their_gradient_unless_asked()
    {
        Assert.Null(_a.Grad);
        Tensor b = _a * 2, c = _a * 2;
        c.RetainGrad();
        Assert.True(c.RetainsGrad);
        (b * b).Sum().Backward();
        (c * c).Sum().Backward();
        Assert.Null(b.Grad);
        Is(c.Grad, 4, 8);
    }

    [Fact]
    public void A_kept_gradient_is_that_of_the_tensor_as_it_is_now()
    {
        Tensor b = _a * 2;
        b.RetainGrad();
        b.MulInPlace(3);
        (b * 5).Sum().Backward();
        Is(b.Grad, 5, 5);
        Is(_a.Grad, 30, 30);
    }

    [Fact, Rows("81")]
    public void Keeping_needs_something_to_keep()
    {
        _a.RetainGrad();
        Assert.False(_a.RetainsGrad);
        Throws("can't retain_grad on Tensor that has requires_grad=False", () => Tensor.From([1.0]).RetainGrad());
    }

    [Fact, Rows("82-83")]
    public void Gradients_add_up_in_place()
    {
        (_a * 2).Sum().Backward();
        Tensor grad = _a.Grad!;
        Is(grad, 2, 2);
        (_a * 3).Sum().Backward();
        Is(_a.Grad, 5, 5);
        Assert.Same(grad, _a.Grad);
    }

    [Fact, Rows("84-85")]
    public void A_gradient_can_be_reset()
    {
        (_a * 2).Sum().Backward();
        _a.Grad!.ZeroInPlace();
        (_a * 3).Sum().Backward();
        Is(_a.Grad, 3, 3);
        _a.Grad = null;
        Assert.Null(_a.Grad);
    }

    [Fact]
    public void A_gradient_that_was_given_is_not_kept_itself()
    {
        Tensor given = Tensor.From([1.0, 10.0]);
        (_a + 0).Backward(given);
        (_a + 0).Backward(given);
        Is(_a.Grad, 2, 20);
        Is(given, 1, 10);
    }

    [Fact]
    public void Two_leaves_do_not_share_a_gradient()
    {
        Tensor b = Leaf(3, 4);
        (_a + b).Sum().Backward();
        _a.Grad!.MulInPlace(5);
        Is(b.Grad, 1, 1);
    }

    [Fact]
    public void A_wrong_gradient_cannot_be_assigned()
    {
        Throws("assigned grad has data of a different size", () => { _a.Grad = Tensor.Ones([1], DType.Float64); });
        Throws("assigned grad has data of a different type", () => { _a.Grad = Tensor.Ones([2]); });
        Throws("can't assign a tensor as its own grad", () => { _a.Grad = _a; });
    }

    [Fact, Rows("88-89")]
    public void A_detached_tensor_shares_the_memory()
    {
        Tensor y = _a * 2, d = y.Detach();
        Flags(d, requiresGrad: false);
        d.FillInPlace(7);
        Is(y, 7, 7);
        Tensor b = Leaf(1, 2);
        ((b * 2).Detach() * b).Sum().Backward();
        Is(b.Grad, 2, 4);
    }

    [Fact]
    public void A_hook_sees_and_replaces_a_gradient()
    {
        var seen = new List<double[]>();
        Tensor b = _a * 3;
        b.RegisterHook(grad => { seen.Add(grad.ToArray<double>()); return null; });
        b.RegisterHook(grad => grad * 10);
        b.RetainGrad();
        (b * 2).Sum().Backward();
        Assert.Equal([2.0, 2.0], Assert.Single(seen));
        Is(b.Grad, 20, 20);
        Is(_a.Grad, 60, 60);
    }

    [Fact]
    public void A_hook_of_a_leaf_changes_what_is_added()
    {
        using IDisposable hook = _a.RegisterHook(grad => grad * -1);
        (_a * 2).Sum().Backward();
        Is(_a.Grad, -2, -2);
        hook.Dispose();
        (_a * 2).Sum().Backward();
        Is(_a.Grad, 0, 0);
        Throws("cannot register a hook on a tensor that doesn't require gradient", () => Tensor.From([1.0]).RegisterHook(_ => null));
    }

    [Fact]
    public void A_hook_can_remove_itself()
    {
        int calls = 0;
        IDisposable? hook = null;
        hook = _a.RegisterHook(_ => { calls++; hook!.Dispose(); return null; });
        (_a * 2).Sum().Backward();
        (_a * 2).Sum().Backward();
        Assert.Equal(1, calls);
    }

    [Fact]
    public void A_hook_may_not_change_the_shape()
    {
        _a.RegisterHook(grad => grad.Sum());
        Throws("A hook has changed the shape of a gradient from [2] to []", () => (_a * 2).Sum().Backward());
    }

    [Fact]
    public void A_hook_may_run_a_pass_of_its_own()
    {
        Tensor other = Leaf(5);
        Tensor b = _a * 3;
        b.RegisterHook(_ =>
        {
            // A pass is not recorded, and neither is what its hooks do, unless they ask.
            Assert.False((other * other).RequiresGrad);
            using (Autograd.EnableGrad()) (other * other).Sum().Backward();
            return null;
        });
        (b * b).Sum().Backward();
        Is(other.Grad, 10);
        Is(_a.Grad, 18, 36);
    }

    [Fact]
    public void Functions_have_hooks_too()
    {
        Tensor b = _a * 3;
        var order = new List<string>();
        b.GradFn!.RegisterPrehook(grads => { order.Add("before"); return [grads[0]! * 2]; });
        using IDisposable after = b.GradFn.RegisterHook((inputs, outputs) =>
        {
            order.Add("after");
            Is(outputs[0], 2, 2);
            return [inputs[0]! * 100, inputs[1]];
        });
        b.Sum().Backward(retainGraph: true);
        Is(_a.Grad, 600, 600);
        Assert.Equal(["before", "after"], order);
        after.Dispose();
        _a.Grad = null;
        b.Sum().Backward();
        Is(_a.Grad, 6, 6);
    }

    [Fact]
    public void Grad_runs_hooks_of_what_it_is_asked_for()
    {
        Tensor b = _a * 3;
        b.RegisterHook(grad => grad * 10);
        Is(Autograd.Grad((b * 2).Sum(), [b])[0], 20, 20);
    }
}
