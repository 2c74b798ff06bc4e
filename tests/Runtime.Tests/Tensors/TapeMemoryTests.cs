using static SourceAutodiff.Runtime.Tests.Tensors.SemanticsAssert;

namespace SourceAutodiff.Runtime.Tests.Tensors;

/// <summary>How many bytes the tape takes, and that gradients which are written over were nobody else's.</summary>
public class TapeMemoryTests
{
    private const int Operations = 1000;

    public static TheoryData<string> Chains => ["number", "leaf", "sum", "function"];

    [Theory]
    [MemberData(nameof(Chains))]
    public void An_operation_on_numbers_takes_at_most_two_hundred_bytes_forward_and_backward(string chain)
    {
        Tensor x = Tensor.From(1.0001, requiresGrad: true);
        Pass();
        Pass();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 10; i++) Pass();
        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / (10.0 * Operations), 0, 200);

        void Pass()
        {
            Tensor y = x;
            for (int i = 0; i < Operations; i++) y = chain switch { "number" => y * 0.999, "leaf" => y * x, "sum" => y + x, _ => y.Tanh() };
            x.Grad = null;
            y.Backward();
        }
    }

    [Fact]
    public void A_gradient_that_was_asked_for_is_not_written_over()
    {
        Tensor x = Leaf(2), y = x * 3, z = y * y;
        Tensor[] grads = Autograd.Grad(z, [y, x]);
        Is(grads[0], 12);
        Is(grads[1], 36);
        Tensor w = Tensor.From(2.0, requiresGrad: true), v = w * 3, u = v * v;
        grads = Autograd.Grad(u, [v, w]);
        Is(grads[0], 12);
        Is(grads[1], 36);
    }

    [Fact]
    public void Gradients_that_hooks_have_seen_are_not_written_over()
    {
        List<Tensor> seen = [];
        Tensor x = Tensor.From(2.0, requiresGrad: true), y = x * 3, z = y * y, all = z * 5;
        z.RegisterHook(grad => { seen.Add(grad); return null; });
        y.GradFn!.RegisterPrehook(grads => { seen.Add(grads[0]!); return null; });
        y.GradFn!.RegisterHook((inputs, outputs) => { seen.AddRange([inputs[0]!, outputs[0]!]); return null; });
        y.RetainGrad();
        all.Backward();
        Assert.Equal([5, 60, 180, 60], seen.Select(grad => grad.Item()));
        Is(y.Grad, 60);
        Is(x.Grad, 180);
    }

    [Fact]
    public void A_gradient_given_to_a_pass_stays_as_it_is()
    {
        Tensor x = Tensor.From(2.0, requiresGrad: true), given = Tensor.From(1.5);
        (x * 3).Backward(given);
        Is(given, 1.5);
        Is(x.Grad, 4.5);
        Tensor before = x.Grad!;
        (x * 2).Backward(x.Grad);
        Assert.Same(before, x.Grad);
        Is(x.Grad, 13.5);
    }

    [Fact]
    public void A_gradient_that_two_get_is_not_written_over()
    {
        Tensor a = Leaf(1, 2), b = Leaf(3, 4), sum = a + b;
        (sum * sum).Backward(Tensor.From([1.0, 1]));
        Is(a.Grad, 8, 12);
        Is(b.Grad, 8, 12);
        a.Grad!.MulInPlace(2);
        Is(b.Grad, 8, 12);
    }

    [Fact]
    public void The_gradient_of_a_transposed_weight_is_kept_as_it_is()
    {
        Tensor x = Tensor.From(new[,] { { 1.0, 2 }, { 3, 4 }, { 5, 6 } }), weight = Tensor.From(new[,] { { 1.0, 0 }, { 0, 1 }, { 2, 3 }, { 1, 1 } }, requiresGrad: true);
        Functional.Linear(x, weight, Tensor.Zeros([4], DType.Float64)).Sum().Backward();
        Assert.False(weight.Grad!.IsView);
        Assert.True(weight.Grad.IsContiguous);
        Is(weight.Grad, 9, 12, 9, 12, 9, 12, 9, 12);
    }

    [Fact]
    public void Steps_of_training_use_the_memory_of_large_gradients_again()
    {
        Tensor weight = Tensor.Ones([100, 200], requiresGrad: true), x = Tensor.Ones([4, 200]);
        var optimizer = new Sgd([weight], 0.01);
        for (int i = 0; i < 3; i++) Step();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 10; i++) Step();
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10 * 100 * 200 * sizeof(float) / 2);

        void Step()
        {
            Functional.Linear(x, weight, Tensor.Zeros([100])).Sum().Backward();
            optimizer.Step();
            optimizer.ZeroGrad();
        }
    }

    [Fact]
    public void A_gradient_that_somebody_has_is_not_used_again()
    {
        Tensor weight = Tensor.Ones([200, 100], requiresGrad: true);
        var optimizer = new Sgd([weight], 0.01);
        (weight * 3).Backward(Tensor.Ones([200, 100]));
        Tensor first = weight.Grad!;
        optimizer.ZeroGrad();
        (weight * 5).Backward(Tensor.Ones([200, 100]));
        (weight * 7).Backward(Tensor.Ones([200, 100]));
        Assert.All(first.ToArray<float>(), value => Assert.Equal(3, value));
        Assert.All(weight.Grad!.ToArray<float>(), value => Assert.Equal(12, value));
        Assert.Equal(1, weight.Grad.Version);
    }
}
