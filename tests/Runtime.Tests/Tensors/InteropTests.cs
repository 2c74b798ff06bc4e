using System.Numerics.Tensors;

namespace SourceAutodiff.Runtime.Tests.Tensors;

public class InteropTests
{
    [Fact]
    public void A_wrapped_array_is_the_memory_of_the_tensor()
    {
        double[] values = [1, 2, 3, 4];
        Tensor tensor = Tensor.Wrap(values, [2, 2]);
        values[3] = 40;
        tensor.AsSpan<double>()[0] = 10;
        Assert.Equal([10, 2, 3, 40], tensor.ToArray<double>());
        Assert.Equal(10, values[0]);
        Assert.Equal(1, tensor.Version);
    }

    [Fact]
    public void A_tensor_span_has_shape_and_strides()
    {
        Tensor tensor = Tensor.From(new float[,] { { 1, 2, 3 }, { 4, 5, 6 } }).T();
        ReadOnlyTensorSpan<float> span = tensor.AsReadOnlyTensorSpan<float>();
        Assert.Equal([3, 2], span.Lengths.ToArray());
        Assert.Equal(6f, span[2, 1]);
        Assert.Equal(4f, span[0, 1]);
        tensor.AsTensorSpan<float>()[2, 1] = 60;
        Assert.Equal([1, 4, 2, 5, 3, 60], tensor.ToArray<float>());
    }

    [Fact]
    public void A_tensor_span_is_copied()
    {
        double[] values = [1, 2, 3, 4];
        Tensor tensor = Tensor.From(new ReadOnlyTensorSpan<double>(values, [2, 2]), requiresGrad: true);
        values[0] = 10;
        Assert.Equal([1, 2, 3, 4], tensor.ToArray<double>());
        Assert.True(tensor.RequiresGrad);
    }

    [Fact]
    public void Memory_of_what_requires_a_gradient_is_only_read()
    {
        Tensor tensor = Tensor.From([1.0, 2], requiresGrad: true);
        Assert.Equal(2, tensor.AsReadOnlySpan<double>()[1]);
        Assert.Contains("NoGrad", Assert.Throws<InvalidOperationException>(() => { tensor.AsSpan<double>(); }).Message);
        Assert.Contains("NoGrad", Assert.Throws<InvalidOperationException>(() => { tensor.AsTensorSpan<double>(); }).Message);
        using (Autograd.NoGrad()) tensor.AsSpan<double>()[0] = 3;
        Assert.Equal([3, 2], tensor.ToArray<double>());
    }

    [Fact]
    public void Another_type_than_that_of_the_elements_is_refused() =>
        Assert.Contains("To(DType.Float32)", Assert.Throws<InvalidOperationException>(() => Tensor.From([1.0]).ToArray<float>()).Message);
}
