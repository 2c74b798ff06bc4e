namespace SourceAutodiff.Runtime.Tests.Tensors;

public class PrintingTests
{
    public static TheoryData<string, Func<Tensor>> Printed => new()
    {
        { "tensor([0.5000, -1.0000], requires_grad=True)".Replace("[0", "[ 0"), () => Tensor.From([0.5f, -1f], requiresGrad: true) },
        { "tensor([1, 2, 3])", () => Tensor.From([1L, 2L, 3L]) },
        { "tensor([1, 2, 3], dtype=torch.int32)", () => Tensor.From([1, 2, 3]) },
        { "tensor([1., 2., 3.], requires_grad=True)", () => Tensor.From([1f, 2f, 3f], requiresGrad: true) },
        { "tensor([ 2.,  6., 12.], grad_fn=<MulBackward0>)", () => Tensor.From([2f, 3f, 4f], requiresGrad: true) * Tensor.From([1f, 2f, 3f]) },
        { "tensor(23., grad_fn=<SumBackward0>)", () => (Tensor.From([2f, 3f, 4f], requiresGrad: true) + Tensor.From([1f, 5f, 8f])).Sum() },
        { "tensor([  2.,  20., 200.])", () => Tensor.From([2f, 20f, 200f]) },
        { "tensor([ 0.5000, -3.5000])", () => Tensor.From([0.5f, -3.5f]) },
        { "tensor([ 0, -4])", () => Tensor.From([0L, -4L]) },
        { "tensor(1.)", () => Tensor.From(1f) },
        { "tensor(3.1416)", () => Tensor.From(3.14159f) },
        { "tensor(True)", () => Tensor.From(true) },
        { "tensor([ True, False])", () => Tensor.From([true, false]) },
        { "tensor([[1.0000, 2.0000],\n        [3.0000, 4.5000]])", () => Tensor.From(new[,] { { 1f, 2f }, { 3f, 4.5f } }) },
        { "tensor([[[1, 2]],\n\n        [[3, 4]]])", () => Tensor.From([1L, 2L, 3L, 4L], [2, 1, 2]) },
        { "tensor([1., 2.], dtype=torch.float64)", () => Tensor.From([1.0, 2.0]) },
        { "tensor([1.5000, 2.0000], dtype=torch.bfloat16)", () => Tensor.From([1.5f, 2f]).To(DType.BFloat16) },
        { "tensor([1.5000, 2.0000], dtype=torch.float16)", () => Tensor.From([1.5f, 2f]).To(DType.Float16) },
        { "tensor([1, 2], dtype=torch.uint8)", () => Tensor.From([(byte)1, (byte)2]) },
        { "tensor([1.0000e-05, 1.0000e+05])", () => Tensor.From([1e-5f, 1e5f]) },
        { "tensor([1.0000e-01, 1.0025e+02])", () => Tensor.From([0.1f, 100.25f]) },
        { "tensor([1.0000e+00, 1.0010e+03])", () => Tensor.From([1f, 1001f]) },
        { "tensor([   1., 1000.])", () => Tensor.From([1f, 1000f]) },
        { "tensor([-1.0000e+00,  1.0000e+09])", () => Tensor.From([-1f, 1e9f]) },
        { "tensor(5.0000e-324, dtype=torch.float64)".Replace("5.0000", "4.9407"), () => Tensor.From(double.Epsilon) },
        { "tensor([   nan,    inf, 1.5000])", () => Tensor.From([float.NaN, float.PositiveInfinity, 1.5f]) },
        { "tensor([1., nan])", () => Tensor.From([1f, float.NaN]) },
        { "tensor([0., -inf])", () => Tensor.From([0f, float.NegativeInfinity]) },
        { "tensor([0., -0.])", () => Tensor.From([0f, -0f]) },
        { "tensor([0.0312, 0.0938])", () => Tensor.From([0.03125f, 0.09375f]) },
        { "tensor([])", () => Tensor.From(Array.Empty<float>()) },
        { "tensor([], dtype=torch.int64)", () => Tensor.From(Array.Empty<long>()) },
        { "tensor([], size=(0, 3))", () => Tensor.Zeros([0, 3]) },
        { "tensor([], size=(2, 0), dtype=torch.float64, requires_grad=True)", () => Tensor.Zeros([2, 0], DType.Float64, requiresGrad: true) },
        { "tensor([-10.,  -5.,   0.,   5.,  10.])", () => Tensor.Linspace(-10, 10, 5) },
        { "tensor([[1., 0.],\n        [0., 1.]])", () => Tensor.Eye(2) },
        { "tensor([[1, 3],\n        [2, 4]])", () => Tensor.From([1L, 2L, 3L, 4L], [2, 2]).T() },
        {
            "tensor([ 0,  1,  2,  3,  4,  5,  6,  7,  8,  9, 10, 11, 12, 13, 14, 15, 16, 17,\n        18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29])",
            () => Tensor.Arange(30)
        },
        { "tensor([   0,    1,    2,  ...,  998,  999, 1000])", () => Tensor.Arange(1001) },
        {
            "tensor([[0., 0., 0.,  ..., 0., 0., 0.],\n        [0., 0., 0.,  ..., 0., 0., 0.],\n        [0., 0., 0.,  ..., 0., 0., 0.],\n        ...,\n"
            + "        [0., 0., 0.,  ..., 0., 0., 0.],\n        [0., 0., 0.,  ..., 0., 0., 0.],\n        [0., 0., 0.,  ..., 0., 0., 0.]])",
            () => Tensor.Zeros([100, 20])
        },
        {
            "tensor([1.5000, 1.5000, 1.5000, 1.5000, 1.5000, 1.5000, 1.5000],\n       requires_grad=True)",
            () => Tensor.Full([7], 1.5, requiresGrad: true)
        },
    };

    [Theory, MemberData(nameof(Printed))]
    public void As_PyTorch_prints(string expected, Func<Tensor> tensor) => Assert.Equal(expected, tensor().ToString());

    /// <summary>Only what is shown decides how it is written.</summary>
    [Fact]
    public void A_large_element_that_is_left_out_changes_nothing()
    {
        float[] values = new float[2000];
        values[1000] = 1e20f;
        Assert.Equal("tensor([0., 0., 0.,  ..., 0., 0., 0.])", Tensor.From(values).ToString());
    }

    /// <summary>Printing is no operation.</summary>
    [Fact]
    public void Printing_records_nothing()
    {
        Tensor x = Tensor.From([1.0, 2.0], requiresGrad: true);
        Tensor y = x * x;
        GradFn? before = y.GradFn;
        _ = y.ToString();
        Assert.Same(before, y.GradFn);
        Assert.Equal(0, y.Version);
    }
}
