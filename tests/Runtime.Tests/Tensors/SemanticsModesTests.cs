using static SourceAutodiff.Runtime.Tests.Tensors.SemanticsAssert;

namespace SourceAutodiff.Runtime.Tests.Tensors;

public class SemanticsModesTests
{
    private readonly Tensor _a = Leaf(1, 2);

    [Fact, Rows("90-93, 95")]
    public void Without_gradients_nothing_is_recorded()
    {
        Tensor y = _a * 2;
        using (Autograd.NoGrad())
        {
            Assert.False(Autograd.IsGradEnabled);
            Flags(_a * 2, requiresGrad: false);
            Flags(y * 3, requiresGrad: false);
            Flags(Tensor.From([1.0], requiresGrad: true), requiresGrad: true);
            using (Autograd.EnableGrad()) Flags(_a * 2, requiresGrad: true, "MulBackward0");
            using (Autograd.SetGradEnabled(true)) Assert.True(Autograd.IsGradEnabled);
            Assert.False(Autograd.IsGradEnabled);
        }

        Assert.True(Autograd.IsGradEnabled);
        using (Autograd.SetGradEnabled(false)) Assert.False(Autograd.IsGradEnabled);
    }

    [Fact, Rows("94")]
    public void What_was_made_for_inference_stays_out_of_graphs()
    {
        Tensor y;
        using (Autograd.InferenceMode())
        {
            y = _a * 2;
            Assert.True(Autograd.IsInferenceMode);
            Flags(y, requiresGrad: false);
            Assert.True(y.IsInference);
            y.AddInPlace(1);
        }

        Is(y, 3, 5);
        Throws("Inference tensors cannot be saved for backward. Please do not use Tensors created in inference mode in computation tracked by autograd. To work around this, you can make a clone to get a normal tensor and use it in autograd, or use `Autograd.NoGrad()` instead of `Autograd.InferenceMode()`.", () => y * _a);
        Throws("Inplace update to inference tensor outside InferenceMode is not allowed", () => y.AddInPlace(1));
        Throws("inference tensor outside of InferenceMode is not allowed", () => { y.RequiresGrad = true; });
        (y.Clone() * _a).Sum().Backward();
        Is(_a.Grad, 3, 5);
        Is(y + Tensor.From([1.0, 1.0]), 4, 6);
    }

    [Fact]
    public async Task Modes_go_along_with_await()
    {
        using (Autograd.NoGrad())
        {
            await Task.Yield();
            Assert.False(Autograd.IsGradEnabled);
            Flags(_a * 2, requiresGrad: false);
            await Task.Delay(1);
            Assert.False(Autograd.IsGradEnabled);
            await Task.Run(() => Assert.False(Autograd.IsGradEnabled));
        }

        Assert.True(Autograd.IsGradEnabled);
        await Task.Yield();
        Assert.True(Autograd.IsGradEnabled);
    }

    [Fact]
    public async Task A_mode_that_a_task_enters_ends_with_it()
    {
        await Changed();
        Assert.True(Autograd.IsGradEnabled);
        Flags(_a * 2, requiresGrad: true, "MulBackward0");

        static async Task Changed()
        {
            Autograd.NoGrad();
            await Task.Yield();
            Assert.False(Autograd.IsGradEnabled);
        }
    }

    [Fact]
    public async Task Tasks_side_by_side_have_modes_of_their_own()
    {
        await Task.WhenAll(Enumerable.Range(0, 16).Select(async i =>
        {
            bool records = i % 2 == 0;
            using (Autograd.SetGradEnabled(records))
            {
                for (int round = 0; round < 50; round++)
                {
                    await Task.Yield();
                    Assert.Equal(records, Autograd.IsGradEnabled);
                    Assert.Equal(records, (_a * 2).RequiresGrad);
                }
            }
        }));
    }

    [Fact]
    public void Another_thread_does_not_see_a_mode()
    {
        using var entered = new ManualResetEventSlim();
        using var seen = new ManualResetEventSlim();
        bool records = false;
        var other = new Thread(() =>
        {
            entered.Wait();
            records = (_a * 2).RequiresGrad;
            seen.Set();
        });
        other.Start();
        using (Autograd.NoGrad())
        {
            entered.Set();
            seen.Wait();
        }

        other.Join();
        Assert.True(records);
    }

    [Fact]
    public void A_scope_may_be_closed_twice()
    {
        ModeScope outer = Autograd.NoGrad();
        ModeScope inner = Autograd.EnableGrad();
        inner.Dispose();
        inner.Dispose();
        Assert.False(Autograd.IsGradEnabled);
        outer.Dispose();
        Assert.True(Autograd.IsGradEnabled);
    }

    [Fact]
    public void A_backward_pass_leaves_the_mode_as_it_was()
    {
        Tensor y = (_a * _a).Sum();
        using (Autograd.NoGrad())
        {
            y.Backward();
            Assert.False(Autograd.IsGradEnabled);
        }

        Is(_a.Grad, 2, 4);
    }

    [Fact]
    public void Anomalies_are_found_where_they_were_made()
    {
        using (Autograd.DetectAnomaly())
        {
            Tensor y = (Leaf(0) * 0).Sqrt() * 0;
            InvalidOperationException exception = Throws<InvalidOperationException>("Function 'SqrtBackward0' returned nan values in its 0th output.", () => y.Sum().Backward());
            Assert.Contains(nameof(Anomalies_are_found_where_they_were_made), exception.Message);
            Assert.Contains("SemanticsModesTests.cs:", exception.Message);
        }
    }

    [Fact]
    public void Errors_name_the_operation_in_anomaly_mode()
    {
        using (Autograd.DetectAnomaly())
        {
            Tensor b = _a * 2, y = b.Exp();
            y.AddInPlace(1);
            InvalidOperationException exception = Throws<InvalidOperationException>("modified by an inplace operation", () => y.Sum().Backward());
            Assert.Contains("SemanticsModesTests.cs:", exception.Message);
            Assert.Contains("ExpBackward0", exception.Message);
        }
    }
}
