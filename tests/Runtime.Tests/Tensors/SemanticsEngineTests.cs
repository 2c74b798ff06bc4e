using static SourceAutodiff.Runtime.Tests.Tensors.SemanticsAssert;

namespace SourceAutodiff.Runtime.Tests.Tensors;

/// <summary>Large graphs and many threads.</summary>
public class SemanticsEngineTests
{
    [Fact]
    public void A_chain_of_a_million_operations_ends()
    {
        Tensor x = Tensor.From(1.0, requiresGrad: true), y = x;
        for (int i = 0; i < 1_000_000; i++) y += 1e-6;
        y.Backward();
        Is(x.Grad, 1);
        Is(Autograd.Grad(y, [x])[0], 1);
    }

    [Fact]
    public void A_ladder_of_diamonds_takes_one_step_for_each_function()
    {
        Tensor x = Tensor.From(1.0, requiresGrad: true), y = x;
        int steps = 0;
        for (int i = 0; i < 500; i++)
        {
            y = (y * 0.5) + (y * 0.5);
            y.RegisterHook(_ => { steps++; return null; });
        }

        y.Backward();
        Is(x.Grad, 1);
        Assert.Equal(500, steps);
    }

    [Fact]
    public void Independent_graphs_on_several_threads_do_not_disturb_each_other()
    {
        Parallel.For(1, 64, i =>
        {
            Tensor x = Leaf(i, i + 1), y = x;
            for (int k = 0; k < 50; k++) y = (y * x) / x;
            (y * y).Sum().Backward();
            Assert.Equal(2.0 * i, x.Grad!.ToArray<double>()[0], 1e-9 * (i + 1));
            Assert.Equal(2.0 * (i + 1), x.Grad.ToArray<double>()[1], 1e-9 * (i + 1));
        });
    }

    [Fact]
    public void Graphs_that_share_leaves_lose_nothing()
    {
        Tensor w = Tensor.Ones([100], DType.Float64, requiresGrad: true);
        Parallel.For(0, 200, _ =>
        {
            for (int k = 0; k < 10; k++) (w * 3).Sum().Backward();
        });
        Is(w.Grad, [.. Enumerable.Repeat(6000.0, 100)]);
    }

    [Fact]
    public void One_graph_can_be_gone_through_by_several_threads()
    {
        Tensor w = Leaf(2, 3), y = (w * w).Sum();
        Parallel.For(0, 100, _ => y.Backward(retainGraph: true));
        Is(w.Grad, 400, 600);
    }

    [Fact]
    public void A_tensor_without_part_in_the_result_gets_no_gradient()
    {
        Tensor used = Leaf(1), unused = Leaf(1);
        _ = unused * used;
        (used * 2).Sum().Backward();
        Assert.Null(unused.Grad);
    }
}
