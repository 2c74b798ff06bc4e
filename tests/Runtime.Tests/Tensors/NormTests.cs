namespace SourceAutodiff.Runtime.Tests.Tensors;

/// <summary>Normalizations: running averages, shapes and errors.</summary>
public class NormTests
{
    [Fact]
    public void Running_averages_take_the_unbiased_variance()
    {
        Tensor x = Tensor.From(new double[,] { { 1, 10 }, { 3, 30 } }), mean = Tensor.Zeros([2], DType.Float64), var = Tensor.Ones([2], DType.Float64);
        Functional.BatchNorm(x, mean, var, training: true, momentum: 0.5);
        TensorAssert.Holds([1, 10], mean);
        TensorAssert.Holds([1.5, 100.5], var);
        TensorAssert.Holds([0, 0, 2, 20], Functional.BatchNorm(x, Tensor.From([1.0, 10]), Tensor.Ones([2], DType.Float64), eps: 0));
    }

    [Fact]
    public void Normalized_numbers_have_mean_0_and_variance_1()
    {
        Tensor x = Tensor.RandN([4, 6, 5], new RandomSource(1), DType.Float64) * 3 + 2;
        foreach (Tensor y in new[] { Functional.LayerNorm(x, [5], eps: 0), Functional.InstanceNorm(x, eps: 0) })
        {
            TensorAssert.Holds(new double[24], y.Mean(2).Reshape(-1));
            TensorAssert.Holds([.. Enumerable.Repeat(1.0, 24)], y.Var([2], correction: 0).Reshape(-1));
        }

        TensorAssert.Holds(new double[12], Functional.GroupNorm(x, 3, eps: 0).Reshape(4, 3, -1).Mean(2));
        TensorAssert.Holds(new double[6], Functional.BatchNorm(x, null, null, training: true, eps: 0).Mean([0, 2]));
        Assert.Equal("NativeLayerNormBackward0", Functional.LayerNorm(x, [5], Tensor.Ones([5], DType.Float64, requiresGrad: true)).GradFn!.Name);
    }

    [Fact]
    public void Views_are_normalized_as_their_copies()
    {
        Tensor x = Tensor.RandN([3, 4, 5], new RandomSource(7), DType.Float64), view = x.Transpose(0, 2);
        TensorAssert.Holds(Functional.LayerNorm(view.Contiguous(), [4, 3]).ToArray<double>(), Functional.LayerNorm(view, [4, 3]));
        TensorAssert.Holds(Functional.RmsNorm(view.Contiguous(), [3]).ToArray<double>(), Functional.RmsNorm(view, [3]));
    }

    [Fact]
    public void Wrong_shapes_are_errors()
    {
        Tensor x = Tensor.Zeros([2, 4]);
        Assert.Contains("normalized_shape=[3]", Assert.Throws<ArgumentException>(() => Functional.LayerNorm(x, [3])).Message, StringComparison.Ordinal);
        Assert.Contains("num_groups=3", Assert.Throws<ArgumentException>(() => Functional.GroupNorm(x, 3)).Message, StringComparison.Ordinal);
        Assert.Contains("running_mean", Assert.Throws<ArgumentException>(() => Functional.BatchNorm(x, null, null)).Message, StringComparison.Ordinal);
        Assert.Contains("more than 1 value per channel", Assert.Throws<ArgumentException>(() => Functional.BatchNorm(Tensor.Zeros([1, 4]), null, null, training: true)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Functional.LayerNorm(x, [4], weight: Tensor.Ones([3])));
        Assert.Equal(0, Functional.LayerNorm(Tensor.Zeros([0, 4]), [4]).ElementCount);
    }
}
